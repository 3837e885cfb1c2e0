import type { BitRow } from '../../base/bit-rows.ts';
import { addRow, bitRow, hasNumber, keepRow, putNumber, weightOf } from '../../base/bit-rows.ts';
import { once, onceFor } from '../../base/once.ts';
import { includesSorted } from '../../base/order.ts';
import type { AllPairs } from './all-pairs.ts';
import { mostCells, passingAt } from './all-pairs.ts';
import type { ClassId } from './classes.ts';
import type { ConnectionId } from './connection-set.ts';
import { hasConnection } from './connection-set.ts';
import { cellsByTarget, MOST_CELLS } from './count-pairs.ts';
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

/** So many bits are kept beside those in use: 256 MB. */
const MOST_BITS = 2 ** 31;

/** The classes that reach one target on one point: listed, ascending, where they are told from all others; else as bits. */
type Column =
  | { readonly kind: 'listed'; readonly classes: Int32Array }
  | { readonly kind: 'bits'; readonly row: BitRow };

/**
 * Counts who reaches backends (04 §3), by columns. Undefined where it makes a difference on which host they are, or there are
 * too many cells.
 */
export function reachingOf(pairs: AllPairs): ((backends: readonly Backend[]) => Reaching) | undefined {
  if (pairs.byHosts === 'a difference' || mostCells(pairs, 'source') > MOST_CELLS) return undefined;
  const { of, size, weights } = pairs.classes;
  const columnOf = columnsOf(pairs);
  const weigh = onceFor((column: Column): number =>
    column.kind === 'bits'
      ? weightOf(column.row, weights)
      : column.classes.reduce((sum, id) => sum + (weights[id] as number), 0),
  );
  return (backends) => {
    const own = [...new Set(backends.map(({ end, point }) => columnOf(of[end] as ClassId, point)))];
    const [first, ...more] = own;
    if (first === undefined) return { any: 0, all: 0 };
    const [some, every] = more.length === 0 ? [first, first] : [anyOf(own, size), allOf(own)];
    const ends = [...new Set(backends.map(({ end }) => end))];
    const others = (column: Column): number =>
      weigh(column) - ends.filter((end) => holds(column, of[end] as ClassId)).length;
    return { any: others(some), all: others(every) };
  };
}

/** The columns of targets, each made once as far as memory goes. */
function columnsOf(pairs: AllPairs): (target: ClassId, point: number) => Column {
  const { size } = pairs.classes;
  const { table } = pairs.relation.finding;
  const sources = Array.from({ length: size }, (_, id) => pairs.egress(id, 'two'));
  const cells = once(() => cellsByTarget(sources, size, ({ sures }) => sures));
  const makerFor = (point: number): ((target: ClassId) => Column) => {
    const known = new Map<ConnectionId, boolean>();
    const has = (set: ConnectionId): boolean => {
      const is = known.get(set) ?? hasConnection(table.setOf(set), point);
      known.set(set, is);
      return is;
    };
    /** The classes that may send it to whoever they say nothing of. */
    const senders = once(() =>
      bitRow(
        size,
        [...sources.keys()].filter((id) => has((sources[id] as Half).sure)),
      ),
    );
    return (target) => {
      const half = pairs.ingress(target, 'two');
      const admits = (i: number): boolean => has(half.sures[i] as number);
      if (!has(half.sure)) {
        const sends = (id: ClassId): boolean => has(passingAt(sources[id] as Half, target).sure);
        return { kind: 'listed', classes: half.classes.filter((id, i) => admits(i) && sends(id)) };
      }
      const row = senders().slice();
      const { starts, sources: own, connections } = cells();
      for (let i = starts[target] as number; i < (starts[target + 1] as number); i++)
        putNumber(row, own[i] as number, has(connections[i] as number) ? 'in' : 'out');
      half.classes.forEach((id, i) => {
        if (!admits(i)) putNumber(row, id, 'out');
      });
      return { kind: 'bits', row };
    };
  };
  const byPoint = new Map<
    number,
    { readonly make: (target: ClassId) => Column; readonly made: Map<ClassId, Column> }
  >();
  let kept = 0;
  return (target, point) => {
    const own = byPoint.get(point) ?? { make: makerFor(point), made: new Map<ClassId, Column>() };
    byPoint.set(point, own);
    const known = own.made.get(target);
    if (known !== undefined) return known;
    const column = own.make(target);
    if (kept <= MOST_BITS) {
      own.made.set(target, column);
      kept += 32 * (column.kind === 'bits' ? column.row : column.classes).length;
    }
    return column;
  };
}

function holds(column: Column, id: ClassId): boolean {
  return column.kind === 'bits' ? hasNumber(column.row, id) : includesSorted(column.classes, id);
}

/** The classes of any of several columns. */
function anyOf(columns: readonly Column[], size: number): Column {
  const lists = columns.flatMap((one) => (one.kind === 'listed' ? [one.classes] : []));
  if (lists.length === columns.length)
    return { kind: 'listed', classes: Int32Array.from(new Set(lists.flatMap((one) => [...one]))).sort() };
  const row = bitRow(size, []);
  for (const column of columns)
    addRow(row, column.kind === 'bits' ? column.row : bitRow(size, column.classes));
  return { kind: 'bits', row };
}

/** The classes of all of several columns. */
function allOf(columns: readonly Column[]): Column {
  const [shortest] = columns
    .flatMap((one) => (one.kind === 'listed' ? [one.classes] : []))
    .sort((a, b) => a.length - b.length);
  if (shortest !== undefined)
    return { kind: 'listed', classes: shortest.filter((id) => columns.every((one) => holds(one, id))) };
  const [first, ...more] = columns.flatMap((one) => (one.kind === 'bits' ? [one.row] : [])) as [
    BitRow,
    ...BitRow[],
  ];
  const row = first.slice();
  for (const other of more) keepRow(row, other);
  return { kind: 'bits', row };
}
