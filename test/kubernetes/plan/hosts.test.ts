import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { clusterIn } from '../cluster.ts';
import { clusterOfFiles, sourceOf } from '../manifest.ts';

const pod = (name: string, spec: string, status = ''): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {${spec}containers: [{name: app, image: x}]}
${status === '' ? '' : `status: {${status}}`}
`;
const node = (name: string, address: string, spec = ''): string => `
apiVersion: v1
kind: Node
metadata: {name: ${name}}
spec: {${spec}}
status: {addresses: [{type: InternalIP, address: "${address}"}]}
`;
const hosts = (cluster: Cluster): unknown[] =>
  cluster.hosts.map(({ name, addresses, planned }) => [name, addresses.map(formatAddress).join(), planned]);

describe('a host that only pods name (S144)', () => {
  test('has the address that they say; nothing else of it is known', () => {
    const cluster = clusterIn(
      pod('a', 'nodeName: n1, ', 'phase: Running, podIP: 10.0.0.1, hostIP: 10.9.0.1'),
    );
    expect(hosts(cluster)).toEqual([['n1', '10.9.0.1', 'labels']]);
    expect(cluster.pods[0]?.planned).toEqual([]);
  });

  test('has a planned one where they do not', () => {
    const cluster = clusterIn(pod('a', 'nodeName: n1, '));
    expect(cluster.hosts.map(({ planned }) => planned)).toEqual(['host']);
    expect(cluster.pods[0]?.planned).toEqual(['address']);
  });

  test('takes no other pods', () => {
    const cluster = clusterIn(`${pod('a', 'nodeName: n1, ')}---\n${pod('b', '')}`);
    expect(cluster.hosts.map(({ name }) => name)).toEqual(['n1', 'node-1', 'node-2']);
    expect(cluster.pods[1]?.host).toMatch(/^node-[12]$/);
  });
});

describe('synthetic hosts', () => {
  test('are not there where nothing needs a place', () => {
    const deployment =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: x}]}}}\nstatus: {replicas: 1}\n';
    const cluster = clusterIn(`${pod('a', 'nodeName: n1, ')}---\n${deployment}`);
    expect(cluster.hosts.map(({ name }) => name)).toEqual(['n1']);
    expect(cluster.diagnostics.map(({ code }) => code)).toEqual(['WORKLOAD_WITHOUT_PODS']);
  });

  test('run Linux, and may have any other label', () => {
    const on = (selector: string): unknown =>
      clusterIn(pod('a', `nodeSelector: {${selector}}, `)).pods[0]?.state;
    expect(on('beta.kubernetes.io/os: linux')).toBe('running');
    expect(on('disk: ssd')).toBe('running');
    expect(on('kubernetes.io/os: windows')).toBe('pending');
  });
});

describe('placement', () => {
  test('on the one Node that there is, is no invention', () => {
    expect(clusterIn(`${node('n1', '10.9.0.1')}---\n${pod('a', '')}`).pods[0]).toMatchObject({
      host: 'n1',
      planned: ['address'],
    });
  });

  test('keeps off a cordoned Node', () => {
    const nodes = `${node('n1', '10.9.0.1', 'unschedulable: true')}---\n${node('n2', '10.9.0.2')}`;
    expect(clusterIn(`${nodes}---\n${pod('a', '')}`).pods[0]?.host).toBe('n2');
  });

  test('moves only to the Node that is added, never between the others', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(names, ([added = '', ...given]) => {
        const pods = Array.from({ length: 20 }, (_, i) => sourceOf(`p${i}`, pod(`p${i}`, '')));
        const nodes = given.map((name, i) => sourceOf(name, node(name, `10.9.0.${i + 1}`)));
        const before = clusterOfFiles([...nodes, ...pods]).pods.map(({ host }) => host);
        const more = [...nodes, sourceOf(added, node(added, '10.9.9.9')), ...pods];
        clusterOfFiles(more).pods.forEach(({ host }, i) => {
          expect([before[i], added]).toContain(host);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('families of planned addresses (S38)', () => {
  const families = (yaml: string): string[] | undefined =>
    clusterIn(`${yaml}---\n${pod('new', '')}`)
      .pods.find(({ name }) => name === 'new')
      ?.addresses.map(formatAddress)
      .map((text) => (text.startsWith('fd00:10:128:') ? 'IPv6' : text.startsWith('10.') ? 'IPv4' : text));

  test('are IPv4 where nothing shows', () => expect(families('')).toEqual(['IPv4']));

  test('are those of the given pods', () => {
    const given = (addresses: string): string =>
      pod('a', 'nodeName: n1, ', `phase: Running, podIPs: [${addresses}]`);
    expect(families(given('{ip: 10.0.0.1}'))).toEqual(['IPv4']);
    expect(families(given('{ip: "fd01::1"}'))).toEqual(['IPv6']);
    expect(families(given('{ip: "fd01::1"}, {ip: 10.0.0.1}'))).toEqual(['IPv4', 'IPv6']);
  });

  test('are those of the nodes, where no pod shows any', () => {
    expect(families(node('n1', 'fd09::1'))).toEqual(['IPv6']);
  });
});

test('two pods on one port of their host are named (S13, S14)', () => {
  const own = 'nodeName: n1, hostNetwork: true, ';
  const listening = (name: string): string =>
    pod(name, own).replace('image: x', 'image: x, ports: [{containerPort: 80}]');
  const { diagnostics } = clusterIn(`${listening('a')}---\n${listening('b')}`);
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['HOST_PORT_TAKEN', 'pod default/b and pod default/a both have port 80/TCP of node n1'],
  ]);
});

test('many pending pods are said in one word (S15)', () => {
  const pending = ['a', 'b', 'c'].map((name) => pod(name, '', 'phase: Pending'));
  expect(clusterIn(pending.join('---\n')).diagnostics.map(({ message }) => message)).toEqual([
    'pod default/a and 2 more have no address or node yet: not in the graph',
  ]);
});

test('a pod with the address of a node is named, and the node keeps it (N1, R6)', () => {
  const taken = pod('a', 'nodeName: n1, ', 'phase: Running, podIP: 10.9.0.1');
  expect(
    clusterIn(`${node('n1', '10.9.0.1')}---\n${taken}`).diagnostics.map(({ message }) => message),
  ).toEqual(['pod default/a has the address 10.9.0.1 of node n1: messages to it go to node n1 alone']);
});
