import { hash32 } from '../../base/hash.ts';
import type { Address } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';

/** Where planned addresses are taken from (S144). */
const HOST_PREFIX = prefix('192.168.64.0/18');
const POD_PREFIX = prefix('10.128.0.0/9');

/**
 * Gives an address to each host without one, and to each running pod of its own network without one: a hash of its name,
 * inside the host's pod prefixes where it has any (S144). Given addresses come first; planned ones that collide move
 * on in name order, and it is said.
 */
export function planAddresses(
  pods: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): { readonly pods: Pod[]; readonly hosts: Host[] } {
  const taken = new Set<Address>();
  for (const host of hosts) for (const address of host.allAddresses) taken.add(address);
  for (const pod of pods) if (pod.state !== 'ended') for (const address of pod.addresses) taken.add(address);
  const take = (within: Prefix, name: string, origin: Pod['origin']): Address[] => {
    const first = addressIn(within, name, 0);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const address = addressIn(within, name, attempt);
      if (taken.has(address)) continue;
      taken.add(address);
      if (address !== first) {
        const message = `the address planned for ${name} is taken: it has the next one instead`;
        report({ code: 'PLANNED_COLLISION', severity: 'info', message, origin });
      }
      return [address];
    }
    const message = `there is no free address for ${name}`;
    report({ code: 'NO_FREE_ADDRESS', severity: 'error', message, origin });
    return [];
  };
  const addressed = hosts.map((host) => {
    if (host.addresses.length > 0) return host;
    const addresses = take(HOST_PREFIX, `node ${host.name}`, host.origin);
    return { ...host, addresses, allAddresses: [...host.allAddresses, ...addresses] };
  });
  const prefixesOf = new Map(hosts.map((host) => [host.name, host.podPrefixes]));
  const planned = pods.map((pod): Pod => {
    if (pod.state !== 'running' || pod.network === 'host' || pod.addresses.length > 0) return pod;
    const own = prefixesOf.get(pod.host ?? '') ?? [];
    const within = own.length > 0 ? own : [POD_PREFIX];
    const addresses = within.flatMap((one) => take(one, `pod ${pod.namespace}/${pod.name}`, pod.origin));
    return addresses.length > 0 ? { ...pod, addresses } : { ...pod, state: 'pending' };
  });
  return { pods: planned, hosts: addressed };
}

const ATTEMPTS = 1000;

/** An address of a prefix by the hash of a name; never the first two (network, gateway) nor the last (broadcast). */
function addressIn({ first, last }: Prefix, name: string, attempt: number): Address {
  const text = attempt === 0 ? name : `${name} ${attempt}`;
  const room = last - first - 2n;
  const number = (BigInt(hash32(text)) << 32n) | BigInt(hash32(`${text}+`));
  return (room > 0n ? first + 2n + (number % room) : first + (number % (last - first + 1n))) as Address;
}
