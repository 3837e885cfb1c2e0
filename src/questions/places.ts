import { grouped } from '../base/grouped.ts';
import { onceFor } from '../base/once.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Address } from '../model/header/address.ts';

const isMovable = ({ planned }: Pod): boolean => planned.includes('host');

/** The pods whose host is planned. */
export const movablePods = onceFor(({ pods }: Cluster): readonly Pod[] => pods.filter(isMovable));

/** Pods that are met at addresses of hosts (S13, S14), whose host is known: by its name. */
export const podsAtHosts = onceFor(
  ({ pods }: Cluster): ReadonlyMap<string, readonly Pod[]> =>
    grouped(
      pods.filter((pod) => isAtHost(pod) && !isMovable(pod)),
      ({ host }) => [host ?? ''],
    ),
);

/** Services that hosts answer for. */
interface ServicesAtHosts {
  readonly byNodePort: ReadonlyMap<number, readonly Service[]>;
  /** Those with an address of a host. */
  readonly byAddress: readonly Service[];
}

/** The services of a cluster that hosts answer for, at their own addresses. */
export const servicesAtHosts = onceFor(({ services, hosts }: Cluster): ServicesAtHosts => {
  const hostAddresses = new Set(hosts.flatMap(({ addresses }) => addresses));
  return {
    byNodePort: grouped(services, ({ ports }) => ports.flatMap(({ nodePort }) => nodePort ?? [])),
    byAddress: services.filter((service) => hasAddress(service, (one) => hostAddresses.has(one))),
  };
});

/** Whether a pod is met at the addresses of its host: it is of the host network, or has a port there. */
export function isAtHost({ network, containers }: Pod): boolean {
  return (
    network === 'host' || containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined))
  );
}

function hasAddress(
  { clusterAddresses, externalAddresses, loadBalancer }: Service,
  isMeant: (address: Address) => boolean,
): boolean {
  return (
    clusterAddresses.some(isMeant) ||
    externalAddresses.some(isMeant) ||
    loadBalancer.some(({ address }) => isMeant(address))
  );
}
