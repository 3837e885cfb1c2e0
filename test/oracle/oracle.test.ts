import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Kube, Objects } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Step } from '../conformance/load.ts';
import { adminPolicySteps, networkPolicySteps } from '../conformance/load.ts';
import { clusterOf, questionsOf } from '../generate/cluster.ts';
import { random } from '../generate/random.ts';
import { SEED } from '../generate/seed.ts';
import type { End, Question } from './reach.ts';
import { oracleOf, reach } from './reach.ts';

/** What the oracle says otherwise than upstream. */
const disagreements = (steps: readonly Step[]) =>
  steps.flatMap(({ name, objects, probes }) => {
    const oracle = oracleOf(objects);
    return probes.flatMap(({ from, to, address, protocol, port, connected }) => {
      const { answer } = oracle({ source: { pod: from }, target: { address }, protocol, port });
      return answer === (connected ? 'reachable' : 'unreachable') ? [] : [{ name, from, to, answer }];
    });
  });

describe('the oracle agrees with upstream', () => {
  test('on all cells of the 65 steps of the NetworkPolicy tests, off the diagonal (S75–S97, S109)', () => {
    const steps = networkPolicySteps();
    expect(steps).toHaveLength(65);
    expect(steps.flatMap(({ probes }) => probes)).toHaveLength(65 * 72);
    expect(disagreements(steps)).toEqual([]);
  });
  test('on all 289 verdicts of the AdminNetworkPolicy tests (S118–S131)', () => {
    const steps = adminPolicySteps();
    expect(steps.flatMap(({ probes }) => probes)).toHaveLength(289);
    expect(disagreements(steps)).toEqual([]);
  });
});

