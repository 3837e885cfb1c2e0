import { describe, expect, test } from 'vitest';
import { ARTICLE, STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { faultsOf } from '../../../src/model/network/fault.ts';
import { linksOf } from '../../../src/model/network/link.ts';
import type { Network } from '../../../src/model/network/network.ts';
import { compiled, k1 } from '../../generate/k1.ts';

/** Nodes and links of a network written by hand. */
function written(nodes: readonly string[], links: string): Network {
  const list = nodes.map((node) => `  - ${node}`).join('\n');
  return compiled(
    `
apiVersion: fibula.dev/v1alpha1
kind: Network
metadata: {name: test}
spec:
  nodes:
${list}
  links: ${links}
`,
    STANDARD,
  );
}

const faults = (network: Network) =>
  faultsOf(network).faults.map(({ code, message }) => `${code} ${message}`);

const P = '{switch: p, role: pod, addresses: [10.0.0.1], fib: [{deliver: c}]}';
const C = '{process: c, role: container, listens: [80]}';

describe('a network', () => {
  test.each([ARTICLE, STANDARD])('compiled from K1 is well-formed: $name', (profile) => {
    expect(faultsOf(k1(profile))).toEqual({ faults: [], unchecked: 0 });
  });

  test('written by hand is well-formed where its rules follow its links (01 §1.7)', () => {
    expect(faults(written([P, C], '[[c, p]]'))).toEqual([]);
  });
});

describe('ill-formed is (R4–R6)', () => {
  test('a rule that delivers where no link leads, or to a switch (W1)', () => {
    expect(faults(written([P, C], '[]'))).toEqual(['W1 p delivers to c, to which it has no link']);
    expect(faults(written(['{switch: p, fib: [{deliver: q}]}', '{switch: q}'], '[[p, q]]'))).toEqual([
      'W1 p delivers to q, which is a switch',
    ]);
  });

  test('a rule that forwards where no link leads, or to a process (W2)', () => {
    expect(faults(written(['{switch: p, fib: [{forward: q}]}', '{switch: q}'], '[]'))).toEqual([
      'W2 p forwards to q, to which it has no link',
    ]);
    expect(faults(written(['{switch: p, fib: [{forward: c}]}', '{process: c}'], '[[p, c]]'))).toEqual([
      'W2 p forwards to c, which is a process',
    ]);
  });

  test('whatever stands behind a translation, a register or a choice is looked at too', () => {
    const fib =
      '[{translate: {to: 10.0.0.9}, then: {forward: q}}, {set: {mark: 1}, forward: q}, {choose: [{weight: 1, forward: q}]}]';
    expect(faults(written([`{switch: p, fib: ${fib}}`, '{switch: q}'], '[]'))).toHaveLength(3);
  });

  test('a table that sends back (W3)', () => {
    const tables = '[{name: one, rules: [{next: two}]}, {name: two, rules: [{next: one}]}]';
    expect(faults(written([`{switch: p, tables: ${tables}}`], '[]'))).toEqual([
      expect.stringMatching(/^W3 p goes from table/),
    ]);
  });

  test('a link between two processes (W5)', () => {
    expect(faults(written(['{process: c}', '{process: e}'], '[[c, e]]'))).toEqual([
      'W5 a link joins two processes, c and e',
    ]);
  });

  test('a pod on two hosts (W6)', () => {
    const nodes = ['{switch: h1, role: host}', '{switch: h2, role: host}', '{switch: p, role: pod}'];
    expect(faults(written(nodes, '[[p, h1], [p, h2]]'))).toEqual(['W6 pod p is on two hosts, h1 and h2']);
  });

  test('two listeners on one protocol and port of a pod; 53/TCP and 53/UDP are two (W7, R6)', () => {
    const e = (port: string) => `{process: e, role: container, listens: [${port}]}`;
    expect(faults(written([P, C, e('80')], '[[c, p], [e, p]]'))).toEqual([
      'W7 c and e both listen on TCP 80 of p',
    ]);
    expect(faults(written([P, C, e('80/UDP')], '[[c, p], [e, p]]'))).toEqual([]);
  });

  test('a loopback address for an entity (W8)', () => {
    expect(faults(written(['{switch: p, role: pod, addresses: [127.0.0.5]}'], '[]'))).toEqual([
      'W8 p has the loopback address 127.0.0.5',
    ]);
  });

  test.each([
    ['a link of a pair and a mesh', linksOf([[0, 1]], [[1, 0]]), 'the link between a and b stands twice'],
    [
      'a link of two meshes',
      linksOf(
        [],
        [
          [0, 1],
          [0, 1, 2],
        ],
      ),
      'the link between a and b stands twice',
    ],
    ['a node twice in a mesh', linksOf([], [[0, 1, 0]]), 'a link joins a with itself'],
    ['two processes in a mesh', linksOf([], [[0, 3, 4]]), 'a link joins two processes, d and e'],
  ])('%s (W5, 01 §1.10)', (_, links, message) => {
    const nodes = ['{switch: a}', '{switch: b}', '{switch: c}', '{process: d}', '{process: e}'];
    const network = { ...written(nodes, '[]'), links };
    expect(faults(network)).toEqual([`W5 ${message}`]);
  });
});
