import type { Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import { familiesOf } from './families.ts';
import type { Claim } from './grant.ts';
import { grant } from './grant.ts';
import { byName } from './order.ts';
import type { Survey } from './survey.ts';
import { take, wantsAddress } from './survey.ts';

/** Where planned addresses are taken from (S144). */
const HOSTS: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('192.168.64.0/18'),
  IPv6: prefix('fd00:192:168::/64'),
};
const PODS: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('10.128.0.0/9'),
  IPv6: prefix('fd00:10:128::/64'),
};

/** The pods of a cluster: those of the input, and those that are planned; each by namespace and name. */
export interface Pods {
  readonly given: readonly Pod[];
  readonly more: readonly Pod[];
}

/**
 * Gives an address of each family to each host without one, and to each running pod of its own network without one: a hash of its
 * name, inside the host's pod prefixes where it has any (S144). Those of the hosts, and what is granted, are taken then.
 */
export function planAddresses(
  pods: Pods,
  { families: ofPods, unaddressed, taken }: Survey,
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): { readonly pods: Pods; readonly hosts: readonly Host[]; readonly families: readonly Family[] } {
  for (const host of hosts) for (const address of host.allAddresses) take(taken, address);
  const families = familiesOf(ofPods, hosts);
  const prefixes = new Map(hosts.map((host) => [host.name, host.podPrefixes]));
  const needy = [
    ...(unaddressed === 'none' ? [] : pods.given.filter(wantsAddress)),
    ...pods.more.filter(wantsAddress),
  ].sort(byName);
  const claims = [
    ...hosts.filter((host) => host.addresses.length === 0).flatMap((host) => claimsOfHost(host, families)),
    ...needy.flatMap((pod) => claimsOfPod(pod, prefixes.get(pod.host ?? '') ?? [], families)),
  ];
  if (claims.length === 0 && needy.length === 0) return { pods, hosts, families };
  const granted = grant(claims, taken.addresses, report);
  const seen = new Set(ofPods);
  const addressed = (pod: Pod): Pod => {
    if (!wantsAddress(pod)) return pod;
    const addresses = granted.get(`pod ${pod.namespace}/${pod.name}`) ?? [];
    for (const address of addresses) seen.add(familyOf(address));
    return addresses.length > 0 ? { ...pod, addresses } : { ...pod, state: 'pending' };
  };
  const addressedHosts = hosts.map((host) => {
    const addresses = granted.get(`node ${host.name}`);
    return addresses === undefined
      ? host
      : { ...host, addresses, allAddresses: [...host.allAddresses, ...addresses] };
  });
  const addressedPods = {
    given: unaddressed === 'none' ? pods.given : pods.given.map(addressed),
    more: pods.more.map(addressed),
  };
  return { pods: addressedPods, hosts: addressedHosts, families: familiesOf(seen, addressedHosts) };
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
