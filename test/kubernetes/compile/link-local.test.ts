import { describe, expect, test } from 'vitest';
import type { State } from '../../../src/index.ts';
import { assume, readState, STANDARD } from '../../../src/index.ts';
import { faultsOf } from '../../../src/model/network/fault.ts';
import { isRefusal } from '../../../src/questions/question.ts';
import { ask } from '../../../src/questions/trace.ts';
import { sourceOf } from '../manifest.ts';

const node = (name: string, address: string, labels = ''): string => `
apiVersion: v1
kind: Node
metadata: {name: ${name}, labels: {kubernetes.io/hostname: ${name}${labels}}}
status: {addresses: [{type: InternalIP, address: ${address}}]}
---`;

/** A cluster of three nodes, two of them with the cache, and a pod on each. */
const CLUSTER = `
${node('n1', '10.0.0.1', ', cache: here')}
${node('n2', '10.0.0.2', ', cache: here')}
${node('n3', '10.0.0.3')}
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: node-local-dns, namespace: kube-system, labels: {k8s-app: node-local-dns}}
spec:
  selector: {matchLabels: {k8s-app: node-local-dns}}
  template:
    metadata: {labels: {k8s-app: node-local-dns}}
    spec:
      hostNetwork: true
      nodeSelector: {cache: here}
      containers: [{name: node-cache, image: x, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 10.96.0.1, selector: {app: c2}, ports: [{port: 80}]}
---
${['1', '2', '3']
  .map(
    (i) => `apiVersion: v1
kind: Pod
metadata: {name: c${i}, namespace: shop, labels: {app: c${i}}}
spec: {nodeName: n${i}, containers: [{name: app, image: x, ports: [{containerPort: 80}]}]}
`,
  )
  .join('---\n')}`;

const policy = (to: string): string => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [${to}]}]}
`;
const NOTHING = policy('{podSelector: {matchLabels: {app: nobody}}}');

const stateOf = (text: string, listens = 'any', podToOwnNode = 'allowed'): State => {
  const open = assume(STANDARD, 'listens', listens);
  const profile = 'problem' in open ? open : assume(open, 'podToOwnNode', podToOwnNode);
  if ('problem' in profile) throw new Error(profile.problem);
  return readState([sourceOf('a', text)], { profile, namespace: 'shop' });
};
const trace = (state: State, from: string, to: string, port?: string) => {
  const answer = ask(state, { from, to, namespace: 'shop', ...(port === undefined ? {} : { port }) });
  if (isRefusal(answer)) throw new Error(answer.error.message);
  return answer;
};
/** Who gets what a pod sends to the cache, or why nobody does. */
const gets = (state: State, from: string, port: string): string => {
  const { answer, hops, code } = trace(state, from, '169.254.20.10', port);
  return answer === 'reachable' ? (hops.at(-1)?.at.name ?? '') : String(code);
};

describe('the NodeLocal DNS cache of a host (S142)', () => {
  const state = stateOf(CLUSTER);

  test('answers the pods of its host, each host its own, over UDP and TCP', () => {
    for (const port of ['53/udp', '53/tcp']) {
      expect([gets(state, 'shop/c1', port), gets(state, 'shop/c2', port)]).toEqual([
        'kube-system/node-local-dns-n1/node-cache',
        'kube-system/node-local-dns-n2/node-cache',
      ]);
    }
    expect(faultsOf(state.network).faults).toEqual([]);
  });

  test('resolves the names that a pod asks for', () => {
    const { answer, lookup } = trace(state, 'shop/c1', 'web', '80');
    expect([answer, lookup?.server, lookup?.addresses]).toEqual([
      'reachable',
      "the node's cache 169.254.20.10",
      ['10.96.0.1'],
    ]);
    expect(lookup?.hops.at(-1)?.at.name).toBe('kube-system/node-local-dns-n1/node-cache');
  });

  test('is the rule that its pod is the origin of', () => {
    const { hops } = trace(state, 'shop/c1', '169.254.20.10', '53/udp');
    const steps = hops.flatMap((hop) => hop.steps);
    expect(steps.find(({ rule }) => rule === 'S142')?.origin).toMatchObject({
      kind: 'DaemonSet',
      name: 'node-local-dns',
    });
  });

  test('is nobody where a host has none: nothing to a link-local address leaves the host', () => {
    expect(gets(state, 'shop/c3', '53/udp')).toBe('NO_ROUTE');
    expect(trace(state, 'shop/c3', 'web', '80').answer).toBe('unreachable');
  });

  test('has other ports where any process may listen, and is refused there where only declared ones do (S11)', () => {
    expect(gets(state, 'shop/c1', '80')).toBe('kube-system/node-local-dns-n1/node-cache');
    expect(gets(stateOf(CLUSTER, 'declared'), 'shop/c1', '80')).toBe('PORT_CLOSED');
    expect(gets(stateOf(CLUSTER, 'declared'), 'shop/c1', '53/tcp')).toContain('node-cache');
  });
});

describe('a pod with the cache whose egress is denied (S84, S93, S101, S142)', () => {
  test('asks the cache all the same, for a pod always reaches its own node', () => {
    const admitted = policy('{podSelector: {}}');
    const { answer, assumed } = trace(stateOf(CLUSTER + admitted), 'shop/c1', 'web', '80');
    expect([answer, assumed?.includes('POD_TO_OWN_NODE')]).toEqual(['reachable', true]);
  });

  test('resolves no name where its own node is governed too', () => {
    const { answer, code } = trace(stateOf(CLUSTER + NOTHING, 'any', 'governed'), 'shop/c1', 'web', '80');
    expect([answer, code]).toEqual(['unreachable', 'DNS_BLOCKED']);
  });

  test('resolves none either where the pods of the cache and of the DNS are admitted: it is no pod', () => {
    for (const app of ['node-local-dns', 'kube-dns']) {
      const admitted = policy(`{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: ${app}}}}`);
      expect(trace(stateOf(CLUSTER + admitted, 'any', 'governed'), 'shop/c1', 'web', '80').code).toBe(
        'DNS_BLOCKED',
      );
    }
  });

  test('resolves names where its address is admitted as a block', () => {
    const admitted = policy('{ipBlock: {cidr: 169.254.20.10/32}}, {podSelector: {}}');
    expect(trace(stateOf(CLUSTER + admitted, 'any', 'governed'), 'shop/c1', 'web', '80').answer).toBe(
      'reachable',
    );
  });
});

test('a cluster without the cache has no rule for its address', () => {
  const { network } = stateOf(CLUSTER.replaceAll('node-local-dns', 'other'));
  expect(network.directories['link-local']).toBeUndefined();
});
