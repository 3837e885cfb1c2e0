import { describe, expect, test } from 'vitest';
import type { Profile } from '../../src/kubernetes/profile/profile.ts';
import { assume, STANDARD } from '../../src/kubernetes/profile/profile.ts';
import type { GetAnswer } from '../../src/questions/get.ts';
import { ask } from '../../src/questions/get.ts';
import { readState } from '../../src/state/state.ts';

/** All of one kind: the rows, a line each. */
function get(kind: string, text: string, profile: Profile = STANDARD, namespace?: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const state = readState([{ name: 'test.yaml', bytes: () => bytes }], { profile, namespace: 'default' });
  const answer = ask(state, namespace === undefined ? { kind } : { kind, namespace });
  if ('error' in answer) return [`${answer.error.code}: ${answer.error.message}`];
  return (answer as GetAnswer).rows.map((row) => row.join(' | '));
}

/** What the last column says of each policy. */
const sentences = (text: string, profile: Profile = STANDARD): string[] =>
  get('policies', `${PODS}\n---\n${text}`, profile).map((row) => row.split(' | ').slice(-1)[0] as string);

const pod = (name: string, address: string, labels: string, more = '', ready = 'True') =>
  `{kind: Pod, apiVersion: v1, metadata: {namespace: shop, name: ${name}, labels: {${labels}}},
    spec: {nodeName: n1, ${more}containers: [{name: c, image: c, ports: [{name: http, containerPort: 8080}]}]},
    status: {phase: Running, podIP: ${address}, conditions: [{type: Ready, status: "${ready}"}]}}`;

const PODS = [
  '{kind: Namespace, apiVersion: v1, metadata: {name: shop, labels: {team: a}}}',
  '{kind: Node, apiVersion: v1, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.1.1}]}}',
  pod('web-1', '10.244.1.1', 'app: web'),
  pod('web-2', '10.244.1.2', 'app: web', '', 'False'),
  pod('db', '10.244.1.3', 'app: db'),
  pod('agent', '192.168.1.1', 'app: agent', 'hostNetwork: true, '),
].join('\n---\n');

const policy = (spec: string) =>
  `{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: p}, spec: ${spec}}`;
const tier = (spec: string) =>
  `{kind: ClusterNetworkPolicy, apiVersion: policy.networking.k8s.io/v1alpha2, metadata: {name: p}, spec: ${spec}}`;
const service = (name: string, spec: string, status = '{}') =>
  `{kind: Service, apiVersion: v1, metadata: {namespace: shop, name: ${name}}, spec: ${spec}, status: ${status}}`;

const SERVICES = [
  PODS,
  service('web', '{clusterIP: 10.96.0.1, selector: {app: web}, ports: [{port: 80, targetPort: http}]}'),
  service('head', '{clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}'),
  service('alias', '{type: ExternalName, externalName: db.example.com}'),
  service('empty', '{selector: {app: none}, ports: [{port: 53, protocol: UDP}]}'),
  service(
    'front',
    '{type: LoadBalancer, clusterIP: 10.96.0.2, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}',
    '{loadBalancer: {ingress: [{ip: 203.0.113.1}]}}',
  ),
  service('soon', '{type: LoadBalancer, clusterIP: 10.96.0.3, selector: {app: web}, ports: [{port: 80}]}'),
  // The cluster's DNS, so that none is planned.
  service(
    'dns',
    '{clusterIP: 10.96.0.10, externalIPs: [198.51.100.1], ports: [{port: 53, protocol: UDP}]}',
  ).replace('namespace: shop, name: dns', 'namespace: kube-system, name: kube-dns'),
].join('\n---\n');

describe('get services', () => {
  test('prints the columns of kubectl, and how many endpoints are ready', () => {
    const rows = get('services', SERVICES);
    expect(rows.map((row) => row.replace(/10\.\d+\.\d+\.\d+ \(planned\)/, 'PLANNED'))).toEqual([
      'kube-system/kube-dns | ClusterIP | 10.96.0.10 | 198.51.100.1 | 53/UDP | none',
      'shop/alias | ExternalName | <none> | db.example.com | <none> | -',
      'shop/empty | ClusterIP | PLANNED | <none> | 53/UDP | none',
      'shop/front | LoadBalancer | 10.96.0.2 | 203.0.113.1 | 80:30080/TCP | 1 of 2 ready',
      'shop/head | ClusterIP | None | <none> | 5432/TCP | 1',
      'shop/soon | LoadBalancer | 10.96.0.3 | <pending> | 80/TCP | 1 of 2 ready',
      'shop/web | ClusterIP | 10.96.0.1 | <none> | 80/TCP | 1 of 2 ready',
    ]);
  });

  test('is known by the short names of kubectl, and narrowed to a namespace', () => {
    expect(get('svc', SERVICES, STANDARD, 'kube-system')).toHaveLength(1);
    expect(get('service', SERVICES)).toEqual(get('services', SERVICES));
    expect(get('servces', SERVICES)[0]).toMatch(/^UNKNOWN_KIND: /);
  });
});

