import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/kubernetes/compile/compile.ts';
import type { Profile } from '../../../src/kubernetes/profile/profile.ts';
import { ARTICLE, assume, STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { faultsOf } from '../../../src/model/network/fault.ts';
import { linkCount } from '../../../src/model/network/link.ts';
import type { Network } from '../../../src/model/network/network.ts';
import { nodeIds, nodeNamed } from '../../../src/model/network/node.ts';
import { ruleCount, rules } from '../../../src/model/network/rules.ts';
import { formatAction, formatMatch } from '../../../src/model/notation/print.ts';
import { printNetwork } from '../../../src/model/notation/print-network.ts';
import { k1, named } from '../../generate/k1.ts';
import { clusterIn } from '../cluster.ts';

const fib = (network: Network, name: string): string[] =>
  Array.from(rules(network, named(network, name)), (rule) =>
    `${rule.label} ${formatMatch(network, rule.match)} ${formatAction(network, rule.action)}`.trim(),
  );

const assuming = (profile: Profile, key: string, value: string): Profile => {
  const changed = assume(profile, key, value);
  if ('problem' in changed) throw new Error(changed.problem);
  return changed;
};

describe('K1 under the article profile', () => {
  const network = k1(ARTICLE);

  test('has 16 nodes, 15 links and 28 rules (R7)', () => {
    const count = Array.from(nodeIds(network.nodes), (id) => ruleCount(network, id)).reduce((a, b) => a + b);
    expect([network.nodes.size, linkCount(network.links), count]).toEqual([16, 15, 28]);
  });

  test('has the FIBs of 01 §4 (R8, F1–F5)', () => {
    expect(fib(network, 'default/p2')).toEqual([
      'F1 127.0.0.1:8080/TCP deliver default/p2/c2-1',
      'F1 127.0.0.1:9090/TCP deliver default/p2/c2-2',
      'F2 10.1.2.1:8080/TCP deliver default/p2/c2-1',
      'F2 10.1.2.1:9090/TCP deliver default/p2/c2-2',
      'F3 * forward n2',
    ]);
    expect(fib(network, 'n2')).toEqual([
      'F4 10.1.2.1 forward default/p2',
      'F4 10.1.2.2 forward default/p4',
      'F5 10.1.1.1 forward n1',
      'F5 10.1.1.2 forward n1',
    ]);
  });

  test('names the object that each rule comes from (R8)', () => {
    const origins = Array.from(rules(network, named(network, 'default/p2')), ({ origin }) => [
      origin?.object?.name,
      origin?.path,
    ]);
    expect(origins.slice(0, 2)).toEqual([
      ['p2', 'spec.containers[0].ports[0]'],
      ['p2', 'spec.containers[1].ports[0]'],
    ]);
  });
});

describe('K1 under the standard profile', () => {
  const network = k1(STANDARD);

  test('adds the kubelets, the fabric and the outside (S5, F9)', () => {
    expect([network.nodes.size, linkCount(network.links)]).toEqual([20, 20]);
    expect(fib(network, '@fabric')).toEqual([
      'F9 10.1.0.1 forward n1',
      'F9 10.1.0.2 forward n2',
      'S17 10.1.1.1 discard NO_ROUTE',
      'S17 10.1.2.1 discard NO_ROUTE',
      'S17 10.1.1.2 discard NO_ROUTE',
      'S17 10.1.2.2 discard NO_ROUTE',
      'F9 * deliver @outside',
    ]);
  });

  test('a host has the pipeline of 01 §6 (F4–F9)', () => {
    expect(fib(network, 'n1').map((line) => line.split(' ')[0])).toEqual(
      [
        'next',
        'next',
        'F8',
        'F8',
        'F8',
        'F8',
        'F4',
        'F4',
        'F7',
        'F5',
        'F5',
        'F9',
        'next',
        'next',
        'S16',
        'out',
      ].map((label) => (label === 'next' ? '*' : label)),
    );
  });

  test.each([
    ['listens', 'any', 'F8 10.1.2.1 deliver any of default/p2/c2-1, default/p2/c2-2'],
    ['listens', 'declared', 'F8 10.1.2.1 discard PORT_CLOSED (refused)'],
  ])('%s=%s: a closed port of a pod ends as %s (S11, F8)', (key, value, rule) => {
    expect(fib(k1(assuming(STANDARD, key, value)), 'default/p2')).toContain(rule);
  });
});

test.each([ARTICLE, STANDARD])('what is compiled is well-formed (01 §1.7)', (profile) => {
  expect(faultsOf(k1(profile))).toEqual({ faults: [], unchecked: 0 });
});

const node = (name: string, address: string): string =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus: {addresses: [{type: InternalIP, address: ${address}}]}\n`;
const pod = (name: string, host: string, status: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {nodeName: ${host}, containers: [{name: app, image: x, ports: [{containerPort: 80}]}]${more}}
status: ${status}
`;

test.each([ARTICLE, STANDARD])('law: a node is found by its name as in the list of names', (profile) => {
  const { nodes } = k1(profile);
  for (const name of nodes.names) expect(nodeNamed(nodes, name)).toBe(nodes.names.indexOf(name));
  for (const name of ['', 'n', '/', 'default/', 'default/p1/', 'default/p1/c1-1/x', '@kubelet/n3', 'zz/zz'])
    expect(nodeNamed(nodes, name)).toBeUndefined();
});

describe('what is in the graph', () => {
  test('a pod of the host network has no switch: its containers are daemons of the host (S13, 01 §8.7)', () => {
    const text = [
      node('n1', '10.0.0.1'),
      pod('agent', 'n1', '{phase: Running, podIP: 10.0.0.1}', ', hostNetwork: true'),
    ].join('---\n');
    const network = compile(clusterIn(text), STANDARD);
    expect(network.nodes.names).toEqual(['n1', 'default/agent/app', '@kubelet/n1', '@fabric', '@outside']);
    expect(fib(network, 'n1')).toContain('F6 10.0.0.1:80/TCP deliver default/agent/app');
  });

  test('pods that are pending, have ended or have no address are not (S15, S47, R6)', () => {
    const text = [
      node('n1', '10.0.0.1'),
      pod('a', 'n1', '{phase: Running, podIP: 10.1.0.1}'),
      pod('b', 'n1', '{phase: Pending}'),
      pod('c', 'n1', '{phase: Succeeded, podIP: 10.1.0.1}'),
    ].join('---\n');
    expect(compile(clusterIn(text), ARTICLE).nodes.names).toEqual(['n1', 'default/a', 'default/a/app']);
  });

  test('a pod of both families answers at both addresses by one rule a port (S15, S38)', () => {
    const status = '{phase: Running, podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}, {ip: "fd00::1"}]}';
    const network = compile(
      clusterIn([node('n1', '10.0.0.1'), pod('a', 'n1', status)].join('---\n')),
      ARTICLE,
    );
    expect(fib(network, 'default/a')).toContain('F2 [10.1.0.1,fd00::1]:80/TCP deliver default/a/app');
  });
});

test('compiling ignores the order of objects, byte for byte (law)', () => {
  const documents = readFileSync(new URL('../../../examples/k1/cluster.yaml', import.meta.url), 'utf8')
    .split(/^---$/m)
    .slice(1);
  for (const profile of [ARTICLE, STANDARD]) {
    const expected = printNetwork(compile(clusterIn(documents.join('---\n')), profile));
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: documents.length }), (shuffled) => {
        expect(printNetwork(compile(clusterIn(shuffled.join('---\n')), profile))).toBe(expected);
      }),
      { numRuns: 30 },
    );
  }
});
