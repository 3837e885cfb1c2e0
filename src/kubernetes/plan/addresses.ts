import { hash53 } from '../../base/hash.ts';
import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import { familiesOf } from './families.ts';

/** Where planned addresses are taken from (S144). */
const HOSTS: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('192.168.64.0/18'),
  IPv6: prefix('fd00:192:168::/64'),
};
const PODS: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('10.128.0.0/9'),
  IPv6: prefix('fd00:10:128::/64'),
};

/** An address that is wanted. */
interface Claim {
  /** What the hash is of: `pod shop/web-0`, `node a`. */
  readonly name: string;
  readonly within: Prefix;
  readonly origin: Origin;
}

/**
 * Gives an address of each family to each host without one, and to each running pod of its own network without one: a hash of its
 * name, inside the host's pod prefixes where it has any (S144). What collides moves on in name order, after all
 * others have theirs, so that nothing else moves with it; and it is said.
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

function addressesIn(pods: readonly Pod[], hosts: readonly Host[]): Set<Address> {
  const taken = new Set<Address>();
  for (const host of hosts) for (const address of host.allAddresses) taken.add(address);
  for (const pod of pods) if (pod.state !== 'ended') for (const address of pod.addresses) taken.add(address);
  return taken;
}

/** An address for each claim if there is one, by the name that claims it, IPv4 and IPv6 as claimed. */
function grant(
  claims: readonly Claim[],
  taken: Set<Address>,
  report: (diagnostic: Diagnostic) => void,
): Map<string, Address[]> {
  const found = claims.map((claim) => {
    const address = addressIn(claim, 0);
    if (taken.has(address)) return undefined;
    taken.add(address);
    return address;
  });
  const moved: Claim[] = [];
  claims.forEach((claim, i) => {
    if (found[i] !== undefined) return;
    const address = nextFree(claim, taken);
    if (address === undefined) {
      const message = `there is no free address for ${claim.name}`;
      report({ code: 'NO_FREE_ADDRESS', severity: 'error', message, origin: claim.origin });
      return;
    }
    taken.add(address);
    found[i] = address;
    moved.push(claim);
  });
  if (moved[0] !== undefined) report(collisions(moved, moved[0]));
  const granted = new Map<string, Address[]>();
  claims.forEach(({ name }, i) => {
    const address = found[i];
    if (address !== undefined) granted.set(name, [...(granted.get(name) ?? []), address]);
  });
  return granted;
}

function collisions(moved: readonly Claim[], first: Claim): Diagnostic {
  const names = moved.slice(0, 3).map(({ name }) => name);
  const more = moved.length > 3 ? ` and ${moved.length - 3} more` : '';
  const message = `the address planned for ${names.join(', ')}${more} is taken: another one is planned instead`;
  return { code: 'PLANNED_COLLISION', severity: 'info', message, origin: first.origin };
}

/** How often a hash is tried before the addresses are tried in turn. */
const HASHES = 16;

/** In turn, no more than so many: prefixes of pods are small, and in large ones a hash hits soon. */
const TURNS = 70_000;

function nextFree(claim: Claim, taken: ReadonlySet<Address>): Address | undefined {
  for (let attempt = 1; attempt <= HASHES; attempt++) {
    const address = addressIn(claim, attempt);
    if (!taken.has(address)) return address;
  }
  const { start, room } = usable(claim.within);
  const from = addressIn(claim, 0) - start;
  for (let turn = 1n; turn < room && turn < TURNS; turn++) {
    const address = (start + ((from + turn) % room)) as Address;
    if (!taken.has(address)) return address;
  }
  return undefined;
}

function addressIn({ within, name }: Claim, attempt: number): Address {
  const { start, room } = usable(within);
  const text =
    attempt === 0 ? `${familyOf(within.first)} ${name}` : `${familyOf(within.first)} ${name} ${attempt}`;
  return (start + (BigInt(hash53(text)) % room)) as Address;
}

/** Without the address of the network, the first (often a gateway's) and the last (broadcast), if any others are left. */
function usable({ first, last }: Prefix): { readonly start: bigint; readonly room: bigint } {
  const room = last - first - 2n;
  return room > 0n ? { start: first + 2n, room } : { start: first, room: last - first + 1n };
}
