import { describe, expect, test } from 'vitest';
import { readScenario } from '../../../src/model/notation/scenario.ts';
import { complaint, fileItem, itemOf, positionOf } from './reading.ts';

const scenario = (messages: string) =>
  itemOf(
    `apiVersion: fibula.dev/v1alpha1\nkind: Scenario\nmetadata: {name: test}\nspec:\n  messages:\n${messages}\n`,
  );

test('a scenario is read with its defaults', () => {
  const { scenario: read, diagnostics } = readScenario(
    scenario(
      '    - {from: c1, to: 10.1.1.1:80}\n    - {from: a, to: b, port: http, protocol: udp, at: 2, count: 3, expects: reply}',
    ),
  );
  expect(diagnostics).toEqual([]);
  expect(read?.messages.map(({ origin, ...message }) => [positionOf(origin), message])).toEqual([
    ['6:7', { from: 'c1', to: '10.1.1.1:80', at: 0, count: 1, expects: 'nothing' }],
    ['7:7', { from: 'a', to: 'b', port: 'http', protocol: 'UDP', at: 2, count: 3, expects: 'reply' }],
  ]);
});

test('the toy scenario has two messages', () => {
  const { scenario: read, diagnostics } = readScenario(fileItem('examples/toy/scenario.yaml'));
  expect(diagnostics).toEqual([]);
  expect(read?.messages).toHaveLength(2);
});

describe('a message is refused', () => {
  test.each([
    ['{from: c1}', '6:7 NOTATION_MISSING a message has from and to'],
    ['{from: c1, to: x, form: y}', '6:25 NOTATION_FIELD unknown field "form" (did you mean from?)'],
    ['{from: 1, to: x}', '6:8 NOTATION_TYPE expected a text, not the number 1 (put it in quotes)'],
    [
      '{from: c1, to: x, port: 0}',
      '6:25 NOTATION_TYPE expected a whole number from 1 to 65535, not the number 0',
    ],
    [
      '{from: c1, to: x, protocol: HTTP}',
      '6:25 NOTATION_VALUE "HTTP" is no protocol (TCP, UDP, SCTP, ICMP or other)',
    ],
    [
      '{from: c1, to: x, count: 0}',
      '6:25 NOTATION_TYPE expected a whole number from 1 to 1000000, not the number 0',
    ],
    [
      '{from: c1, to: x, at: -1}',
      '6:25 NOTATION_TYPE expected a whole number from 0 to 1000000, not the number -1',
    ],
    ['{from: c1, to: x, expects: answer}', '6:25 NOTATION_VALUE "answer" is none of nothing, reply'],
  ])('%s: %s', (message, expected) => {
    const { scenario: read, diagnostics } = readScenario(scenario(`    - ${message}`));
    expect(read).toBeUndefined();
    expect(diagnostics.map(complaint)).toContain(expected);
  });
});
