import type { Cluster } from '../kubernetes/cluster.ts';
import { finalHeader } from '../model/exchange/trace.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf } from '../model/network/node.ts';
import { podOfNode } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Delivery, Ways } from './delivery.ts';
import { isFreeNodePort } from './node-ports.ts';
import { restsOnPlace } from './placement.ts';

/**
 * Codes of what a definite answer rests on that no rule of the network asks: where pods run, which was planned (S144); who
 * has a port that services get (S28); whether a container runs (S11); which address a node has outside (S29). `to`: the
 * end as it was named.
 */
export function restsOn(
  state: State,
  deliveries: readonly Delivery[],
  to: string,
  ways: Ways,
): readonly string[] {
  const { network, cluster } = state;
  if (cluster === undefined) return [];
  const some = (holds: (delivery: Delivery) => boolean, code: string): readonly string[] =>
    deliveries.some(holds) ? [code] : [];
  return [
    ...some((one) => isFreeNodePort(network, cluster, one), 'NODE_PORT_FREE'),
    ...some((one) => isIdle(cluster, network, one), 'CONTAINER_NOT_RUNNING'),
    ...some((one) => isSeenOtherwise(cluster, network, one), 'EXTERNAL_ADDRESS'),
    ...some((one) => restsOnPlace(state, one, to, ways), 'PLANNED_NODE'),
  ];
}

/** Whether it is sent or received by a container that the pod's status says does not run. */
function isIdle(cluster: Cluster, network: Network, { asked, ways }: Delivery): boolean {
  const receivers = ways.flatMap(({ trace: { disposition } }) =>
    disposition.kind === 'delivered' ? [disposition.at] : [],
  );
  const isOne = (process: NodeId): boolean => {
    const pod = podOfNode(cluster, network, process);
    return pod?.idle.includes(nameOf(network.nodes, process).split('/').at(-1) as string) === true;
  };
  return receivers.length > 0 && [asked.sender.process, ...receivers].some(isOne);
}

/** Whether source ranges refuse the address of a node that has another one outside (S16, S33). */
function isSeenOtherwise(cluster: Cluster, network: Network, { asked, ways }: Delivery): boolean {
  const sender = podOfNode(cluster, network, asked.sender.process);
  const anywhere = sender?.planned.includes('host') === true;
  return ways.some(({ trace }) => {
    const { disposition } = trace;
    if (!('reason' in disposition) || disposition.reason !== 'SOURCE_RANGES') return false;
    const owner = ownerOf(network, finalHeader(trace).source);
    const host = owner === undefined ? undefined : nameOf(network.nodes, owner);
    return cluster.hosts.some(
      ({ name, addresses, allAddresses }) =>
        (anywhere || name === host) && allAddresses.length > addresses.length,
    );
  });
}
