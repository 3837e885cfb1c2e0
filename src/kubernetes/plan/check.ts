import type { Address } from '../../model/header/address.ts';
import { formatAddress } from '../../model/header/address.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';

/** What cannot be in a real cluster, said beside the cluster (R6): shared addresses; pods that are not in the graph. */
export function checkCluster(
  hosts: readonly Host[],
  pods: readonly Pod[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const owners = new Map<Address, Host | Pod>();
  const claim = (addresses: readonly Address[], one: Host | Pod): void => {
    for (const address of addresses) {
      const other = owners.get(address);
      if (other === undefined) owners.set(address, one);
      else report(sharedAddress(one, other, address));
    }
  };
  for (const host of hosts) claim(host.addresses, host);
  for (const pod of pods) if (pod.state === 'running') claim(pod.addresses, pod);
  let pending = 0;
  let first: Pod | undefined;
  for (const pod of pods) {
    const unplaced = pod.state === 'pending' || (pod.state === 'running' && pod.host === undefined);
    if (!unplaced) continue;
    first ??= pod;
    pending++;
  }
  if (first === undefined) return;
  const others = pending === 1 ? '' : ` and ${pending - 1} more`;
  const message = `pod ${first.namespace}/${first.name}${others} have no address or node yet: they are not in the graph`;
  report({ code: 'PODS_PENDING', severity: 'info', message, origin: first.origin });
}

function sharedAddress(one: Host | Pod, other: Host | Pod, address: Address): Diagnostic {
  const message = `${nameOf(one)} has the address ${formatAddress(address)} of ${nameOf(other)}: messages to it go to ${nameOf(other)} alone`;
  return { code: 'DUPLICATE_ADDRESS', severity: 'error', message, origin: one.origin };
}

function nameOf(one: Host | Pod): string {
  return 'network' in one ? `pod ${one.namespace}/${one.name}` : `node ${one.name}`;
}
