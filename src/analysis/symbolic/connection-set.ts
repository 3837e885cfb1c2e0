import { intLists } from '../../base/int-lists.ts';
import type { Intervals, Line } from '../../base/intervals.ts';
import { contains, intersect, normalize, subtract, union } from '../../base/intervals.ts';
import type { PortSet } from '../../model/header/port.ts';
import { formatPortSet } from '../../model/header/port.ts';
import type { Protocol, ProtocolSet } from '../../model/header/protocol.ts';
import { hasPorts, PROTOCOLS } from '../../model/header/protocol.ts';

/**
 * A set of (protocol, target port): points of one line, the ports of TCP, of UDP, of SCTP, then one point each for ICMP
 * and everything else (04 §2).
 */
export type ConnectionSet = Intervals<number>;

const WIDTH = 65_536;

/** Where a protocol's segment begins. */
const BEGINS: Readonly<Record<Protocol, number>> = {
  TCP: 0,
  UDP: WIDTH,
  SCTP: 2 * WIDTH,
  ICMP: 3 * WIDTH,
  other: 3 * WIDTH + 1,
};

const LINE: Line<number> = { first: 0, last: BEGINS.other, next: (x) => x + 1, previous: (x) => x - 1 };

/** Every message. */
export const ALL_CONNECTIONS: ConnectionSet = [[LINE.first, LINE.last]];

/** No message. */
export const NO_CONNECTIONS: ConnectionSet = [];

/** The point of a message; ports of protocols that have none do not count. */
export function connectionOf(protocol: Protocol, port: number): number {
  return BEGINS[protocol] + (hasPorts(protocol) ? port : 0);
}

/** The messages of these protocols to these ports; an absent set asks nothing. A protocol without ports is at port 0. */
export function connections(
  protocols: ProtocolSet = PROTOCOLS,
  ports: PortSet = [[0, WIDTH - 1]],
): ConnectionSet {
  const intervals = protocols.flatMap((protocol): Intervals<number> => {
    const begin = BEGINS[protocol];
    if (hasPorts(protocol)) return ports.map(([first, last]) => [begin + first, begin + last]);
    return contains(ports, 0) ? [[begin, begin]] : [];
  });
  return normalize(LINE, intervals);
}

/** Whether a set has a point. */
export function hasConnection(set: ConnectionSet, point: number): boolean {
  return contains(set, point);
}

/** The ports of a set by protocol, as first and last; empty for what is not in it. Of protocols without ports: whether any is. */
export function portsByProtocol(set: ConnectionSet): {
  readonly ports: Readonly<Partial<Record<Protocol, PortSet>>>;
  readonly other: boolean;
} {
  const ports: Partial<Record<Protocol, PortSet>> = {};
  for (const protocol of PROTOCOLS.filter(hasPorts)) {
    const begin = BEGINS[protocol];
    const own = intersect<number>(set, [[begin, begin + WIDTH - 1]]);
    if (own.length > 0) ports[protocol] = own.map(([first, last]) => [first - begin, last - begin]);
  }
  return { ports, other: intersect<number>(set, [[BEGINS.ICMP, BEGINS.other]]).length > 0 };
}

/** `TCP 80,443; UDP 53`, `all`, `none`: equal sets give equal text. */
export function formatConnections(set: ConnectionSet): string {
  if (set.length === 0) return 'none';
  if (set[0]?.[0] === LINE.first && set[0][1] === LINE.last) return 'all';
  const parts = PROTOCOLS.flatMap((protocol) => {
    const begin = BEGINS[protocol];
    const end = begin + (hasPorts(protocol) ? WIDTH - 1 : 0);
    const own = intersect<number>(set, [[begin, end]]);
    if (own.length === 0) return [];
    if (!hasPorts(protocol)) return [protocol];
    return [`${protocol} ${formatPortSet(own.map(([first, last]) => [first - begin, last - begin]))}`];
  });
  return parts.join('; ');
}

/** The messages of either. */
export function unionOfSets(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  return union(LINE, a, b);
}

/** The messages of the first that are not of the second. */
export function differenceOfSets(a: ConnectionSet, b: ConnectionSet): ConnectionSet {
  return subtract(LINE, a, b);
}

/** Number of a connection set within its table. */
export type ConnectionId = number;

/** The empty set, and the set of all. */
export const NONE: ConnectionId = 0;
export const ALL: ConnectionId = 1;

/** Connection sets, each once: equal sets have equal numbers, and what was combined once is not combined again. */
export interface ConnectionTable {
  idOf(set: ConnectionSet): ConnectionId;
  setOf(id: ConnectionId): ConnectionSet;
  union(a: ConnectionId, b: ConnectionId): ConnectionId;
  intersect(a: ConnectionId, b: ConnectionId): ConnectionId;
  subtract(a: ConnectionId, b: ConnectionId): ConnectionId;
  readonly size: () => number;
}

const FEW_SETS = 128;

/** An empty table. */
export function connectionTable(): ConnectionTable {
  const sets: ConnectionSet[] = [];
  const numbers = intLists();
  const idOf = (set: ConnectionSet): ConnectionId => {
    const id = numbers.idOf(set.flat());
    if (id === sets.length) sets.push(set);
    return id;
  };
  idOf(NO_CONNECTIONS);
  idOf(ALL_CONNECTIONS);
  const setOf = (id: ConnectionId): ConnectionSet => sets[id] as ConnectionSet;
  const remembered = (
    combine: (a: ConnectionSet, b: ConnectionSet) => ConnectionSet,
  ): ((a: ConnectionId, b: ConnectionId) => ConnectionId) => {
    // Most networks have few sets: their pairs have a place each.
    const few = new Int32Array(FEW_SETS * FEW_SETS).fill(-1);
    const asked = intLists();
    const known: ConnectionId[] = [];
    const both = [0, 0];
    return (a, b) => {
      if (a < FEW_SETS && b < FEW_SETS) {
        const place = a * FEW_SETS + b;
        if (few[place] === -1) few[place] = idOf(combine(setOf(a), setOf(b)));
        return few[place] as ConnectionId;
      }
      both[0] = a;
      both[1] = b;
      const number = asked.idOf(both);
      if (number === known.length) known.push(idOf(combine(setOf(a), setOf(b))));
      return known[number] as ConnectionId;
    };
  };
  const united = remembered((a, b) => union(LINE, a, b));
  const met = remembered(intersect);
  const less = remembered((a, b) => subtract(LINE, a, b));
  return {
    idOf,
    setOf,
    union: (a, b) =>
      a === b || b === NONE ? a : a === NONE ? b : a === ALL || b === ALL ? ALL : united(a, b),
    intersect: (a, b) =>
      a === b || b === ALL ? a : a === ALL ? b : a === NONE || b === NONE ? NONE : met(a, b),
    subtract: (a, b) => (a === NONE || b === NONE ? a : a === b || b === ALL ? NONE : less(a, b)),
    size: () => sets.length,
  };
}
