import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet } from '../../model/network/set.ts';
import { membership, setsHolding } from '../../model/network/set.ts';
import type { ConnectionId } from './connection-set.ts';
import type { Ends } from './ends.ts';
import { programOf } from './make-program.ts';
import type { Hosts, Relation } from './pair.ts';
import type { PeerId } from './peers.ts';
import type { Program } from './program.ts';
import type { Finding, Stage } from './way.ts';

/** Number of an endpoint class. */
export type ClassId = number;

/**
 * The ends that nothing on any way tells apart (04 §1): what is decided by one of them is decided by all, and they are
 * the same to whatever is decided by others. The verdict on two ends of one class is not that on an end and itself.
 */
export interface EndpointClasses {
  readonly size: number;
  /** The class of each end. */
  readonly of: Int32Array;
  /** How many ends a class has. */
  readonly weights: Int32Array;
  /** An end of each class. */
  readonly examples: Int32Array;
  /** The number of the program of each class, by whether the other end is on the same host, and who decides. */
  readonly programs: Readonly<Record<Hosts, Readonly<Record<Stage['side'], Int32Array>>>>;
  readonly programList: readonly Program[];
  /** What others ask that holds of a class, for sure, ascending. */
  readonly peers: readonly (readonly PeerId[])[];
  /** What others ask that holds of a class as an open fact goes. */
  readonly openPeers: readonly ReadonlyMap<PeerId, FactId>[];
  /** The ports that names mean at a class, of the names that are asked of who varies. */
  readonly names: readonly ReadonlyMap<string, ConnectionId>[];
}

/** The endpoint classes of a relation. */
export function classesOf(relation: Relation): EndpointClasses {
  const { finding, stages } = relation;
  const { ends } = finding;
  const all = [stages.one.source, stages.one.target, stages.two.source, stages.two.target];
  const { lookedAt } = finding.knowledge;
  let groups = groupsOf(finding);
  let made = programsOf(relation, groups, all);
  // What was looked at beside tells ends apart that were taken for one.
  for (let known = 0; known < lookedAt.size; ) {
    known = lookedAt.size;
    groups = groupsOf(finding);
    made = programsOf(relation, groups, all);
  }
  const { programList, byGroup } = made;
  const names = [
    ...new Set(programList.flatMap(({ tables }) => tables.flat().flatMap((rule) => rule.names))),
  ];
  const signatures = signaturesOf(relation, groups, names);
  // ---- classes: equal programs and equal signatures
  const keys = new Map<string, ClassId>();
  const of = new Int32Array(ends.nodes.length);
  const examples: number[] = [];
  const weights: number[] = [];
  for (let end = 0; end < of.length; end++) {
    const group = groups.of[end] as number;
    const key = `${byGroup.map((ids) => ids[group]).join(' ')}|${signatures.of[end]}`;
    let id = keys.get(key);
    if (id === undefined) {
      id = examples.push(end) - 1;
      weights.push(0);
      keys.set(key, id);
    }
    of[end] = id;
    weights[id] = (weights[id] as number) + 1;
  }
  const size = examples.length;
  const ofClasses = (which: number): Int32Array =>
    Int32Array.from(examples, (end) => byGroup[which]?.[groups.of[end] as number] as number);
  const signatureAt = (id: ClassId): number => signatures.of[examples[id] as number] as number;
  return {
    size,
    of,
    weights: Int32Array.from(weights),
    examples: Int32Array.from(examples),
    programs: {
      one: { source: ofClasses(0), target: ofClasses(1) },
      two: { source: ofClasses(2), target: ofClasses(3) },
    },
    programList,
    peers: Array.from({ length: size }, (_, id) => signatures.peers[signatureAt(id)] as readonly PeerId[]),
    openPeers: Array.from(
      { length: size },
      (_, id) => signatures.open[signatureAt(id)] as ReadonlyMap<PeerId, FactId>,
    ),
    names: Array.from(
      { length: size },
      (_, id) => signatures.names[signatureAt(id)] as ReadonlyMap<string, number>,
    ),
  };
}

/** The programs of all groups, each once; by list of stages, then by group. */
function programsOf(
  relation: Relation,
  groups: Groups,
  all: readonly (readonly Stage[])[],
): { readonly programList: readonly Program[]; readonly byGroup: readonly Int32Array[] } {
  const { ends } = relation.finding;
  const numbers = new Map<Program, number>();
  const programList: Program[] = [];
  const intern = (program: Program): number => {
    let id = numbers.get(program);
    if (id === undefined) {
      id = programList.push(program) - 1;
      numbers.set(program, id);
    }
    return id;
  };
  const known = new Map<readonly Stage[], Int32Array>();
  const byGroup = all.map((list) => {
    let ids = known.get(list);
    if (ids === undefined) {
      const make = (end: number): number => intern(programOf(relation, list, ends.nodes[end] as NodeId));
      ids = Int32Array.from(groups.examples, make);
      known.set(list, ids);
    }
    return ids;
  });
  return { programList, byGroup };
}

/** Ends that are held by the same named sets, have the same listeners, and are alike in what else was looked at. */
interface Groups {
  readonly of: Int32Array;
  readonly examples: readonly number[];
}

