import type { HeaderChange } from '../../model/network/action.ts';
import { linked } from '../../model/network/link.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch } from '../../model/network/node.ts';
import { changeKey, compose, NO_CHANGE } from './change.ts';
import type { HeaderSet } from './diagram.ts';
import { intersect, NONE, subtract, union } from './diagram.ts';
import type { End } from './passage.ts';
import { endKey, LOOPED, noLink } from './passage.ts';
import type { Reading } from './reading.ts';
import { isEmpty } from './region.ts';
import { passagesOf } from './through.ts';

/** The headers, as they are sent, that may end in one way: each where open facts are so that it does. */
export interface Fate {
  readonly end: End;
  readonly headers: HeaderSet;
}

/** Headers that a process receives, by what was made of them on the way. */
export interface Arrival {
  readonly at: NodeId;
  readonly change: HeaderChange;
  /** As they were sent. */
  readonly headers: HeaderSet;
}

/** What becomes of everything that a process sends over a link. */
export interface Reached {
  readonly fates: readonly Fate[];
  readonly arrivals: readonly Arrival[];
}

/** Headers at the entrance of a node, of which the same was made so far. */
interface Visit {
  readonly at: NodeId;
  readonly from: NodeId;
  readonly change: HeaderChange;
  /** As they were sent. */
  headers: HeaderSet;
  /** Those that were not gone on with yet. */
  fresh: HeaderSet;
}

/**
 * All messages with one of the headers at once, from the process `by` over its link to `over`, to their ends (R15):
 * forwards. What loops does so on some way that choices leave open.
 */
export function reach(reading: Reading, by: NodeId, over: NodeId, headers: HeaderSet): Reached {
  const { network, sets } = reading;
  const fates = new Map<string, Fate>();
  const ends = (end: End, some: HeaderSet): void => {
    if (isEmpty(sets, some)) return;
    const key = endKey(end);
    fates.set(key, { end, headers: union(sets, fates.get(key)?.headers ?? NONE, some) });
  };
  if (!linked(network.links, by, over)) ends(noLink(by), headers);
  else {
    const visits = visitsFrom(reading, by, over, headers, ends);
    ends(LOOPED, goingRound(reading, visits, visitKey(over, by, NO_CHANGE)));
    const arrivals = [...visits.values()].filter(({ at }) => !isSwitch(network.nodes, at));
    for (const { at, headers: received } of arrivals) ends({ kind: 'delivered', at }, received);
    return {
      fates: [...fates.values()],
      arrivals: arrivals.map(({ at, change, headers: received }) => ({ at, change, headers: received })),
    };
  }
  return { fates: [...fates.values()], arrivals: [] };
}

function visitKey(at: NodeId, from: NodeId, change: HeaderChange): string {
  return `${at} ${from} ${changeKey(change)}`;
}

/** Every visit of a node, with all headers that come so; what ends in a switch is told to `ends`. */
function visitsFrom(
  reading: Reading,
  by: NodeId,
  over: NodeId,
  headers: HeaderSet,
  ends: (end: End, some: HeaderSet) => void,
): Map<string, Visit> {
  const { network, sets } = reading;
  const visits = new Map<string, Visit>();
  const waiting: Visit[] = [];
  const come = (at: NodeId, from: NodeId, change: HeaderChange, some: HeaderSet): void => {
    const key = visitKey(at, from, change);
    let visit = visits.get(key);
    if (visit === undefined) {
      visit = { at, from, change, headers: NONE, fresh: NONE };
      visits.set(key, visit);
    }
    const fresh = subtract(sets, some, visit.headers);
    if (isEmpty(sets, fresh)) return;
    if (visit.fresh === NONE) waiting.push(visit);
    visit.fresh = union(sets, visit.fresh, fresh);
    visit.headers = union(sets, visit.headers, fresh);
  };
  come(over, by, NO_CHANGE, headers);
  for (let visit = waiting.shift(); visit !== undefined; visit = waiting.shift()) {
    const { at, from, change, fresh } = visit;
    visit.fresh = NONE;
    if (!isSwitch(network.nodes, at)) continue;
    for (const passage of passagesOf(reading, at, from)) {
      const some = intersect(sets, fresh, reading.before(passage.headers, change));
      if (isEmpty(sets, some)) continue;
      if (passage.on.kind === 'sent') come(passage.on.to, at, compose(change, passage.change), some);
      else ends(passage.on, some);
    }
  }
  return visits;
}

/**
 * The headers that may be on their way for ever, of those that begin at one visit: the greatest sets of which each
 * member goes on to a member. As the nodes and the changes are few, for ever means round in a circle.
 */
function goingRound(reading: Reading, visits: ReadonlyMap<string, Visit>, start: string): HeaderSet {
  const { network, sets } = reading;
  const left = new Map<string, HeaderSet>();
  for (const [key, { at, headers }] of visits) if (isSwitch(network.nodes, at)) left.set(key, headers);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [key, headers] of left) {
      const { at, from, change } = visits.get(key) as Visit;
      let going: HeaderSet = NONE;
      for (const passage of passagesOf(reading, at, from)) {
        if (passage.on.kind !== 'sent') continue;
        const on = left.get(visitKey(passage.on.to, at, compose(change, passage.change))) ?? NONE;
        if (on === NONE) continue;
        const some = intersect(sets, reading.before(passage.headers, change), on);
        going = union(sets, going, intersect(sets, headers, some));
      }
      if (going === headers) continue;
      changed = true;
      if (isEmpty(sets, going)) left.delete(key);
      else left.set(key, going);
    }
  }
  return left.get(start) ?? NONE;
}
