import type { Cluster } from '../kubernetes/cluster.ts';
import { finalHeader } from '../model/exchange/trace.ts';
import type { Network } from '../model/network/network.ts';
import { roleOf } from '../model/network/node.ts';
import { listenersAt } from '../state/target.ts';
import type { Delivery } from './delivery.ts';

/** The ports that clusters give to services, unless they are set up otherwise (S28). */
const NODE_PORTS = { first: 30_000, last: 32_767 } as const;

/**
 * Whether a message is taken to be received at a port of a host that services get, and none of the input has: that a
 * process listens there is nothing to assume (S28). Such a process that is declared is believed.
 */
export function isFreeNodePort(network: Network, { services }: Cluster, { ways }: Delivery): boolean {
  return ways.some(({ trace: { disposition, hops }, trace }) => {
    const { targetPort, protocol } = finalHeader(trace);
    const at = hops.findLast((hop) => roleOf(network.nodes, hop.at) === 'host')?.at;
    if (disposition.kind !== 'delivered' || at === undefined || hops.at(-2)?.at !== at) return false;
    if (targetPort < NODE_PORTS.first || targetPort > NODE_PORTS.last) return false;
    // Every node answers whether it has endpoints (S64).
    if (services.some(({ healthPort }) => healthPort === targetPort)) return false;
    return !listenersAt(network, at).some((one) => one.port === targetPort && one.protocol === protocol);
  });
}