describe('the oracle stays what it is', () => {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const texts = files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
  test('it has at most 400 lines', () => {
    expect(texts.join('').split('\n').length - 1).toBeLessThanOrEqual(400);
  });
  test('it imports nothing of what it judges', () => {
    const from = texts.flatMap((text) => [...text.matchAll(/from '([^']*)'/g)].map(([, path]) => path));
    expect(from.filter((path) => path?.includes('src'))).toEqual([]);
  });
});

// Two nodes; pods web-a on node a, web-b on node b, and a client on node a. Outside: 203.0.113.7.
const node = (name: string, address: string, zone?: string) => {
  const labels = zone ? { 'topology.kubernetes.io/zone': zone } : {};
  const addresses = [{ type: 'InternalIP', address }];
  return kube('v1', 'Node', { name, labels }, { status: { addresses } });
};
const nodes = [node('a', '192.168.0.1'), node('b', '192.168.0.2')];
const zoned = [node('a', '192.168.0.1', 'east'), node('b', '192.168.0.2', 'west')];
const namespace = (name: string, labels = {}) => kube('v1', 'Namespace', { name, labels }, {});
type PodFacts = { ready?: string; leaves?: string; namespace?: string; ports?: object[]; labels?: object };
const pod = (name: string, nodeName: string, podIP: string, facts: PodFacts = {}): Kube => {
  const { ready = 'True', leaves, namespace = 'x', ports = [], labels = {} } = facts;
  const own = { app: name.split('-')[0] ?? '', ...labels };
  const metadata = { name, namespace, labels: own, ...(leaves ? { deletionTimestamp: leaves } : {}) };
  const status = { phase: 'Running', podIP, conditions: [{ type: 'Ready', status: ready }] };
  return kube('v1', 'Pod', metadata, { spec: { nodeName, containers: [{ name: 'main', ports }] }, status });
};
const client = pod('client', 'a', '10.0.1.9');
const webs = [pod('web-a', 'a', '10.0.1.1'), pod('web-b', 'b', '10.0.2.1')];
const port = { port: 80, targetPort: 8080 };
const service = (spec: object, rest: object = {}) =>
  kube(
    'v1',
    'Service',
    { name: 'web', namespace: 'x' },
    {
      spec: { clusterIP: '10.96.0.1', selector: { app: 'web' }, ports: [port], ...spec },
      ...rest,
    },
  );
const nodePort = { type: 'NodePort', ports: [{ ...port, nodePort: 30080 }] };
const balanced = (spec: object, ingress: object = { ip: '192.0.2.1' }) =>
  service(
    { ...nodePort, type: 'LoadBalancer', ...spec },
    { status: { loadBalancer: { ingress: [ingress] } } },
  );
const policy = (spec: object) =>
  kube('networking.k8s.io/v1', 'NetworkPolicy', { name: 'p', namespace: 'x' }, { spec });
const fromBlock = (cidr: string) =>
  policy({ podSelector: { matchLabels: { app: 'web' } }, ingress: [{ from: [{ ipBlock: { cidr } }] }] });
const tier = (name: string, spec: object) =>
  kube(
    'policy.networking.k8s.io/v1alpha2',
    'ClusterNetworkPolicy',
    { name },
    {
      spec: { tier: 'Admin', priority: 5, subject: { namespaces: {} }, ...spec },
    },
  );

const CLUSTER_IP: End = { address: '10.96.0.1' };
const OUTSIDE: End = { address: '203.0.113.7' };
const CLIENT: End = { pod: 'x/client' };
const asked = (source: End, target: End, port = 80): Question => ({ source, target, protocol: 'TCP', port });
/** Every way that a connection may take: through which node, to whom, as whom if it arrives, what becomes of it. */
const ways = (objects: Objects, question: Question) =>
  reach(objects, question).details.map(
    ({ via = '-', pod, address, port, fate, sourceSeen, verdict, share }) => {
      const sender = fate === 'arrives' ? `as ${sourceSeen} ` : '';
      return `${via} ${pod ?? address}:${port} ${sender}${verdict} ${share}`;
    },
  );
const answer = (objects: Objects, question: Question) => reach(objects, question).answer;

describe('services, worked by hand', () => {
  test('a cluster IP takes a pod to any ready endpoint, as itself (S51, S54)', () => {
    expect(ways([...nodes, client, ...webs, service({})], asked(CLIENT, CLUSTER_IP))).toEqual([
      'a x/web-a:8080 as 10.0.1.9 allowed 0.5',
      'a x/web-b:8080 as 10.0.1.9 allowed 0.5',
    ]);
  });
  test('a node masquerades what its own processes send to a cluster IP (S72, S73)', () => {
    expect(ways([...nodes, ...webs, service({})], asked({ node: 'b' }, CLUSTER_IP))[0]).toBe(
      'b x/web-a:8080 as 192.168.0.2 allowed 0.5',
    );
  });
  test('under Cluster the node that receives masquerades; policy there still sees the client (S55, S102)', () => {
    const objects = [...nodes, ...webs, service(nodePort)];
    const question = asked(OUTSIDE, { address: '192.168.0.1' }, 30080);
    expect(ways([...objects, fromBlock('203.0.113.0/24')], question)).toEqual([
      'a x/web-a:8080 as 192.168.0.1 allowed 0.5',
      'a x/web-b:8080 as 192.168.0.1 denied 0.5',
    ]);
    expect(ways([...objects, fromBlock('192.168.0.1/32')], question)).toEqual([
      'a x/web-a:8080 as 192.168.0.1 denied 0.5',
      'a x/web-b:8080 as 192.168.0.1 allowed 0.5',
    ]);
    expect(answer([...objects, fromBlock('203.0.113.0/24')], question)).toBe('ambiguous');
  });
  test('under Local a node keeps to its own endpoints and the client to its address (S56, S61)', () => {
    const objects = [...nodes, webs[0] as Kube, service({ ...nodePort, externalTrafficPolicy: 'Local' })];
    expect(ways(objects, asked(OUTSIDE, { address: '192.168.0.1' }, 30080))).toEqual([
      'a x/web-a:8080 as 203.0.113.7 allowed 1',
    ]);
    expect(ways(objects, asked(OUTSIDE, { node: 'b' }, 30080))).toEqual(['b 192.168.0.2:30080 dropped 1']);
    // Pods, of any node, and the node itself get all endpoints (S57, S58); other nodes do not.
    expect(ways([...objects, client], asked(CLIENT, { node: 'b' }, 30080))).toEqual([
      'b x/web-a:8080 as 10.0.1.9 allowed 1',
    ]);
    expect(ways(objects, asked({ node: 'b' }, { node: 'b' }, 30080))).toEqual([
      'b x/web-a:8080 as 192.168.0.2 allowed 1',
    ]);
    expect(answer(objects, asked({ node: 'a' }, { node: 'b' }, 30080))).toBe('unreachable');
  });
  test('egress policy sees what the own node made of the target, not what another node will (S106, S109)', () => {
    const objects = [...nodes, client, ...webs, service(nodePort)];
    const egress = (ports: object[]) =>
      policy({
        podSelector: { matchLabels: { app: 'client' } },
        policyTypes: ['Egress'],
        egress: [{ ports }],
      });
    const toPods = [...objects, egress([{ port: 8080 }])];
    expect(answer(toPods, asked(CLIENT, CLUSTER_IP))).toBe('reachable');
    expect(answer(toPods, asked(CLIENT, { node: 'a' }, 30080))).toBe('reachable');
    expect(answer(toPods, asked(CLIENT, { node: 'b' }, 30080))).toBe('unreachable');
    expect(answer([...objects, egress([{ port: 30080 }])], asked(CLIENT, { node: 'b' }, 30080))).toBe(
      'reachable',
    );
  });
  test('without endpoints a connection is refused, and so is a port that a cluster IP does not serve (S41, S61)', () => {
    const unready = pod('web-a', 'a', '10.0.1.1', { ready: 'False' });
    expect(ways([...nodes, client, unready, service({})], asked(CLIENT, CLUSTER_IP))).toEqual([
      'a 10.96.0.1:80 refused 1',
    ]);
    expect(ways([...nodes, client, ...webs, service({})], asked(CLIENT, CLUSTER_IP, 81))).toEqual([
      '- 10.96.0.1:81 refused 1',
    ]);
    const published = service({ publishNotReadyAddresses: true });
    expect(answer([...nodes, client, unready, published], asked(CLIENT, CLUSTER_IP))).toBe('reachable');
  });
  test('internalTrafficPolicy Local drops where the client has no endpoint beside it (S59, S61)', () => {
    const objects = [...nodes, client, webs[1] as Kube, service({ internalTrafficPolicy: 'Local' })];
    expect(ways(objects, asked(CLIENT, CLUSTER_IP))).toEqual(['a 10.96.0.1:80 dropped 1']);
    expect(answer(objects, asked({ node: 'b' }, CLUSTER_IP))).toBe('reachable');
  });
  test('endpoints that terminate serve where nobody else does (S62, S63)', () => {
    const leaving = pod('web-a', 'a', '10.0.1.1', { leaves: '2024-01-01T00:00:00Z' });
    const objects = [...nodes, client, leaving, service({})];
    expect(answer(objects, asked(CLIENT, CLUSTER_IP))).toBe('reachable');
    expect(ways([...objects, webs[1] as Kube], asked(CLIENT, CLUSTER_IP))).toEqual([
      'a x/web-b:8080 as 10.0.1.9 allowed 1',
    ]);
    const local = [...nodes, client, leaving, webs[1] as Kube, service({ internalTrafficPolicy: 'Local' })];
    expect(ways(local, asked(CLIENT, CLUSTER_IP))).toEqual(['a x/web-a:8080 as 10.0.1.9 allowed 1']);
  });
  test('a pod that its service sends back to itself sees its node, and no policy stops it (S70, S99)', () => {
    const alone = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    const objects = [...nodes, webs[0] as Kube, service({}), alone];
    expect(ways(objects, asked({ pod: 'x/web-a' }, CLUSTER_IP))).toEqual([
      'a x/web-a:8080 as 192.168.0.1 allowed 1',
    ]);
  });
  test('source ranges hold for the load balancer, not for node ports (S33, S34)', () => {
    const objects = [...nodes, ...webs, balanced({ loadBalancerSourceRanges: ['198.51.100.0/24'] })];
    expect(answer(objects, asked({ address: '198.51.100.1' }, { address: '192.0.2.1' }))).toBe('reachable');
    expect(answer(objects, asked(OUTSIDE, { address: '192.0.2.1' }))).toBe('unreachable');
    expect(answer(objects, asked(OUTSIDE, { node: 'a' }, 30080))).toBe('reachable');
  });
  test('a load balancer sends to nodes with a ready endpoint under Local, to any under Cluster (S31, S64)', () => {
    const local = [...nodes, webs[1] as Kube, balanced({ externalTrafficPolicy: 'Local' })];
    expect(ways(local, asked(OUTSIDE, { address: '192.0.2.1' }))).toEqual([
      'b x/web-b:8080 as 203.0.113.7 allowed 1',
    ]);
    expect(ways([...nodes, webs[1] as Kube, balanced({})], asked(OUTSIDE, { address: '192.0.2.1' }))).toEqual(
      ['a x/web-b:8080 as 192.168.0.1 allowed 0.5', 'b x/web-b:8080 as 192.168.0.2 allowed 0.5'],
    );
  });
  test('nodes capture the address of a balancer in mode VIP, not in mode Proxy (S31, S16)', () => {
    const pods = [...nodes, client, webs[1] as Kube];
    expect(ways([...pods, balanced({})], asked(CLIENT, { address: '192.0.2.1' }))).toEqual([
      'a x/web-b:8080 as 192.168.0.1 allowed 1',
    ]);
    const proxy = balanced({ externalTrafficPolicy: 'Local' }, { ip: '192.0.2.1', ipMode: 'Proxy' });
    expect(ways([...pods, proxy], asked(CLIENT, { address: '192.0.2.1' }))).toEqual([
      'b x/web-b:8080 as 192.168.0.1 allowed 1',
    ]);
  });
  test('an external IP works inside; from outside only if it leads to a node (S35)', () => {
    const objects = (address: string) => [...nodes, client, ...webs, service({ externalIPs: [address] })];
    expect(answer(objects('192.0.2.9'), asked(CLIENT, { address: '192.0.2.9' }))).toBe('reachable');
    expect(answer(objects('192.0.2.9'), asked(OUTSIDE, { address: '192.0.2.9' }))).toBe('unreachable');
    expect(answer(objects('192.168.0.2'), asked(OUTSIDE, { address: '192.168.0.2' }))).toBe('reachable');
  });
  test('near endpoints are preferred, and all are used where none is near or one has no zone (S65, S67)', () => {
    const near = service({ trafficDistribution: 'PreferSameZone' });
    expect(ways([...zoned, client, ...webs, near], asked(CLIENT, CLUSTER_IP))).toEqual([
      'a x/web-a:8080 as 10.0.1.9 allowed 1',
    ]);
    expect(ways([...zoned, client, webs[1] as Kube, near], asked(CLIENT, CLUSTER_IP))).toHaveLength(1);
    expect(
      ways([zoned[0] as Kube, nodes[1] as Kube, client, ...webs, near], asked(CLIENT, CLUSTER_IP)),
    ).toHaveLength(2);
  });
  test('a named target port is looked up pod by pod, by protocol (S21, S22)', () => {
    const named = (name: string, at: string, ip: string, containerPort: number, protocol: string) =>
      pod(name, at, ip, { ports: [{ name: 'http', containerPort, protocol }] });
    const pods = [
      named('web-a', 'a', '10.0.1.1', 8080, 'TCP'),
      named('web-b', 'b', '10.0.2.1', 9090, 'TCP'),
      named('web-c', 'b', '10.0.2.2', 7070, 'UDP'),
    ];
    const objects = [...nodes, client, ...pods, service({ ports: [{ port: 80, targetPort: 'http' }] })];
    expect(ways(objects, asked(CLIENT, CLUSTER_IP))).toEqual([
      'a x/web-a:8080 as 10.0.1.9 allowed 0.5',
      'a x/web-b:9090 as 10.0.1.9 allowed 0.5',
    ]);
  });
  test('a custom slice leads outside: a block applies to the endpoint, the node sends (S16, S26, S108)', () => {
    const labels = { 'kubernetes.io/service-name': 'web' };
    const slice = kube(
      'discovery.k8s.io/v1',
      'EndpointSlice',
      { name: 's', namespace: 'x', labels },
      {
        addressType: 'IPv4',
        ports: [{ name: '', port: 5432, protocol: 'TCP' }],
        endpoints: [
          { addresses: ['198.51.100.5', '10.0.2.1'] },
          { addresses: ['198.51.100.6'], conditions: { ready: false } },
        ],
      },
    );
    const objects = [...nodes, client, service({ selector: undefined }), slice];
    const to = (cidr: string) =>
      policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr } }] }] });
    expect(ways([...objects, to('198.51.100.5/32')], asked(CLIENT, CLUSTER_IP))).toEqual([
      'a 198.51.100.5:5432 as 192.168.0.1 allowed 1',
    ]);
    expect(answer([...objects, to('10.96.0.1/32')], asked(CLIENT, CLUSTER_IP))).toBe('unreachable');
  });
  test('slices of the controller add no endpoint; what a selector picks is derived (S145)', () => {
    const labels = {
      'kubernetes.io/service-name': 'web',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    };
    const stale = kube(
      'discovery.k8s.io/v1',
      'EndpointSlice',
      { name: 's', namespace: 'x', labels },
      {
        addressType: 'IPv4',
        ports: [{ name: '', port: 8080, protocol: 'TCP' }],
        endpoints: [{ addresses: ['10.0.2.7'] }],
      },
    );
    expect(ways([...nodes, client, webs[0] as Kube, service({}), stale], asked(CLIENT, CLUSTER_IP))).toEqual([
      'a x/web-a:8080 as 10.0.1.9 allowed 1',
    ]);
  });
  test('pods leave as their node; outside, nobody knows the way to a pod (S16, S17)', () => {
    expect(ways([...nodes, client], asked(CLIENT, OUTSIDE))).toEqual([
      '- 203.0.113.7:80 as 192.168.0.1 allowed 1',
    ]);
    expect(answer([...nodes, client], asked(OUTSIDE, CLIENT))).toBe('unreachable');
  });
});

