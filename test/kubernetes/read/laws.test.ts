import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../../src/text/value.ts';
import { clusterOfFiles, clusterOfValues, objectsOfValues, printed, sourceOf } from '../manifest.ts';
import { GOOD, POLICIES } from './good-objects.ts';

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
  'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {a: b}, type: NodePort, ports: [{port: 80, nodePort: 30080}]}',
  'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {a: c}, type: NodePort, ports: [{port: 80, nodePort: 30080}]}',
  'apiVersion: v1\nkind: Service\nmetadata: {name: other, namespace: data}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 30080}]}',
  'apiVersion: v1\nkind: Endpoints\nmetadata: {name: other, namespace: data}\nsubsets: [{addresses: [{ip: 10.0.0.9}, {ip: 127.0.0.1}], ports: [{port: 80}]}]',
  'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: web, namespace: shop, labels: {kubernetes.io/service-name: web, endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io}}\naddressType: IPv4\nendpoints: [{addresses: [10.0.0.8]}]',
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec: {podSelector: {}, ingress: [{from: [{}]}]}',
  'apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec: {selector: all()}',
  'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: web, namespace: zoo}\nspec: {endpointSelector: {}}',
  'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: same}\nspec: {priority: 1, subject: {namespaces: {}}}',
  'apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: same}\nspec: {priority: 1, tier: Admin, subject: {namespaces: {}}}',
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: same, namespace: shop}\nspec: {rules: [{}]}',
  'apiVersion: gateway.networking.k8s.io/v1\nkind: GRPCRoute\nmetadata: {name: same, namespace: shop}\nspec: {rules: [{}]}',
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

  test('a policy is refused if and only if an error is said of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...POLICIES),
        fc.array(fc.tuple(fc.nat(), odd()), { maxLength: 2 }),
        (good, changes) => {
          const value = changes.reduce((tree, [where, what]) => replaced(tree, where, what), good);
          const { networkPolicies, clusterPolicies, diagnostics } = objectsOfValues([value]);
          const wrong = diagnostics.some(({ severity }) => severity === 'error');
          for (const { validity } of [...networkPolicies, ...clusterPolicies]) {
            expect(validity).toBe(wrong ? 'refused' : 'valid');
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('no entry of a rule admits anything if an error is said of it, and no list becomes any', () => {
    const within = (path: string, base: string): boolean =>
      path === base || path.startsWith(`${base}.`) || path.startsWith(`${base}[`);
    fc.assert(
      fc.property(fc.constantFrom(...POLICIES), fc.nat(), odd(), (good, where, what) => {
        const { networkPolicies, clusterPolicies, diagnostics } = objectsOfValues([
          replaced(good, where, what),
        ]);
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        const isWrong = (path: string): boolean =>
          errors.some(({ origin }) => within(origin?.path ?? '', path));
        for (const policy of [...networkPolicies, ...clusterPolicies]) {
          for (const { path, peers, ports } of [...policy.ingress, ...policy.egress]) {
            for (const entry of [...(peers ?? []), ...(ports ?? [])]) {
              expect([entry.path, isWrong(entry.path)]).toEqual([entry.path, false]);
            }
            if (isWrong(`${path}.from`) || isWrong(`${path}.to`)) expect(peers).toBeDefined();
            if (isWrong(`${path}.ports`) || isWrong(`${path}.protocols`)) expect(ports).toBeDefined();
          }
        }
      }),
      { numRuns: 3000 },
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
      { numRuns: 4000 },
    );
  });
});

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
