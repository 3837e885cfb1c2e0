import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { prefix, prefixContains } from '../../../src/model/header/prefix.ts';
import { clusterIn } from '../cluster.ts';

const workload = (kind: string, name: string, extra = '', template = ''): string => `
apiVersion: ${kind === 'CronJob' || kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec:
  ${extra || 'replicas: 2'}
  ${kind === 'Job' ? '' : `selector: {matchLabels: {app: ${name}}}`}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: app, image: x}]${template}}
`;

const node = (name: string, extra = ''): string => `
apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: {zone: ${name}}}
spec: {${extra}}
status: {addresses: [{type: InternalIP, address: 10.0.0.${name.length}}]}
`;

const join = (...documents: string[]): string => documents.join('---\n');
const names = (cluster: Cluster): string[] => cluster.pods.map((pod) => pod.name);
const facts = (cluster: Cluster): string[] =>
  cluster.pods.map(
    (pod) => `${pod.namespace}/${pod.name} ${pod.host} ${pod.addresses.map(formatAddress).join()}`,
  );

describe('pods are planned from workloads without status (S144)', () => {
  test.each([
    ['Deployment', 'replicas: 2', ['web-0', 'web-1']],
    ['ReplicaSet', 'replicas: 1', ['web-0']],
    ['StatefulSet', 'replicas: 2\n  ordinals: {start: 5}', ['web-5', 'web-6']],
    ['DaemonSet', 'minReadySeconds: 1', ['web-node-1', 'web-node-2']],
    ['Job', 'parallelism: 2', ['web-0', 'web-1']],
    ['Job', 'parallelism: 5\n  completions: 1', ['web-0']],
  ])('%s with %s', (kind, extra, expected) => {
    const cluster = clusterIn(workload(kind, 'web', extra));
    expect(cluster.diagnostics).toEqual([]);
    expect(names(cluster)).toEqual(expected);
    expect(cluster.pods.every((pod) => pod.planned.includes('pod') && pod.workload.kind === kind)).toBe(true);
    expect(cluster.pods.every((pod) => pod.lifetime === (kind === 'Job' ? 'transient' : 'lasting'))).toBe(
      true,
    );
  });

  test('a StatefulSet labels its pods as its controller does', () => {
    const [pod] = clusterIn(workload('StatefulSet', 'db')).pods;
    expect(pod?.labels).toMatchObject({
      app: 'db',
      'statefulset.kubernetes.io/pod-name': 'db-0',
      'apps.kubernetes.io/pod-index': '0',
    });
  });

  test('not where the input has an object that the workload owns', () => {
    const owned = `
apiVersion: v1
kind: Pod
metadata:
  {name: web-x, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: a, controller: true}]}
spec: {nodeName: n1, containers: [{name: app, image: x}]}
status: {phase: Running, podIP: 10.0.0.7}
`;
    expect(names(clusterIn(join(workload('Deployment', 'web'), owned)))).toEqual(['web-x']);
  });

  test('not where the workload has a status: its pods exist, and are missing', () => {
    const cluster = clusterIn(`${workload('Deployment', 'web')}status: {replicas: 2}\n`);
    expect(names(cluster)).toEqual([]);
    expect(cluster.diagnostics.map((one) => one.code)).toEqual(['WORKLOAD_WITHOUT_PODS']);
  });
});

