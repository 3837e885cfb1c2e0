import { once } from '../../base/once.ts';
import { includesSorted } from '../../base/order.ts';
import type { AllPairs } from './all-pairs.ts';
import { mostCells } from './all-pairs.ts';
import type { ClassId } from './classes.ts';
import type { ConnectionId } from './connection-set.ts';
import { hasConnection } from './connection-set.ts';
import type { Half } from './halves.ts';

/** One of several ends that stand for one thing, as those behind a service: where, and what is sent there. */
export interface Backend {
  readonly end: number;
  /** A point of a set of messages. */
  readonly point: number;
}

/** How many ends reach, for sure, any of some backends, and all of them: of those that are no backend. */
export interface Reaching {
  readonly any: number;
  readonly all: number;
}

/** More cells of halves are not gone through. */
const MOST_CELLS = 50_000_000;

/** So many bits are kept beside those in use: 256 MB. */
const MOST_BITS = 2 ** 31;

/** The classes that reach one target on one point: listed, ascending, where they are told from all others; else as bits. */
type Column = Int32Array | Uint32Array;

/**
 * Counts who reaches backends (04 §3), by columns. Undefined where it makes a difference on which host they are, or there are
 * too many cells.
 */
export function reachingOf(pairs: AllPairs): ((backends: readonly Backend[]) => Reaching) | undefined {
  if (pairs.byHosts === 'a difference' || mostCells(pairs, 'source') > MOST_CELLS) return undefined;
  const { classes } = pairs;
  const columnOf = columnsOf(pairs);
  const weightOf = weigher(classes.weights);
  const holds = (column: Column, id: ClassId): boolean =>
    column instanceof Int32Array ? includesSorted(column, id) : get(column, id);
  return (backends) => {
    const own = [...new Set(backends.map(({ end, point }) => columnOf(classes.of[end] as ClassId, point)))];
    const [first, ...more] = own;
    if (first === undefined) return { any: 0, all: 0 };
    const [some, every] =
      more.length === 0
        ? [first, first]
        : [combined(own, classes.size, 'any'), combined(own, classes.size, 'all')];
    const ends = [...new Set(backends.map(({ end }) => end))];
    const among = (column: Column): number =>
      ends.filter((end) => holds(column, classes.of[end] as ClassId)).length;
    return { any: weightOf(some) - among(some), all: weightOf(every) - among(every) };
  };
}

/** The columns of targets, each made once as far as memory goes. */
function columnsOf({
  classes,
  egress,
  ingress,
  relation,
}: AllPairs): (target: ClassId, point: number) => Column {
  const { size } = classes;
  const { table } = relation.finding;
  const sources = Array.from({ length: size }, (_, id) => egress(id, 'two'));
  const exceptions = once(() => exceptionsByTarget(sources, size));
  const held = new Map<number, Map<ConnectionId, boolean>>();
  const has = (set: ConnectionId, point: number): boolean => {
    const known = held.get(point) ?? new Map<ConnectionId, boolean>();
    held.set(point, known);
    const is = known.get(set) ?? hasConnection(table.setOf(set), point);
    known.set(set, is);
    return is;
  };
  /** The classes that may send a point to whoever they say nothing of. */
  const senders = new Map<number, Uint32Array>();
  const sendersOf = (point: number): Uint32Array => {
    const bits = senders.get(point) ?? new Uint32Array((size + 31) >>> 5);
    if (!senders.has(point)) for (const [id, { sure }] of sources.entries()) put(bits, id, has(sure, point));
    senders.set(point, bits);
    return bits;
  };
  const make = (target: ClassId, point: number): Column => {
    const half = ingress(target, 'two');
    const sends = (source: ClassId): boolean => has(sureAt(sources[source] as Half, target), point);
    if (!has(half.sure, point))
      return half.classes.filter((source, i) => has(half.sures[i] as number, point) && sends(source));
    const bits = sendersOf(point).slice();
    const { starts, sources: own } = exceptions();
    for (let i = starts[target] as number; i < (starts[target + 1] as number); i++)
      put(bits, own[i] as number, sends(own[i] as number));
    half.classes.forEach((source, i) => {
      if (!has(half.sures[i] as number, point)) put(bits, source, false);
    });
    return bits;
  };
  const columns = new Map<number, Map<number, Column>>();
  let kept = 0;
  return (target, point) => {
    const known = columns.get(point) ?? new Map<number, Column>();
    columns.set(point, known);
    const column = known.get(target) ?? make(target, point);
    if (!known.has(target) && kept <= MOST_BITS) {
      known.set(target, column);
      kept += column.length * 32;
    }
    return column;
  };
}

