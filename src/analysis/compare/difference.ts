import { hasPorts, PROTOCOLS } from '../../model/header/protocol.ts';
import type { AllPairs } from '../symbolic/all-pairs.ts';
import { verdictBetween } from '../symbolic/all-pairs.ts';
import type { ClassId } from '../symbolic/classes.ts';
import type { ConnectionSet } from '../symbolic/connection-set.ts';
import { connections, differenceOfSets, unionOfSets } from '../symbolic/connection-set.ts';
import type { Passing } from '../symbolic/passed.ts';

/** One end that both networks have: its number in each. */
export interface Matched {
  readonly base: number;
  readonly head: number;
}

/** What became of messages: those that arrive now for sure and did not; that did and do not; and where that is not known. */
export interface Change {
  readonly opened: ConnectionSet;
  readonly closed: ConnectionSet;
  readonly unclear: ConnectionSet;
  readonly sense: Sense;
}

/**
 * Whether two exchange more or less than before: `opened` where there was nothing, `closed` where there is nothing now,
 * `widened` and `narrowed` where something was and is, `changed`: both more and less, or that is not known.
 */
export type Sense = 'opened' | 'closed' | 'widened' | 'narrowed' | 'changed';

/** Matched ends that are of one class in both networks, by their place in the list. */
export interface Joint {
  readonly ends: readonly number[];
  readonly base: ClassId;
  readonly head: ClassId;
}

/** Two joints between whose ends something changed. */
export interface Cell {
  readonly source: Joint;
  readonly target: Joint;
  readonly change: Change;
}

/** The joints of matched ends. Where hosts make a difference, those of one host are apart. */
export function jointsOf(base: AllPairs, head: AllPairs, matched: readonly Matched[]): readonly Joint[] {
  const byHosts = base.byHosts === 'a difference' || head.byHosts === 'a difference';
  const joints = new Map<string, { ends: number[]; base: ClassId; head: ClassId }>();
  matched.forEach((one, index) => {
    const [b, h] = [base.classes.of[one.base] as ClassId, head.classes.of[one.head] as ClassId];
    const where = byHosts ? ` ${hostAt(base, one.base)} ${hostAt(head, one.head)}` : '';
    const key = `${b} ${h}${where}`;
    const joint = joints.get(key);
    if (joint === undefined) joints.set(key, { ends: [index], base: b, head: h });
    else joint.ends.push(index);
  });
  return [...joints.values()];
}

function hostAt({ relation }: AllPairs, end: number): number {
  return relation.finding.ends.hosts[end] as number;
}

/** What changed between two networks, joint by joint (04 §7). Exact: what is not listed is the same in both. */
export function* differences(
  base: AllPairs,
  head: AllPairs,
  matched: readonly Matched[],
  joints: readonly Joint[],
): Generator<Cell> {
  const changeAt = changesBetween(base, head);
  for (const source of joints) {
    for (const target of joints) {
      if (source === target && source.ends.length === 1) continue;
      const [s, t] = [matched[source.ends[0] as number], matched[target.ends.at(-1) as number]] as [
        Matched,
        Matched,
      ];
      const before = verdictBetween(base, source.base, target.base, sameHost(base, s.base, t.base));
      const after = verdictBetween(head, source.head, target.head, sameHost(head, s.head, t.head));
      const change = changeAt(before, after);
      if (change !== 'none') yield { source, target, change };
    }
  }
}

/** What became of messages, by what passed before and passes now; each change is worked out once. */
export function changesBetween(
  base: AllPairs,
  head: AllPairs,
): (before: Passing, after: Passing) => Change | 'none' {
  const known = new Map<string, Change | 'none'>();
  return (before, after) => {
    const key = `${before.sure} ${before.perhaps} ${after.sure} ${after.perhaps}`;
    let change = known.get(key);
    if (change === undefined) {
      change = changeOf(setsOf(base, before), setsOf(head, after));
      known.set(key, change);
    }
    return change;
  };
}

function sameHost(pairs: AllPairs, source: number, target: number): 'one' | 'two' {
  return hostAt(pairs, source) === hostAt(pairs, target) ? 'one' : 'two';
}

interface Sets {
  readonly sure: ConnectionSet;
  readonly perhaps: ConnectionSet;
}

/** A verdict as sets. */
export function setsOf({ relation }: AllPairs, { sure, perhaps }: Passing): Sets {
  const { table } = relation.finding;
  return { sure: table.setOf(sure), perhaps: table.setOf(perhaps) };
}

function changeOf(before: Sets, after: Sets): Change | 'none' {
  const less = differenceOfSets;
  const opened = less(after.sure, before.perhaps);
  const closed = less(before.sure, after.perhaps);
  const any = [
    less(after.sure, before.sure),
    less(before.sure, after.sure),
    less(after.perhaps, before.perhaps),
    less(before.perhaps, after.perhaps),
  ].reduce(unionOfSets);
  const unclear = less(any, unionOfSets(opened, closed));
  if (opened.length + closed.length + unclear.length === 0) return 'none';
  return { opened, closed, unclear, sense: senseOf(before, after, { opened, closed }) };
}

/** Protocols without ports do not count: whether they pass is often not known, and nothing else is asked of them. */
function senseOf(before: Sets, after: Sets, { opened, closed }: Pick<Change, 'opened' | 'closed'>): Sense {
  const some = (set: ConnectionSet): boolean => differenceOfSets(set, WITHOUT_PORTS).length > 0;
  if (some(opened) && !some(closed)) return some(before.perhaps) ? 'widened' : 'opened';
  if (some(closed) && !some(opened)) return some(after.perhaps) ? 'narrowed' : 'closed';
  return 'changed';
}

const WITHOUT_PORTS = connections(PROTOCOLS.filter((one) => !hasPorts(one)));
