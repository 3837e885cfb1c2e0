import { expect, test } from 'vitest';
import { STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { ask } from '../../../src/questions/reach.ts';
import { readState } from '../../../src/state/state.ts';

/** So many nodes of zones a, b, a, b …, an endpoint hinted for each zone on the first two, and the one of b isolated. */
function clusterOf(nodes: number): string {
  const zoneOf = (i: number) => (i % 2 === 0 ? 'a' : 'b');
  const node = (i: number) =>
    `{kind: Node, apiVersion: v1, metadata: {name: n${i}, labels: {topology.kubernetes.io/zone: ${zoneOf(i)}}},
      status: {addresses: [{type: InternalIP, address: 192.168.1.${i + 1}}]}}`;
  const pod = (i: number) =>
    `{kind: Pod, apiVersion: v1, metadata: {name: api-${i}, labels: {app: api, zone: ${zoneOf(i)}}},
      spec: {nodeName: n${i}, containers: [{name: c, image: c}]},
      status: {phase: Running, podIP: 10.244.${i}.2, conditions: [{type: Ready, status: "True"}]}}`;
  const endpoint = (i: number) =>
    `{addresses: [10.244.${i}.2], conditions: {ready: true}, nodeName: n${i}, hints: {forZones: [{name: ${zoneOf(i)}}]}}`;
  const managed = 'endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io';
  return [
    ...Array.from({ length: nodes }, (_, i) => node(i)),
    pod(0),
    pod(1),
    `{kind: Service, apiVersion: v1, metadata: {name: api}, spec: {type: LoadBalancer, clusterIP: 10.96.0.1,
      trafficDistribution: PreferClose, selector: {app: api}, ports: [{port: 80, targetPort: 8080}]},
      status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}}`,
    `{kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, addressType: IPv4,
      metadata: {name: api, labels: {kubernetes.io/service-name: api, ${managed}}},
      ports: [{name: "", port: 8080}], endpoints: [${endpoint(0)}, ${endpoint(1)}]}`,
    '{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {name: shut}, spec: {podSelector: {matchLabels: {zone: b}}}}',
  ].join('\n---\n');
}

function chanceIn(nodes: number): unknown {
  const bytes = new TextEncoder().encode(clusterOf(nodes));
  const state = readState([{ name: 'test.yaml', bytes: () => bytes }], {
    profile: STANDARD,
    namespace: 'default',
  });
  const answer = ask(state, { from: 'internet', to: 'svc/api', port: 80 });
  return 'error' in answer ? answer.error : answer.probability;
}

test.each([[4], [32], [34], [60]])(
  'hosts of one zone stand for each other at a load balancer, and for no other zone: %d of them (S64, S67)',
  (nodes) => {
    expect(chanceIn(nodes)).toBe(0.5);
  },
);
