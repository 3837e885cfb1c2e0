import { assert } from '../../base/assert.ts';
import type { Interval, Intervals, Line } from '../../base/intervals.ts';
import { contains, normalize } from '../../base/intervals.ts';

/** A set of ports, 0 to 65535; 0 is the port of a message whose protocol has none. */
export type PortSet = Intervals<number>;

/** The line of all ports. */
export const PORTS: Line<number> = { first: 0, last: 65535, next: (x) => x + 1, previous: (x) => x - 1 };

/** Every port, 0 included. */
export const ALL_PORTS: PortSet = [[PORTS.first, PORTS.last]];

/** No port. */
export const NO_PORTS: PortSet = [];

/** The set of these ports and of the ports of these ranges, ends included (S89); a BugError outside 0 to 65535. */
export function portSet(...parts: readonly (number | Interval<number>)[]): PortSet {
  const intervals = parts.map((part): Interval<number> => (typeof part === 'number' ? [part, part] : part));
  for (const [first, last] of intervals) assert(isPort(first) && isPort(last), `not ports: ${first}-${last}`);
  return normalize(PORTS, intervals);
}

/** Whether the port is in the set. */
export function containsPort(set: PortSet, port: number): boolean {
  return contains(set, port);
}

/** The set as `80,8000-8080`; `*` for all ports and `none` for none. Equal sets give equal text. */
export function formatPortSet(set: PortSet): string {
  if (set.length === 0) return 'none';
  if (set[0]?.[0] === PORTS.first && set[0][1] === PORTS.last) return '*';
  return set.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/**
 * The set that `text` lists: ports and first-last ranges in order, 0 to 65535, comma separated without spaces; `*` is
 * all ports and `none` is none. Undefined for any other text.
 */
export function parsePortSet(text: string): PortSet | undefined {
  if (text === '*') return ALL_PORTS;
  if (text === 'none') return NO_PORTS;
  const intervals: Interval<number>[] = [];
  for (const item of text.split(',')) {
    const dash = item.indexOf('-');
    const first = parseNumber(dash < 0 ? item : item.slice(0, dash));
    const last = dash < 0 ? first : parseNumber(item.slice(dash + 1));
    if (first === undefined || last === undefined || first > last) return undefined;
    intervals.push([first, last]);
  }
  return normalize(PORTS, intervals);
}

/** A port that a process can listen on, 1 to 65535, written in plain decimal; or undefined. */
export function parsePort(text: string): number | undefined {
  const port = parseNumber(text);
  return port === 0 ? undefined : port;
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= PORTS.first && value <= PORTS.last;
}

/** 0 to 65535 as JavaScript prints it: no sign, no leading zero, no space. */
function parseNumber(text: string): number | undefined {
  const value = Number(text);
  return isPort(value) && String(value) === text ? value : undefined;
}
