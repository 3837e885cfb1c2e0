import type { Cluster } from '../kubernetes/cluster.ts';
import type { ServiceEndpoint } from '../kubernetes/compile/service-endpoints.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Header } from '../model/header/header.ts';
import { ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { roleOf } from '../model/network/node.ts';
import { lookupsOf, podOfNode } from '../state/lookups.ts';
import { objectsAt } from '../state/service-objects.ts';
import type { State } from '../state/state.ts';
import type { Delivery } from './delivery.ts';
import { isAtHost, movablePods, servicesAtHosts } from './places.ts';

/** What services do by the place of who asks or serves: on nodes, at load balancers, under Local, by hints. */
const BY_PLACE: ReadonlySet<string> = new Set(['S28', 'S31', 'S33', 'S34', 'S35', 'S59', 'S64', 'S65']);

/** What a message met or could meet, wherever planned pods run (S144). */
export interface Met {
  readonly pods: Set<Pod>;
  readonly services: ReadonlySet<Service>;
  /** Whether it had an address of a host. */
  readonly atHost: boolean;
  /** Whether services did something by place. */
  readonly byPlace: boolean;
}

/** What a message met on all its ways: pods, and services with all their endpoints. */
export function metBy(state: State, cluster: Cluster, delivery: Delivery): Met {
  const { network } = state;
  const lookups = lookupsOf(cluster);
  const { nodes, headers, rules } = onItsWays(delivery);
  const isHost = (node: NodeId | undefined): boolean =>
    node !== undefined && roleOf(network.nodes, node) === 'host';
  const owners = (end: 'source' | 'target'): ReadonlySet<NodeId | undefined> =>
    new Set(headers.map((header) => ownerOf(network, header[end])));
  const [sources, targets] = [owners('source'), owners('target')];
  const toHost = [...targets].some(isHost);
  const pods = new Set<Pod>();
  for (const node of [...nodes, ...sources, ...targets]) {
    const pod = node === undefined ? undefined : podOfNode(cluster, network, node);
    if (pod !== undefined) pods.add(pod);
  }
  const services = new Set<Service>();
  const { target, port } = delivery.asked;
  for (const origin of [...rules.map((rule) => rule.origin), ...objectsAt(network, target)]) {
    const object = origin?.object;
    if (object?.kind !== 'Service') continue;
    const service = lookups.service(object.namespace ?? '', object.name);
    if (service !== undefined) services.add(service);
  }
  const nodePorts = toHost ? (servicesAtHosts(cluster).byNodePort.get(port) ?? []) : [];
  const atHosts = toHost ? servicesAtHosts(cluster).byAddress : [];
  for (const service of [...atHosts, ...nodePorts]) services.add(service);
  const endpoints = [...services].flatMap((service) => lookups.endpointsOf(service));
  for (const { pod } of endpoints) if (pod !== undefined) pods.add(pod);
  if (toHost) for (const pod of movablePods(cluster)) if (isAtHost(pod)) pods.add(pod);
  return {
    pods,
    services,
    atHost: toHost || [...sources].some(isHost),
    byPlace:
      nodePorts.length > 0 ||
      rules.some(({ requirements }) => requirements.some((one) => BY_PLACE.has(one))) ||
      [...services].some(({ distribution }) => distribution !== 'none') ||
      endpoints.some(isHinted),
  };
}

/** The hops of all its ways, replies too: nodes, headers, rules. */
function onItsWays({ asked, ways }: Delivery) {
  const hops = ways.flatMap(({ trace, replies }) => [trace, ...replies].flatMap((one) => one.hops));
  const steps = hops.flatMap((hop) => hop.steps);
  return {
    nodes: [asked.sender.process, ...hops.map(({ at }) => at)],
    headers: [...hops.map(({ header }) => header), ...steps.map(({ after }) => after)] as readonly Header[],
    rules: steps.flatMap(({ rule }) => rule ?? []),
  };
}

/** Whether slices say for which nodes an endpoint is (S67). */
function isHinted({ hintedZones, hintedHosts }: ServiceEndpoint): boolean {
  return hintedZones.length > 0 || hintedHosts.length > 0;
}
