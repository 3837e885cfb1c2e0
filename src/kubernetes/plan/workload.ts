import type { Pod, PodWorkload } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';

/**
 * Each pod with the workload it belongs to: its owner, or the owner's own owner (ReplicaSet → Deployment, Job → CronJob).
 * An owner that is not in the input is known by its name alone, as the controllers make it: a ReplicaSet's ends in the
 * template hash of its pods, a CronJob's Job's in a number. A pod that the kubelet made of a file belongs to itself.
 */
export function resolveWorkloads(pods: readonly Pod[], workloads: readonly Workload[]): Pod[] {
  const byKey = new Map(workloads.map((one) => [keyOf(one.kind, one.namespace, one.name), one]));
  const resolved = new Map<string, PodWorkload>();
  return pods.map((pod) => {
    const { owner, namespace } = pod;
    if (owner === undefined) return pod;
    if (owner.kind === 'Node') return { ...pod, workload: { kind: 'Pod', namespace, name: pod.name } };
    const hash = owner.kind === 'ReplicaSet' ? (pod.labels['pod-template-hash'] ?? '') : '';
    const key = `${keyOf(owner.kind, namespace, owner.name)}/${hash}`;
    let workload = resolved.get(key);
    if (workload === undefined) {
      workload = workloadOf(pod.workload, hash, byKey);
      resolved.set(key, workload);
    }
    return { ...pod, workload };
  });
}

function workloadOf(owner: PodWorkload, hash: string, byKey: ReadonlyMap<string, Workload>): PodWorkload {
  const { kind, namespace, name } = owner;
  const given = byKey.get(keyOf(kind, namespace, name));
  if (given !== undefined) {
    return given.owner === undefined ? owner : { kind: given.owner.kind, namespace, name: given.owner.name };
  }
  if (kind === 'ReplicaSet' && hash !== '' && name.endsWith(`-${hash}`)) {
    return { kind: 'Deployment', namespace, name: name.slice(0, -hash.length - 1) };
  }
  const scheduled = kind === 'Job' ? /^(.+)-\d+$/.exec(name)?.[1] : undefined;
  if (scheduled !== undefined && byKey.has(keyOf('CronJob', namespace, scheduled))) {
    return { kind: 'CronJob', namespace, name: scheduled };
  }
  return owner;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
