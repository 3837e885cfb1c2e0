import { intLists } from '../../base/int-lists.ts';
import { sortNumbers } from '../../base/order.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet } from '../../model/network/set.ts';
import { heldBy, membership } from '../../model/network/set.ts';
import type { ConnectionId } from './connection-set.ts';
import type { Ends } from './ends.ts';
import type { Groups } from './groups.ts';
import type { Relation } from './pair.ts';
import type { PeerId } from './peers.ts';
import { sweepOf } from './sweep.ts';

/** What others ask for that holds of an end. */
export interface Signature {
  /** For sure, ascending. */
  readonly peers: readonly PeerId[];
  /** As an open fact goes. */
  readonly open: ReadonlyMap<PeerId, FactId>;
  /** The ports that names mean, of the names that are asked of who varies. */
  readonly names: ReadonlyMap<string, ConnectionId>;
}

/** The signature of each end, as a number within the list of all. */
export interface Signatures {
  readonly of: Int32Array;
  readonly list: readonly Signature[];
}

/** What is asked of each end as the one that varies. */
export function signaturesOf(relation: Relation, groups: Groups, names: readonly string[]): Signatures {
  const { finding, peers } = relation;
  const { ends } = finding;
  const asked = askedOf(peers.all);
  const ofGroup = groups.examples.map((end) =>
    signatureOf(relation, asked, ends.nodes[end] as NodeId, names),
  );
  const groupKeys = intLists();
  const keyOfGroup = ofGroup.map(({ peers: held, open, names: ports }) =>
    groupKeys.idOf([...held, -1, ...ports.values(), -1, ...[...open].flat()]),
  );
  const blocks = blockClasses(ends, asked.blocks, peers.all);
  const keys = intLists();
  const list: Signature[] = [];
  const of = Int32Array.from(ends.nodes, (node, end) => {
    const group = groups.of[end] as number;
    const within = blocks.of[end] as number;
    const own = asked.byNode.get(node) ?? NO_PEERS;
    const id = keys.idOf([keyOfGroup[group] as number, within, ...own]);
    if (id === list.length) {
      const common = ofGroup[group] as Signature;
      const more = [...(blocks.lists[within] as PeerId[]), ...own];
      const all = more.length === 0 ? common.peers : sortNumbers([...common.peers, ...more]);
      list.push({ ...common, peers: all });
    }
    return id;
  });
  return { of, list };
}

const NO_PEERS: readonly PeerId[] = [];

/** What is asked, by what tells who is so. */
interface Sorted {
  readonly bySet: ReadonlyMap<number, readonly PeerId[]>;
  readonly excepting: readonly { readonly id: PeerId; readonly set: number }[];
  readonly byNode: ReadonlyMap<number, readonly PeerId[]>;
  readonly blocks: readonly PeerId[];
}

function askedOf(all: Relation['peers']['all']): Sorted {
  const bySet = new Map<number, PeerId[]>();
  const excepting: { id: PeerId; set: number }[] = [];
  const byNode = new Map<number, PeerId[]>();
  const blocks: PeerId[] = [];
  const put = (map: Map<number, PeerId[]>, key: number, id: PeerId): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [id]);
    else list.push(id);
  };
  all.forEach((peer, id) => {
    if (peer.kind === 'node') put(byNode, peer.node, id);
    else if (peer.kind === 'addresses') blocks.push(id);
    else if (peer.is === 'in') put(bySet, peer.set, id);
    else excepting.push({ id, set: peer.set });
  });
  return { bySet, excepting, byNode, blocks };
}

function signatureOf(
  { finding: { network, knowledge } }: Relation,
  { bySet, excepting }: Sorted,
  node: NodeId,
  names: readonly string[],
): Signature {
  const held: PeerId[] = [];
  let open = NOT_OPEN;
  const { sets, facts } = heldBy(network.sets, node);
  for (const set of sets) {
    const ids = bySet.get(set);
    if (ids === undefined) continue;
    const fact = facts.get(set);
    if (fact === undefined) held.push(...ids);
    else open = new Map([...open, ...ids.map((id) => [id, fact] as const)]);
  }
  for (const { id, set } of excepting)
    if (membership(network.sets[set] as NodeSet, node) !== 'yes') held.push(id);
  const ports =
    names.length === 0 ? NO_PORTS : new Map(names.map((name) => [name, knowledge.namedAt(node, name)]));
  return { peers: sortNumbers(held), open, names: ports };
}

const NO_PORTS: ReadonlyMap<string, ConnectionId> = new Map();
const NOT_OPEN: ReadonlyMap<PeerId, FactId> = new Map();

/** Ends by the sets of addresses that hold theirs: a sweep over the ends of intervals (04 §1). */
function blockClasses(
  ends: Ends,
  blocks: readonly PeerId[],
  all: Relation['peers']['all'],
): { readonly of: Int32Array; readonly lists: readonly PeerId[][] } {
  const of = new Int32Array(ends.nodes.length);
  const lists: PeerId[][] = [[]];
  if (blocks.length === 0) return { of, lists };
  const order = Array.from(ends.addresses.keys()).sort((a, b) =>
    (ends.addresses[a] as bigint) < (ends.addresses[b] as bigint) ? -1 : 1,
  );
  const sweep = sweepOf(all);
  const numbers = new Map<string, number>([['', 0]]);
  let number = 0;
  for (const end of order) {
    if (sweep.goTo(ends.addresses[end] as bigint)) {
      const list = sortNumbers([...sweep.within]);
      const key = list.join(' ');
      const known = numbers.get(key);
      number = known ?? lists.push(list) - 1;
      if (known === undefined) numbers.set(key, number);
    }
    of[end] = number;
  }
  return { of, lists };
}
