import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import { isAssumed } from '../../../src/kubernetes/objects/pod.ts';
import type { Source } from '../../../src/text/origin.ts';
import { clusterOfFiles, sourceOf } from '../manifest.ts';

const KINDS = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'];

const CLASSES = ['nginx', 'traefik', 'istio', 'alb', 'ours'];
const GATEWAY = 'gateway.networking.k8s.io/v1';

/** An object of some kind, of a few names and namespaces, so that names meet. */
const object = fc
  .record({
    kind: fc.constantFrom(...KINDS, 'Pod', 'Placed', 'Namespace', 'Service', 'Ingress', 'Gateway'),
    name: fc.constantFrom('a', 'b', 'web', 'db'),
    namespace: fc.constantFrom('x', 'y'),
    replicas: fc.integer({ min: 0, max: 4 }),
    network: fc.boolean(),
  })
  .map(({ kind, name, namespace, replicas, network }): Source => {
    const template = `{hostNetwork: ${network}, containers: [{name: app, image: x}]}`;
    const head = (apiVersion: string, of: string): string =>
      `apiVersion: ${apiVersion}\nkind: ${of}\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: `;
    const file = `${kind}-${namespace}-${name}`;
    if (kind === 'Namespace')
      return sourceOf(file, `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}}\n`);
    if (kind === 'Pod') return sourceOf(file, `${head('v1', 'Pod')}${template}\n`);
    if (kind === 'Placed')
      return sourceOf(file, `${head('v1', 'Pod')}${template.replace('{', `{nodeName: n${replicas}, `)}\n`);
    const className = CLASSES[replicas];
    if (kind === 'Ingress')
      return sourceOf(file, `${head('networking.k8s.io/v1', kind)}{ingressClassName: ${className}}\n`);
    if (kind === 'Gateway')
      return sourceOf(file, `${head(GATEWAY, kind)}{gatewayClassName: ${className}, listeners: []}\n`);
    if (kind === 'Service') return sourceOf(file, `${head('v1', 'Service')}{ports: [{port: 80}]}\n`);
    const counts =
      kind === 'Job' ? `parallelism: ${replicas}` : `replicas: ${replicas}, selector: {matchLabels: {a: b}}`;
    const group = kind === 'Job' ? 'batch/v1' : 'apps/v1';
    const labelled = `{metadata: {labels: {a: b}}, spec: ${template}}`;
    return sourceOf(file, `${head(group, kind)}{${counts}, template: ${labelled}}\n`);
  });
const objects = fc.uniqueArray(object, { minLength: 1, maxLength: 12, selector: ({ name }) => name });

/** Every fact that was planned, by what it is about. */
function plannedFacts({ pods, hosts, services }: Cluster): Map<string, string> {
  const facts = new Map<string, string>();
  for (const { name, planned, addresses } of hosts)
    if (planned !== 'none') facts.set(`host ${name}`, addresses.join());
  for (const { namespace, name, planned, clusterAddresses } of services)
    if (planned !== 'none') facts.set(`service ${namespace}/${name}`, clusterAddresses.join());
  for (const pod of pods) {
    const { namespace, name, planned, host, addresses, workload, labels } = pod;
    // The planned DNS and proxies go where there is a host.
    if (planned.length === 0 || isAssumed(pod)) continue;
    const fact = [host, addresses.join(), workload.kind, JSON.stringify(labels)].join(' ');
    facts.set(`pod ${namespace}/${name} of ${workload.kind}`, fact);
  }
  return facts;
}

const COLLISIONS = ['PLANNED_COLLISION', 'PLANNED_NAME_TAKEN', 'OBJECTS_DIFFER'];

describe('laws of planning', () => {
  test('adding an object changes no planned fact of another, unless hashes or names collide', () => {
    fc.assert(
      fc.property(objects, ([added, ...others]) => {
        if (added === undefined) return;
        const after = clusterOfFiles([...others, added]);
        if (after.diagnostics.some(({ code }) => COLLISIONS.includes(code))) return;
        const facts = plannedFacts(after);
        for (const [what, fact] of plannedFacts(clusterOfFiles(others))) {
          expect([what, facts.get(what)]).toEqual([what, fact]);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('what runs has a host of the cluster and, on its own network, an address of its own', () => {
    fc.assert(
      fc.property(objects, (files) => {
        const { pods, hosts, services } = clusterOfFiles(files);
        const names = new Set(hosts.map(({ name }) => name));
        const addresses = [...pods, ...hosts].flatMap((one) => one.addresses);
        for (const { clusterAddresses } of services) addresses.push(...clusterAddresses);
        expect(new Set(addresses).size).toBe(addresses.length);
        for (const { state, host, network, addresses } of pods) {
          expect(state).toBe('running');
          expect(names.has(host ?? '')).toBe(true);
          expect(addresses.length).toBe(network === 'host' ? 0 : 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('no two pods have one name', () => {
    fc.assert(
      fc.property(objects, (files) => {
        const names = clusterOfFiles(files).pods.map(({ namespace, name }) => `${namespace}/${name}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 200 },
    );
  });
});
