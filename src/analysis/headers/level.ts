import { ADDRESSES } from '../../model/header/address-set.ts';
import { PORTS } from '../../model/header/port.ts';
import { PROTOCOLS } from '../../model/header/protocol.ts';
import type { FactId } from '../../model/network/fact.ts';

/**
 * What a diagram tests, from the top down: whether source and target are one address, the fields of a header, and
 * below them every open fact of the network, fact f at FIRST_FACT + f.
 */
export type Level = number;

/** A value at a level: an address, a port, the position of a protocol in PROTOCOLS, or one of the two below. */
export type Point = bigint | number;

/** The levels of a header. ENDS stands first, so that it is known when both addresses are. */
export const ENDS: Level = 0;
export const TARGET: Level = 1;
export const SOURCE: Level = 2;
export const PROTOCOL: Level = 3;
export const TARGET_PORT: Level = 4;
export const SOURCE_PORT: Level = 5;

/** The level of fact 0. */
export const FIRST_FACT: Level = 6;

/** Points of ENDS. */
export const SAME = 0;
export const DIFFERENT = 1;

/** Points of a fact. */
export const HOLDS = 0;
export const FAILS = 1;

/** Below every level there is. */
export const BOTTOM: Level = Number.POSITIVE_INFINITY;

/** The level of an open fact. */
export function levelOfFact(fact: FactId): Level {
  return FIRST_FACT + fact;
}

/** The first point of a level's line. */
export function firstOf(level: Level): Point {
  return level === TARGET || level === SOURCE ? ADDRESSES.first : 0;
}

/** The last point of a level's line. */
export function lastOf(level: Level): Point {
  switch (level) {
    case TARGET:
    case SOURCE:
      return ADDRESSES.last;
    case TARGET_PORT:
    case SOURCE_PORT:
      return PORTS.last;
    case PROTOCOL:
      return PROTOCOLS.length - 1;
    default:
      return 1;
  }
}

/** The next point of a line. */
export function after(point: Point): Point {
  return typeof point === 'bigint' ? point + 1n : point + 1;
}

/** The point before another of a line. */
export function before(point: Point): Point {
  return typeof point === 'bigint' ? point - 1n : point - 1;
}
