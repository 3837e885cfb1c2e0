import { describe, expect, test } from 'vitest';
import { endpointsIn } from '../../../src/kubernetes/compile/service-endpoints.ts';
import type { Outcome } from '../../../src/kubernetes/names/outcome.ts';
import { resolve } from '../../../src/kubernetes/names/resolve.ts';
import { resolverOf } from '../../../src/kubernetes/names/resolver.ts';
import { zoneOf } from '../../../src/kubernetes/names/zone.ts';
import { clusterIn } from '../cluster.ts';

const cluster = clusterIn(`
apiVersion: v1
kind: Service
metadata: {name: nats, namespace: data}
spec: {clusterIP: None, selector: {app: nats}, ports: [{name: client, port: 4222}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: nats, namespace: data}
spec:
  serviceName: nats
  replicas: 2
  selector: {matchLabels: {app: nats}}
  template: {metadata: {labels: {app: nats}}, spec: {containers: [{name: nats, image: x}]}}
---
apiVersion: v1
kind: Service
metadata: {name: ext, namespace: data}
spec: {type: ExternalName, externalName: db.example.com}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec: {containers: [{name: cart, image: x}]}
---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: shop}
spec: {hostNetwork: true, containers: [{name: agent, image: x}]}
`);
const zone = zoneOf(cluster, endpointsIn(cluster));

const look = (name: string, from = 'cart'): Outcome => {
  const sender = cluster.pods.find((pod) => pod.name === from);
  return resolve(zone, resolverOf(cluster, sender ?? 'host'), name).outcome;
};

describe('names in manifests', () => {
  test('stand for the planned address of a service, found at the planned DNS service (S37, S142)', () => {
    const sender = cluster.pods.find(({ name }) => name === 'cart');
    expect(resolverOf(cluster, sender ?? 'host').servers).toMatchObject([
      { kind: 'service', service: { namespace: 'kube-system', name: 'kube-dns', planned: 'service' } },
    ]);
    expect(look('web')).toMatchObject({
      kind: 'addresses',
      addresses: { IPv4: [{ bearer: { kind: 'service', service: { name: 'web', planned: 'address' } } }] },
    });
  });

  test('stand for planned pods of a StatefulSet, which tell their names (S27)', () => {
    expect(look('nats.data')).toMatchObject({
      addresses: { IPv4: [{ bearer: { pod: { name: 'nats-0' } } }, { bearer: { pod: { name: 'nats-1' } } }] },
    });
    expect(look('nats-1.nats.data')).toMatchObject({
      kind: 'addresses',
      addresses: { IPv4: [{ bearer: { pod: { name: 'nats-1' } } }] },
      assumes: [],
    });
    expect(look('nats-2.nats.data')).toMatchObject({ kind: 'no such host', code: 'DNS_NO_SUCH_ENDPOINT' });
  });

  test('lead outside over an ExternalName (S36)', () => {
    expect(look('ext.data')).toMatchObject({ kind: 'outside', names: ['db.example.com'] });
  });

  test('do not resolve in the host network (S141)', () => {
    expect(look('web', 'agent')).toMatchObject({ kind: 'no such host', code: 'DNS_NODE_RESOLVER' });
  });
});
