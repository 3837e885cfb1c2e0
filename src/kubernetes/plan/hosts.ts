import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import type { Objects } from '../read/read.ts';
import { byName } from './order.ts';

/** The hosts that stand for unknown ones, where no Node is given (05). */
const SYNTHETIC = ['node-1', 'node-2'];

/**
 * The hosts of a cluster: its Nodes; those that only a pod names; and, where no Node is given and something has no
 * place, two synthetic ones (S144). Only the first and the last kind take pods that are yet to be placed.
 */
export function planHosts(
  { hosts }: Objects,
  pods: readonly Pod[],
  workloads: readonly Workload[],
): readonly Host[] {
  const all = new Map(hosts.map((host) => [host.name, host]));
  const unplaced =
    pods.some((pod) => pod.host === undefined && pod.state === 'running') || workloads.length > 0;
  if (hosts.length === 0 && unplaced) for (const name of SYNTHETIC) all.set(name, plannedHost(name));
  for (const { host } of pods) if (host !== undefined && !all.has(host)) all.set(host, plannedHost(host));
  for (const { pod } of workloads)
    if (pod.host !== undefined && !all.has(pod.host)) all.set(pod.host, plannedHost(pod.host));
  return [...all.values()].sort(byName);
}

/** Whether pods that are yet to be placed may come here. */
export function takesPods(host: Host, hosts: readonly Host[]): boolean {
  if (host.planned !== 'host') return true;
  return SYNTHETIC.includes(host.name) && hosts.every((other) => other.planned === 'host');
}

function plannedHost(name: string): Host {
  return {
    name,
    namespace: '',
    labels: { 'kubernetes.io/hostname': name },
    annotations: {},
    origin: { object: { kind: 'Node', name } },
    addresses: [],
    allAddresses: [],
    podPrefixes: [],
    taints: [],
    planned: 'host',
  };
}
