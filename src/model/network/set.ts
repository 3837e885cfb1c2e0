import type { Brand } from '../../base/brand.ts';
import type { FactId } from './fact.ts';
import type { NodeId } from './node.ts';

/** Number of a named set within its network. */
export type SetId = Brand<number, 'SetId'>;

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
}

/** Whether a node is in a set: yes, no, or as an open fact goes. */
export function membership(set: NodeSet, node: NodeId): 'yes' | 'no' | FactId {
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

const setsByNode = new WeakMap<readonly NodeSet[], ReadonlyMap<number, readonly SetId[]>>();

/** The sets that hold a node, for sure or perhaps, ascending; made an index at the first call. */
export function setsHolding(sets: readonly NodeSet[], node: NodeId): readonly SetId[] {
  let index = setsByNode.get(sets);
  if (index === undefined) {
    const made = new Map<number, SetId[]>();
    sets.forEach((set, id) => {
      for (const member of [...set.members, ...set.perhaps.map((candidate) => candidate.node)]) {
        const of = made.get(member);
        if (of) of.push(id as SetId);
        else made.set(member, [id as SetId]);
      }
    });
    index = made;
    setsByNode.set(sets, index);
  }
  return index.get(node) ?? [];
}
