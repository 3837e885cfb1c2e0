import type { Address } from '../../model/header/address.ts';
import { formatAddress } from '../../model/header/address.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';

/** What cannot be in a real cluster, said beside the cluster (R6): shared addresses; pods that are not in the graph. */
export function checkCluster(
  hosts: readonly Host[],
  pods: readonly Pod[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const owners = new Map<Address, string>();
  const claim = (addresses: readonly Address[], name: string, origin: Origin): void => {
    for (const address of addresses) {
      const other = owners.get(address);
      if (other === undefined) owners.set(address, name);
      else {
        const message = `${name} has the address ${formatAddress(address)} of ${other}: messages to it go to ${other} alone`;
        report({ code: 'DUPLICATE_ADDRESS', severity: 'error', message, origin });
      }
    }
  };
  for (const host of hosts) claim(host.addresses, `node ${host.name}`, host.origin);
  let pending = 0;
  let first: Pod | undefined;
  for (const pod of pods) {
    if (pod.state === 'running') claim(pod.addresses, `pod ${pod.namespace}/${pod.name}`, pod.origin);
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
