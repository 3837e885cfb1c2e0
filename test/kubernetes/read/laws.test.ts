import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/text/value.ts';
import { clusterOfFiles, clusterOfValues, objectsOfValues, printed, sourceOf } from '../manifest.ts';

/** Good and bad objects; some given twice, alike and not. */
const documents = [
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: a}}',
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: b}}',
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: data}',
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: data, annotations: {x: y}}',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: 3, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: x}]}}}',
  'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: web, namespace: shop}\nspec: {serviceName: web, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: app, image: x, prots: []}]}}}',
  'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: agent, namespace: data}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {hostNetwork: true, containers: [{name: app, image: x, ports: [{containerPort: 9100}]}]}}}',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: given, namespace: data}\nspec: {nodeName: n7, containers: [{name: app, image: x, ports: [{containerPort: 0}]}]}\nstatus: {phase: Running, podIP: 10.0.0.1, hostIP: 10.9.0.7}',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: other, namespace: data}\nspec: {nodeName: n7, containers: [{name: app, image: x}]}\nstatus: {phase: Running, podIP: 10.0.0.1, hostIP: 10.9.0.6}',
  'apiVersion: v1\nkind: Pod\nmetadata: {name: bare, namespace: "no good"}\nspec: {containers: [{name: app, image: x}]}',
  'apiVersion: example.com/v1\nkind: Pod\nmetadata: {name: a}',
  'apiVersion: example.org/v1\nkind: Gadget\nmetadata: {name: a}',
  'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: a}',
  'apiVersion: v1\nkind: Secret\nmetadata: {name: a}',
];
const files = documents.map((text, i) => sourceOf(`${String(i).padStart(2, '0')}.yaml`, text));

describe('laws of reading', () => {
  test('the order of the files never shows: not in the objects, not in what is said', () => {
    const straight = printed(clusterOfFiles(files));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(files, { minLength: files.length, maxLength: files.length }),
        (shuffled) => {
          expect(printed(clusterOfFiles(shuffled))).toBe(straight);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('what objects share never shows: read together they are what they are alone', () => {
    const text = fc.constantFrom('a', 'b', 'a-b', 'a', 'b', 'a-b', '1:a', '\u0000', ',', ']', '');
    const part = fc.oneof({ arbitrary: text, weight: 9 }, fc.constantFrom(1, null, []));
    const number = fc.constantFrom(1, 11, 0, '1');
    const port = fc.record({ containerPort: number, name: part, protocol: part }, { requiredKeys: [] });
    const container = fc.record(
      { name: part, restartPolicy: part, ports: fc.array(port, { maxLength: 2 }) },
      { requiredKeys: ['name'] },
    );
    const pod = fc.record({
      labels: fc.dictionary(text, part, { maxKeys: 2 }),
      owner: fc.record({ kind: text, name: text, controller: fc.constant(true) }),
      containers: fc.array(container, { maxLength: 3 }),
      initContainers: fc.array(container, { maxLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(pod, { minLength: 2, maxLength: 6 }), (pods) => {
        const values = pods.map(
          ({ labels, owner, containers, initContainers }, i) =>
            ({
              apiVersion: 'v1',
              kind: 'Pod',
              metadata: { name: `p${i}`, labels, ownerReferences: [owner] },
              spec: { nodeName: 'n1', containers, initContainers },
            }) as Value,
        );
        const together = objectsOfValues(values).pods;
        const alone = values.flatMap((value) => objectsOfValues([value]).pods);
        const facts = (found: typeof together): unknown[] =>
          found.map(({ labels, owner, containers, workload }) => ({ labels, owner, containers, workload }));
        expect(facts(together)).toEqual(facts(alone));
      }),
      { numRuns: 2000 },
    );
  });

  test('no value is too odd to be read', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        clusterOfValues(values as Value[]);
      }),
    );
  });

  test('whatever stands in a field, the object is read and the result can be compiled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.array(fc.tuple(fc.nat(), odd()), { maxLength: 3 }),
        (good, changes) => {
          const value = changes.reduce((tree, [where, what]) => replaced(tree, where, what), good);
          const { pods, hosts } = clusterOfValues([value]);
          const names = new Set(hosts.map(({ name }) => name));
          for (const pod of pods) {
            if (pod.state !== 'running') continue;
            expect(pod.host !== undefined && names.has(pod.host)).toBe(true);
            expect(pod.network === 'host' || pod.addresses.length > 0).toBe(true);
            expect(new Set(pod.containers.map(({ name }) => name)).size).toBe(pod.containers.length);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const TEMPLATE: Value = {
  metadata: { labels: { app: 'web' } },
  spec: {
    nodeSelector: { zone: 'a' },
    tolerations: [{ key: 'k', operator: 'Exists' }],
    initContainers: [{ name: 'proxy', image: 'x', restartPolicy: 'Always' }],
    containers: [
      {
        name: 'app',
        image: 'x',
        ports: [{ name: 'http', containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' }],
      },
    ],
  },
};

const GOOD: readonly Value[] = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web',
      namespace: 'shop',
      labels: { app: 'web' },
      ownerReferences: [{ kind: 'Job', name: 'j' }],
    },
    spec: { ...(TEMPLATE as { spec: Record<string, Value> }).spec, nodeName: 'n1', hostNetwork: false },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      hostIP: '10.9.9.9',
      podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1', labels: { zone: 'a' } },
    spec: { podCIDRs: ['10.1.0.0/24'], unschedulable: true, taints: [{ key: 'k', effect: 'NoSchedule' }] },
    status: { addresses: [{ type: 'InternalIP', address: '10.9.9.9' }] },
  },
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].map((kind) => ({
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      parallelism: 2,
      ordinals: { start: 1 },
      selector: {
        matchLabels: { app: 'web' },
        matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }],
      },
      template: TEMPLATE,
    },
  })),
];

/** Values that a field may hold by mistake. */
function odd(): fc.Arbitrary<Value> {
  const texts = fc.constantFrom(
    '',
    'web',
    'WEB',
    'a/b',
    '10.0.0.1',
    '::1',
    '127.0.0.1',
    'x'.repeat(300),
    'constructor',
  );
  const numbers = fc.constantFrom(0, -1, 1.5, 80, 65536, 1e9, 1e300);
  return fc.oneof(
    texts,
    numbers,
    fc.constantFrom(null, true, [], {}),
    fc.jsonValue().map((value) => value as Value),
  );
}

/** The tree with its part number `where` replaced, counted as it is written. */
function replaced(tree: Value, where: number, what: Value): Value {
  const parts = count(tree);
  let left = where % parts;
  const walk = (value: Value): Value => {
    if (left-- === 0) return what;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part as Value)]));
  };
  return walk(tree);
}

function count(value: Value): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + count(part as Value), 1);
}
