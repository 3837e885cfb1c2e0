import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';

/**
 * The workloads whose pods are to be planned: the input has neither their status nor an object that they own (S144). One
 * with a status and without pods is named: its pods exist, and are not here.
 */
export function withoutPods(
  workloads: readonly Workload[],
  pods: readonly Pod[],
  report: (diagnostic: Diagnostic) => void,
): readonly Workload[] {
  if (workloads.length === 0) return workloads;
  const owners = new Set<string>();
  for (const { owner, namespace } of workloads)
    if (owner) owners.add(keyOf(owner.kind, namespace, owner.name));
  for (const { owner, namespace } of pods) if (owner) owners.add(keyOf(owner.kind, namespace, owner.name));
  const unowned = workloads.filter(({ kind, namespace, name }) => !owners.has(keyOf(kind, namespace, name)));
  for (const { kind, namespace, name, status, replicas, origin } of unowned) {
    if (status === 'none' || replicas === 0 || kind === 'CronJob') continue;
    const message = `${kind} ${namespace}/${name} has a status, but none of its pods is in the input: it has none here`;
    report({ code: 'WORKLOAD_WITHOUT_PODS', severity: 'info', message, origin });
  }
  return unowned.filter(({ status }) => status === 'none');
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
