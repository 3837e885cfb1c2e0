import type { NodeId } from '../../model/network/node.ts';
import type { Held } from '../../model/network/set.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';

/** Pods of one namespace that share their labels: no selector tells them apart. */
export interface Group {
  readonly namespace: string;
  readonly labels: Labels;
  readonly network: 'own' | 'host';
  /** Switches of pods; processes of pods of the host network. */
  readonly nodes: NodeId[];
  memberships?: Held | undefined;
}

/** Groups of pods; under option hostNetworkPods=pods those of the host network too, by their processes (S103). */
export function groupsOf(
  { pods, processes }: Layout,
  { hostNetworkPods }: Options,
): { groups: Group[]; groupOf: Map<NodeId, Group>; onHost: Map<NodeId, Group[]> } {
  const groups: Group[] = [];
  const groupOf = new Map<NodeId, Group>();
  const onHost = new Map<NodeId, Group[]>();
  const known = new Map<string, WeakMap<Labels, Group>>();
  const put = ({ namespace, labels, network }: Pod, node: NodeId): Group => {
    const key = `${network} ${namespace}`;
    let within = known.get(key);
    if (within === undefined) {
      within = new WeakMap();
      known.set(key, within);
    }
    let group = within.get(labels);
    if (group === undefined) {
      group = { namespace, labels, network, nodes: [] };
      within.set(labels, group);
      groups.push(group);
    }
    group.nodes.push(node);
    groupOf.set(node, group);
    return group;
  };
  for (const { pod, node } of pods) put(pod, node);
  if (hostNetworkPods === 'pods') {
    for (const { pod, node, switch: host } of processes) {
      if (pod.network !== 'host') continue;
      const group = put(pod, node);
      onHost.set(host, [...(onHost.get(host) ?? []), group]);
    }
  }
  return { groups, groupOf, onHost };
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
