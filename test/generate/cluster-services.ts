import type { Kube } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Family, Places } from './cluster-places.ts';
import {
  chance,
  clusterAddress,
  labelsOf,
  nodeAddress,
  POD_WORDS,
  publicAddress,
  some,
} from './cluster-places.ts';
import { controllerSlices, customSlices } from './cluster-slices.ts';
import type { Random } from './random.ts';

type Type = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'Headless' | 'ExternalName';
const TYPES: readonly Type[] = [
  ...(['ClusterIP', 'ClusterIP', 'ClusterIP', 'NodePort', 'NodePort', 'NodePort'] as const),
  ...(['LoadBalancer', 'LoadBalancer', 'LoadBalancer', 'Headless', 'ExternalName'] as const),
];

/** The ports that services listen on. */
export const SERVICE_PORTS = [80, 443, 53] as const;

/** A target: a number, a name that some pods have, or none, which means the port itself (S21). */
const targetsOf = (random: Random, protocol: string): readonly (number | string | undefined)[] =>
  protocol === 'TCP'
    ? [8080, 8080, 8080, 8081, 9090, 'web', 'web', 'web', random.pick(['admin', 'metrics', undefined])]
    : ['dns', 5353, 5353, 8080, random.pick(['web', undefined])];

/** One to three ports, named where there are several; each pair of number and protocol once (S20). */
function portsOf(random: Random, first: number, target: 'any' | 'same'): readonly object[] {
  const keys = [
    ...SERVICE_PORTS.map((port) => ({ port, protocol: 'TCP' })),
    ...([53, 80] as const).map((port) => ({ port, protocol: random.pick(['UDP', 'UDP', 'SCTP']) })),
  ];
  const chosen = some(random, keys, 35).slice(0, 3);
  const ports = chosen.length > 0 ? chosen : [random.pick(keys)];
  return ports.map(({ port, protocol }, at) => ({
    ...(ports.length > 1 || chance(random, 40) ? { name: `port-${port}-${protocol.toLowerCase()}` } : {}),
    port,
    ...(protocol === 'TCP' && chance(random, 30) ? {} : { protocol }),
    targetPort: target === 'same' ? port : random.pick(targetsOf(random, protocol)),
    ...(first > 0 ? { nodePort: first + at } : {}),
  }));
}

/** The families of a service: one or both of the cluster's, either first (S38). */
function familiesOf(random: Random, { families }: Places): readonly Family[] {
  if (families.length === 1) return families;
  return random.pick<readonly Family[]>([[4], [6], [4, 6], [6, 4]]);
}

/** Who may use a load balancer: some of those outside, sometimes pods too; one block for each family at least. */
function sourceRangesOf(random: Random): readonly string[] {
  const inside = chance(random, 50) ? ['10.244.1.0/24', '192.168.0.11/32', 'fd00:10:244:1::/64'] : [];
  return [random.pick(['203.0.113.0/24', '198.51.100.8/32']), '2001:db8:113::/48', ...inside];
}

/** What a load balancer's status shows: addresses that nodes capture or not (S31), a name, or nothing yet (S30). */
function balancerOf(random: Random, families: readonly Family[], index: number, mode: 'VIP' | 'Proxy') {
  if (mode === 'VIP' && chance(random, 10)) return {};
  if (mode === 'VIP' && chance(random, 10)) return { ingress: [{ hostname: 'lb.example.com' }] };
  // The address of a node is published where nodes themselves balance.
  const isNode = mode === 'VIP' && index === 1 && chance(random, 30);
  const ingress = families.map((family) => ({
    ip: isNode ? nodeAddress(family, 2) : publicAddress(family, 100 + index),
    ...(mode === 'VIP' && chance(random, 50) ? {} : { ipMode: mode }),
  }));
  return { ingress };
}

