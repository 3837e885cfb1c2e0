import { describe, expect, test } from 'vitest';
import { checkAll } from '../../../src/analysis/invariants/check.ts';
import type { Checked } from '../../../src/analysis/invariants/invariant.ts';
import { groupsOf } from '../../../src/analysis/invariants/invariant.ts';
import { ARTICLE, STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { follow } from '../../../src/model/exchange/follow.ts';
import type { Network } from '../../../src/model/network/network.ts';
import { writeNetwork } from '../../../src/model/notation/write.ts';
import { writeYaml } from '../../../src/text/write.ts';
import { compiled, k1 } from '../../generate/k1.ts';

/** Two pods on one host, written by hand; the rules of pod p and of host h are the test's. */
function written({
  p = P,
  h = H,
  more = '',
  role = 'pod',
}: {
  p?: string;
  h?: string;
  more?: string;
  role?: string;
}) {
  return compiled(
    `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: test}
spec:
  nodes:
  - {switch: h, role: host, addresses: [10.0.0.9], fib: [${h}]}
  - {switch: p, role: ${role}, addresses: [10.0.0.1], fib: [${p}]}
  - {switch: q, role: ${role}, addresses: [10.0.0.2], fib: [${Q}]}
  - {process: c, role: container, listens: [80]}
  - {process: e, role: container, listens: [53/UDP]}
  - {process: d, role: daemon}
  links: [[c, p], [e, q], [p, h], [q, h], [d, h]]
${more}`,
    STANDARD,
  );
}

const P = '{to: [127.0.0.1, 10.0.0.1], port: 80, deliver: c}, {forward: h}';
const Q =
  '{to: [127.0.0.1, 10.0.0.2], port: 53/UDP, deliver: e}, {to: 10.0.0.2, reject: CLOSED}, {forward: h}';
const H = '{to: 10.0.0.1, forward: p}, {to: 10.0.0.2, forward: q}';
const CLOSED =
  '{to: [127.0.0.1, 10.0.0.1], port: 80, deliver: c}, {to: 10.0.0.1, reject: CLOSED}, {forward: h}';

function result(network: Network, name: string): Checked {
  return checkAll(network).find((checked) => checked.name === name) as Checked;
}

function answers(network: Network): Record<string, string> {
  return Object.fromEntries(checkAll(network).map(({ name, answer }) => [name, answer]));
}

const messages = (checked: Checked) => checked.violations.map(({ message }) => message);

describe('constraints of a network written by hand (R10)', () => {
  test('hold of a network that is one, whoever wrote it', () => {
    expect(answers(written({ p: CLOSED }))).toEqual({
      'well-formed': 'holds',
      N1: 'holds',
      N2: 'holds',
      N3: 'holds',
      N3h: 'holds',
      N4: 'holds',
      'no-loop': 'holds',
      'no-black-hole': 'holds',
    });
  });

  test.each([ARTICLE, STANDARD])(
    'hold of K1 written out and read again as of K1 compiled: $name',
    (profile) => {
      const again = compiled(writeYaml(writeNetwork(k1(profile))), profile);
      const lines = (network: Network) =>
        checkAll(network).map(({ name, answer, checked }) => [
          name,
          answer,
          name === 'no-loop' ? 0 : checked,
        ]);
      expect(lines(again)).toEqual(lines(k1(profile)));
    },
  );

  test('of a port that loops where no option says so is a violation (R15)', () => {
    const loop = result(written({}), 'no-loop');
    expect(loop.answer).toBe('violated');
    expect(loop.notes).toEqual([]);
    expect(groupsOf(loop.violations)).toHaveLength(1);
    expect(messages(loop)).toContain(
      'd sent TCP 10.0.0.9:49152 → 10.0.0.1:49152: it loops for ever through p → h → p',
    );
  });

  test('of a loop between switches beyond what any pod has: found in the block that leads there', () => {
    const loop = result(written({ p: CLOSED, h: `${H}, {to: 172.16.0.0/12, forward: p}` }), 'no-loop');
    expect(messages(loop)).toContain(
      'c sent TCP 10.0.0.1:49152 → 172.16.0.0:49152: it loops for ever through h → p → h',
    );
  });

  test('find a rule that translates between pods: N3 wants the same header at both ends (S10)', () => {
    const h = '{to: 10.0.0.2, translate: {from: 10.0.0.9}, then: {forward: q}}, {to: 10.0.0.1, forward: p}';
    const n3 = result(written({ h }), 'N3');
    expect(messages(n3)).toEqual([
      'c sent UDP 10.0.0.1:49152 → 10.0.0.2:53 to e: it arrives as UDP 10.0.0.9:49152 → 10.0.0.2:53, changed at h by rule 0.0.0',
    ]);
    expect(n3.violations[0]).toMatchObject({ code: 'HEADER_CHANGED' });
  });

  test('find a rule that delivers to the wrong process', () => {
    const p = '{to: 127.0.0.1, port: 80, deliver: c}, {to: 10.0.0.1, deliver: c}, {forward: h}';
    expect(answers(written({ p }))).toMatchObject({ N2: 'holds', N3: 'holds' });
    const twins = compiled(
      `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: twins}
spec:
  nodes:
  - {switch: p, role: pod, addresses: [10.0.0.1], fib: [{to: 127.0.0.1, deliver: a}, {to: 10.0.0.1, deliver: b}]}
  - {process: a, role: container, listens: [80]}
  - {process: b, role: container}
  links: [[a, p], [b, p]]
`,
      STANDARD,
    );
    expect(result(twins, 'N2').answer).toBe('holds');
    expect(messages(result(twins, 'N3'))).toEqual([
      'a sent TCP 10.0.0.1:49152 → 10.0.0.1:80 to itself: it is delivered to b instead, by rule 0.1.0 of p',
      'b sent TCP 10.0.0.1:49152 → 10.0.0.1:80 to a: it is delivered to b instead, by rule 0.1.0 of p',
    ]);
  });

  test('hold of every source port: one that a rule treats apart is found', () => {
    const h = `{fromPort: 1000-1999, to: 10.0.0.2, discard: ODD}, ${H}`;
    const n3 = result(written({ h }), 'N3');
    expect(n3.checked).toBe(4);
    expect(messages(n3)).toEqual([
      'c sent UDP 10.0.0.1:1000 → 10.0.0.2:53 to e: it is discarded at h by rule 0.0.0 (ODD)',
    ]);
  });

  test('are violated by one wrong alternative of a choice: a network always delivers (R17)', () => {
    const h =
      '{to: 10.0.0.2, choose: [{weight: 9, forward: q}, {weight: 1, discard: BAD}]}, {to: 10.0.0.1, forward: p}';
    expect(messages(result(written({ h }), 'N3'))).toEqual([
      'c sent UDP 10.0.0.1:49152 → 10.0.0.2:53 to e: it is discarded at h by rule 0.0.0 (BAD), on one of its ways',
    ]);
  });

  test('are unknown where an open fact decides, which is named; whatever it is, what fails is violated (01 §1.12)', () => {
    const facts = '  facts: [{code: POLICY_ENGINE, text: whether anything enforces it}]';
    const h = `{to: 10.0.0.2, fact: POLICY_ENGINE, discard: BAD}, ${H}`;
    const n3 = result(written({ h, more: facts }), 'N3');
    expect(n3).toMatchObject({ answer: 'unknown', violations: [], checked: 4 });
    expect(n3.doubts).toMatchObject([{ code: 'POLICY_ENGINE', count: 1 }]);
    expect(n3.doubts[0]?.message).toContain('whether anything enforces it');
    const both = `{to: 10.0.0.2, fact: POLICY_ENGINE, discard: BAD}, {to: 10.0.0.2, discard: WORSE}, {to: 10.0.0.1, forward: p}`;
    expect(result(written({ h: both, more: facts }), 'N3')).toMatchObject({ answer: 'violated', doubts: [] });
  });

  test('are violated where only the order of two equal rules decides: nothing promises that it goes well', () => {
    const facts = '  facts: [{code: TIE, kind: tie, text: which of two comes first}]';
    const h = `{to: 10.0.0.2, fact: TIE, discard: BAD}, ${H}`;
    expect(result(written({ h, more: facts }), 'N3').answer).toBe('violated');
  });

  test('are not violated where a policy keeps two pods apart, and say so (S3)', () => {
    const h = `{from: 10.0.0.1, to: 10.0.0.2, discard: POLICY_INGRESS}, ${H}`;
    const n3 = result(written({ h, p: CLOSED }), 'N3');
    expect(n3).toMatchObject({ answer: 'holds', notes: [{ code: 'SEGMENTED', count: 1 }] });
    const daemons = `{via: d, discard: POLICY_INGRESS}, ${H}`;
    expect(result(written({ h: daemons, p: CLOSED }), 'N4').answer).toBe('violated');
  });

  test('are unknown where the network does not say what its nodes are (01 §1.9)', () => {
    const network = written({ role: 'none' });
    expect(answers(network)).toMatchObject({ N2: 'unknown', N3: 'unknown', N4: 'unknown' });
    expect(result(network, 'N2').doubts[0]?.message).toBe('the network does not say the role of p, q');
  });

  test('find an address that two have (N1), and the ill-formed rule (W1)', () => {
    const shared = written({ more: '  services: [{name: s, addresses: [10.0.0.2, 10.0.0.1]}]' });
    expect(messages(result(shared, 'N1'))).toEqual([
      'q and service s both have the address 10.0.0.2',
      'p and service s both have the address 10.0.0.1',
    ]);
    const faulty = written({ p: '{to: 10.0.0.1, deliver: e}' });
    expect(result(faulty, 'well-formed')).toMatchObject({
      answer: 'violated',
      violations: [{ code: 'W1', message: 'p delivers to e, to which it has no link' }],
    });
    expect(messages(result(faulty, 'no-black-hole'))).toContain(
      'd sent TCP 10.0.0.9:49152 → 10.0.0.1:80 to c: it is lost at p, where rule 0.0.0 sends it to a node to which no link leads',
    );
  });

  test('past the budget, say how far they came; what was violated before stays so (04 §3)', () => {
    const whole = result(written({ p: CLOSED }), 'N3');
    expect(whole).toMatchObject({ answer: 'holds', checked: 4 });
    const short = checkAll(written({ p: CLOSED }), 3).filter(({ unproven }) => unproven !== undefined);
    expect(short.map(({ name, answer, checked }) => [name, answer, checked])).toEqual([
      ['N3', 'unknown', 3],
      // Of N2 all 2, of N3 3 of 4, of N4 all 2.
      ['no-black-hole', 'unknown', 7],
    ]);
    expect(short.map(({ unproven }) => unproven?.of)).toEqual([4, 8]);
    const early = checkAll(written({ p: '{forward: h}' }), 3).find(({ name }) => name === 'N3');
    expect(early).toMatchObject({ answer: 'violated', unproven: { checked: 3, of: 4 } });
  });

  test('past the budget, prove that nothing goes round for all messages at once, where it can be proved', () => {
    const noLoop = (network: Network) => checkAll(network, 3).find(({ name }) => name === 'no-loop');
    expect(noLoop(written({ p: CLOSED }))).toMatchObject({
      answer: 'holds',
      notes: [{ code: 'PROVED' }],
      violations: [],
    });
    // What comes to the port that nobody listens on goes back to the host.
    const unclear = noLoop(written({}));
    expect(unclear).toMatchObject({ unproven: { checked: 3 } });
    expect(unclear?.doubts.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^no proof for all messages at once: messages may come back to /),
    ]);
  });

  test('with a violation replay: what was sent is lost again, in the same way', () => {
    const network = written({ h: '{to: 10.0.0.1, forward: p}' });
    for (const { violations } of checkAll(network)) {
      for (const { sent, counterexample } of violations) {
        if (sent === undefined || counterexample === undefined) continue;
        expect(follow(network, sent.by, sent.over, { header: sent.header })).toContainEqual(counterexample);
      }
    }
  });
});