/** Compressed rows: the classes of sources whose half says something of a target, by target. */
function exceptionsByTarget(
  halves: readonly Half[],
  size: number,
): { readonly starts: Int32Array; readonly sources: Int32Array } {
  const starts = new Int32Array(size + 1);
  for (const { classes } of halves)
    for (let i = 0; i < classes.length; i++) add(starts, (classes[i] as number) + 1, 1);
  for (let id = 0; id < size; id++) add(starts, id + 1, starts[id] as number);
  const next = starts.slice();
  const sources = new Int32Array(starts[size] as number);
  for (const [source, { classes }] of halves.entries())
    for (let i = 0; i < classes.length; i++) {
      const target = classes[i] as number;
      sources[next[target] as number] = source;
      add(next, target, 1);
    }
  return { starts, sources };
}

function add(numbers: Int32Array, at: number, more: number): void {
  numbers[at] = (numbers[at] as number) + more;
}

function sureAt({ classes, sures, sure }: Half, id: ClassId): ConnectionId {
  let [low, high] = [0, classes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((classes[middle] as number) < id) low = middle + 1;
    else high = middle;
  }
  return classes[low] === id ? (sures[low] as number) : sure;
}

function weigher(weights: Int32Array): (column: Column) => number {
  const known = new WeakMap<Column, number>();
  return (column) => {
    let sum = known.get(column);
    if (sum === undefined) {
      sum = 0;
      for (let i = 0; i < column.length; i++) {
        if (column instanceof Int32Array) sum += weights[column[i] as number] as number;
        else
          for (let word = column[i] as number; word !== 0; word &= word - 1)
            sum += weights[(i << 5) + 31 - Math.clz32(word & -word)] as number;
      }
      known.set(column, sum);
    }
    return sum;
  };
}

function put(bits: Uint32Array, id: number, value: boolean): void {
  const mask = 1 << (id & 31);
  bits[id >>> 5] = value ? (bits[id >>> 5] as number) | mask : (bits[id >>> 5] as number) & ~mask;
}

function get(bits: Uint32Array, id: number): boolean {
  return ((bits[id >>> 5] as number) & (1 << (id & 31))) !== 0;
}

/** The classes of any column, or of all. */
function combined(columns: readonly Column[], size: number, which: 'any' | 'all'): Column {
  const lists = columns.filter((one) => one instanceof Int32Array);
  if (which === 'any' && lists.length === columns.length)
    return Int32Array.from(new Set(lists.flatMap((one) => [...one]))).sort();
  const [shortest] = lists.sort((a, b) => a.length - b.length);
  const holds = (column: Column, id: number): boolean =>
    column instanceof Int32Array ? includesSorted(column, id) : get(column, id);
  if (which === 'all' && shortest !== undefined)
    return shortest.filter((id) => columns.every((column) => holds(column, id)));
  const bits = new Uint32Array((size + 31) >>> 5);
  if (which === 'all') bits.fill(0xffffffff);
  for (const column of columns) {
    if (column instanceof Int32Array) for (const id of column) put(bits, id, true);
    else
      for (let i = 0; i < bits.length; i++)
        bits[i] =
          which === 'any'
            ? (bits[i] as number) | (column[i] as number)
            : (bits[i] as number) & (column[i] as number);
  }
  return bits;
}
