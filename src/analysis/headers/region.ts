import type { Diagrams, HeaderSet, Piece } from './diagram.ts';
import { NONE } from './diagram.ts';
import type { Level } from './level.ts';
import { after, DIFFERENT, ENDS, firstOf, lastOf, SAME, SOURCE, TARGET } from './level.ts';

/** A block of headers: both addresses in intervals, equal or not, and what is said of the rest. */
export interface Region {
  readonly ends: typeof SAME | typeof DIFFERENT;
  readonly target: readonly [bigint, bigint];
  readonly source: readonly [bigint, bigint];
  readonly rest: HeaderSet;
}

/** The blocks of a set that tests ENDS first; those without any header are left out. */
export function* regionsOf(all: Diagrams, set: HeaderSet): Generator<Region> {
  const { pieces } = all.nodeOf(set);
  for (const ends of [SAME, DIFFERENT] as const) {
    const under = (pieces[ends] as Piece).to;
    for (const [target, one] of spans(all, under, TARGET)) {
      for (const [source, rest] of spans(all, one, SOURCE)) {
        const region: Region = { ends, target, source, rest };
        if (rest !== NONE && isPossible(region)) yield region;
      }
    }
  }
}

/** The pieces of a set at a level of addresses, as intervals. */
function* spans(
  all: Diagrams,
  set: HeaderSet,
  level: Level,
): Generator<readonly [readonly [bigint, bigint], HeaderSet]> {
  const node = all.nodeOf(set);
  let first = firstOf(level) as bigint;
  if (node.level !== level) {
    yield [[first, lastOf(level) as bigint], set];
    return;
  }
  for (const { last, to } of node.pieces) {
    yield [[first, last as bigint], to];
    first = after(last) as bigint;
  }
}

function isPossible({ ends, target, source }: Region): boolean {
  if (ends === SAME) return target[0] <= source[1] && source[0] <= target[1];
  return target[0] !== target[1] || source[0] !== source[1] || target[0] !== source[0];
}

/** Whether a set has no header: its diagram may ask for ends that are equal and lie apart. */
export function isEmpty(all: Diagrams, set: HeaderSet): boolean {
  if (set === NONE) return true;
  if (all.nodeOf(set).level !== ENDS) return false;
  return regionsOf(all, set).next().done === true;
}

/** Whether two sets have the same headers. */
export function sameHeaders(all: Diagrams, a: HeaderSet, b: HeaderSet): boolean {
  return a === b || isEmpty(all, all.ite(a, all.ite(b, NONE, a), b));
}
