import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Cluster } from '../cluster.ts';
import type { Objects } from '../read/read.ts';
import { planAddresses } from './addresses.ts';
import { checkCluster } from './check.ts';
import { planHosts } from './hosts.ts';
import { planNamespaces } from './namespaces.ts';
import { byName } from './order.ts';
import { placePods } from './placement.ts';
import { planPods } from './pods.ts';
import { workloadResolver } from './workload.ts';

/**
 * What the input does not hold is planned (S143, S144), each fact from the own name of what it is about:
 *
 * ```
 *   Objects ─┬─ hosts ─────── given, or named by a pod; two synthetic ones if none is given and something needs a place
 *            ├─ pods ──────── of workloads that have neither status nor an object they own
 *            ├─ placement ─── by rendezvous of the pod's name with the hosts that it may run on
 *            ├─ addresses ─── hash of the name, inside the host's pod prefix if it has one
 *            └─ namespaces ── those that are only mentioned
 *                              └──▶ Cluster, sorted by namespace and name
 * ```
 */
export function planCluster(objects: Objects): Cluster {
  const diagnostics: Diagnostic[] = [...objects.diagnostics];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const workloads = [...objects.workloads].sort(byName);
  const resolve = workloadResolver(objects);
  const given = objects.pods.map(resolve);
  const hosts = planHosts(objects, given, workloads);
  const planned = planPods(workloads, given, hosts, report);
  const placed = placePods([...given, ...planned].sort(byName), hosts, report);
  const { pods, hosts: addressed } = planAddresses(placed, hosts, report);
  const namespaces = planNamespaces(objects.namespaces, pods, workloads);
  checkCluster(addressed, pods, report);
  return {
    namespaces,
    hosts: addressed,
    pods,
    workloads,
    skipped: objects.skipped,
    conflicts: objects.conflicts,
    diagnostics,
  };
}
