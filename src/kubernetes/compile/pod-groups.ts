import type { NodeId } from '../../model/network/node.ts';
import type { Held } from '../../model/network/set.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';
import { eachPod, eachProcess } from './layout.ts';

/** What of a pod selectors see, and whether it has a network of its own. */
export type Selectable = Pick<Pod, 'namespace' | 'labels' | 'network'>;

/** Pods of one namespace that share their labels: no selector tells them apart. */
export interface Group extends Selectable {
  /** Switches of pods; processes of pods of the host network. */
  readonly nodes: NodeId[];
}

/**
 * Groups of pods by namespace; under option hostNetworkPods=pods those of the host network too, by their processes
 * (S103).
 */
export function groupsOf(
  layout: Layout,
  { hostNetworkPods }: Options,
): ReadonlyMap<string, readonly Group[]> {
  const groups = new Map<string, Group[]>();
  // Pods of one namespace stand together.
  let own: Group[] = [];
  let namespace: string | undefined;
  let known = new Map<Labels, Group>();
  const put = (pod: Pod, node: NodeId): void => {
    if (pod.namespace !== namespace) {
      ({ namespace } = pod);
      known = new Map();
      own = groups.get(namespace) ?? [];
      groups.set(namespace, own);
    }
    let group = known.get(pod.labels);
    if (group === undefined) {
      group = { namespace: pod.namespace, labels: pod.labels, network: pod.network, nodes: [] };
      known.set(pod.labels, group);
      own.push(group);
    }
    group.nodes.push(node);
  };
  eachPod(layout, put);
  if (hostNetworkPods === 'node') return groups;
  namespace = undefined;
  eachProcess(layout, (pod, _, node) => {
    if (pod.network === 'host') put(pod, node);
  });
  return groups;
}

/** The pods of the host network by their hosts, one for each of their processes. */
export function podsOnHosts(layout: Layout): ReadonlyMap<NodeId, readonly Pod[]> {
  const onHost = new Map<NodeId, Pod[]>();
  eachProcess(layout, (pod, _, __, host) => {
    if (pod.network !== 'host') return;
    const own = onHost.get(host);
    if (own === undefined) onHost.set(host, [pod]);
    else own.push(pod);
  });
  return onHost;
}

/** The address of a host may mean any of its pods of the host network, or none (S103). */
export function perhapsOnHost(host: NodeId, own: readonly Held[], facts: FactTable): Held {
  const fact = facts.of(`host network ${host}`, () => ({
    kind: 'unknown',
    code: 'HOST_NETWORK_PODS',
    text: 'whether it is from or to a pod of the host network is not seen in its address',
  }));
  const sets = [...new Set(own.flatMap((one) => one.sets))].sort((a, b) => a - b);
  return { sets, facts: new Map(sets.map((set) => [set, fact])) };
}
