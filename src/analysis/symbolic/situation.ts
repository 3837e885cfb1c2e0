import type { Register } from '../../model/network/match.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Ends } from './ends.ts';

/** Where a message is, or comes from, seen from its ends, which are never one here; `process`: one of the source's. */
export type Place = 'source' | 'target' | 'source host' | 'target host' | 'process';

/** Who an end's message is about: one end, or any of them. */
export type Bound = NodeId | 'any';

/**
 * What a table is asked about many messages at once: those from one end to another, of which one is given, or neither.
 * Their hosts are one, or differ.
 */
export interface Situation {
  readonly network: Network;
  readonly ends: Ends;
  readonly hosts: 'one' | 'two';
  readonly source: Bound;
  readonly target: Bound;
  /** The switch that looks the message up. */
  readonly self: Place;
  readonly from: Place;
  /** The neighbour chosen: a place, or a certain node. */
  readonly out: Place | { readonly node: NodeId } | undefined;
  readonly registers: ReadonlyMap<Register, number>;
  /** `target`, of a reply, is who it goes to. */
  readonly message: 'request' | 'reply';
}

/** Which end varies, where the other one is given. */
export function freeEnd({ source, target }: Situation): 'source' | 'target' | 'both' {
  if (source === 'any') return target === 'any' ? 'both' : 'source';
  return 'target';
}

/** The same place under one name: where both ends are on one host, its name is that of the source's. */
export function placeIn({ hosts }: Situation, place: Place): Place {
  return hosts === 'one' && place === 'target host' ? 'source host' : place;
}

/** The node at a place, where the situation says it. */
export function nodeAt(situation: Situation, place: Place): Bound {
  const { source, target, network } = situation;
  const hostOf = (end: Bound): Bound => (end === 'any' ? 'any' : (network.nodes.hosts[end] as NodeId));
  switch (placeIn(situation, place)) {
    case 'source':
      return source;
    case 'target':
      return target;
    case 'source host':
      return source === 'any' && situation.hosts === 'one' ? hostOf(target) : hostOf(source);
    case 'target host':
      return hostOf(target);
    case 'process':
      return 'any';
  }
}

/** The fields of a match that ask about nodes. */
export const NODE_FIELDS = ['from', 'out', 'sourceOwner', 'targetOwner'] as const;

/** Where the node is that a field of a match asks about; undefined where no neighbour is chosen yet. */
export function placeAsked(field: (typeof NODE_FIELDS)[number], { from, out }: Situation): Situation['out'] {
  switch (field) {
    case 'from':
      return from;
    case 'out':
      return out;
    case 'sourceOwner':
      return 'source';
    case 'targetOwner':
      return 'target';
  }
}
