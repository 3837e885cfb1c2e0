import type { Interval, Intervals } from '../../base/intervals.ts';
import { intersect as common } from '../../base/intervals.ts';
import type { Address } from '../../model/header/address.ts';
import { ADDRESSES } from '../../model/header/address-set.ts';
import type { HeaderMatch } from '../../model/header/header-match.ts';
import { hasPorts, PROTOCOLS } from '../../model/header/protocol.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { intersect, NONE, union } from './diagram.ts';
import { headersOf, ofProtocols } from './header-set.ts';
import { forget } from './image.ts';
import type { Level, Point } from './level.ts';
import {
  after,
  DIFFERENT,
  ENDS,
  FIRST_FACT,
  firstOf,
  PROTOCOL,
  SAME,
  SOURCE,
  SOURCE_PORT,
  TARGET,
  TARGET_PORT,
} from './level.ts';
import type { Reading } from './reading.ts';

/** Headers each of whose fields lies in a set of its own; `ends`: and whose addresses are equal, or differ. */
export interface Block extends HeaderMatch {
  readonly ends?: 'same' | 'different';
}

/**
 * A set as blocks that share no header, whatever facts it asks for. Ports of protocols that have none are not spoken of.
 * Undefined where there are more than `most`.
 */
export function blocksOf({ sets, sendable }: Reading, set: HeaderSet, most: number): Block[] | undefined {
  const blocks: Block[] = [];
  const go = (one: HeaderSet, path: ReadonlyMap<Level, Intervals<Point>>): void => {
    if (one === NONE || blocks.length > most) return;
    const { level, pieces } = sets.nodeOf(one);
    if (level >= FIRST_FACT) {
      const block = blockOf(path);
      if (block !== undefined) blocks.push(block);
      return;
    }
    const alike = new Map<HeaderSet, Interval<Point>[]>();
    let first = firstOf(level);
    for (const { last, to } of pieces) {
      const intervals = alike.get(to);
      if (intervals === undefined) alike.set(to, [[first, last]]);
      else intervals.push([first, last]);
      first = after(last);
    }
    for (const [to, intervals] of alike) go(to, new Map(path).set(level, intervals));
  };
  go(withoutPorts(sets, intersect(sets, set, sendable)), new Map());
  return blocks.length > most ? undefined : blocks;
}

/** The same, where protocols without ports may have any. */
function withoutPorts(sets: Diagrams, set: HeaderSet): HeaderSet {
  const ported = ofProtocols(sets, PROTOCOLS.filter(hasPorts));
  const portless = headersOf(sets, { protocols: PROTOCOLS.filter((one) => !hasPorts(one)) });
  const loose = forget(sets, intersect(sets, set, portless), new Set([SOURCE_PORT, TARGET_PORT]));
  return union(sets, intersect(sets, set, ported), intersect(sets, loose, portless));
}

/** What a path says; undefined where no header takes it. */
function blockOf(path: ReadonlyMap<Level, Intervals<Point>>): Block | undefined {
  const all: Intervals<Address> = [[ADDRESSES.first, ADDRESSES.last]];
  const ends = path.get(ENDS)?.[0]?.[0];
  let sources = path.get(SOURCE) as Intervals<Address> | undefined;
  let targets = path.get(TARGET) as Intervals<Address> | undefined;
  const both = common(sources ?? all, targets ?? all);
  if (ends === SAME) {
    if (both.length === 0) return undefined;
    sources = both;
    targets = both;
  }
  if (ends === DIFFERENT && isOne(sources) && isOne(targets) && both.length > 0) return undefined;
  const protocols = path
    .get(PROTOCOL)
    ?.flatMap(([first, last]) => PROTOCOLS.slice(Number(first), Number(last) + 1));
  const sourcePorts = path.get(SOURCE_PORT) as Intervals<number> | undefined;
  const targetPorts = path.get(TARGET_PORT) as Intervals<number> | undefined;
  return {
    ...(protocols && { protocols }),
    ...(sources && { sources }),
    ...(sourcePorts && { sourcePorts }),
    ...(targets && { targets }),
    ...(targetPorts && { targetPorts }),
    ...(ends === undefined || both.length === 0 ? {} : { ends: ends === SAME ? 'same' : 'different' }),
  };
}

function isOne(set: Intervals<Address> | undefined): boolean {
  const [only, ...more] = set ?? [];
  return only !== undefined && more.length === 0 && only[0] === only[1];
}
