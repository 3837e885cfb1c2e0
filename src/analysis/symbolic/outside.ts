import { intLists } from '../../base/int-lists.ts';
import type { Interval } from '../../base/intervals.ts';
import { intersect } from '../../base/intervals.ts';
import { onceFor } from '../../base/once.ts';
import { sortNumbers } from '../../base/order.ts';
import type { Address } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF, LOOPBACK, normalizeAddresses, subtractAddresses } from '../../model/header/address-set.ts';
import type { Network } from '../../model/network/network.ts';
import { ownerOf } from '../../model/network/network.ts';
import type { AllPairs } from './all-pairs.ts';
import { NONE } from './connection-set.ts';
import type { Making } from './make-program.ts';
import type { Passing } from './passed.ts';
import { inAllWorlds, passed } from './passed.ts';
import type { PeerId } from './peers.ts';
import type { Program } from './program.ts';
import { rulesFor } from './rules-for.ts';
import { sweepOf } from './sweep.ts';
import type { Stage } from './way.ts';

/**
 * What the rules on the ends' ways let through to and from addresses that nobody of the network has: `source`, what an end
 * may send there, `target`, what it may get from there. Whether such a message gets here at all is not said.
 */
export interface Outside {
  /** The coarsest partition of all addresses: nobody tells apart two of one part. None is cut out, though what is said holds
   * of those that nobody of the network has. In the order of their first ones. */
  readonly parts: readonly AddressSet[];
  /** The number of the rules that decide for an end: ends of one number are told the same. */
  rulesOf(end: number, side: Stage['side']): number;
  passing(rules: number, part: number): Passing;
}

/** Why there is no partition. */
export interface NoOutside {
  readonly why: string;
}

/** More evaluations of a program for a part are not made. */
const MOST_EVALUATIONS = 20_000_000;

/** The outside as the ends of pairs see it; made once. */
export const outsideOf = onceFor(({ relation }: AllPairs): Outside | NoOutside => {
  const rules = rulesFor(relation, 'outside');
  if ('why' in rules) return rules;
  const { making, list, rulesOf } = rules;
  const { finding, peers } = making;
  const spaces = spacesOf(peers.all, finding.network, ALL_OF(finding.ends.family), 'with others');
  if (spaces.length * list.length > MOST_EVALUATIONS)
    return { why: `${spaces.length} parts of the outside for ${list.length} sorts of rules are too many` };
  // ---- parts that are the same to every program are one
  const keys = intLists();
  const parts: { readonly intervals: Interval<Address>[]; readonly passing: readonly Passing[] }[] = [];
  const evaluators = list.map((program) => evaluator(making, program));
  for (const { intervals, held } of spaces) {
    const passing = evaluators.map((evaluate) => evaluate(held));
    const id = keys.idOf(passing.flatMap(({ sure, perhaps }) => [sure, perhaps]));
    if (id === parts.length) parts.push({ intervals: [], passing });
    parts[id]?.intervals.push(...intervals);
  }
  return {
    parts: parts.map(({ intervals }) => normalizeAddresses(intervals)),
    rulesOf,
    passing: (rules, part) => parts[part]?.passing[rules] as Passing,
  };
});

/** The same for one program, which is evaluated once for all spaces that are one to it. */
function evaluator(making: Making, program: Program): (held: ReadonlySet<PeerId>) => Passing {
  const asked = new Set<PeerId>();
  for (const rules of program.tables)
    for (const rule of rules)
      for (const id of rule.peers) if (making.peers.all[id]?.kind === 'addresses') asked.add(id);
  const known = new Map<string, Passing>();
  return (held) => {
    let key = '';
    for (const id of asked) if (held.has(id)) key += `${id} `;
    let passing = known.get(key);
    if (passing === undefined) {
      passing = passingOf(making, program, held);
      known.set(key, passing);
    }
    return passing;
  };
}

/** What passes a program for an address that these sets of addresses hold, and no other one. */
export function passingOf({ finding, peers }: Making, program: Program, held: ReadonlySet<PeerId>): Passing {
  const { table } = finding;
  const holds = (id: PeerId): 'yes' | 'no' => {
    const peer = peers.all[id];
    const isSo = peer?.kind === 'addresses' ? held.has(id) : peer?.kind === 'set' && peer.is === 'not in';
    return isSo ? 'yes' : 'no';
  };
  // Nobody outside has a port by its name (S91).
  return inAllWorlds(table, (world) => passed(table, program, { holds, portsOf: () => NONE }, world));
}

/** More addresses in a row are not asked one by one whose they are. */
const MOST_ASKED = 65_536n;

/** Whether a set holds any address that is not somebody's of the network, nor of loopback. */
export function hasOutside(set: AddressSet, network: Network): boolean {
  return subtractAddresses(set, LOOPBACK).some(([first, last]) => {
    if ((last as bigint) - first >= MOST_ASKED) return true;
    for (let one = first as bigint; one <= last; one++)
      if (ownerOf(network, one as Address) === undefined) return true;
    return false;
  });
}

/**
 * The intervals between the bounds of sets of addresses, those that the same sets hold together: a sweep (04 §1). Those of
 * addresses that all belong to nodes of the network go `with others`, or stand by themselves.
 */
export function spacesOf(
  all: Making['peers']['all'],
  network: Network,
  whole: AddressSet,
  owned: 'with others' | 'by themselves',
): readonly { readonly intervals: AddressSet; readonly held: ReadonlySet<PeerId> }[] {
  const sweep = sweepOf(all);
  const keys = intLists();
  const spaces: { readonly intervals: Interval<Address>[]; readonly held: ReadonlySet<PeerId> }[] = [];
  /** Intervals of addresses of the network go with what is before them, or behind. */
  let waiting: Interval<Address>[] = [];
  let latest: Interval<Address>[] | undefined;
  const put = (first: bigint, last: bigint): void => {
    const own = intersect(whole, [[first as Address, last as Address]]);
    if (own.length === 0) return;
    if (owned === 'with others' && !hasOutside(own, network)) {
      (latest ?? waiting).push(...own);
      return;
    }
    const held = sortNumbers([...sweep.within]);
    const id = keys.idOf(held);
    if (id === spaces.length) spaces.push({ intervals: [], held: new Set(held) });
    latest = spaces[id]?.intervals ?? [];
    latest.push(...waiting, ...own);
    waiting = [];
  };
  let at = whole[0]?.[0] as bigint;
  for (let bound = sweep.next(); bound !== undefined; bound = sweep.next()) {
    if (bound > at) put(at, bound - 1n);
    at = bound > at ? bound : at;
    sweep.goTo(bound);
  }
  put(at, whole.at(-1)?.[1] as bigint);
  return spaces;
}
