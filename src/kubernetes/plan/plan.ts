import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Cluster } from '../cluster.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Objects } from '../read/read.ts';
import { byPlace } from '../read/read.ts';
import { addressesIn, planAddresses } from './addresses.ts';
import { checkCluster } from './check.ts';
import { withoutPods } from './coverage.ts';
import { planDns } from './dns.ts';
import { planEndpoints } from './endpoints.ts';
import { checkEndpoints } from './endpoints-check.ts';
import { familiesOf } from './families.ts';
import { planHosts } from './hosts.ts';
import { planNamespaces } from './namespaces.ts';
import { byName } from './order.ts';
import { placePods } from './placement.ts';
import { planPods } from './pods.ts';
import { planProxies } from './proxies.ts';
import { planNodePorts, planServiceAddresses } from './services.ts';
import { resolveWorkloads } from './workload.ts';

/**
 * What the input does not hold is planned (S142–S144), each fact from the own name of what it is about:
 *
 * ```
 *   Objects ─┬─ coverage ──── which workloads have neither status nor an object they own
 *            ├─ hosts ─────── given, or named by a pod; two synthetic ones if none is given and something needs a place
 *            ├─ pods ──────── of those workloads, with names, owners and labels as their controllers would make them
 *            ├─ dns ───────── kube-dns and a pod, where there are services and none of them is the DNS
 *            ├─ proxies ───── a pod for each known controller of Ingresses or Gateways that has none
 *            ├─ placement ─── by rendezvous of the pod's name with the hosts that it may run on
 *            ├─ addresses ─── hash of the name, inside the host's pod prefix if it has one
 *            ├─ services ──── node ports once; cluster addresses, a hash of the name
 *            ├─ endpoints ─── those that count, compared with what the selectors find
 *            └─ namespaces ── those that are only mentioned
 *                              └──▶ Cluster, sorted by namespace and name
 * ```
 *
 * Law: adding an object changes no planned fact of another unless their hashes or names collide. (A Node is a place
 * for others, an IPv6 address shows that the cluster has IPv6; the first service brings the DNS, and the first Ingress or
 * Gateway of a class its proxy, which go where there is a host: those change what is planned.)
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
  const place = all.length > 0 ? 'some' : 'none';
  const dns = planDns(objects.services, everyPod, place, report);
  const assumed = [...dns.pods, ...planProxies({ ...objects, pods: everyPod }, place, report)];
  const anywhere = open.length > 0 ? open : all;
  const placed = withAssumed(placePods(everyPod, open, report), assumed, anywhere, report);
  const { pods, hosts } = planAddresses(placed, all, report);
  const givenServices = planNodePorts(objects.services, report);
  const endpoints = planEndpoints(objects.endpoints, givenServices, report);
  const services = planServiceAddresses(
    dns.services.length === 0 ? givenServices : [...givenServices, ...dns.services].sort(byName),
    familiesOf(pods, hosts),
    addressesIn(pods, hosts),
    report,
  );
  checkCluster(hosts, pods, services, report);
  checkEndpoints(services, endpoints, pods, hosts, report);
  diagnostics.sort(byPlace);
  const { counts: _, hostAddresses: __, ...lists } = objects;
  const cluster = { ...lists, hosts, pods, services, endpoints, diagnostics };
  return { ...cluster, namespaces: namespacesOf(cluster) };
}

/** The pods with those of a planned DNS and of planned proxies: where no host takes pods they go to any, and bring none. */
function withAssumed(
  pods: Pod[],
  assumed: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): Pod[] {
  return assumed.length === 0 ? pods : [...pods, ...placePods(assumed, hosts, report)].sort(byName);
}

/** Whatever stands in a namespace mentions it (S143). */
function namespacesOf(
  cluster: Omit<Cluster, 'namespaces'> & Pick<Objects, 'namespaces'>,
): Cluster['namespaces'] {
  return planNamespaces(
    cluster.namespaces,
    cluster.pods,
    cluster.workloads,
    cluster.services,
    cluster.endpoints,
    cluster.networkPolicies,
    cluster.otherPolicies,
    cluster.ingresses,
    cluster.gateways,
    cluster.routes,
    cluster.grants,
  );
}