/** What the type of a service adds to it. */
function exposureOf(random: Random, type: Type, families: readonly Family[], index: number) {
  if (type === 'Headless') return { spec: { type: 'ClusterIP', clusterIP: 'None', clusterIPs: ['None'] } };
  const clusterIPs = families.map((family) => clusterAddress(family, index));
  const hasExternal = chance(random, type === 'ClusterIP' ? 30 : 15);
  const isNode = index === 2 && chance(random, 40);
  const address = (family: Family) => (isNode ? nodeAddress(family, 1) : publicAddress(family, index));
  const external = hasExternal ? { externalIPs: families.map(address) } : {};
  const isReachable = type !== 'ClusterIP' || hasExternal;
  const externalTrafficPolicy = random.pick(['Cluster', 'Cluster', 'Local']);
  const policies = {
    ...(chance(random, 50) ? { internalTrafficPolicy: random.pick(['Cluster', 'Local']) } : {}),
    ...(isReachable ? { externalTrafficPolicy } : {}),
  };
  const isHealthChecked = type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
  const balancing = {
    ...(isHealthChecked ? { healthCheckNodePort: 32000 + index } : {}),
    ...(type === 'LoadBalancer' && chance(random, 40)
      ? { loadBalancerSourceRanges: sourceRangesOf(random) }
      : {}),
  };
  const spec = { type, clusterIP: clusterIPs[0], clusterIPs, ...external, ...policies, ...balancing };
  const mode = random.pick(['VIP', 'VIP', 'Proxy'] as const);
  const hasNodePorts =
    type === 'NodePort' || (type === 'LoadBalancer' && (mode === 'Proxy' || chance(random, 80)));
  const allocation = type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: hasNodePorts } : {};
  const loadBalancer = type === 'LoadBalancer' ? balancerOf(random, families, index, mode) : {};
  return { spec: { ...spec, ...allocation }, hasNodePorts, loadBalancer };
}

/** How near its endpoints a service wants, and whether the controller was asked to hint (S65, S66). */
function nearnessOf(random: Random, places: Places) {
  const distribution =
    places.zones === 'all' && chance(random, 35)
      ? { trafficDistribution: random.pick(['PreferClose', 'PreferSameZone', 'PreferSameNode']) }
      : {};
  const mode = chance(random, 25) ? { 'service.kubernetes.io/topology-mode': 'Auto' } : undefined;
  return { distribution, ...(mode ? { annotations: mode } : {}) };
}

/** Where a service is and whom it selects: mostly one pod at least, by one or more of its labels (S24). */
function aimOf(random: Random, places: Places, pods: readonly Kube[]) {
  const { namespace, labels = {} } = random.pick(pods).metadata;
  const [first] = Object.keys(labels);
  if (first === undefined || chance(random, 10))
    return { namespace: random.pick(places.names), selector: labelsOf(random, POD_WORDS, 60) };
  return { namespace, selector: chance(random, 70) ? { [first]: labels[first] } : labels };
}

/** A service and its slices; `index` counts from 1 and makes addresses and node ports its own. */
function serviceOf(random: Random, places: Places, pods: readonly Kube[], index: number): readonly Kube[] {
  const { namespace = '', selector: wanted } = aimOf(random, places, pods);
  const metadata = { name: `s${index}`, namespace };
  const type = random.pick(TYPES);
  if (type === 'ExternalName') {
    const spec = { type, externalName: 'db.example.com', sessionAffinity: 'None' };
    return [kube('v1', 'Service', metadata, { spec, status: { loadBalancer: {} } })];
  }
  const families = familiesOf(random, places);
  const { spec, hasNodePorts, loadBalancer = {} } = exposureOf(random, type, families, index);
  const selector = chance(random, 80) ? { selector: wanted } : {};
  const selected = Object.keys(selector.selector ?? {}).length > 0;
  const target = type === 'Headless' && !selected ? 'same' : 'any';
  const ports = portsOf(random, hasNodePorts ? 30000 + 10 * index : 0, target);
  const ipFamilyPolicy = families.length > 1 ? 'PreferDualStack' : 'SingleStack';
  const { distribution, ...annotated } = selected ? nearnessOf(random, places) : { distribution: {} };
  const service = kube(
    'v1',
    'Service',
    { ...metadata, ...annotated },
    {
      spec: {
        ...{ ...spec, ...selector, ...distribution, ports, ipFamilyPolicy },
        ipFamilies: families.map((family) => `IPv${family}`),
        ...(chance(random, 20) ? { publishNotReadyAddresses: true } : {}),
        ...(chance(random, 20) ? { sessionAffinity: 'ClientIP' } : {}),
      },
      status: { loadBalancer },
    },
  );
  if (!selected) return [service, ...customSlices(random, places, pods, service, families)];
  return [service, ...(chance(random, 60) ? controllerSlices(random, pods, service, families) : [])];
}

/** Three to six services of every type and policy, and the slices of those that have some. */
export function servicesOf(random: Random, places: Places, pods: readonly Kube[]): readonly Kube[] {
  const count = 3 + random.below(4);
  return Array.from({ length: count }, (_, at) => serviceOf(random, places, pods, at + 1)).flat();
}
