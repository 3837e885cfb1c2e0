import { onceFor } from '../../base/once.ts';
import type { Family } from '../../model/header/address.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Network } from '../../model/network/network.ts';
import { templateOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isAlike } from './alike.ts';
import type { ConnectionSet } from './connection-set.ts';
import { ALL, connectionTable, NONE } from './connection-set.ts';
import type { Ends } from './ends.ts';
import { endsOf } from './ends.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Making } from './make-program.ts';
import { makingOf, programOf } from './make-program.ts';
import type { Peer } from './match-test.ts';
import type { Other, World } from './passed.ts';
import { inAllWorlds, passed } from './passed.ts';
import { isPeer } from './peers.ts';
import type { Program } from './program.ts';
import type { Finding, Stage, Visit } from './way.ts';
import { wayOf } from './way.ts';

/** Whether two ends are on one host, or on two. */
export type Hosts = 'one' | 'two';

/** The stages of a way by the end that decides, in their order. */
export type Sides = Readonly<Record<'source' | 'target', readonly Stage[]>>;

/** All messages of a family between ends, as far as a network lets them be looked at together. */
export interface Relation extends Making {
  /** The stages of the way between two ends of one host, and of two. */
  readonly stages: Readonly<Record<Hosts, Sides>>;
  /** The tables on the way between two hosts, in their order. */
  readonly visits: readonly Visit[];
}

/** Why messages between ends cannot be looked at together. */
export interface NoRelation {
  readonly why: string;
}

const NO_STAGES: Sides = { source: [], target: [] };

/**
 * The messages between the ends of a network in one family; or why each must be followed by itself. `to`: that a process
 * takes them, or that they get to the target's switch, whoever listens there.
 */
export function relationOf(
  network: Network,
  family: Family,
  to: 'process' | 'switch' = 'process',
): Relation | NoRelation {
  const ends = endsOf(network, family);
  const table = connectionTable();
  const finding: Finding = { network, ends, knowledge: knowledgeOf(network, ends, table), table };
  const making = makingOf(finding);
  if (ends.nodes.length === 0) return { ...making, stages: { one: NO_STAGES, two: NO_STAGES }, visits: [] };
  const stages: Partial<Record<Hosts, Sides>> = {};
  let visits: readonly Visit[] = [];
  for (const hosts of ['one', 'two'] as const) {
    const way = wayOf(finding, hosts, 'request');
    if (way.kind === 'none') return { why: way.why };
    // Where no switch keeps sessions messages go one way (01 §1.13).
    const back = keepsSessions(network, ends) ? wayOf(finding, hosts, 'reply') : undefined;
    if (back?.kind === 'none') return { why: `replies: ${back.why}` };
    if (back !== undefined && back.stages.length > 0) return { why: 'replies are asked for as well' };
    const passed = way.stages.filter(({ situation }) => to === 'process' || situation.self !== 'target');
    const on = (side: Stage['side']) => passed.filter((stage) => stage.side === side);
    stages[hosts] = { source: on('source'), target: on('target') };
    visits = way.visits;
  }
  return { ...making, stages: shared(stages as Relation['stages'], finding), visits };
}

function keepsSessions(network: Network, { nodes }: Ends): boolean {
  return templateOf(network, nodes[0] as NodeId)?.sessions === 'kept';
}

/** The same stages for both, where it makes no difference that ends are on one host. */
function shared({ one, two }: Relation['stages'], finding: Finding): Relation['stages'] {
  const side = (which: Stage['side']): readonly Stage[] => {
    const [own, other] = [one[which], two[which]];
    const alike =
      own.length === other.length && own.every((stage, i) => isAlike(stage, other[i] as Stage, finding));
    return alike ? other : own;
  };
  return { one: { source: side('source'), target: side('target') }, two };
}

/** The messages from one end to another that arrive, replies too: for sure; and those that may, as open facts go. */
export interface Verdict {
  readonly sure: ConnectionSet;
  readonly perhaps: ConnectionSet;
}

/** Whether two ends are on one host. */
export function hostsOf({ finding }: Relation, source: NodeId, target: NodeId): Hosts {
  const { hosts } = finding.network.nodes;
  return hosts[source] === hosts[target] ? 'one' : 'two';
}

/** The verdict on one pair of different ends; as if they were on one host or on two, where that is said. */
export function verdictOf(
  relation: Relation,
  source: NodeId,
  target: NodeId,
  hosts: Hosts = hostsOf(relation, source, target),
): Verdict {
  const { finding, stages } = relation;
  const { table } = finding;
  const own = stages[hosts];
  const programs = [
    { program: programFor(relation, own.source, source), other: target },
    { program: programFor(relation, own.target, target), other: source },
  ];
  const { sure, perhaps } = inAllWorlds(table, (world) => inWorld(relation, programs, world));
  return { sure: table.setOf(sure), perhaps: table.setOf(perhaps) };
}

/** An end as the other one of a program. */
export function otherAt({ finding, peers }: Pick<Making, 'finding' | 'peers'>, node: NodeId): Other {
  const { network, ends, knowledge } = finding;
  return {
    holds: (peer) => isPeer(network, ends, peers.all[peer] as Peer, node),
    portsOf: (name) => knowledge.namedAt(node, name),
  };
}

function inWorld(
  { finding, peers }: Relation,
  programs: readonly { readonly program: Program; readonly other: NodeId }[],
  world: World,
): number | { readonly open: FactId } {
  const { table } = finding;
  let all: number = ALL;
  for (const { program, other } of programs) {
    if (all === NONE) return NONE;
    const found = passed(table, program, otherAt({ finding, peers }, other), world);
    if (typeof found === 'object') return found;
    all = table.intersect(all, found);
  }
  return all;
}

const programsOf = onceFor((_: readonly Stage[]) => new Map<NodeId, Program>());

function programFor(relation: Relation, stages: readonly Stage[], end: NodeId): Program {
  const known = programsOf(stages);
  let program = known.get(end);
  if (program === undefined) {
    program = programOf(relation, stages, end);
    known.set(end, program);
  }
  return program;
}
