import type { Diagrams, HeaderSet } from '../../src/analysis/headers/diagram.ts';
import { at, intersect, NONE } from '../../src/analysis/headers/diagram.ts';
import type { Point } from '../../src/analysis/headers/level.ts';
import { after, ENDS, FIRST_FACT, firstOf, SOURCE, TARGET } from '../../src/analysis/headers/level.ts';
import type { Reading } from '../../src/analysis/headers/reading.ts';
import { isEmpty } from '../../src/analysis/headers/region.ts';
import type { Preferred } from '../../src/analysis/headers/witness.ts';
import { witness } from '../../src/analysis/headers/witness.ts';
import type { Header } from '../../src/model/header/header.ts';
import { headerKey } from '../../src/model/header/header.ts';
import type { Random } from '../generate/random.ts';

/** Above so many leaf regions of a set some are drawn. */
const MOST = 40;

/**
 * Headers of a set, one at least of each of its leaf regions where these are few: each field at the first or the last
 * point of its piece.
 */
export function membersOf(reading: Reading, set: HeaderSet, random: Random): Header[] {
  const { sets, sendable } = reading;
  const own = intersect(sets, set, sendable);
  const found = new Map<string, Header>();
  let regions = regionsOf(sets, own, MOST);
  if (regions.length > MOST) regions = Array.from({ length: MOST }, () => drawn(sets, own, random));
  for (const region of regions) {
    for (let i = 0; i < 2; i++) {
      const header = cornerOf(reading, own, region, random);
      if (header !== undefined) found.set(headerKey(header), header);
    }
  }
  return [...found.values()];
}

/** A path to a leaf: at each level that it tests, the first and the last point of a piece. */
type Region = ReadonlyMap<number, readonly [Point, Point]>;

function regionsOf(sets: Diagrams, set: HeaderSet, most: number): Region[] {
  const found: Region[] = [];
  const go = (one: HeaderSet, path: Region): void => {
    if (one === NONE || found.length > most) return;
    const node = sets.nodeOf(one);
    if (node.level >= FIRST_FACT) {
      found.push(path);
      return;
    }
    let first = firstOf(node.level);
    for (const { last, to } of node.pieces) {
      go(to, new Map(path).set(node.level, [first, last]));
      if (last !== node.pieces.at(-1)?.last) first = after(last);
    }
  };
  go(set, new Map());
  return found;
}

function drawn(sets: Diagrams, set: HeaderSet, random: Random): Region {
  const path = new Map<number, readonly [Point, Point]>();
  for (let one = set; sets.nodeOf(one).level < FIRST_FACT; ) {
    const { level, pieces } = sets.nodeOf(one);
    const at = random.pick([...pieces.keys()].filter((piece) => pieces[piece]?.to !== NONE));
    const before = pieces[at - 1];
    path.set(level, [before === undefined ? firstOf(level) : after(before.last), pieces[at]?.last as Point]);
    one = pieces[at]?.to as HeaderSet;
  }
  return path;
}

function cornerOf(reading: Reading, set: HeaderSet, region: Region, random: Random): Header | undefined {
  const { sets } = reading;
  const ends = region.get(ENDS)?.[0];
  const narrowed = ends === undefined ? set : intersect(sets, set, at(sets, ENDS, ends));
  if (isEmpty(sets, narrowed)) return undefined;
  const preferred: Preferred = new Map(
    [TARGET, SOURCE, ...region.keys()].flatMap((level) => {
      const piece = region.get(level);
      if (piece === undefined || level === ENDS) return [];
      const [first, last] = piece;
      return [[level, random.below(2) === 0 ? [first, last] : [last, first]] as const];
    }),
  );
  return witness(reading, narrowed, preferred)?.header;
}
