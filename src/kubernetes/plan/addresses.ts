import type { Address, Family } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import { familiesOf } from './families.ts';
import type { Claim } from './grant.ts';
import { grant } from './grant.ts';

/** Where planned addresses are taken from (S144). */
const HOSTS: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('192.168.64.0/18'),
  IPv6: prefix('fd00:192:168::/64'),
};
const PODS: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('10.128.0.0/9'),
  IPv6: prefix('fd00:10:128::/64'),
};

/**
 * Gives an address of each family to each host without one, and to each running pod of its own network without one: a hash of its
 * name, inside the host's pod prefixes where it has any (S144).
 */
export function planAddresses(
  pods: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): { readonly pods: Pod[]; readonly hosts: Host[] } {
  const families = familiesOf(pods, hosts);
  const prefixes = new Map(hosts.map((host) => [host.name, host.podPrefixes]));
  const needy = pods.filter(wantsAddress);
  const claims = [
    ...hosts.filter((host) => host.addresses.length === 0).flatMap((host) => claimsOfHost(host, families)),
    ...needy.flatMap((pod) => claimsOfPod(pod, prefixes.get(pod.host ?? '') ?? [], families)),
  ];
  if (claims.length === 0) return { pods: [...pods], hosts: [...hosts] };
  const granted = grant(claims, addressesIn(pods, hosts), report);
  return {
    hosts: hosts.map((host) => {
      const addresses = granted.get(`node ${host.name}`);
      return addresses === undefined
        ? host
        : { ...host, addresses, allAddresses: [...host.allAddresses, ...addresses] };
    }),
    pods: pods.map((pod) => {
      if (!wantsAddress(pod)) return pod;
      const addresses = granted.get(`pod ${pod.namespace}/${pod.name}`) ?? [];
      return addresses.length > 0 ? { ...pod, addresses } : { ...pod, state: 'pending' };
    }),
  };
}

function wantsAddress({ state, network, addresses }: Pod): boolean {
  return state === 'running' && network === 'own' && addresses.length === 0;
}

function claimsOfHost({ name, origin }: Host, families: readonly Family[]): Claim[] {
  return families.map((family) => ({ name: `node ${name}`, within: HOSTS[family], origin }));
}

/** In the order of the host's prefixes, which say the primary family; else IPv4 first. */
function claimsOfPod(pod: Pod, prefixes: readonly Prefix[], families: readonly Family[]): Claim[] {
  const within = prefixes.length > 0 ? prefixes : families.map((family) => PODS[family]);
  const name = `pod ${pod.namespace}/${pod.name}`;
  return within.slice(0, 2).map((one) => ({ name, within: one, origin: pod.origin }));
}

/** Every address that a host, or a pod that has not ended, has. */
export function addressesIn(pods: readonly Pod[], hosts: readonly Host[]): Set<Address> {
  const taken = new Set<Address>();
  for (const host of hosts) for (const address of host.allAddresses) taken.add(address);
  for (const pod of pods) if (pod.state !== 'ended') for (const address of pod.addresses) taken.add(address);
  return taken;
}
