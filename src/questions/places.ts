import { onceFor } from '../base/once.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Address } from '../model/header/address.ts';

/** What of a cluster a host may have a part in: by its addresses, its ports, its pods. */
export interface Places {
  /** The pods whose host is planned. */
  readonly movable: readonly Pod[];
  /** Pods that are met at addresses of hosts (S13, S14), whose host is known: by its name. */
  readonly atHost: ReadonlyMap<string, readonly Pod[]>;
  readonly byAddress: ReadonlyMap<Address, readonly Service[]>;
  readonly byNodePort: ReadonlyMap<number, readonly Service[]>;
  /** Services with an address of a host. */
  readonly atHosts: readonly Service[];
}

/** The same for every question about a cluster. */
export const placesIn = onceFor(make);

function make({ pods, services, hosts }: Cluster): Places {
  const isMovable = ({ planned }: Pod): boolean => planned.includes('host');
  const hostAddresses = new Set(hosts.flatMap(({ addresses }) => addresses));
  return {
    movable: pods.filter(isMovable),
    atHost: listedBy(
      pods.filter((pod) => isAtHost(pod) && !isMovable(pod)),
      ({ host }) => [host ?? ''],
    ),
    byAddress: listedBy(services, addressesOf),
    byNodePort: listedBy(services, ({ ports }) => ports.flatMap(({ nodePort }) => nodePort ?? [])),
    atHosts: services.filter((service) => addressesOf(service).some((one) => hostAddresses.has(one))),
  };
}

/** Whether a pod is met at the addresses of its host: it is of the host network, or has a port there. */
export function isAtHost({ network, containers }: Pod): boolean {
  return (
    network === 'host' || containers.some(({ ports }) => ports.some(({ hostPort }) => hostPort !== undefined))
  );
}

/** The addresses at which a service is met. */
function addressesOf({ clusterAddresses, externalAddresses, loadBalancer }: Service): readonly Address[] {
  return [...clusterAddresses, ...externalAddresses, ...loadBalancer.map(({ address }) => address)];
}

function listedBy<K, T>(all: readonly T[], keys: (one: T) => readonly K[]): Map<K, T[]> {
  const lists = new Map<K, T[]>();
  for (const one of all) {
    for (const key of keys(one)) {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [one]);
      else list.push(one);
    }
  }
  return lists;
}