describe('constraints of a compiled cluster', () => {
  const dual = `
apiVersion: v1
kind: Node
metadata: {name: n1}
status: {addresses: [{type: InternalIP, address: 10.1.0.1}, {type: InternalIP, address: "fd00::1:1"}]}
---
apiVersion: v1
kind: Node
metadata: {name: n2}
status: {addresses: [{type: InternalIP, address: 10.1.0.2}, {type: InternalIP, address: "fd00::1:2"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: both}
spec: {nodeName: n1, containers: [{name: c, image: x, ports: [{containerPort: 80}]}]}
status: {phase: Running, podIPs: [{ip: 10.2.0.1}, {ip: "fd00::2:1"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: four}
spec: {nodeName: n2, containers: [{name: c, image: x, ports: [{containerPort: 80}]}]}
status: {phase: Running, podIPs: [{ip: 10.2.0.2}]}
---
apiVersion: v1
kind: Pod
metadata: {name: agent}
spec: {nodeName: n1, hostNetwork: true, containers: [{name: c, image: x, ports: [{containerPort: 9100, hostPort: 9100}]}]}
status: {phase: Running, podIP: 10.1.0.1}
`;

  test('ask in each family that both ends have (S15)', () => {
    const network = compiled(dual, STANDARD);
    const counts = Object.fromEntries(
      checkAll(network).map(({ name, checked, answer }) => [name, `${checked} ${answer}`]),
    );
    expect(counts).toMatchObject({
      N1: '7 holds',
      // 127.0.0.1 in both pods, ::1 in one.
      N2: '3 holds',
      // IPv4: 2 × 2; IPv6: 1.
      N3: '5 holds',
      // From the agent: to pods 2 + 1, to itself 2; to the agent: from both 2, from four 1; from kubelets: 2 + 1.
      N3h: '11 holds',
      N4: '2 holds',
    });
  });

  test('of host-network ends fail in the article, whose tables have no host addresses (S4, F6)', () => {
    const n3h = checkAll(compiled(dual, ARTICLE)).find(({ name }) => name === 'N3h');
    expect(n3h?.answer).toBe('violated');
    expect(n3h?.violations[0]?.code).toBe('NO_MATCH');
  });

  test('do not depend on which of them is asked first', () => {
    const network = k1(STANDARD);
    expect(checkAll(network)).toEqual(checkAll(k1(STANDARD)));
    expect(checkAll(network)).toEqual(checkAll(network));
  });
});
