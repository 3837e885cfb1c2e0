import type { Cluster } from '../kubernetes/cluster.ts';
import { parseEnd, WORKLOADS } from './end.ts';
import { lookupsOf } from './lookups.ts';

/**
 * Why an object of the input is not in the network, for the text of an end that names one: a pod without an address, a
 * workload without a pod (S15, S47). Undefined where the input has no such object.
 */
export function absent(cluster: Cluster | undefined, text: string, namespace: string): string | undefined {
  const end = parseEnd(text);
  if (cluster === undefined || end.kind !== 'object') return undefined;
  const within = end.namespace ?? namespace;
  if (end.object === 'pod' || end.object === 'container') {
    const pod = lookupsOf(cluster).pod(within, end.name);
    if (pod?.state === 'ended') return `pod ${within}/${end.name} has ended: it has no network any more`;
    if (pod?.state === 'pending')
      return `pod ${within}/${end.name} has no address yet: it sends and receives nothing`;
    return undefined;
  }
  if (!WORKLOADS.includes(end.object)) return undefined;
  const workload = cluster.workloads.find(
    ({ kind, namespace: own, name }) =>
      kind.toLowerCase() === end.object && own === within && name === end.name,
  );
  if (workload === undefined) return undefined;
  const named = `${workload.kind} ${within}/${end.name}`;
  if (workload.kind !== 'DaemonSet' && workload.replicas === 0) return `${named} has no pods: it wants none`;
  return `${named} has no pod that runs`;
}
