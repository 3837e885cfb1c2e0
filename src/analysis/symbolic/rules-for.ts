import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF } from '../../model/header/address-set.ts';
import { directoryOf } from '../../model/network/instantiate.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Groups } from './groups.ts';
import { groupsOf } from './groups.ts';
import type { Knowledge } from './knowledge.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Making } from './make-program.ts';
import { programOf } from './make-program.ts';
import type { Relation } from './pair.ts';
import { peerList } from './peers.ts';
import type { Program } from './program.ts';
import { programTable } from './program.ts';
import { simplifier } from './simplify.ts';
import type { Place } from './situation.ts';
import type { Who } from './stages-for.ts';
import { stagesFor } from './stages-for.ts';
import type { Finding, Stage } from './way.ts';
import { wayOf } from './way.ts';

/** Why the rules cannot be told. */
export interface NoRules {
  readonly why: string;
}

/** The rules that decide about messages between ends and somebody who is none of them, as programs. */
export interface RulesFor {
  readonly making: Making;
  readonly list: readonly Program[];
  /** The number of the program of an end: what it may send, as source, and what it gets, as target. */
  rulesOf(end: number, side: Stage['side']): number;
  readonly groups: Groups;
  readonly stages: Readonly<Record<Stage['side'], readonly Stage[]>>;
}

/**
 * The programs of all ends with nothing taken for granted of the other one, as that it is one of those there are.
 * `outside`: it has an address that nobody of the network has; `another end`: it is like the ends.
 */
export function rulesFor(relation: Relation, who: Who): RulesFor | NoRules {
  const finding = findingOf(relation.finding);
  const { table, ends } = finding;
  const [peers, programs] = [peerList(), programTable()];
  const making: Making = { finding, peers, programs, simplify: simplifier(table, peers, programs) };
  const way = ends.nodes.length === 0 ? undefined : wayOf(relation.finding, 'two', 'request');
  const visits = way?.kind === 'way' ? way.visits : [];
  const to = relation.stages.two.target.some(({ situation }) => situation.self === 'target');
  const stages = (side: Stage['side'], selves: readonly Place[]) =>
    stagesFor(who, finding, visits, side, selves);
  const [source, target] = [
    stages('source', ['source', 'source host']),
    stages('target', to ? ['target host', 'target'] : ['target host']),
  ];
  if (source === undefined || target === undefined)
    return { why: 'a rule asks by which switch a message came' };
  const own = { source, target };
  let groups = groupsOf(finding);
  let made = programsOf(making, own, groups);
  for (let known = -1; known < finding.knowledge.lookedAt.size; ) {
    known = finding.knowledge.lookedAt.size;
    groups = groupsOf(finding);
    made = programsOf(making, own, groups);
  }
  const { list, byGroup } = made;
  return {
    making,
    list,
    groups,
    stages: own,
    rulesOf: (end, side) => byGroup[side][groups.of[end] as number] as number,
  };
}

/** A finding whose other end has an address that no end has: nothing is known of it but the address. */
function findingOf({ network, ends, table }: Finding): Finding {
  const own = knowledgeOf(network, ends, table);
  const whole = ALL_OF(ends.family);
  const isWhole = (set: AddressSet): boolean =>
    whole.every(([first, last]) => set.some(([from, to]) => from <= first && last <= to));
  const knowledge: Knowledge = {
    ...own,
    endsOf: () => 'some',
    endsWithin: (set) => (set.length === 0 ? 'none' : isWhole(set) ? 'all' : 'some'),
    shareOfColumn: (column, who) => (who === 'ends' ? 'some' : own.shareOfColumn(column, who)),
    rowsForEnds: (each) => Array.from({ length: directoryOf(network, each).size }, (_, row) => row),
  };
  return { network, ends, knowledge, table };
}

function programsOf(
  making: Making,
  stages: Record<Stage['side'], readonly Stage[]>,
  groups: Groups,
): { readonly list: readonly Program[]; readonly byGroup: Record<Stage['side'], Int32Array> } {
  const { ends } = making.finding;
  const numbers: number[] = [];
  const list: Program[] = [];
  const of = (side: Stage['side']): Int32Array =>
    Int32Array.from(groups.examples, (end) => {
      const program = programOf(making, stages[side], ends.nodes[end] as NodeId);
      numbers[program.id] ??= list.push(program) - 1;
      return numbers[program.id] as number;
    });
  return { byGroup: { source: of('source'), target: of('target') }, list };
}
