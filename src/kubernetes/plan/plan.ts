import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Cluster } from '../cluster.ts';
import type { Endpoints } from '../objects/endpoints.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import { hasHostPort } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import type { Objects } from '../read/read.ts';
import { byPlace } from '../read/read.ts';
import type { Pods } from './addresses.ts';
import { planAddresses } from './addresses.ts';
import type { Suspicions } from './check.ts';
import { checkCluster } from './check.ts';
import { withoutPods } from './coverage.ts';
import { planDns } from './dns.ts';
import { planEndpoints } from './endpoints.ts';
import { checkEndpoints } from './endpoints-check.ts';
import { planHosts } from './hosts.ts';
import { planNamespaces } from './namespaces.ts';
import { withMore } from './order.ts';
import { placePods } from './placement.ts';
import { planPods } from './pods.ts';
import { planProxies } from './proxies.ts';
import { planNodePorts, planServiceAddresses } from './services.ts';
import type { Any, Survey } from './survey.ts';
import { surveyOf } from './survey.ts';
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
  return clusterOf(objects, planOf(objects));
}

/** What is planned for the objects of an input, and what there is to say of it. */
export interface Plan {
  readonly hosts: readonly Host[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly endpoints: readonly Endpoints[];
  /** Namespaces that only what is planned stands in. */
  readonly namespaces: readonly string[];
  readonly said: readonly Diagnostic[];
}

/** All that a plan is made of: of policies, say, and of what the labels of namespaces are, it knows nothing. */
const PLANNED_FROM = [
  'hosts',
  'pods',
  'workloads',
  'services',
  'endpoints',
  'ingresses',
  'ingressClasses',
  'gatewayClasses',
  'gateways',
  'hostAddresses',
] as const;

type PlannedFrom = Pick<Objects, (typeof PLANNED_FROM)[number]>;

/** The plan after a change: the same one, where nothing changed that it is made of. */
export function planAfter(
  objects: Objects,
  before: { readonly objects: Objects; readonly plan: Plan },
): Plan {
  const same = PLANNED_FROM.every((field) => objects[field] === before.objects[field]);
  return same ? before.plan : planOf(objects);
}

/** The plan alone. */
export function planOf(objects: PlannedFrom): Plan {
  const said: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void said.push(diagnostic);
  const { workloads } = objects;
  const survey = surveyOf(objects.pods);
  const given = survey.owners === 'none' ? objects.pods : resolveWorkloads(objects.pods, workloads);
  const uncovered = withoutPods(workloads, given, report);
  const { all, open } = planHosts(objects, survey, uncovered);
  const planned = planPods(uncovered, given, all, report);
  const everyPod = withMore(given, planned);
  const place = all.length > 0 ? 'some' : 'none';
  const dns = planDns(objects.services, everyPod, place, report);
  const assumed = [...dns.pods, ...planProxies({ ...objects, pods: everyPod }, place, report)];
  // Where no host takes pods those go to any, and bring none.
  const anywhere = open.length > 0 ? open : all;
  const placed = {
    given: survey.unplaced === 'none' ? given : placePods(given, open, report),
    more: [...placePods(planned, open, report), ...placePods(assumed, anywhere, report)],
  };
  const addressed = planAddresses(placed, survey, all, report);
  const { hosts } = addressed;
  const pods = withMore(addressed.pods.given, addressed.pods.more);
  const givenServices = planNodePorts(objects.services, report);
  const endpoints = planEndpoints(objects.endpoints, givenServices, report);
  const services = planServiceAddresses(
    withMore(givenServices, dns.services),
    addressed.families,
    survey.taken,
    report,
  );
  checkCluster(hosts, pods, services, maybeWrong(survey, addressed.pods), report);
  checkEndpoints(services, endpoints, pods, hosts, report);
  const namespaces = [...dns.services, ...addressed.pods.more].map(({ namespace }) => namespace);
  return { hosts, pods, services, endpoints, namespaces, said };
}

/** Objects and their plan as a cluster. */
export function clusterOf(objects: Objects, plan: Plan): Cluster {
  const { counts: _, hostAddresses: __, gathered: ___, mentioned, ...lists } = objects;
  const { hosts, pods, services, endpoints, said } = plan;
  const diagnostics = [...objects.diagnostics, ...said].sort(byPlace);
  const planned = planNamespaces(objects.namespaces, [...mentioned, ...plan.namespaces]);
  return { ...lists, namespaces: planned, hosts, pods, services, endpoints, diagnostics };
}

/** What has to be looked at once more, now that everything is planned. */
function maybeWrong(
  { unplaced, unaddressed, pending, hostPorts, taken }: Survey,
  { more }: Pods,
): Suspicions {
  const some = (...all: readonly boolean[]): Any => (all.includes(true) ? 'some' : 'none');
  const unplanned = unplaced === 'some' || unaddressed === 'some';
  return {
    addresses: taken.repeated,
    hostPorts: some(hostPorts === 'some', more.some(hasHostPort)),
    pending: some(
      unplanned,
      pending === 'some',
      more.some(({ state }) => state === 'pending'),
    ),
  };
}
