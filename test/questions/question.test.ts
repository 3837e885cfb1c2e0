import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../src/kubernetes/profile/profile.ts';
import { ARTICLE, assume, STANDARD } from '../../src/kubernetes/profile/profile.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { readInput } from '../../src/questions/input.ts';
import type { Input, Question } from '../../src/questions/question.ts';
import { QUESTIONS, questionNamed } from '../../src/questions/registry.ts';
import type { State } from '../../src/state/state.ts';
import { readState } from '../../src/state/state.ts';
import { K1_BYTES } from './k1-state.ts';

function stateOf(text: string | Uint8Array, profile: Profile = STANDARD): State {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readState([{ name: 'test.yaml', bytes: () => bytes }], { profile, namespace: 'default' });
}

const question = (name: string): Question => {
  const found = questionNamed(name);
  if (found === undefined) throw new Error(`no question ${name}`);
  return found;
};

/** Asks, and holds the answer to its schema. */
async function ask(
  name: string,
  state: State,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const answer = await askQuestion(question(name), state, given);
  const { schema } = await question(name).load();
  if (!('error' in answer)) expect([...Value.Errors(schema, answer)]).toEqual([]);
  return answer as unknown as Record<string, unknown>;
}

const declared = assume(STANDARD, 'listens', 'declared') as Profile;
const k1 = {
  article: stateOf(K1_BYTES, ARTICLE),
  standard: stateOf(K1_BYTES),
  declared: stateOf(K1_BYTES, declared),
};
const p2 = { from: 'c1-1', to: 'default/p2' };

describe('reach', () => {
  test.each([
    ['an open port', 'standard', { port: 8080 }, { answer: 'reachable', disposition: 'delivered' }],
    ['a port that may be open', 'standard', { port: 7070 }, { answer: 'reachable', assumed: ['LISTENS'] }],
    [
      'a closed port',
      'declared',
      { port: 7070 },
      { answer: 'unreachable', disposition: 'refused', code: 'PORT_CLOSED', symptom: 'refused' },
    ],
    [
      "a closed port of the article's",
      'article',
      { port: 7070 },
      { answer: 'unreachable', disposition: 'looped', code: 'LOOP', symptom: 'timeout' },
    ],
    ['UDP', 'article', { port: '8080/udp' }, { answer: 'unreachable', disposition: 'looped' }],
    ['ICMP', 'standard', { protocol: 'icmp' }, { answer: 'reachable' }],
    ['the declared ports', 'article', {}, { answer: 'reachable', messages: 2 }],
  ] as const)('of %s', async (_, profile, given, answer) => {
    expect(await ask('reach', k1[profile], { ...p2, ...given })).toMatchObject(answer);
  });

  test('of a message whose reply is lost or not, as what is not known goes, is unknown (01 §1.12)', async () => {
    const state = stateOf(`apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: small}
spec:
  facts: [{code: NOT_READ}]
  nodes:
    - {process: a}
    - {process: b}
    - {switch: s, addresses: [10.0.0.1], fib: [{to: 10.0.0.2, forward: t}, {to: 10.0.0.1, deliver: a}]}
    - switch: t
      addresses: [10.0.0.2]
      fib:
        - {to: 10.0.0.1, fact: NOT_READ, discard: GONE}
        - {to: 10.0.0.1, forward: s}
        - {to: 10.0.0.2, deliver: b}
  links: [[a, s], [b, t], [s, t]]
`);
    const asked = { from: 'a', to: '10.0.0.2', port: 80 };
    expect(await ask('reach', state, asked)).toMatchObject({ answer: 'unknown', unknown: ['NOT_READ'] });
    expect(await ask('reach', state, { ...asked, oneWay: true })).toMatchObject({ answer: 'reachable' });
  });

  test('from outside to a pod is an option of the profile', async () => {
    const outside = { from: 'internet', to: 'default/p2', port: 8080 };
    expect(await ask('reach', k1.standard, outside)).toMatchObject({
      answer: 'unreachable',
      code: 'NO_ROUTE',
      assumed: ['OUTSIDE_TO_POD'],
    });
    const routed = stateOf(K1_BYTES, assume(STANDARD, 'outsideToPod', 'routed') as Profile);
    expect(await ask('reach', routed, outside)).toMatchObject({
      answer: 'reachable',
      sourceSeen: '198.51.100.1',
    });
  });

  test('says whose address the receiver sees', async () => {
    const away = { from: 'c1-1', to: '203.0.113.7', port: 443 };
    expect(await ask('reach', k1.standard, away)).toMatchObject({
      answer: 'reachable',
      sourceSeen: '10.1.0.1',
    });
  });

  test('of a way whose reply is lost is unreachable, unless replies are left out', async () => {
    const state = stateOf(ONE_WAY);
    const lost = { answer: 'unreachable', disposition: 'lost', code: 'REPLY_LOST', symptom: 'timeout' };
    expect(await ask('reach', state, { from: 'a', to: 'b', port: 80 })).toMatchObject(lost);
    expect(await ask('reach', state, { from: 'a', to: 'b', port: 80, oneWay: true })).toMatchObject({
      answer: 'reachable',
    });
    expect(await ask('reach', state, { from: 'a', to: 'b', port: '80/udp' })).toMatchObject({
      answer: 'reachable',
    });
  });

  test('of ways that differ by choice is ambiguous, with the chance that it works', async () => {
    const answer = await ask('reach', stateOf(CHOICE), { from: 'a', to: '10.0.0.9', port: 80, oneWay: true });
    expect(answer).toMatchObject({ answer: 'ambiguous', disposition: ['delivered', 'refused'] });
    expect(answer.probability).toBeCloseTo(2 / 3);
  });

  test('that depends on what is not known is unknown, and names it', async () => {
    const answer = await ask('reach', stateOf(FACT), { from: 'a', to: '10.0.0.2', port: 80, oneWay: true });
    expect(answer).toMatchObject({ answer: 'unknown', unknown: ['NOT_KNOWN'] });
  });

  test('of ends without an address family in common is refused', async () => {
    const answer = await ask('reach', k1.standard, { ...p2, to: 'fd00::1', port: 80 });
    expect(answer).toMatchObject({ error: { code: 'FAMILY_MISMATCH' } });
  });

  test('of more messages than one question sends is refused', async () => {
    const answer = await ask('reach', stateOf(MANY), { from: 'deploy/web', to: 'deploy/web' });
    expect(answer).toMatchObject({ error: { code: 'TOO_MANY_MESSAGES' } });
  });
});

