import type { Host } from '../objects/host.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Workload } from '../objects/workload.ts';
import type { Objects } from '../read/read.ts';
import { byName } from './order.ts';
import type { Survey } from './survey.ts';

/** The hosts of a cluster, in name order. */
export interface Hosts {
  readonly all: readonly Host[];
  /** Those that take pods without a host: the Nodes given, or the two synthetic ones. */
  readonly open: readonly Host[];
}

/** The hosts that stand for unknown ones, where no Node is given (05). */
const SYNTHETIC: ReadonlySet<string> = new Set(['node-1', 'node-2']);

/**
 * The Nodes given; those that only a pod names; and, where no Node is given and something needs a place, two synthetic
 * ones (S144). A host without an address has the one that its pods say, if they do.
 */
export function planHosts(
  { hosts, hostAddresses }: Pick<Objects, 'hosts' | 'hostAddresses'>,
  pods: Survey,
  workloads: readonly Workload[],
): Hosts {
  const all = new Map(hosts.map((host) => [host.name, host]));
  const mention = (name: string | undefined): void => {
    if (name !== undefined && !all.has(name)) all.set(name, unknownHost(name, HOSTNAME(name)));
  };
  if (hosts.length === 0 && needsPlace(pods, workloads)) {
    for (const name of SYNTHETIC) all.set(name, unknownHost(name, { ...HOSTNAME(name), ...LINUX }));
  }
  for (const name of pods.hosts) mention(name);
  for (const { pod } of workloads) mention(pod.host);
  const sorted = [...all.values()].sort(byName).map((host) => addressed(host, hostAddresses));
  const open = sorted.filter(({ name, planned }) =>
    hosts.length > 0 ? planned === 'none' || planned === 'address' : SYNTHETIC.has(name),
  );
  return { all: sorted, open };
}

function needsPlace({ unplaced }: Survey, workloads: readonly Workload[]): boolean {
  return (
    unplaced === 'some' ||
    workloads.some(
      ({ pod, kind, replicas }) => pod.host === undefined && (kind === 'DaemonSet' || replicas > 0),
    )
  );
}

function addressed(host: Host, known: Objects['hostAddresses']): Host {
  if (host.addresses.length > 0) return host;
  const addresses = known.get(host.name) ?? [];
  if (addresses.length === 0) return host;
  const allAddresses = [...host.allAddresses, ...addresses];
  return { ...host, addresses, allAddresses, planned: host.planned === 'host' ? 'labels' : 'none' };
}

const HOSTNAME = (name: string): Labels => ({ 'kubernetes.io/hostname': name });
const LINUX: Labels = { 'kubernetes.io/os': 'linux', 'beta.kubernetes.io/os': 'linux' };

function unknownHost(name: string, labels: Labels): Host {
  return {
    name,
    namespace: '',
    labels,
    annotations: {},
    origin: { object: { kind: 'Node', name } },
    addresses: [],
    allAddresses: [],
    podPrefixes: [],
    taints: [],
    planned: 'host',
  };
}