test('get endpoints prints where a service goes, and what is not ready', () => {
  const rows = get('ep', SERVICES, STANDARD, 'shop');
  expect(rows).toContain('shop/web | 10.244.1.1:8080 | 10.244.1.2:8080');
  expect(rows).toContain('shop/head | 10.244.1.3:5432 | <none>');
  expect(rows).toContain('shop/empty | <none> | <none>');
  expect(rows.some((row) => row.startsWith('shop/alias'))).toBe(false);
});

test('get ingresses prints class and hosts, and who serves them', () => {
  const ingress = (name: string, spec: string) =>
    `{kind: Ingress, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: ${name}}, spec: ${spec}}`;
  const backend = 'defaultBackend: {service: {name: web, port: {number: 80}}}';
  const text = [
    SERVICES,
    '{kind: IngressClass, apiVersion: networking.k8s.io/v1, metadata: {name: nginx}, spec: {controller: k8s.io/ingress-nginx}}',
    ingress(
      'a',
      `{ingressClassName: nginx, ${backend}, tls: [{hosts: [a.example.com]}], rules: [{host: a.example.com}]}`,
    ),
    ingress('b', `{${backend}}`),
    ingress('c', `{ingressClassName: traefik, ${backend}}`),
  ].join('\n---\n');
  expect(get('ing', text)).toEqual([
    'shop/a | nginx | a.example.com | - | 80,443 | k8s.io/ingress-nginx',
    'shop/b | <none> | * | - | 80 | nobody serves it',
    'shop/c | traefik | * | - | 80 | traefik.io/ingress-controller',
  ]);
});

describe('get policies says in one sentence', () => {
  test.each([
    ['a policy without rules', '{podSelector: {}}', 'isolates 3 pods for ingress; admits nothing'],
    [
      'an empty rule (S82)',
      '{podSelector: {}, ingress: [{}]}',
      'isolates 3 pods for ingress; admits EVERYTHING in (ingress[0] is empty)',
    ],
    [
      'peers, with how many pods they mean, and ports',
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: http}, {port: 53, protocol: UDP}, {protocol: UDP}]}]}',
      'isolates 1 pod for ingress; admits from 2 pods on http/TCP, 53/UDP, every UDP port',
    ],
    [
      'both directions, and blocks with what they leave out',
      '{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 1, endPort: 9}]}]}',
      'isolates 1 pod for ingress and egress; admits from nobody, and to 10.0.0.0/8 but 10.1.0.0/16 on 1-9/TCP',
    ],
    [
      'peers that mean nobody',
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}}]}]}',
      'isolates 1 pod for ingress; admits from no pod',
    ],
    [
      'that the pods of a peer are of the host network (S103)',
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}]}',
      'isolates 1 pod for ingress; admits from no pod (the 1 that it means are of the host network)',
    ],
    ['that it selects nobody', '{podSelector: {matchLabels: {app: x}}}', 'has no effect: it selects no pod'],
    [
      'that it selects the host network only (S103)',
      '{podSelector: {matchLabels: {app: agent}}}',
      'has no effect: all it selects is 1 pod of the host network, which policies do not see as a pod',
    ],
    [
      'that rules of a direction without isolation have no effect (S81)',
      '{podSelector: {}, policyTypes: [Ingress], egress: [{}]}',
      'isolates 3 pods for ingress; admits nothing; its egress rules have no effect: policyTypes does not name egress',
    ],
    [
      'how many rules there are beyond three',
      `{podSelector: {}, ingress: [${[1, 2, 3, 4, 5].map((n) => `{ports: [{port: ${n}}]}`)}]}`,
      'isolates 3 pods for ingress; admits from anybody on 1/TCP, or anybody on 2/TCP, or anybody on 3/TCP, and 2 more rules',
    ],
  ])('%s', (_, spec, sentence) => {
    expect(sentences(policy(spec))).toEqual([sentence]);
  });

  test('that labels of a namespace that is only mentioned are not known (S143)', () => {
    const spec =
      '{podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}}]}]}';
    const stranger = pod('x', '10.244.1.9', 'app: x').replace('namespace: shop', 'namespace: other');
    expect(sentences(`${stranger}\n---\n${policy(spec)}`)).toEqual([
      'isolates 1 pod for ingress; admits from perhaps 1 pod',
    ]);
  });

  test('that nothing enforces it (S8, S146)', () => {
    const unenforced = assume(STANDARD, 'enforced', 'no') as Profile;
    expect(sentences(policy('{podSelector: {}}'), unenforced)).toEqual([
      'has no effect (nothing enforces policies); enforced, it isolates 3 pods for ingress; admits nothing',
    ]);
  });

  test('what a policy of the whole cluster decides, rule by rule (S119, S124)', () => {
    const spec = `{tier: Admin, priority: 5, subject: {namespaces: {}}, ingress: [
      {action: Accept, from: [{pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}], protocols: [{tcp: {destinationPort: {number: 80}}}]},
      {action: Pass, from: [{namespaces: {matchLabels: {team: a}}}]},
      {action: Deny, from: [{namespaces: {}}]}],
      egress: [{action: Deny, to: [{networks: [203.0.113.0/24]}]}]}`;
    expect(sentences(tier(spec))).toEqual([
      'ingress of 3 pods: accepts 1 pod on 80/TCP, then lets NetworkPolicies decide about 3 pods, then denies 3 pods; egress of 3 pods: denies 203.0.113.0/24',
    ]);
  });

  test('that a kind is not modelled, and that the API server would refuse a policy', () => {
    const strange =
      '{kind: CiliumNetworkPolicy, apiVersion: cilium.io/v2, metadata: {namespace: shop, name: c}, spec: {endpointSelector: {}}}';
    const refused = policy('{podSelector: {}, ingress: [{from: [{}]}]}');
    expect(sentences(`${strange}\n---\n${refused}`)).toEqual([
      'the API server would refuse it: what it does is not known',
      'a CiliumNetworkPolicy (cilium.io/v2), which is not modelled: what it decides is not known',
    ]);
  });
});

