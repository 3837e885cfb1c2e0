import { compareText } from '../../base/order.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Pod } from '../objects/pod.ts';
import type { Layout } from './layout.ts';
import { FABRIC, kubeletName, OUTSIDE } from './layout.ts';

/** Finds the node of a name by what names are made of: pods and containers stand in the order of namespace and name. */
export function nodeFinder(layout: Layout): (name: string) => NodeId | undefined {
  const { pods, firstPod, processes, hosts, kubelets, hostByName, fabric, outside } = layout;
  const made = new Map<string, NodeId>(
    hosts.flatMap(({ host }, i) => {
      const kubelet = kubelets[i];
      return kubelet === undefined ? [] : [[kubeletName(host.name), kubelet] as const];
    }),
  );
  if (fabric !== undefined) made.set(FABRIC, fabric);
  if (outside !== undefined) made.set(OUTSIDE, outside);
  return (name) => {
    const [namespace = '', pod, container, ...more] = name.split('/');
    if (pod === undefined) return hostByName.get(name) ?? made.get(name);
    if (namespace.startsWith('@')) return made.get(name);
    if (more.length > 0) return undefined;
    if (container === undefined) {
      const at = firstOf(pods, namespace, pod);
      return at === pods.length ? undefined : ((firstPod + at) as NodeId);
    }
    for (let i = firstOf(processes.pods, namespace, pod); i < processes.pods.length; i++) {
      const of = processes.pods[i] as Pod;
      if (of.namespace !== namespace || of.name !== pod) return undefined;
      if (processes.containers[i]?.name === container) return (processes.first + i) as NodeId;
    }
    return undefined;
  };
}

/** Where the entries of a pod begin in a list in the order of namespace and name; past its end if it has none. */
function firstOf(list: readonly Pod[], namespace: string, name: string): number {
  const order = (at: number): number => {
    const pod = list[at] as Pod;
    return compareText(pod.namespace, namespace) || compareText(pod.name, name);
  };
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(middle) < 0) low = middle + 1;
    else high = middle;
  }
  return low < list.length && order(low) === 0 ? low : list.length;
}
