import { intLists } from '../../base/int-lists.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Held, NodeSet } from '../../model/network/set.ts';
import { heldBy } from '../../model/network/set.ts';
import type { Finding } from './way.ts';

/** Ends that are held by the same named sets, have the same listeners, and are alike in what else was looked at. */
export interface Groups {
  /** The group of each end. */
  readonly of: Int32Array;
  /** An end of each group. */
  readonly examples: readonly number[];
}

/** The groups of the ends of a finding. */
export function groupsOf({ network, ends, knowledge }: Finding): Groups {
  const { lookedAt } = knowledge;
  const [byNode, byHost] = [lookedAt.has('node') || lookedAt.has('address'), lookedAt.has('host')];
  const of = new Int32Array(ends.nodes.length);
  const examples: number[] = [];
  const held = holdingNumbers(network.sets);
  const keys = intLists();
  const key = [0, 0, 0, 0];
  for (let end = 0; end < of.length; end++) {
    const node = ends.nodes[end] as NodeId;
    key[0] = held(node);
    key[1] = knowledge.listenersAt(node);
    key[2] = byNode ? node : 0;
    key[3] = byHost ? (ends.hosts[end] as number) : 0;
    const group = keys.idOf(key);
    if (group === examples.length) examples.push(end);
    of[end] = group;
  }
  return { of, examples };
}

/** Numbers that are equal for nodes that the same sets hold alike; lists that are one object are looked at once. */
function holdingNumbers(sets: readonly NodeSet[]): (node: NodeId) => number {
  const byIdentity = new Map<Held, number>();
  const lists = intLists();
  return (node) => {
    const held = heldBy(sets, node);
    let number = byIdentity.get(held);
    if (number === undefined) {
      number = lists.idOf(held.facts.size === 0 ? held.sets : [...held.sets, -1, ...[...held.facts].flat()]);
      byIdentity.set(held, number);
    }
    return number;
  };
}
