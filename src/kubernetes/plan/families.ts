import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Host } from '../objects/host.ts';

/**
 * The families that planned addresses have (S38, S144): those that the cluster shows, by addresses of pods and prefixes of hosts,
 * else by addresses of hosts; IPv4 alone if nothing shows. IPv4 first.
 */
export function familiesOf(ofPods: ReadonlySet<Family>, hosts: readonly Host[]): readonly Family[] {
  const seen = new Set(ofPods);
  const see = (address: Address): void => void seen.add(familyOf(address));
  for (const { podPrefixes } of hosts) for (const { first } of podPrefixes) see(first);
  if (seen.size === 0) for (const { addresses } of hosts) for (const address of addresses) see(address);
  if (seen.size === 0) return ['IPv4'];
  return (['IPv4', 'IPv6'] as const).filter((family) => seen.has(family));
}
