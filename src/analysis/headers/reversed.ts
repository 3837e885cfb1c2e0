import type { Diagrams, HeaderSet } from './diagram.ts';
import { NONE, within } from './diagram.ts';
import type { Level } from './level.ts';
import { after, FIRST_FACT, firstOf, SOURCE, SOURCE_PORT, TARGET, TARGET_PORT } from './level.ts';

/** The headers of replies to the headers of a set: source and target change places. */
export function reversed(all: Diagrams, set: HeaderSet): HeaderSet {
  const known = new Map<HeaderSet, HeaderSet>();
  const go = (one: HeaderSet): HeaderSet => {
    const { level, pieces } = all.nodeOf(one);
    if (level >= FIRST_FACT) return one;
    let found = known.get(one);
    if (found !== undefined) return found;
    const mirrored = MIRROR.get(level) ?? level;
    found = NONE;
    let first = firstOf(level);
    for (const { last, to } of pieces) {
      found = all.ite(within(all, mirrored, [[first, last]]), go(to), found);
      first = after(last);
    }
    known.set(one, found);
    return found;
  };
  return go(set);
}

const MIRROR: ReadonlyMap<Level, Level> = new Map([
  [TARGET, SOURCE],
  [SOURCE, TARGET],
  [TARGET_PORT, SOURCE_PORT],
  [SOURCE_PORT, TARGET_PORT],
]);