test('get policies lists tiers in the order in which they are asked (S118)', () => {
  const named = (name: string, spec: string) => tier(spec).replace('name: p', `name: ${name}`);
  const spec = (name: string, priority: number) =>
    `{tier: ${name}, priority: ${priority}, subject: {namespaces: {}}, ingress: [{action: Deny, from: [{namespaces: {}}]}]}`;
  const text = [
    PODS,
    named('late', spec('Admin', 9)),
    named('early', spec('Admin', 1)),
    named('base', spec('Baseline', 3)),
    policy('{podSelector: {}}'),
  ].join('\n---\n');
  expect(get('netpol', text).map((row) => row.split(' | ').slice(0, 5).join(' | '))).toEqual([
    'early | admin 1 | */* | 3 | ingress',
    'late | admin 9 | */* | 3 | ingress',
    'shop/p | namespace | * | 3 | ingress',
    'base | baseline 3 | */* | 3 | ingress',
  ]);
});

describe('how many pods reach a service', () => {
  test('counts all endpoints, some, none; and says where that is not told', () => {
    const pod = (name: string, app: string, more = ''): string =>
      `{kind: Pod, apiVersion: v1, metadata: {namespace: shop, name: ${name}, labels: {app: ${app}${more}}}, spec: {containers: [{name: c, image: c}]}}`;
    const service = (name: string, more: string): string =>
      `{kind: Service, apiVersion: v1, metadata: {namespace: shop, name: ${name}}, spec: {selector: {app: db}, ports: [{port: 80}]${more}}}`;
    const text = [
      '{kind: Namespace, apiVersion: v1, metadata: {name: shop}}',
      ...[pod('db-1', 'db', ', part: one'), pod('db-2', 'db'), pod('web', 'web'), pod('job', 'job')],
      ...[service('db', ''), service('near', ', internalTrafficPolicy: Local')],
      `{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: one}, spec: {podSelector: {matchLabels: {part: one}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}}`,
    ].join('\n---\n');
    // The DNS pod that is assumed reaches one of them as well.
    expect(get('reach', text).filter((row) => row.startsWith('shop/'))).toEqual([
      'shop/db | 80/TCP | 1 | 2 | 0 | 2',
      'shop/near | 80/TCP | not told here | - | - | -',
    ]);
  });
});
