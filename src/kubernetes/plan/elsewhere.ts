import type { Cluster } from '../cluster.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { mayRunOn } from './placement.ts';

/** What of a cluster a message can meet, wherever planned pods run. */
export interface Part {
  readonly pods: ReadonlySet<Pod>;
  readonly services: ReadonlySet<Service>;
}

/** The hosts, of those given, that a pod of planned placement may run on (S144). */
export function possibleHosts({ placing }: Pod, hosts: readonly Host[]): readonly Host[] {
  return hosts.filter((host) => mayRunOn(placing, host));
}

/**
 * A part of a cluster (S144). Hosts are all there, and so is what says something of whole namespaces; policies and
 * namespaces are those of the pods that are left.
 */
export function partOf(cluster: Cluster, part: Part): Cluster {
  const namespaces = new Set([...part.pods].map(({ namespace }) => namespace));
  const services = cluster.services.filter((service) => part.services.has(service));
  const names = new Set(services.map(({ namespace, name }) => `${namespace}/${name}`));
  return {
    ...cluster,
    services,
    pods: cluster.pods.filter((pod) => part.pods.has(pod)),
    namespaces: cluster.namespaces.filter(({ name }) => namespaces.has(name)),
    endpoints: cluster.endpoints.filter(({ namespace, service }) => names.has(`${namespace}/${service}`)),
    networkPolicies: cluster.networkPolicies.filter(({ namespace }) => namespaces.has(namespace)),
  };
}

/** A cluster with planned pods on the hosts that are said, for sure. */
export function placedAt(cluster: Cluster, places: ReadonlyMap<Pod, Host>): Cluster {
  return { ...cluster, pods: cluster.pods.map((pod) => moved(pod, places.get(pod))) };
}

function moved(pod: Pod, host: Host | undefined): Pod {
  if (host === undefined) return pod;
  return { ...pod, host: host.name, planned: pod.planned.filter((what) => what !== 'host') };
}
