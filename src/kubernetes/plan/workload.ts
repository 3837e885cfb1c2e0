import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import type { Objects } from '../read/read.ts';

/**
 * The workload of each pod: its owner, or the owner's own owner (ReplicaSet → Deployment, Job → CronJob). A ReplicaSet that is
 * not in the input is taken for a Deployment's where its name ends in the pod's template hash, as the controller
 * names it.
 */
export function workloadResolver({ workloads }: Objects): (pod: Pod) => Pod {
  const byKey = new Map(
    workloads.map((workload) => [keyOf(workload.kind, workload.namespace, workload.name), workload]),
  );
  const kept = new Map<string, Pod['workload']>();
  const one = (kind: string, namespace: string, name: string): Pod['workload'] => {
    const key = keyOf(kind, namespace, name);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = { kind, namespace, name };
    kept.set(key, made);
    return made;
  };
  return (pod) => {
    const { owner, namespace } = pod;
    if (owner === undefined) return pod;
    const controller: Workload | undefined = byKey.get(keyOf(owner.kind, namespace, owner.name));
    if (controller?.owner !== undefined) {
      return { ...pod, workload: one(controller.owner.kind, namespace, controller.owner.name) };
    }
    const hash = pod.labels['pod-template-hash'];
    if (controller === undefined && owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
      return { ...pod, workload: one('Deployment', namespace, owner.name.slice(0, -hash.length - 1)) };
    }
    return pod;
  };
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
