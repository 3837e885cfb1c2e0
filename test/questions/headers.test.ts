import { readFileSync } from 'node:fs';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { ARTICLE, STANDARD } from '../../src/kubernetes/profile/profile.ts';
import type { HeadersAnswer } from '../../src/questions/headers.ts';
import { ask, askWithin, schema } from '../../src/questions/headers.ts';
import type { Input } from '../../src/questions/question.ts';
import type { State } from '../../src/state/state.ts';
import { readState } from '../../src/state/state.ts';
import { K1_BYTES } from './k1-state.ts';

function stateOf(text: string | Uint8Array, profile = STANDARD): State {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readState([{ name: 'test.yaml', bytes: () => bytes }], { profile, namespace: 'default' });
}

function headers(state: State, input: Input): HeadersAnswer {
  const answer = ask(state, input);
  if ('error' in answer) throw new Error(answer.error.message);
  expect([...Value.Errors(schema, answer)]).toEqual([]);
  return answer;
}

/** Rows as lines: the end, how sure, and each block. */
function linesOf({ rows }: HeadersAnswer): string[] {
  return rows.map(({ end, at, code, certainty, unknown, headers: blocks }) =>
    [end, at?.name, code, certainty, unknown, JSON.stringify(blocks)]
      .filter((one) => one !== undefined)
      .join(' '),
  );
}

const k1 = stateOf(K1_BYTES, ARTICLE);

/** A network of one switch, with two processes. */
const written = (rules: string): State =>
  stateOf(`apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: small}
spec:
  nodes:
    - {process: a}
    - {process: b}
    - switch: s
      addresses: [10.0.0.1]
      fib:
${rules}
  links: [[a, s], [b, s]]
`);

describe('headers', () => {
  test('of a container of K1 reach just the open ports of pods, and loop on closed ones (01 §8.2)', () => {
    const { rows } = headers(k1, { from: 'c1-1' });
    const delivered = rows.filter(({ end }) => end === 'delivered');
    expect(delivered.map(({ at }) => at?.name)).toEqual(
      ['p1/c1-1', 'p1/c1-2', 'p2/c2-1', 'p2/c2-2', 'p3/c3-1', 'p3/c3-2', 'p4/c4-1', 'p4/c4-2'].map(
        (name) => `default/${name}`,
      ),
    );
    expect(delivered[2]).toMatchObject({
      certainty: 'always',
      headers: [{ protocols: ['TCP'], sources: '10.1.1.1', targets: '10.1.2.1', targetPorts: '8080' }],
      example: {
        protocol: 'TCP',
        source: '10.1.1.1',
        sourcePort: 49152,
        target: '10.1.2.1',
        targetPort: 8080,
      },
    });
    const [looped] = rows.filter(({ end }) => end === 'looped');
    expect(looped?.headers?.[0]).toMatchObject({ targetPorts: '0-8079,8081-9089,9091-65535' });
  });

  test('to one end are those that it receives', () => {
    expect(headers(k1, { from: 'd1', to: 'default/p1' }).rows.map(({ at }) => at?.name)).toEqual([
      'default/p1/c1-1',
      'default/p1/c1-2',
    ]);
    expect(headers(k1, { from: 'd1', to: '10.1.1.2' }).rows).toHaveLength(2);
    expect(headers(k1, { from: 'c1-1', to: 'd1' }).rows).toEqual([]);
  });

  test('are sent with the addresses of the sender, or with any', () => {
    const state = written('        - {from: 10.0.0.0/8, to: 10.0.0.7, deliver: b}');
    expect(linesOf(headers(state, { from: 'a', to: 'b' }))).toEqual([
      'delivered b always [{"sources":"10.0.0.1","targets":"10.0.0.7"}]',
    ]);
    expect(linesOf(headers(state, { from: 'a', to: 'b', sources: 'any' }))).toEqual([
      'delivered b always [{"sources":"10.0.0.0/8","targets":"10.0.0.7"}]',
    ]);
  });

  test('that a choice leaves open are delivered to either', () => {
    const state = written('        - {to: 10.0.0.7, choose: [{deliver: a}, {deliver: b}]}');
    expect(linesOf(headers(state, { from: 'a' })).slice(0, 2)).toEqual([
      'delivered a by choice [{"sources":"10.0.0.1","targets":"10.0.0.7"}]',
      'delivered b by choice [{"sources":"10.0.0.1","targets":"10.0.0.7"}]',
    ]);
  });

  test.each([
    ['a name that nobody has', { from: 'nobody' }, 'END_NOT_FOUND'],
    ['a receiver that nobody is', { from: 'c1-1', to: 'nobody' }, 'END_NOT_FOUND'],
    ['a DNS name as receiver', { from: 'c1-1', to: 'dns:example.com' }, 'END_NOT_FOUND'],
  ])('are refused of %s', (_, input, code) => {
    expect(ask(k1, input)).toMatchObject({ error: { code } });
  });

  test('that make more sets together than are allowed are refused, not answered in part', () => {
    expect(askWithin(k1, { from: 'c1-1' }, 50)).toMatchObject({ error: { code: 'TOO_MANY_RULES' } });
  });

  test('of the shop are answered for every process, and an example of each row is sent to see it', () => {
    const files = ['data', 'ingress', 'namespaces', 'observability', 'policies', 'storefront'];
    const sources = files.map((name) => ({
      name: `${name}.yaml`,
      bytes: () => readFileSync(new URL(`../../examples/shop/${name}.yaml`, import.meta.url)),
    }));
    const shop = readState(sources, { profile: STANDARD, namespace: 'default' });
    const rows = ['shop/web-0', 'data/backup-0', 'node/node-1', 'internet'].flatMap(
      (from) => headers(shop, { from }).rows,
    );
    const ends = new Set(
      rows.map(({ end, code, certainty }) => [end, code ?? '', certainty].join(' ').trim()),
    );
    expect([...ends].sort()).toMatchInlineSnapshot(`
      [
        "delivered  always",
        "delivered  by choice",
        "delivered  not known",
        "discarded NO_ROUTE always",
        "discarded POLICY_EGRESS always",
        "discarded POLICY_EGRESS by choice",
        "discarded POLICY_EGRESS not known",
        "discarded POLICY_INGRESS always",
        "discarded POLICY_INGRESS by choice",
        "discarded POLICY_INGRESS not known",
        "discarded SERVICE_PORT_CLOSED not known",
        "refused SERVICE_PORT_CLOSED always",
      ]
    `);
  });
});
