import { onceFor } from '../base/once.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Address } from '../model/header/address.ts';
import { familyOf } from '../model/header/address.ts';
import type { AddressSet } from '../model/header/address-set.ts';
import { addressSet, containsAddress } from '../model/header/address-set.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf } from '../model/network/network.ts';
import { objectsAt } from './service-objects.ts';

/**
 * Codes of what is not known of an address: of one that a pod or a service may get, and none in the input has, whether
 * somebody has it; it is none of the outside.
 */
export function freeAddress(network: Network, cluster: Cluster | undefined, one: Address): readonly string[] {
  if (cluster === undefined || ownerOf(network, one) !== undefined) return [];
  if (objectsAt(network, one).length > 0) return [];
  if (containsAddress(podBlocks(cluster), one) || formerAddresses(cluster).has(one))
    return ['FREE_POD_ADDRESS'];
  return containsAddress(serviceBlocks(cluster), one) ? ['FREE_SERVICE_ADDRESS'] : [];
}

/** The addresses that nodes may give to pods. */
const podBlocks = onceFor(({ hosts }: Cluster) => addressSet(...hosts.flatMap((host) => host.podPrefixes)));

/** The addresses of pods that have ended: somebody else may have them by now. */
const formerAddresses = onceFor(
  ({ pods }: Cluster): ReadonlySet<Address> =>
    new Set(pods.flatMap(({ state, addresses }) => (state === 'ended' ? addresses : []))),
);

/**
 * The addresses that services may get: of the ServiceCIDRs, else all between the lowest and the highest of a family that
 * services of the input have.
 */
const serviceBlocks = onceFor(({ services, serviceCidrs }: Cluster): AddressSet => {
  if (serviceCidrs.length > 0) return addressSet(...serviceCidrs.flatMap(({ blocks }) => blocks));
  const given = services.filter(({ planned }) => planned === 'none').flatMap((one) => one.clusterAddresses);
  return (['IPv4', 'IPv6'] as const).flatMap((family) => {
    const sorted = given.filter((address) => familyOf(address) === family).sort((a, b) => (a < b ? -1 : 1));
    const [first, last] = [sorted[0], sorted.at(-1)];
    return first === undefined || last === undefined ? [] : [[first, last] as const];
  });
});
