import { compareText } from '../../base/order.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import { NO_LABELS } from '../objects/metadata.ts';
import type { Toleration } from '../objects/placing.ts';
import type { Pod } from '../objects/pod.ts';
import type { PodDns } from '../objects/pod-dns.ts';
import type { Workload } from '../objects/workload.ts';
import { controlled } from './controller.ts';
import { mayRunOn } from './placement.ts';

/** As many pods of one workload are planned, and no more: a slip of the finger must not fill the memory. */
const MOST = 10_000;

/** Which pod of a workload: `web-0`, or `agent-HOST` on a given host. */
interface Slot {
  readonly suffix: string;
  readonly ordinal: number;
  readonly host?: string | undefined;
}

/**
 * The pods of workloads without any: `web-0`, `web-1`, … for every kind, from its first ordinal on for a StatefulSet;
 * `agent-HOST` for a DaemonSet, so that no other host changes a name (S144). The origin is the workload's.
 */
export function planPods(
  workloads: readonly Workload[],
  given: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): Pod[] {
  if (workloads.length === 0) return [];
  const taken = new Set(given.map((pod) => `${pod.namespace}/${pod.name}`));
  const planned: Pod[] = [];
  for (const workload of [...workloads].sort(byClaim)) {
    for (const slot of slotsOf(workload, hosts, report)) {
      const name = freeName(workload, slot, taken, report);
      if (name === undefined) continue;
      taken.add(`${workload.namespace}/${name}`);
      planned.push(plannedPod(workload, slot, name));
    }
  }
  return planned;
}

/** The names of a StatefulSet's pods are fixed: they go first. */
function byClaim(a: Workload, b: Workload): number {
  const first = Number(b.kind === 'StatefulSet') - Number(a.kind === 'StatefulSet');
  return (
    first ||
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name) ||
    compareText(a.kind, b.kind)
  );
}

function slotsOf(
  workload: Workload,
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): Slot[] {
  const { kind, replicas, firstOrdinal, pod, origin } = workload;
  if (kind === 'DaemonSet') {
    const placing = { ...pod.placing, tolerations: [...pod.placing.tolerations, ...DAEMON_TOLERATIONS] };
    const fitting = hosts.filter((host) => mayRunOn(placing, host));
    return fitting.map(({ name }, ordinal) => ({ suffix: name, ordinal, host: name }));
  }
  if (replicas > MOST) {
    const message = `${kind} ${workload.name} wants ${replicas} pods: ${MOST} of them are planned`;
    report({ code: 'TOO_MANY_REPLICAS', severity: 'warning', message, origin });
  }
  return Array.from({ length: Math.min(replicas, MOST) }, (_, i) => {
    const ordinal = firstOrdinal + i;
    return { suffix: `${ordinal}`, ordinal, host: pod.host };
  });
}

/** What the DaemonSet controller lets its pods tolerate. */
const DAEMON_TOLERATIONS: readonly Toleration[] = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/unschedulable',
  'node.kubernetes.io/network-unavailable',
].map((key) => ({ key, operator: 'Exists', value: '' }));

/** `web-0`; if that is another's, `web-deployment-0`; a name that fits nobody else belongs to none of ours. */
function freeName(
  { kind, namespace, name, origin }: Workload,
  { suffix }: Slot,
  taken: ReadonlySet<string>,
  report: (diagnostic: Diagnostic) => void,
): string | undefined {
  const own = `${name}-${suffix}`;
  if (!taken.has(`${namespace}/${own}`)) return own;
  const other = `${name}-${kind.toLowerCase()}-${suffix}`;
  const free = taken.has(`${namespace}/${other}`) ? undefined : other;
  const fate = free === undefined ? 'it is not planned' : `it is called ${free} here`;
  const message = `a pod ${namespace}/${own} exists beside the one that ${kind} ${name} would have: ${fate}`;
  report({ code: 'PLANNED_NAME_TAKEN', severity: 'warning', message, origin });
  return free;
}

function plannedPod(workload: Workload, { ordinal, host }: Slot, name: string): Pod {
  const { kind, namespace, pod, origin } = workload;
  const planned: ('pod' | 'address' | 'host')[] = ['pod'];
  if (pod.network === 'own') planned.push('address');
  if (host === undefined) planned.push('host');
  return {
    name,
    namespace,
    ...controlled(workload, name, ordinal),
    annotations: NO_LABELS,
    origin,
    network: pod.network,
    ...(host === undefined ? {} : { host }),
    addresses: [],
    state: 'running',
    containers: pod.containers,
    idle: [],
    planned,
    placing: pod.placing,
    readiness: 'ready',
    ending: 'no',
    dns: dnsOf(workload, name),
    lifetime: kind === 'Job' || kind === 'CronJob' ? 'transient' : 'lasting',
    workload: workload.owner
      ? { kind: workload.owner.kind, namespace, name: workload.owner.name }
      : { kind, namespace, name: workload.name },
  };
}

/** The controller of a StatefulSet gives each pod its name as hostname, and the service that governs it as subdomain. */
function dnsOf({ kind, pod, serviceName }: Workload, name: string): PodDns {
  if (kind !== 'StatefulSet') return pod.dns;
  return { ...pod.dns, hostname: name, ...(serviceName === undefined ? {} : { subdomain: serviceName }) };
}
