import { hash32 } from '../../base/hash.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Toleration } from '../objects/pod-spec.ts';
import type { Workload } from '../objects/workload.ts';
import { takesPods } from './hosts.ts';
import { mayRunOn } from './placement.ts';

/**
 * The pods of every workload that has neither a status nor an object that it owns in the input (S144), named
 * `web-0`, `web-1`, … and labelled as the controllers would.
 */
export function planPods(
  workloads: readonly Workload[],
  given: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): Pod[] {
  if (workloads.length === 0) return [];
  const owned = new Set<string>();
  for (const { owner, namespace } of [...workloads, ...given]) {
    if (owner !== undefined) owned.add(`${owner.kind}/${namespace}/${owner.name}`);
  }
  const taken = new Set(given.map((pod) => `${pod.namespace}/${pod.name}`));
  return workloads.flatMap((workload) => {
    if (owned.has(`${workload.kind}/${workload.namespace}/${workload.name}`)) return [];
    if (workload.status === 'given') {
      if (workload.replicas > 0) report(withoutPods(workload));
      return [];
    }
    return podsOf(workload, hosts).filter((pod) => {
      const name = `${pod.namespace}/${pod.name}`;
      if (!taken.has(name)) {
        taken.add(name);
        return true;
      }
      const message = `${workload.kind} ${workload.name}: a pod ${pod.name} exists already, so it is not planned`;
      report({ code: 'PLANNED_NAME_TAKEN', severity: 'warning', message, origin: workload.origin });
      return false;
    });
  });
}

function withoutPods({ kind, namespace, name, origin }: Workload): Diagnostic {
  const message = `${kind} ${namespace}/${name} has a status, but none of its pods is in the input: it has none here`;
  return { code: 'WORKLOAD_WITHOUT_PODS', severity: 'info', message, origin };
}

function podsOf(workload: Workload, hosts: readonly Host[]): Pod[] {
  if (workload.kind === 'DaemonSet') {
    const tolerant = {
      ...workload.pod.placing,
      tolerations: [...workload.pod.placing.tolerations, ...DAEMON_TOLERATIONS],
    };
    const fitting = hosts.filter((host) => takesPods(host, hosts) && mayRunOn(tolerant, host));
    return fitting.map((host) => plannedPod(workload, `${workload.name}-${host.name}`, {}, host.name));
  }
  return Array.from({ length: workload.replicas }, (_, i) => {
    const ordinal = workload.firstOrdinal + i;
    return plannedPod(
      workload,
      `${workload.name}-${ordinal}`,
      controllerLabels(workload, ordinal),
      undefined,
    );
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

/** Labels that controllers add to those of the template. */
function controllerLabels({ kind, name, podLabels }: Workload, ordinal: number): Labels {
  switch (kind) {
    case 'StatefulSet':
      return {
        'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}`,
        'apps.kubernetes.io/pod-index': `${ordinal}`,
      };
    case 'Deployment':
      return { 'pod-template-hash': hash32(`${name} ${JSON.stringify(podLabels)}`).toString(36) };
    case 'Job':
    case 'CronJob':
      return { 'job-name': name, 'batch.kubernetes.io/job-name': name };
    default:
      return {};
  }
}

function plannedPod(workload: Workload, name: string, added: Labels, host: string | undefined): Pod {
  const { kind, namespace, pod, origin, podLabels } = workload;
  const at = host ?? pod.host;
  const ownAddress = pod.network === 'own' ? (['address'] as const) : [];
  return {
    name,
    namespace,
    labels: { ...podLabels, ...added },
    annotations: {},
    owner: { kind, name: workload.name },
    origin,
    network: pod.network,
    ...(at === undefined ? {} : { host: at }),
    addresses: [],
    state: 'running',
    containers: pod.containers,
    planned: at === undefined ? ['pod', ...ownAddress, 'host'] : ['pod', ...ownAddress],
    placing: pod.placing,
    lifetime: kind === 'Job' || kind === 'CronJob' ? 'transient' : 'lasting',
    workload: { kind, namespace, name: workload.name },
  };
}
