import { once, onceFor } from '../base/once.ts';
import { compareText } from '../base/order.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { EndpointsOf } from '../kubernetes/compile/service-endpoints.ts';
import { endpointsIn } from '../kubernetes/compile/service-endpoints.ts';
import type { Zone } from '../kubernetes/names/zone.ts';
import { zoneOf } from '../kubernetes/names/zone.ts';
import type { Namespace } from '../kubernetes/objects/namespace.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { NetworkPolicy } from '../kubernetes/objects/policy.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Network } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, roleOf } from '../model/network/node.ts';

/** What questions look up in a cluster beside its network. */
export interface Lookups {
  pod(namespace: string, name: string): Pod | undefined;
  service(namespace: string, name: string): Service | undefined;
  namespace(name: string): Namespace | undefined;
  policy(namespace: string, name: string): NetworkPolicy | undefined;
  readonly endpointsOf: EndpointsOf;
  readonly zone: Zone;
}

/** The look-ups of a cluster. */
export const lookupsOf = onceFor(make);

function make(cluster: Cluster): Lookups {
  const { pods, services, namespaces, networkPolicies } = cluster;
  const endpointsOf = once(() => endpointsIn(cluster));
  const zone = once(() => zoneOf(cluster, (service) => endpointsOf()(service)));
  return {
    pod: (namespace, name) => named(pods, namespace, name),
    service: (namespace, name) => named(services, namespace, name),
    namespace: (name) => named(namespaces, '', name),
    policy: (namespace, name) => named(networkPolicies, namespace, name),
    endpointsOf: (service) => endpointsOf()(service),
    get zone() {
      return zone();
    },
  };
}

/** The object of that name in a list sorted by namespace and name, as all lists of a cluster are. */
function named<T extends { readonly namespace: string; readonly name: string }>(
  sorted: readonly T[],
  namespace: string,
  name: string,
): T | undefined {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle] as T;
    const order = compareText(one.namespace, namespace) || compareText(one.name, name);
    if (order === 0) return one;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** The pod that a node belongs to: a pod's switch, or a process of a pod; undefined for anything else. */
export function podOfNode(cluster: Cluster, { nodes }: Network, node: NodeId): Pod | undefined {
  const [namespace = '', name = ''] = nameOf(nodes, node).split('/');
  const isOne = isSwitch(nodes, node) ? roleOf(nodes, node) === 'pod' : !namespace.startsWith('@');
  return isOne ? lookupsOf(cluster).pod(namespace, name) : undefined;
}
