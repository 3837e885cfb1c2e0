import { present } from '../../base/assert.ts';
import type { Address } from '../../model/header/address.ts';
import type { Header } from '../../model/header/header.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { at, intersect, NONE } from './diagram.ts';
import { protocolAt } from './header-set.ts';
import type { Level, Point } from './level.ts';
import {
  after,
  ENDS,
  FIRST_FACT,
  firstOf,
  HOLDS,
  PROTOCOL,
  SAME,
  SOURCE,
  SOURCE_PORT,
  TARGET,
  TARGET_PORT,
} from './level.ts';
import type { Reading } from './reading.ts';
import type { Region } from './region.ts';
import { isEmpty, regionsOf } from './region.ts';

/** A header of a set, and how the facts that it depends on must turn out for it to be there. */
export interface Witness {
  readonly header: Header;
  readonly facts: ReadonlyMap<FactId, 'holds' | 'fails'>;
}

/** Points to be taken where the set has them, the earlier ones rather; the first level first. */
export type Preferred = ReadonlyMap<Level, readonly Point[]>;

const NOTHING: Preferred = new Map();

const FIELDS: readonly Level[] = [TARGET, SOURCE, PROTOCOL, TARGET_PORT, SOURCE_PORT];

/**
 * A header of a set: what is preferred, as far as the set has it, else the lowest of each field in turn. Undefined where
 * no message can have one.
 */
export function witness(
  { sets, sendable }: Reading,
  set: HeaderSet,
  preferred: Preferred = NOTHING,
): Witness | undefined {
  let left = intersect(sets, set, sendable);
  if (isEmpty(sets, left)) return undefined;
  for (const [level, points] of preferred) {
    for (const point of points) {
      const narrower = intersect(sets, left, at(sets, level, point));
      if (isEmpty(sets, narrower)) continue;
      left = narrower;
      break;
    }
  }
  const taken = new Map<Level, Point>();
  if (sets.nodeOf(left).level === ENDS) {
    const [region] = regionsOf(sets, left);
    const [source, target] = endsIn(present(region, 'a region of a set that is not empty'));
    taken
      .set(ENDS, source === target ? SAME : SAME + 1)
      .set(SOURCE, source)
      .set(TARGET, target);
  }
  return readOff(sets, left, taken);
}

/** Two addresses of a region: equal or not, as it says. */
function endsIn({ ends, source: [s, lastSource], target: [t] }: Region): readonly [bigint, bigint] {
  if (ends === SAME) return s > t ? [s, s] : [t, t];
  if (s !== t) return [s, t];
  return s < lastSource ? [s + 1n, t] : [s, t + 1n];
}

/** The header at which one arrives from the top down, by the points taken, else by the first piece that leads on. */
function readOff(sets: Diagrams, set: HeaderSet, taken: Map<Level, Point>): Witness {
  const facts = new Map<FactId, 'holds' | 'fails'>();
  for (let one = set; sets.nodeOf(one).pieces.length > 0; ) {
    const { level, pieces } = sets.nodeOf(one);
    const point = taken.get(level);
    let first = firstOf(level);
    for (const { last, to } of pieces) {
      const isIt = point === undefined ? to !== NONE : point <= last;
      one = to;
      if (isIt) break;
      first = after(last);
    }
    if (level >= FIRST_FACT) facts.set((level - FIRST_FACT) as FactId, first === HOLDS ? 'holds' : 'fails');
    else if (point === undefined) taken.set(level, first);
  }
  const [target, source, protocol, targetPort, sourcePort] = FIELDS.map(
    (level) => taken.get(level) ?? firstOf(level),
  );
  const header: Header = {
    protocol: protocolAt(protocol as Point),
    source: source as Address,
    sourcePort: sourcePort as number,
    target: target as Address,
    targetPort: targetPort as number,
  };
  return { header, facts };
}