describe('policies, worked by hand', () => {
  const isolated = policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] });
  test('the own node always comes in, another does not (S100, S102)', () => {
    const objects = [...nodes, ...webs, isolated];
    expect(answer(objects, asked({ node: 'a' }, { pod: 'x/web-a' }))).toBe('reachable');
    expect(answer(objects, asked({ node: 'b' }, { pod: 'x/web-a' }))).toBe('unreachable');
  });
  test('labels of a namespace without object are unknown, its name is not (S143)', () => {
    const from = (...namespaceSelectors: object[]) =>
      policy({
        podSelector: {},
        ingress: [{ from: namespaceSelectors.map((namespaceSelector) => ({ namespaceSelector })) }],
      });
    const other = pod('other', 'a', '10.0.1.8', { namespace: 'y' });
    const question = asked({ pod: 'y/other' }, { pod: 'x/web-a' });
    const objects = [...nodes, ...webs, other, namespace('x')];
    const isA = { matchLabels: { team: 'a' } };
    const isNotA = { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] };
    expect(answer([...objects, from(isA)], question)).toBe('unknown');
    expect(
      answer([...objects, from({ matchLabels: { 'kubernetes.io/metadata.name': 'y' } })], question),
    ).toBe('reachable');
    // One of the two holds whatever the label is.
    expect(answer([...objects, from(isA, isNotA)], question)).toBe('reachable');
    expect(answer([...objects, from(isA), namespace('y', { team: 'a' })], question)).toBe('reachable');
  });
  test('equal priorities that differ are ambiguous, unlike ones are not (S119, S121)', () => {
    const rule = (action: string) => ({ ingress: [{ action, from: [{ namespaces: {} }] }] });
    const objects = [...nodes, client, ...webs, namespace('x'), tier('one', rule('Accept'))];
    const question = asked(CLIENT, { pod: 'x/web-a' });
    expect(answer([...objects, tier('two', rule('Deny'))], question)).toBe('ambiguous');
    expect(answer([...objects, tier('two', { ...rule('Deny'), priority: 4 })], question)).toBe('unreachable');
    expect(answer([...objects, tier('two', { ...rule('Pass'), priority: 4 }), isolated], question)).toBe(
      'unreachable',
    );
  });
  test('an unknown peer makes Deny and Pass deny all, and Accept nothing (S129)', () => {
    const rule = (action: string) =>
      tier('one', { ingress: [{ action, from: [{}], protocols: [{ udp: {} }] }] });
    const objects = [...nodes, client, ...webs, namespace('x')];
    const question = asked(CLIENT, { pod: 'x/web-a' });
    expect(answer([...objects, rule('Deny')], question)).toBe('unreachable');
    expect(answer([...objects, rule('Pass')], question)).toBe('unreachable');
    expect(answer([...objects, rule('Accept')], question)).toBe('reachable');
  });
  test('what a domain name stands for is unknown where it decides (S127)', () => {
    const accept = { action: 'Accept', to: [{ domainNames: ['api.example.com'] }] };
    const deny = { action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] };
    const objects = [...nodes, client, namespace('x')];
    expect(answer([...objects, tier('one', { egress: [accept, deny] })], asked(CLIENT, OUTSIDE))).toBe(
      'unknown',
    );
    expect(answer([...objects, tier('one', { egress: [accept] })], asked(CLIENT, OUTSIDE))).toBe('reachable');
  });
  test('NetworkPolicy leaves ICMP open, an admin rule without protocols does not (S110, S126, S128)', () => {
    const question: Question = { ...asked(CLIENT, { pod: 'x/web-a' }, 0), protocol: 'ICMP' };
    const objects = [...nodes, client, ...webs, namespace('x'), isolated];
    const deny = tier('one', { ingress: [{ action: 'Deny', from: [{ namespaces: {} }] }] });
    expect(answer(objects, question)).toBe('unknown');
    expect(answer([...objects, deny], question)).toBe('unreachable');
  });
});