function groupsOf({ network, ends, knowledge }: Finding): Groups {
  const { lookedAt } = knowledge;
  const of = new Int32Array(ends.nodes.length);
  const examples: number[] = [];
  const byIdentity = new Map<unknown, Map<string, number>>();
  const byText = new Map<string, Map<string, number>>();
  for (let end = 0; end < of.length; end++) {
    const node = ends.nodes[end] as NodeId;
    const sets = setsHolding(network.sets, node);
    let within = byIdentity.get(sets);
    if (within === undefined) {
      const text = sets.map((set) => `${set}:${membership(network.sets[set] as NodeSet, node)}`).join(' ');
      within = byText.get(text) ?? new Map();
      byText.set(text, within);
      byIdentity.set(sets, within);
    }
    const details = [
      ...(lookedAt.has('node') || lookedAt.has('address') ? [node] : []),
      ...(lookedAt.has('host') ? [ends.hosts[end]] : []),
    ];
    const listeners = `${knowledge.listenersText(node)}${details.join(' ')}`;
    let group = within.get(listeners);
    if (group === undefined) {
      group = examples.push(end) - 1;
      within.set(listeners, group);
    }
    of[end] = group;
  }
  return { of, examples };
}

interface Signatures {
  readonly of: Int32Array;
  readonly peers: readonly (readonly PeerId[])[];
  readonly names: readonly ReadonlyMap<string, ConnectionId>[];
  readonly open: readonly ReadonlyMap<PeerId, FactId>[];
}

/** What is asked of each end as the one that varies. */
function signaturesOf({ finding, peers }: Relation, groups: Groups, names: readonly string[]): Signatures {
  const { network, ends, knowledge } = finding;
  const bySet = new Map<number, PeerId[]>();
  const excepting: { readonly id: PeerId; readonly set: number }[] = [];
  const byNode = new Map<number, PeerId[]>();
  const blocks: PeerId[] = [];
  peers.all.forEach((peer, id) => {
    if (peer.kind === 'node') byNode.set(peer.node, [...(byNode.get(peer.node) ?? []), id]);
    else if (peer.kind === 'addresses') blocks.push(id);
    else if (peer.is === 'in') bySet.set(peer.set, [...(bySet.get(peer.set) ?? []), id]);
    else excepting.push({ id, set: peer.set });
  });
  const ofGroup = groups.examples.map((end) => {
    const node = ends.nodes[end] as NodeId;
    const held: PeerId[] = [];
    const open = new Map<PeerId, FactId>();
    for (const set of setsHolding(network.sets, node)) {
      const ids = bySet.get(set);
      if (ids === undefined) continue;
      const verdict = membership(network.sets[set] as NodeSet, node);
      if (verdict === 'yes') held.push(...ids);
      else if (verdict !== 'no') for (const id of ids) open.set(id, verdict);
    }
    for (const { id, set } of excepting)
      if (membership(network.sets[set] as NodeSet, node) !== 'yes') held.push(id);
    const ports = new Map(names.map((name) => [name, knowledge.namedAt(node, name)]));
    return { held, open, ports };
  });
  const blocksOf = blockClasses(ends, blocks, peers.all);
  const numbers = new Map<string, number>();
  const of = new Int32Array(ends.nodes.length);
  const lists: PeerId[][] = [];
  const portLists: ReadonlyMap<string, ConnectionId>[] = [];
  const openLists: ReadonlyMap<PeerId, FactId>[] = [];
  const keyOfGroup = ofGroup.map(
    ({ held, open, ports }) => `${held.join(' ')}|${[...ports.values()].join(' ')}|${[...open].join(' ')}`,
  );
  for (let end = 0; end < of.length; end++) {
    const group = groups.of[end] as number;
    const own = byNode.get(ends.nodes[end] as number);
    const within = blocksOf.of[end] as number;
    const key = `${keyOfGroup[group]}|${within}|${own?.join(' ') ?? ''}`;
    let number = numbers.get(key);
    if (number === undefined) {
      const { held, open, ports } = ofGroup[group] as (typeof ofGroup)[0];
      number =
        lists.push([...held, ...(blocksOf.lists[within] as PeerId[]), ...(own ?? [])].sort((a, b) => a - b)) -
        1;
      portLists.push(ports);
      openLists.push(open);
      numbers.set(key, number);
    }
    of[end] = number;
  }
  return { of, peers: lists, names: portLists, open: openLists };
}

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
  const bounds = blocks.flatMap((id) => {
    const peer = all[id];
    if (peer?.kind !== 'addresses') return [];
    return peer.addresses.flatMap(([first, last]) => [
      { at: first as bigint, id, opens: true },
      { at: (last as bigint) + 1n, id, opens: false },
    ]);
  });
  bounds.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const within = new Set<PeerId>();
  const numbers = new Map<string, number>([['', 0]]);
  let next = 0;
  let number = 0;
  for (const end of order) {
    const address = ends.addresses[end] as bigint;
    let changed = false;
    for (; next < bounds.length && (bounds[next]?.at as bigint) <= address; next++) {
      const { id, opens } = bounds[next] as (typeof bounds)[0];
      if (opens) within.add(id);
      else within.delete(id);
      changed = true;
    }
    if (changed) {
      const list = [...within].sort((a, b) => a - b);
      const key = list.join(' ');
      const known = numbers.get(key);
      number = known ?? lists.push(list) - 1;
      if (known === undefined) numbers.set(key, number);
    }
    of[end] = number;
  }
  return { of, lists };
}