describe('hosts', () => {
  test('two synthetic ones stand for unknown nodes (05)', () => {
    const cluster = clusterIn(workload('Deployment', 'web', 'replicas: 20'));
    expect(cluster.hosts.map(({ name, planned }) => [name, planned])).toEqual([
      ['node-1', 'host'],
      ['node-2', 'host'],
    ]);
    expect(new Set(cluster.pods.map((pod) => pod.host)).size).toBe(2);
  });

  test('take pods as node selectors, affinity and taints allow', () => {
    const nodes = join(node('a'), node('bb', 'taints: [{key: k, value: v, effect: NoSchedule}]'));
    const hosts = (template: string): unknown[] => [
      ...new Set(
        clusterIn(join(nodes, workload('Deployment', 'web', 'replicas: 9', template))).pods.map(
          (pod) => pod.host,
        ),
      ),
    ];
    expect(hosts('')).toEqual(['a']);
    expect(hosts(', nodeSelector: {zone: bb}, tolerations: [{key: k, operator: Exists}]')).toEqual(['bb']);
    expect(hosts(', nodeSelector: {zone: nowhere}')).toEqual([undefined]);
  });

  test('a DaemonSet has a pod on each that fits', () => {
    const nodes = join(node('a'), node('bb', 'taints: [{key: k, effect: NoExecute}]'), node('ccc'));
    expect(names(clusterIn(join(nodes, workload('DaemonSet', 'agent', 'minReadySeconds: 1'))))).toEqual([
      'agent-a',
      'agent-ccc',
    ]);
  });
});

describe('addresses (S144)', () => {
  test('come from the planned prefixes, or from the pod prefix of the host', () => {
    const planned = clusterIn(workload('Deployment', 'web'));
    expect(
      planned.pods.every((pod) => prefixContains(prefix('10.128.0.0/9'), pod.addresses[0] as never)),
    ).toBe(true);
    expect(
      planned.hosts.every((host) => prefixContains(prefix('192.168.64.0/18'), host.addresses[0] as never)),
    ).toBe(true);
    const within = clusterIn(
      join(node('a', 'podCIDRs: [10.7.0.0/24, "fd07::/64"]'), workload('Deployment', 'web')),
    );
    for (const pod of within.pods) {
      expect(
        pod.addresses.map((one, i) => prefixContains(prefix(i === 0 ? '10.7.0.0/24' : 'fd07::/64'), one)),
      ).toEqual([true, true]);
    }
  });

  test('that collide move on, and it is said; a full prefix leaves pods out', () => {
    const cluster = clusterIn(
      join(node('a', 'podCIDRs: [10.7.0.0/28]'), workload('Deployment', 'web', 'replicas: 15')),
    );
    const addresses = cluster.pods.flatMap((pod) => pod.addresses);
    expect(new Set(addresses).size).toBe(addresses.length);
    const codes = cluster.diagnostics.map((one) => one.code);
    expect(codes).toContain('PLANNED_COLLISION');
    expect(codes).toContain('NO_FREE_ADDRESS');
  });

  test('given twice are an error that names both (R6, N1)', () => {
    const pod = (name: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {nodeName: n1, containers: [{name: app, image: x}]}
status: {phase: Running, podIP: 10.9.9.9}
`;
    const { diagnostics } = clusterIn(join(pod('a'), pod('b')));
    expect(diagnostics.map((one) => one.message)).toEqual([
      'pod default/b has the address 10.9.9.9 of pod default/a: messages to it go to pod default/a alone',
    ]);
  });
});

test('a namespace that is only mentioned is planned with its name alone (S143)', () => {
  const { namespaces } = clusterIn(workload('Deployment', 'web'));
  expect(namespaces).toMatchObject([
    { name: 'shop', known: 'mentioned', labels: { 'kubernetes.io/metadata.name': 'shop' } },
  ]);
});

describe('laws of planning', () => {
  const pieces = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => workload('Deployment', name, 'replicas: 3'));

  test('the order of the input never shows', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pieces, { minLength: pieces.length }), (shuffled) => {
        const strip = (cluster: Cluster): string => JSON.stringify(facts(cluster));
        expect(strip(clusterIn(join(...shuffled)))).toBe(strip(clusterIn(join(...pieces))));
      }),
      { numRuns: 30 },
    );
  });

  test('adding an object changes no planned fact of another unless their hashes collide', () => {
    fc.assert(
      fc.property(fc.subarray(pieces), fc.constantFrom(...pieces), (some, one) => {
        const before = clusterIn(join(...some));
        const after = clusterIn(join(...new Set([...some, one])));
        if (after.diagnostics.some((said) => said.code === 'PLANNED_COLLISION')) return;
        expect(facts(after)).toEqual(expect.arrayContaining(facts(before)));
      }),
      { numRuns: 50 },
    );
  });
});