describe('generated clusters', () => {
  const clusters = Array.from({ length: 40 }, (_, at) => random(SEED + at)).map((each) => {
    const objects = clusterOf(each);
    return { objects, questions: questionsOf(objects, each) };
  });
  const asks = clusters.flatMap(({ objects, questions }) => questions.map(oracleOf(objects)));
  test('are the same from the same seed', () => {
    const again = random(SEED);
    const objects = clusterOf(again);
    expect({ objects, questions: questionsOf(objects, again) }).toEqual(clusters[0]);
  });
  test('have every kind of object and every answer', () => {
    const kinds = new Set(clusters.flatMap(({ objects }) => objects.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual([
      ...['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy', 'EndpointSlice'],
      ...['Namespace', 'NetworkPolicy', 'Node', 'Pod', 'Service'],
    ]);
    const answers = new Set(asks.map((each) => each.answer));
    expect([...answers].sort()).toEqual(['ambiguous', 'reachable', 'unknown', 'unreachable']);
    const verdicts = new Set(asks.flatMap(({ details }) => details.map(({ verdict }) => verdict)));
    expect([...verdicts].sort()).toEqual(
      ['allowed', 'ambiguous', 'denied', 'dropped', 'noRoute', 'refused', 'unknown'].sort(),
    );
  });
  test('answer alike in whatever order their objects come', () => {
    const shown = (given: ReturnType<typeof reach>) => ({
      answer: given.answer,
      details: given.details.map((each) => JSON.stringify(Object.entries(each).sort())).sort(),
    });
    for (const { objects, questions } of clusters) {
      const [one, other] = [oracleOf(objects), oracleOf(objects.toReversed())];
      for (const question of questions.slice(0, 20))
        expect(shown(other(question))).toEqual(shown(one(question)));
    }
  });
  test('are asked in ways whose probabilities add up', () => {
    const sums = asks.map(({ details }) => details.reduce((sum, { share }) => sum + share, 0));
    expect(sums.filter((sum) => sum !== 0 && Math.abs(sum - 1) > 1e-9)).toEqual([]);
  });
});
