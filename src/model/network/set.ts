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

/** The sets that hold a node, for sure or perhaps, ascending. */
export type Holding = (node: NodeId) => readonly SetId[];

const holdings = new WeakMap<readonly NodeSet[], Holding>();

/** Says how the sets that hold a node are found, where their maker knows without listing members. Law: as listed. */
export function findHolding(sets: readonly NodeSet[], holding: Holding): void {
  holdings.set(sets, holding);
}

/** The sets that hold a node, for sure or perhaps, ascending; an index of all members unless `findHolding` said how. */
export function setsHolding(sets: readonly NodeSet[], node: NodeId): readonly SetId[] {
  let holding = holdings.get(sets);
  if (holding === undefined) {
    holding = indexMembers(sets);
    holdings.set(sets, holding);
  }
  return holding(node);
}

function indexMembers(sets: readonly NodeSet[]): Holding {
  const made = new Map<number, SetId[]>();
  sets.forEach((set, id) => {
    for (const member of [...set.members, ...set.perhaps.map((candidate) => candidate.node)]) {
      const of = made.get(member);
      if (of) of.push(id as SetId);
      else made.set(member, [id as SetId]);
    }
  });
  return (node) => made.get(node) ?? [];
}
