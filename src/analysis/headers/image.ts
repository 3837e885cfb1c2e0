import type { HeaderChange } from '../../model/network/action.ts';
import { CHANGED, setBy } from './change.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { at, intersect, NONE, union, within } from './diagram.ts';
import type { Level, Point } from './level.ts';
import { ENDS, firstOf, lastOf, SAME, SOURCE, TARGET } from './level.ts';
import type { Region } from './region.ts';
import { regionsOf } from './region.ts';

/** The headers that a change makes of those of a set: forwards through a translation. */
export function image(all: Diagrams, set: HeaderSet, change: HeaderChange): HeaderSet {
  const touched = CHANGED.filter((level) => setBy(change, level) !== undefined);
  if (touched.length === 0) return set;
  const loosened =
    change.source === undefined && change.target === undefined ? set : withoutEnds(all, set, change);
  let made = forget(all, loosened, new Set(touched));
  for (const level of touched) made = intersect(all, made, at(all, level, setBy(change, level) as Point));
  return made;
}

/** The headers that differ from one of the set at most at these levels. */
export function forget(all: Diagrams, set: HeaderSet, levels: ReadonlySet<Level>): HeaderSet {
  const known = new Map<HeaderSet, HeaderSet>();
  const go = (one: HeaderSet): HeaderSet => {
    const { level, pieces } = all.nodeOf(one);
    if (pieces.length === 0) return one;
    let found = known.get(one);
    if (found !== undefined) return found;
    const changed = pieces.map(({ last, to }) => ({ last, to: go(to) }));
    found = levels.has(level)
      ? changed.reduce((sum: HeaderSet, { to }) => union(all, sum, to), NONE)
      : all.make(level, changed);
    known.set(one, found);
    return found;
  };
  return go(set);
}

/**
 * The same headers, less whatever is no header: said without ENDS as far as the address that a change leaves tells. What
 * an address to be forgotten may be, the other one bounds: equal to it, or not.
 */
function withoutEnds(all: Diagrams, set: HeaderSet, change: HeaderChange): HeaderSet {
  const node = all.nodeOf(set);
  if (node.level !== ENDS) return set;
  let sum: HeaderSet = NONE;
  for (const region of regionsOf(all, set)) {
    const addresses = left(region, change);
    for (const [level, interval] of addresses) {
      const bound = within(all, level, [interval]);
      sum = union(all, sum, intersect(all, bound, region.rest));
    }
  }
  return sum;
}

/** What is left of a region of the address that a change does not set. */
function left(
  { ends, target, source }: Region,
  change: HeaderChange,
): readonly (readonly [Level, readonly [bigint, bigint]])[] {
  if (change.source !== undefined && change.target !== undefined)
    return [[TARGET, [firstOf(TARGET) as bigint, lastOf(TARGET) as bigint]]];
  const [level, own, other] =
    change.target === undefined ? ([TARGET, target, source] as const) : ([SOURCE, source, target] as const);
  if (ends === SAME) {
    const first = own[0] > other[0] ? own[0] : other[0];
    const last = own[1] < other[1] ? own[1] : other[1];
    return [[level, [first, last]]];
  }
  const [single] = other;
  if (single !== other[1] || single < own[0] || single > own[1]) return [[level, own]];
  // Unequal to one address alone: an interval with a hole.
  const parts: (readonly [Level, readonly [bigint, bigint]])[] = [];
  if (own[0] < single) parts.push([level, [own[0], single - 1n]]);
  if (single < own[1]) parts.push([level, [single + 1n, own[1]]]);
  return parts;
}