describe('trace', () => {
  test.each([
    ['c1-1', '127.0.0.1', 9090, 4],
    ['c1-1', '10.1.1.2', 8080, 8],
    ['c1-1', '10.1.2.1', 8080, 10],
    ['d1', '10.1.1.1', 8080, 6],
  ])('law R14: %s to %s:%i is %i events, Send and Recv by turns', async (from, to, port, count) => {
    const { events } = (await ask('trace', k1.article, { from, to, port })) as {
      events: { event: string }[];
    };
    expect(events.map(({ event }) => event)).toEqual(
      Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'Send' : 'Recv')),
    );
  });

  test('says where the rule that decided comes from', async () => {
    const { hops, decidedBy } = (await ask('trace', k1.article, {
      from: 'c1-1',
      to: '10.1.2.1',
      port: 8080,
    })) as {
      hops: { steps: { verb: string; rule: string; origin?: object }[] }[];
      decidedBy: object[];
    };
    expect(hops.flatMap(({ steps }) => steps.map(({ rule, verb }) => `${rule} ${verb}`))).toEqual([
      'F3 forward',
      'F5 forward',
      'F4 forward',
      'F2 deliver',
    ]);
    expect(decidedBy).toEqual([
      {
        kind: 'Pod',
        namespace: 'default',
        name: 'p2',
        path: 'spec.containers[0].ports[0]',
        file: 'test.yaml',
        line: 83,
        column: 7,
      },
    ]);
  });

  test('agrees with reach on every pair of K1', async () => {
    for (const state of [k1.article, k1.standard, k1.declared]) {
      for (const from of ['c1-1', 'c2-2', 'd1']) {
        for (const to of ['10.1.1.1', '10.1.2.2', '10.1.0.2', '127.0.0.1', '8.8.8.8']) {
          for (const port of [8080, 9090, 1]) {
            const reach = await ask('reach', state, { from, to, port });
            const trace = await ask('trace', state, { from, to, port });
            expect([from, to, port, trace.answer, trace.code]).toEqual([
              from,
              to,
              port,
              reach.answer,
              reach.code,
            ]);
          }
        }
      }
    }
  });
});

