import type { HeaderChange } from '../../model/network/action.ts';
import { setBy } from './change.ts';
import type { Diagrams, HeaderSet, Piece } from './diagram.ts';
import { at, below } from './diagram.ts';
import type { Point } from './level.ts';
import { DIFFERENT, ENDS, SAME, SOURCE, SOURCE_PORT, TARGET } from './level.ts';

/** The headers that a change puts into a set: backwards through a translation. */
export function preimage(all: Diagrams, set: HeaderSet, change: HeaderChange): HeaderSet {
  const known = new Map<HeaderSet, HeaderSet>();
  const go = (one: HeaderSet): HeaderSet => {
    const { level, pieces } = all.nodeOf(one);
    if (level > SOURCE_PORT) return one;
    let found = known.get(one);
    if (found !== undefined) return found;
    const point = setBy(change, level);
    if (level === ENDS) found = sameEnds(all, change, go, pieces);
    else if (point !== undefined) found = go(below({ level, pieces }, point));
    else
      found = all.make(
        level,
        pieces.map(({ last, to }) => ({ last, to: go(to) })),
      );
    known.set(one, found);
    return found;
  };
  return go(set);
}

/** ENDS before a change: of whom one address is set, the other one tells. */
function sameEnds(
  all: Diagrams,
  { source, target }: HeaderChange,
  go: (set: HeaderSet) => HeaderSet,
  pieces: readonly Piece[],
): HeaderSet {
  const [same, different] = [pieces[SAME], pieces[DIFFERENT]].map((piece) => go((piece as Piece).to)) as [
    HeaderSet,
    HeaderSet,
  ];
  if (source === undefined && target === undefined)
    return all.make(ENDS, [
      { last: SAME, to: same },
      { last: DIFFERENT, to: different },
    ]);
  if (source !== undefined && target !== undefined) return source === target ? same : different;
  const test = source === undefined ? at(all, SOURCE, target as Point) : at(all, TARGET, source);
  return all.ite(test, same, different);
}
