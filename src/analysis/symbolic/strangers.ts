import { onceFor } from '../../base/once.ts';
import type { FactId } from '../../model/network/fact.ts';
import { implied } from '../../model/network/implication.ts';
import type { Requirement, SetId } from '../../model/network/set.ts';
import type { AllPairs } from './all-pairs.ts';
import type { ConnectionId } from './connection-set.ts';
import { ALL, NONE } from './connection-set.ts';
import type { Making } from './make-program.ts';
import { hasOutside } from './outside.ts';
import type { Other, Passing } from './passed.ts';
import { inAllWorlds, passed } from './passed.ts';
import type { Program } from './program.ts';
import type { NoRules } from './rules-for.ts';
import { rulesFor } from './rules-for.ts';

/** A node that does not exist yet: what is known of it is which requirements it meets. */
export interface Stranger extends Passing {
  /** Any node that meets these; an empty list is any at all. */
  readonly who: readonly Requirement[];
  /** Of the sets that a rule asks for by these; undefined for any node. */
  readonly set: SetId | undefined;
}

/** In so many ways things may be that are open of a stranger; where they are more, what it gets is not known. */
const MOST_WORLDS = 4096;

/** What nodes that do not exist yet get through the rules at ends. */
export interface Strangers {
  /** The number of the rules that decide at an end. */
  rulesOf(end: number): number;
  /**
   * What passes these rules, by the definitions of the sets that they ask for (04 §7): for any node, and for those of each
   * set. Those that are told no more than a wider one are left out. `known`: what follows from requirements beside, as the
   * labels of a namespace from its name.
   */
  of(rules: number, known: (who: readonly Requirement[]) => readonly Requirement[]): readonly Stranger[];
}

/** The strangers of pairs, as targets get messages from them; made once. */
export const strangersOf = onceFor(({ relation }: AllPairs): Strangers | NoRules => {
  const found = rulesFor(relation, 'another end');
  if ('why' in found) return found;
  return {
    rulesOf: (end) => found.rulesOf(end, 'target'),
    of: (rules, known) => strangersTo(found.making, found.list[rules] as Program, known),
  };
});

function strangersTo(
  making: Making,
  program: Program,
  known: (who: readonly Requirement[]) => readonly Requirement[],
): readonly Stranger[] {
  const { peers, finding } = making;
  const { network } = finding;
  const sets = new Set<SetId>();
  for (const rules of program.tables)
    for (const rule of rules)
      for (const id of rule.peers) {
        const peer = peers.all[id];
        if (peer?.kind === 'set' && network.sets[peer.set]?.definition !== undefined) sets.add(peer.set);
      }
  const at = (set: SetId | undefined): Stranger => {
    const who = set === undefined ? [] : (network.sets[set]?.definition ?? []);
    return { who, set, ...passingFor(making, program, known(who)) };
  };
  const all = [undefined, ...sets].map(at).filter(({ perhaps }) => perhaps !== NONE);
  const meets = (one: Stranger, other: Stranger): boolean => implied(known(one.who), other.who) === 'yes';
  // Of two that mean the same the first one stays.
  return all.filter(
    (one, i) =>
      !all.some((other, j) => {
        if (i === j || one.sure !== other.sure || one.perhaps !== other.perhaps) return false;
        return meets(one, other) && (j < i || !meets(other, one));
      }),
  );
}

function passingFor(making: Making, program: Program, who: readonly Requirement[]): Passing {
  const { peers, finding } = making;
  const { network, table } = finding;
  const holds: Other['holds'] = (id) => {
    const peer = peers.all[id];
    if (peer === undefined || peer.kind === 'node') return 'no';
    // What is open of a stranger is a fact of its own: which address it gets, and what else it is.
    const open = (-1 - id) as FactId;
    if (peer.kind === 'addresses') return hasOutside(peer.addresses, network) ? open : 'no';
    const definition = network.sets[peer.set]?.definition;
    if (definition === undefined) return peer.is === 'in' ? 'no' : 'yes';
    const is = implied(who, definition);
    if (is === 'open') return open;
    return (is === 'yes') === (peer.is === 'in') ? 'yes' : 'no';
  };
  let worlds = 0;
  const passing = inAllWorlds(table, (world) => {
    worlds++;
    return worlds > MOST_WORLDS ? NONE : passed(table, program, { holds, portsOf: () => ALL }, world);
  });
  return worlds > MOST_WORLDS ? { sure: NONE, perhaps: mostOf(making, program) } : passing;
}

/** What any rule lets pass. */
function mostOf({ finding: { table } }: Making, { tables }: Program): ConnectionId {
  return tables
    .flat()
    .filter(({ then }) => then === 'pass')
    .reduce((most, { connections }) => table.union(most, connections), NONE);
}
