/**
 * A set of points of an ordered discrete line: sorted, disjoint, non-adjacent, non-empty closed intervals. Every set
 * has exactly one such list, so two sets are the same if their lists are.
 */
export type Intervals<T> = readonly Interval<T>[];

/** All points from the first to the second, both included. */
export type Interval<T> = readonly [T, T];

/** An ordered discrete line: its ends, and the neighbours of a point that is not an end. */
export interface Line<T> {
  readonly first: T;
  readonly last: T;
  next(x: T): T;
  previous(x: T): T;
}

type Point = number | bigint;

/** The set that `intervals` cover together, given in any order; those that end before they begin are empty. */
export function normalize<T extends Point>(line: Line<T>, intervals: Intervals<T>): Intervals<T> {
  const sorted = intervals.filter(([first, last]) => first <= last);
  if (sorted.length > 1) sorted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return merge(line, sorted);
}

/** The points of `a`, of `b`, or of both. */
export function union<T extends Point>(line: Line<T>, a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return normalize(line, [...a, ...b]);
}

/** The points of both `a` and `b`. */
export function intersect<T extends Point>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  // No two pieces touch: touching ones would lie in one interval of a and in one of b, and so be one piece.
  const out: Interval<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [aFirst, aLast] = a[i] as Interval<T>;
    const [bFirst, bLast] = b[j] as Interval<T>;
    const first = aFirst > bFirst ? aFirst : bFirst;
    const last = aLast < bLast ? aLast : bLast;
    if (first <= last) out.push([first, last]);
    if (aLast < bLast) i++;
    else j++;
  }
  return out;
}

/** The points of `a` that are not of `b`. */
export function subtract<T extends Point>(line: Line<T>, a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  return b.length === 0 ? a : intersect(a, complement(line, b));
}

/** The points of the line that are not of `a`. */
export function complement<T extends Point>(line: Line<T>, a: Intervals<T>): Intervals<T> {
  const out: Interval<T>[] = [];
  let from = line.first;
  for (const [first, last] of a) {
    if (from < first) out.push([from, line.previous(first)]);
    if (last === line.last) return out;
    from = line.next(last);
  }
  out.push([from, line.last]);
  return out;
}

/** Whether `x` is a point of `a`, by binary search. */
export function contains<T extends Point>(a: Intervals<T>, x: T): boolean {
  let low = 0;
  let high = a.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [first, last] = a[middle] as Interval<T>;
    if (x < first) high = middle;
    else if (x > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** Whether `a` has no point. */
export function isEmpty<T extends Point>(a: Intervals<T>): boolean {
  return a.length === 0;
}

/** Whether `a` and `b` have the same points. */
export function equal<T extends Point>(a: Intervals<T>, b: Intervals<T>): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every(([first, last], i) => first === b[i]?.[0] && last === b[i]?.[1]);
}

/** Joins what overlaps or touches in a list sorted by first point. */
function merge<T extends Point>(line: Line<T>, sorted: Intervals<T>): Intervals<T> {
  const out: Interval<T>[] = [];
  for (const interval of sorted) {
    const [first, last] = interval;
    const open = out.at(-1);
    if (open === undefined || (open[1] < first && line.next(open[1]) !== first)) out.push(interval);
    else if (open[1] < last) out[out.length - 1] = [open[0], last];
  }
  return out;
}
