import type { HeaderChange } from '../../model/network/action.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Rule } from '../../model/network/rule.ts';
import { rules } from '../../model/network/rules.ts';
import { changeKey } from './change.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { diagrams } from './diagram.ts';
import { sendable } from './header-set.ts';
import { preimage } from './preimage.ts';

/** A network that is read, with the sets of headers met so far. What was worked out once is kept. */
export interface Reading {
  readonly network: Network;
  readonly sets: Diagrams;
  /** Every header that a message can have. */
  readonly sendable: HeaderSet;
  /** The rules of one table of a switch, in their order: the definition of the table (01 §1.11). */
  rulesOf(at: NodeId, table: number): readonly Rule[];
  /** The headers that a change puts into a set. */
  before(set: HeaderSet, change: HeaderChange): HeaderSet;
}

/** The reading of a network that has just begun; past `most` combinations of sets it throws an OverBudget. */
export function readingOf(network: Network, most?: number): Reading {
  const sets = diagrams(most);
  const written = new Map<string, readonly Rule[]>();
  const befores = new Map<string, HeaderSet>();
  return {
    network,
    sets,
    sendable: sendable(sets),
    rulesOf: (at, table) => remembered(written, `${at} ${table}`, () => [...rules(network, at, table)]),
    before(set, change) {
      const key = changeKey(change);
      if (key === ',,,') return set;
      return remembered(befores, `${set} ${key}`, () => preimage(sets, set, change));
    },
  };
}

/** What is known under a key; made where it is not. */
export function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
