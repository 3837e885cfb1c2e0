import { onceFor } from '../../base/once.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF } from '../../model/header/address-set.ts';
import { directoryOf } from '../../model/network/instantiate.ts';
import { groupProgramsOf } from './group-programs.ts';
import type { Groups } from './groups.ts';
import type { Knowledge } from './knowledge.ts';
import { knowledgeOf } from './knowledge.ts';
import type { Making } from './make-program.ts';
import { makingOf } from './make-program.ts';
import type { Relation } from './pair.ts';
import type { Program } from './program.ts';
import type { Place } from './situation.ts';
import type { Who } from './stages-for.ts';
import { stagesFor } from './stages-for.ts';
import type { Finding, Stage } from './way.ts';

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
 * The programs of all ends with nothing taken for granted of the other one, as that it is one of those there are; made once.
 * `outside`: it has an address that nobody of the network has; `another end`: it is like the ends.
 */
export function rulesFor(relation: Relation, who: Who): RulesFor | NoRules {
  const known = made(relation);
  let rules = known.get(who);
  if (rules === undefined) {
    rules = makeRules(relation, who);
    known.set(who, rules);
  }
  return rules;
}

const made = onceFor((_: Relation) => new Map<Who, RulesFor | NoRules>());

function makeRules(relation: Relation, who: Who): RulesFor | NoRules {
  const finding = findingOf(relation.finding);
  const making = makingOf(finding);
  const to = relation.stages.two.target.some(({ situation }) => situation.self === 'target');
  const stages = (side: Stage['side'], selves: readonly Place[]) =>
    stagesFor(who, finding, relation.visits, side, selves);
  const [source, target] = [
    stages('source', ['source', 'source host']),
    stages('target', to ? ['target host', 'target'] : ['target host']),
  ];
  if (source === undefined || target === undefined)
    return { why: 'a rule asks by which switch a message came' };
  const { groups, list, byGroup } = groupProgramsOf(making, [source, target]);
  const [bySource, byTarget] = byGroup as [Int32Array, Int32Array];
  const numbers = { source: bySource, target: byTarget };
  return {
    ...{ making, list, groups, stages: { source, target } },
    rulesOf: (end, side) => numbers[side][groups.of[end] as number] as number,
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
