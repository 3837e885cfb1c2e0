import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Cluster } from '../cluster.ts';
import type { Objects } from '../read/read.ts';
import { byPlace } from '../read/read.ts';
import { planAddresses } from './addresses.ts';
import { checkCluster } from './check.ts';
import { withoutPods } from './coverage.ts';
import { planHosts } from './hosts.ts';
import { planNamespaces } from './namespaces.ts';
import { byName } from './order.ts';
import { placePods } from './placement.ts';
import { planPods } from './pods.ts';
import { resolveWorkloads } from './workload.ts';

/**
 * What the input does not hold is planned (S143, S144), each fact from the own name of what it is about:
 *
 * ```
 *   Objects ─┬─ coverage ──── which workloads have neither status nor an object they own
 *            ├─ hosts ─────── given, or named by a pod; two synthetic ones if none is given and something needs a place
 *            ├─ pods ──────── of those workloads, with names, owners and labels as their controllers would make them
 *            ├─ placement ─── by rendezvous of the pod's name with the hosts that it may run on
 *            ├─ addresses ─── hash of the name, inside the host's pod prefix if it has one
 *            └─ namespaces ── those that are only mentioned
 *                              └──▶ Cluster, sorted by namespace and name
 * ```
 *
 * Law: adding an object changes no planned fact of another unless their hashes or names collide. (A Node is a place
 * for others, and an IPv6 address shows that the cluster has IPv6: those two change what is planned.)
 */
export function planCluster(objects: Objects): Cluster {
  const diagnostics: Diagnostic[] = [...objects.diagnostics];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const { workloads } = objects;
  const given = resolveWorkloads(objects.pods, workloads);
  const uncovered = withoutPods(workloads, given, report);
  const { all, open } = planHosts(objects, given, uncovered);
  const planned = planPods(uncovered, given, all, report);
  const everyPod = planned.length === 0 ? given : [...given, ...planned].sort(byName);
  const { pods, hosts } = planAddresses(placePods(everyPod, open, report), all, report);
  const namespaces = planNamespaces(objects.namespaces, pods, workloads);
  checkCluster(hosts, pods, report);
  diagnostics.sort(byPlace);
  const { skipped, conflicts } = objects;
  return { namespaces, hosts, pods, workloads, skipped, conflicts, diagnostics };
}