describe('fib and graph', () => {
  test('R7, R8: K1 has 16 nodes and 15 links, and 28 rules that each name their origin or none', async () => {
    const graph = await ask('graph', k1.article, {});
    expect([(graph.nodes as unknown[]).length, graph.linkCount]).toEqual([16, 15]);
    let rules = 0;
    for (const at of ['n1', 'n2', 'default/p1', 'default/p2', 'default/p3', 'default/p4']) {
      const fib = (await ask('fib', k1.article, { switch: at })) as {
        rules: { rule: string; origin?: object }[];
      };
      rules += fib.rules.length;
      for (const { rule, origin } of fib.rules) expect(origin === undefined).toBe(rule === 'F3');
    }
    expect(rules).toBe(28);
  });
});

describe('input', () => {
  const given: [Record<string, unknown>, string][] = [
    [{ from: 'a' }, 'MISSING_PARAMETER'],
    [{ from: 'a', to: '' }, 'BAD_PARAMETER'],
    [{ from: 'a', to: 'b', port: true }, 'BAD_PARAMETER'],
    [{ from: 'a', to: 'b', oneWay: 1 }, 'BAD_PARAMETER'],
    [{ from: 'a', to: 'b', namespace: null }, 'BAD_PARAMETER'],
    [{ from: 'a', to: 'b', toString: 'x' }, 'UNKNOWN_PARAMETER'],
  ];
  test.each(given)('%j is refused as %s', (values, code) => {
    expect(readInput(question('reach'), values)).toMatchObject({ error: { code } });
  });

  test('is taken as it is given, numbers also as texts', () => {
    const values: Input = { from: 'a', to: 'b', port: 80, oneWay: false };
    expect(readInput(question('reach'), values)).toEqual(values);
    expect(readInput(question('verify'), { budget: '10' })).toEqual({ budget: 10 });
  });
});

describe('the registry', () => {
  test('has names, summaries and parameters that no two share', () => {
    expect(new Set(QUESTIONS.map(({ name }) => name)).size).toBe(QUESTIONS.length);
    for (const { parameters } of QUESTIONS) {
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
      for (const { name, summary } of parameters) expect([name, summary.length > 3]).toEqual([name, true]);
    }
  });
});

/** The switch of b has no rule for what a sent. */
const ONE_WAY = `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: one-way}
spec:
  nodes:
    - {process: a}
    - {process: b, listens: [80, 80/UDP]}
    - {switch: s, addresses: [10.0.0.1], fib: [{to: 10.0.0.2, forward: t}]}
    - {switch: t, addresses: [10.0.0.2], fib: [{to: 10.0.0.2, deliver: b}]}
  links: [[a, s], [b, t], [s, t]]
`;

/** Two of three go to a process that takes them, one is refused. */
const CHOICE = `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: choice}
spec:
  nodes:
    - {process: a}
    - {process: b}
    - switch: s
      addresses: [10.0.0.1]
      fib:
        - to: 10.0.0.9
          choose:
            - {weight: 2, deliver: b}
            - {weight: 1, reject: PORT_CLOSED}
  links: [[a, s], [b, s]]
`;

/** Whether the message is dropped depends on a fact that is open. */
const FACT = `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: open}
spec:
  facts: [{code: NOT_KNOWN, kind: unknown, text: nobody knows}]
  nodes:
    - {process: a}
    - {process: b}
    - switch: s
      addresses: [10.0.0.1]
      fib:
        - {fact: NOT_KNOWN, discard: GONE}
        - {to: 10.0.0.2, deliver: b}
  links: [[a, s], [b, s]]
`;

const MANY = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 600
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: x, ports: [{containerPort: 80}]}]}
`;
