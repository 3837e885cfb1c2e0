import { address } from '../../model/header/address.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Pod } from '../objects/pod.ts';
import { labelOf } from '../select/selector.ts';

/** Where a DNS cache on each node listens, unless it is set up otherwise. */
export const NODE_CACHE_ADDRESS = address('169.254.20.10');

/** The DNS cache on each node: a process of the host network (S142). */
export interface NodeCache {
  readonly origin: Origin;
  /** Its pod on a host, where the input has one or one is planned. */
  readonly pods: ReadonlyMap<string, Pod>;
}

/** The cache, where the input has its DaemonSet or its pods. Implements S142. */
export function nodeCacheOf(cluster: Cluster): NodeCache | undefined {
  const daemonSet = cluster.workloads.find(({ kind, labels, podLabels }) => {
    return kind === 'DaemonSet' && (isCache(labels) || isCache(podLabels));
  });
  const running = cluster.pods.filter(({ state, labels }) => state === 'running' && isCache(labels));
  const origin = daemonSet?.origin ?? running[0]?.origin;
  if (origin === undefined) return undefined;
  const pods = running.flatMap((pod): [string, Pod][] => (pod.host === undefined ? [] : [[pod.host, pod]]));
  return { origin, pods: new Map(pods) };
}

function isCache(labels: Pod['labels']): boolean {
  return labelOf(labels, 'k8s-app') === 'node-local-dns';
}
