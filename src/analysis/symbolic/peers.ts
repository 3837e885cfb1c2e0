import { containsAddress } from '../../model/header/address-set.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet, SetId } from '../../model/network/set.ts';
import { membership } from '../../model/network/set.ts';
import type { Ends } from './ends.ts';
import { addressOf } from './ends.ts';
import type { Peer } from './match-test.ts';

/** Number of what is asked of an end, within its list. */
export type PeerId = number;

/** Everything that rules ask of the end that varies, each once. */
export interface Peers {
  idOf(peer: Peer): PeerId;
  /** Of being in a named set. */
  idOfSet(set: SetId): PeerId;
  /** A list of one, shared by all that ask for it. */
  alone(id: PeerId): readonly PeerId[];
  readonly all: readonly Peer[];
}

/** An empty list. */
export function peerList(): Peers {
  const all: Peer[] = [];
  const numbers = new Map<unknown, PeerId>();
  const bySet: PeerId[] = [];
  const lists: (readonly PeerId[])[] = [];
  return {
    all,
    idOfSet(set) {
      bySet[set] ??= this.idOf({ kind: 'set', set, is: 'in' });
      return bySet[set] as PeerId;
    },
    alone(id) {
      lists[id] ??= [id];
      return lists[id] as readonly PeerId[];
    },
    idOf(peer) {
      // Sets of addresses are shared where they are equal, as far as it matters.
      const key = peer.kind === 'addresses' ? peer.addresses : keyOf(peer);
      let id = numbers.get(key);
      if (id === undefined) {
        id = all.push(peer) - 1;
        numbers.set(key, id);
      }
      return id;
    },
  };
}

/** Sets have odd and even keys from 0 on, nodes negative ones. */
function keyOf(peer: Exclude<Peer, { kind: 'addresses' }>): number {
  return peer.kind === 'node' ? -1 - peer.node : 2 * peer.set + (peer.is === 'in' ? 0 : 1);
}

/** Whether an end is what is asked for: yes, no, or as an open fact goes. */
export function isPeer(network: Network, ends: Ends, peer: Peer, node: NodeId): 'yes' | 'no' | FactId {
  switch (peer.kind) {
    case 'node':
      return peer.node === node ? 'yes' : 'no';
    case 'addresses':
      return containsAddress(peer.addresses, addressOf(ends, node)) ? 'yes' : 'no';
    case 'set': {
      const held = membership(network.sets[peer.set] as NodeSet, node);
      if (peer.is === 'in') return held;
      return held === 'yes' ? 'no' : 'yes';
    }
  }
}
