import { compareText } from '../../base/order.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Layout } from './layout.ts';
import { FABRIC, kubeletName, OUTSIDE } from './layout.ts';

/** Finds the node of a name by what names are made of: pods and containers stand in the order of namespace and name. */
export function nodeFinder(layout: Layout): (name: string) => NodeId | undefined {
  const { pods, processes, hosts, kubelets, hostByName, fabric, outside } = layout;
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
    if (container === undefined) return pods[firstOf(pods, namespace, pod)]?.node;
    for (let i = firstOf(processes, namespace, pod); i < processes.length; i++) {
      const placed = processes[i] as Layout['processes'][number];
      if (placed.pod.namespace !== namespace || placed.pod.name !== pod) return undefined;
      if (placed.container.name === container) return placed.node;
    }
    return undefined;
  };
}

/** Where the entries of a pod begin in a list in the order of namespace and name; past its end if it has none. */
function firstOf(
  list: readonly { readonly pod: { readonly namespace: string; readonly name: string } }[],
  namespace: string,
  name: string,
): number {
  const order = (at: number): number => {
    const { pod } = list[at] as (typeof list)[number];
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
