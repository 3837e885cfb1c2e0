import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { verdictBetween } from '../analysis/symbolic/all-pairs.ts';
import type { ClassId } from '../analysis/symbolic/classes.ts';
import type { ConnectionId } from '../analysis/symbolic/connection-set.ts';
import { ALL, NONE } from '../analysis/symbolic/connection-set.ts';
import type { Hosts } from '../analysis/symbolic/pair.ts';
import type { Group } from './matrix-groups.ts';

/** What all pairs of two groups exchange, what some do, and what some may. */
export interface PairSummary {
  readonly every: ConnectionId;
  readonly some: ConnectionId;
  readonly perhaps: ConnectionId;
}

/** Ends that are looked at together. */
export type Ends = Pick<Group, 'ends' | 'classes'>;

/** The summary of all pairs of different ends of two groups; undefined where there is no pair. */
export function summaryOf(pairs: AllPairs, source: Ends, target: Ends): PairSummary | undefined {
  const { table } = pairs.relation.finding;
  let [every, some, perhaps]: [ConnectionId, ConnectionId, ConnectionId] = [ALL, NONE, NONE];
  let met = false;
  const add = (s: number, t: number, hosts: Hosts): void => {
    const verdict = verdictBetween(pairs, s, t, hosts);
    met = true;
    every = table.intersect(every, verdict.sure);
    some = table.union(some, verdict.sure);
    perhaps = table.union(perhaps, verdict.perhaps);
  };
  for (const s of source.classes.keys()) {
    for (const t of target.classes.keys()) {
      if (s === t && isOneEnd(pairs, source, target, s)) continue;
      for (const hosts of hostsOf(pairs, source, target)) add(s, t, hosts);
    }
  }
  return met ? { every, some, perhaps } : undefined;
}

/** Whether two groups have but one pod of a class, and the same: it is no pair with itself. */
function isOneEnd({ classes }: AllPairs, source: Ends, target: Ends, id: ClassId): boolean {
  if (source.classes.get(id) !== 1 || target.classes.get(id) !== 1) return false;
  const isOf = (end: number): boolean => classes.of[end] === id;
  return source.ends.find(isOf) === target.ends.find(isOf);
}

/** Whether pairs of two groups are on one host, on two, or both; where it makes no difference, on two. */
function hostsOf(pairs: AllPairs, source: Ends, target: Ends): readonly Hosts[] {
  if (pairs.byHosts === 'no difference') return ['two'];
  const { hosts } = pairs.relation.finding.ends;
  const found = new Set<Hosts>();
  for (const s of source.ends)
    for (const t of target.ends) if (s !== t) found.add(hosts[s] === hosts[t] ? 'one' : 'two');
  return [...found];
}
