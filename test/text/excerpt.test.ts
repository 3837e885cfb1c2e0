import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import { formatDiagnostic } from '../../src/text/excerpt.ts';
import { readAll, sourceOf } from './source.ts';

const print = (content: string) => readAll(content).diagnostics.map(formatDiagnostic).join('\n');

test('a diagnostic is printed with its place, its line and a caret', () => {
  expect(print('kind: Pod\nimage: web: v1\n')).toBe(
    `test.yaml:2:11: error YAML_SYNTAX: bad indentation of a mapping entry
  image: web: v1
            ^
  quote the value if the colon is part of it; else put the nested key on a line of its own`,
  );
});

test('tabs stay below tabs, and wide characters below two columns', () => {
  expect(print('{"日本":\t1,\n\t"日":1e999}')).toBe(
    `test.yaml:2:6: error SCALAR_NOT_A_NUMBER: 1e999 is too large for a number
  \t"日":1e999}
  \t     ^`,
  );
});

test('of a long line only what surrounds the caret is shown', () => {
  const text = print(`{"a":"${'x'.repeat(3000)}","b":1e999,"c":"${'y'.repeat(3000)}"}`);
  const [, line, caret] = text.split('\n') as [string, string, string];
  expect(line.length).toBeLessThan(120);
  expect(line).toMatch(/^ {2}\.\.\.x+","b":1e999,"c":"y+\.\.\.$/);
  expect(line.slice(caret.indexOf('^'))).toMatch(/^1e999/);
});

test('control characters do not reach the terminal', () => {
  expect(print('a: b: \u001b[31m\n')).not.toContain('\u001b');
});

test('what has no place is printed without one', () => {
  const diagnostic: Diagnostic = { code: 'NOT_TEXT', severity: 'warning', message: 'odd' };
  expect(formatDiagnostic(diagnostic)).toBe('warning NOT_TEXT: odd');
});

test('the path of an origin is looked up', () => {
  const source = sourceOf('kind: Pod\nspec:\n  nodeNam: x\n', 'pod.yaml');
  const origin = { place: { source, offset: 0 }, path: 'spec.nodeNam' };
  const diagnostic: Diagnostic = {
    code: 'NOT_TEXT',
    severity: 'warning',
    message: 'unknown field',
    origin,
    suggestion: 'did you mean nodeName?',
  };
  expect(formatDiagnostic(diagnostic)).toBe(
    `pod.yaml:3:3: warning NOT_TEXT: unknown field
    nodeNam: x
    ^
  did you mean nodeName?`,
  );
});
