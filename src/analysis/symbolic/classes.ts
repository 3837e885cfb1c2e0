import { intLists } from '../../base/int-lists.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ConnectionId } from './connection-set.ts';
import { groupProgramsOf } from './group-programs.ts';
import type { Hosts, Relation } from './pair.ts';
import type { PeerId } from './peers.ts';
import type { Program } from './program.ts';
import type { Signature } from './signatures.ts';
import { signaturesOf } from './signatures.ts';
import type { Stage } from './way.ts';

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
  const { groups, list: programList, byGroup } = groupProgramsOf(relation, all);
  const names = namesIn(programList);
  const signatures = signaturesOf(relation, groups, names);
  // ---- classes: equal programs and equal signatures
  const keys = intLists();
  const of = new Int32Array(ends.nodes.length);
  const examples: number[] = [];
  const weights: number[] = [];
  for (let end = 0; end < of.length; end++) {
    const group = groups.of[end] as number;
    const key = byGroup.map((ids) => ids[group] as number);
    const id = keys.idOf([...key, signatures.of[end] as number]);
    if (id === examples.length) {
      examples.push(end);
      weights.push(0);
    }
    of[end] = id;
    weights[id] = (weights[id] as number) + 1;
  }
  const ofClasses = (which: number): Int32Array =>
    Int32Array.from(examples, (end) => byGroup[which]?.[groups.of[end] as number] as number);
  const signed = examples.map((end) => signatures.list[signatures.of[end] as number] as Signature);
  return {
    size: examples.length,
    of,
    weights: Int32Array.from(weights),
    examples: Int32Array.from(examples),
    programs: {
      one: { source: ofClasses(0), target: ofClasses(1) },
      two: { source: ofClasses(2), target: ofClasses(3) },
    },
    programList,
    peers: signed.map(({ peers }) => peers),
    openPeers: signed.map(({ open }) => open),
    names: signed.map(({ names: ports }) => ports),
  };
}

/** The names of ports that programs ask for. */
function namesIn(programs: readonly Program[]): readonly string[] {
  const names = new Set<string>();
  for (const { tables } of programs)
    for (const rules of tables) for (const rule of rules) for (const name of rule.names) names.add(name);
  return [...names];
}
