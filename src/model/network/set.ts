import type { Brand } from '../../base/brand.ts';
import type { FactId } from './fact.ts';
import type { NodeId } from './node.ts';

/** Number of a named set within its network. */
export type SetId = Brand<number, 'SetId'>;

/** In a column of sets: a row that names none, and so asks nothing. */
export const NO_SET = -1 as SetId;

/** One condition of a set's definition, on an opaque attribute of its members. */
export interface Requirement {
  readonly attribute: string;
  readonly is: 'in' | 'not in' | 'exists' | 'absent';
  readonly values: readonly string[];
}

/**
 * A named set of nodes (01 §1.9): an opaque symbol, its definition (all requirements hold), its members for sure, and
 * its members perhaps, each with the open fact on which it depends.
 */
export interface NodeSet {
  readonly name: string;
  readonly definition?: readonly Requirement[];
  /** Ascending, without repetition. */
  readonly members: Int32Array;
  /** Ascending by node; disjoint from `members`. */
  readonly perhaps: readonly { readonly node: NodeId; readonly fact: FactId }[];
  /** The same, asked of one node, where that needs no list of members. */
  holds?(node: NodeId): 'yes' | 'no' | FactId;
}

/** Whether a node is in a set: yes, no, or as an open fact goes. */
export function membership(set: NodeSet, node: NodeId): 'yes' | 'no' | FactId {
  if (set.holds !== undefined) return set.holds(node);
  let low = 0;
  let high = set.members.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = set.members[middle] as number;
    if (found === node) return 'yes';
    if (found < node) low = middle + 1;
    else high = middle - 1;
  }
  return set.perhaps.find((candidate) => candidate.node === node)?.fact ?? 'no';
}

/** The sets that hold a node: ascending, for sure, or perhaps, each of these with the open fact on which it depends. */
export interface Held {
  readonly sets: readonly SetId[];
  readonly facts: ReadonlyMap<SetId, FactId>;
}

/** Finds the sets that hold a node; nodes that the same sets hold may have one object. */
export type Holding = (node: NodeId) => Held;

const holdings = new WeakMap<readonly NodeSet[], Holding>();

/** Says how the sets that hold a node are found, where their maker knows without listing members. Law: as listed. */
export function findHolding(sets: readonly NodeSet[], holding: Holding): void {
  holdings.set(sets, holding);
}

/** The sets that hold a node, for sure or perhaps, ascending. */
export function setsHolding(sets: readonly NodeSet[], node: NodeId): readonly SetId[] {
  return heldBy(sets, node).sets;
}

/** The sets that hold a node, and how; by an index of all members unless `findHolding` said how. */
export function heldBy(sets: readonly NodeSet[], node: NodeId): Held {
  let holding = holdings.get(sets);
  if (holding === undefined) {
    holding = indexMembers(sets);
    holdings.set(sets, holding);
  }
  return holding(node);
}

function indexMembers(sets: readonly NodeSet[]): Holding {
  const made = new Map<number, { readonly sets: SetId[]; readonly facts: Map<SetId, FactId> }>();
  const heldAt = (node: number): { readonly sets: SetId[]; readonly facts: Map<SetId, FactId> } => {
    const held = made.get(node) ?? { sets: [], facts: new Map() };
    made.set(node, held);
    return held;
  };
  sets.forEach((set, id) => {
    for (const member of set.members) heldAt(member).sets.push(id as SetId);
    for (const { node, fact } of set.perhaps) {
      const { sets: own, facts } = heldAt(node);
      own.push(id as SetId);
      facts.set(id as SetId, fact);
    }
  });
  return (node) => made.get(node) ?? NOTHING;
}

/** What holds a node that no set holds. */
export const NOTHING: Held = { sets: [], facts: new Map() };
