import type { NodeId } from '../../model/network/node.ts';
import type { Layout } from './layout.ts';
import { eachPod, eachProcess } from './layout.ts';

/**
 * Names of groups of nodes: `deployment/shop/web` → the switches of its pods; `pod/shop/agent` → its processes, for a
 * pod of the host network, which has no switch of its own; `component/kube-apiserver` and, for want of one,
 * `nodes/control-plane` → the kubelets there. Kinds in lower case.
 */
export function handlesOf(layout: Layout): ReadonlyMap<string, readonly NodeId[]> {
  const { cluster, kubelets } = layout;
  const handles = new Map<string, NodeId[]>();
  const put = (name: string, node: NodeId): void => {
    const nodes = handles.get(name);
    if (nodes === undefined) handles.set(name, [node]);
    else if (nodes.at(-1) !== node) nodes.push(node);
  };
  eachPod(layout, (pod, node) => put(workloadName(pod.workload), node));
  eachProcess(layout, (pod, _, node) => {
    if (pod.network !== 'host') return;
    put(`pod/${pod.namespace}/${pod.name}`, node);
    put(workloadName(pod.workload), node);
  });
  eachProcess(layout, (pod, _, node) => {
    if (pod.labels.component === 'kube-apiserver') put('component/kube-apiserver', node);
  });
  cluster.hosts.forEach(({ labels }, i) => {
    const kubelet = kubelets[i];
    const leads = CONTROL_PLANE.some((label) => labels[label] !== undefined);
    if (leads && kubelet !== undefined) put('nodes/control-plane', kubelet);
  });
  for (const nodes of handles.values()) nodes.sort((a, b) => a - b);
  return handles;
}

/** Labels of the nodes that the control plane runs on. */
const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

function workloadName(workload: { kind: string; namespace: string; name: string }): string {
  return `${workload.kind.toLowerCase()}/${workload.namespace}/${workload.name}`;
}
