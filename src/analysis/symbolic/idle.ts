import { ALL_OF, containsAddress } from '../../model/header/address-set.ts';
import type { Column, RowSet } from '../../model/network/directory.ts';
import { addressesOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { nodeIds } from '../../model/network/node.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { AllPairs } from './all-pairs.ts';
import { NONE } from './connection-set.ts';
import { passesSame } from './covered.ts';
import type { Making } from './make-program.ts';
import { programOf } from './make-program.ts';
import type { Peer } from './match-test.ts';
import { passingOf, spacesOf } from './outside.ts';
import { otherAt } from './pair.ts';
import type { Other, Passing } from './passed.ts';
import { inAllWorlds, passed } from './passed.ts';
import { isPeer } from './peers.ts';
import type { Program } from './program.ts';
import type { NoRules, RulesFor } from './rules-for.ts';
import { rulesFor } from './rules-for.ts';
import type { Stage } from './way.ts';

/**
 * Whether rows could be taken away and nothing would change, with the ends that there are, the outside and the hosts: of ends
 * that may come it says nothing, since they may be selected by these rows alone. `not told` where that would take too long.
 */
export type Idle = 'yes' | 'no' | 'not told';

/** So many programs are made and evaluated for one answer. */
const MOST_WORK = 3_000_000;

/**
 * Tells of rows whether anything would change without them (04 §7). `subject`: the column of their directories that says
 * whose rules they are.
 */
export function idleness(
  pairs: AllPairs,
): { of(rows: RowSet, side: Stage['side'], subject: string): Idle } | NoRules {
  const inside = rulesFor(pairs.relation, 'another end');
  if ('why' in inside) return inside;
  const outside = rulesFor(pairs.relation, 'outside');
  if ('why' in outside) return outside;
  let work = 0;
  const spaces = spacesOf(
    outside.making.peers.all,
    outside.making.finding.network,
    ALL_OF(pairs.relation.finding.ends.family),
    'by themselves',
  );
  const { network } = pairs.relation.finding;
  const hosts = [...nodeIds(network.nodes)].filter((node) => network.nodes.hosts[node] === node);
  const isTooMuch = (more: number): boolean => {
    work += more;
    return work > MOST_WORK;
  };

  function of(rows: RowSet, side: Stage['side'], subject: string): Idle {
    const ends = subjectsOf(inside as RulesFor, rows, subject);
    const groups = new Map(ends.map((end) => [(inside as RulesFor).groups.of[end] as number, end]));
    for (const end of groups.values()) {
      if (isTooMuch(2)) return 'not told';
      for (const rules of [inside, outside] as RulesFor[]) {
        const [before, after] = [programAt(rules, end, side), programAt(rules, end, side, rows)];
        if (passesSame(rules.making, before, after)) continue;
        const same = rules === outside ? sameOutside(before, after) : sameInside(before, after, end, ends);
        if (same !== 'yes') return same;
      }
    }
    return 'yes';
  }

  /** With each part of the outside, and with each host: its address is one, and sets may hold it (S103). */
  function sameOutside(before: Program, after: Program): 'yes' | 'no' | 'not told' {
    if (isTooMuch(2 * (spaces.length + hosts.length))) return 'not told';
    const { making } = outside as RulesFor;
    for (const { held } of spaces)
      if (!isSame(passingOf(making, before, held), passingOf(making, after, held))) return 'no';
    for (const host of hosts)
      if (!isSame(passingHost(making, before, host), passingHost(making, after, host))) return 'no';
    return 'yes';
  }

  /** With each other end: of those that the same sets hold one, unless rules ask for addresses. */
  function sameInside(
    before: Program,
    after: Program,
    end: number,
    alike: readonly number[],
  ): 'yes' | 'no' | 'not told' {
    const rules = inside as RulesFor;
    const { peers, finding } = rules.making;
    const byEnd = [before, after].some(({ tables }) =>
      tables.flat().some((rule) => rule.peers.some((id) => peers.all[id]?.kind !== 'set')),
    );
    const others = byEnd ? [...finding.ends.nodes.keys()] : rules.groups.examples;
    if (isTooMuch(2 * others.length)) return 'not told';
    for (const example of others) {
      // An end and itself are no pair: another one of its group stands for it, where there is one.
      const other =
        example === end
          ? alike.find((one) => one !== end && rules.groups.of[one] === rules.groups.of[end])
          : example;
      if (other === undefined || (byEnd && example === end)) continue;
      if (!isSame(passingAt(rules, before, other), passingAt(rules, after, other))) return 'no';
    }
    return 'yes';
  }
  return { of };
}

function isSame(one: Passing, other: Passing): boolean {
  return one.sure === other.sure && one.perhaps === other.perhaps;
}

/** What passes a program for a message of a host, or to it. */
function passingHost({ finding, peers }: Making, program: Program, host: NodeId): Passing {
  const { network, table } = finding;
  const addresses = addressesOf(network, host);
  const holds: Other['holds'] = (id) => {
    const peer = peers.all[id] as Peer;
    if (peer.kind === 'addresses')
      return addresses.some((one) => containsAddress(peer.addresses, one)) ? 'yes' : 'no';
    return isPeer(network, finding.ends, peer, host);
  };
  return inAllWorlds(table, (world) => passed(table, program, { holds, portsOf: () => NONE }, world));
}

function programAt(
  { making, stages }: RulesFor,
  end: number,
  side: Stage['side'],
  without?: RowSet,
): Program {
  const node = making.finding.ends.nodes[end] as NodeId;
  return programOf(without === undefined ? making : { ...making, without }, stages[side], node);
}

function passingAt({ making }: RulesFor, program: Program, end: number): Passing {
  const { ends, table } = making.finding;
  const other = otherAt(making, ends.nodes[end] as NodeId);
  return inAllWorlds(table, (world) => passed(table, program, other, world));
}

/** The ends whose rules some rows are: members of the sets that they name, for sure or perhaps. */
function subjectsOf({ making }: RulesFor, rows: RowSet, subject: string): readonly number[] {
  const { network, ends } = making.finding;
  const found = new Set<number>();
  for (const [{ columns }, numbers] of rows) {
    const column = columns[subject] as Column | undefined;
    for (const row of numbers) {
      const set = column?.cells[row] as number | undefined;
      if (set === undefined || set === NO_SET) continue;
      const { members = [], perhaps = [] } = network.sets[set] ?? {};
      for (const node of [...members, ...perhaps.map((one) => one.node)]) {
        const end = ends.numbers[node];
        if (end !== undefined && end !== -1) found.add(end);
      }
    }
  }
  return [...found];
}
