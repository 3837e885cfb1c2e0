import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval, Intervals, Line } from '../../src/base/intervals.ts';
import {
  complement,
  contains,
  equal,
  intersect,
  isEmpty,
  normalize,
  subtract,
  union,
} from '../../src/base/intervals.ts';

// The naive model of a set on the line 0 … LAST is a bit mask: bit i says whether i is in it.
const LAST = 5;
const MASKS = Array.from({ length: 2 ** (LAST + 1) }, (_, mask) => mask);
const FULL = MASKS.length - 1;

const numbers: Line<number> = { first: 0, last: LAST, next: (x) => x + 1, previous: (x) => x - 1 };
const bigints: Line<bigint> = { first: 0n, last: BigInt(LAST), next: (x) => x + 1n, previous: (x) => x - 1n };

/** One test body for both kinds of points: `at` makes a point of a number. */
function laws<T extends number | bigint>(line: Line<T>, at: (x: number) => T): void {
  const points = (mask: number): number[] => [...Array(LAST + 1).keys()].filter((i) => (mask >> i) & 1);
  const setOf = (mask: number): Intervals<T> =>
    normalize(
      line,
      points(mask).map((i): Interval<T> => [at(i), at(i)]),
    );
  const maskOf = (set: Intervals<T>): number =>
    [...Array(LAST + 1).keys()].reduce((mask, i) => mask | (Number(contains(set, at(i))) << i), 0);
  const sets = MASKS.map(setOf);
  const pairs = MASKS.flatMap((a) => MASKS.map((b) => [a, b] as const));

  test('normalizing keeps exactly the points, in canonical form', () => {
    for (const mask of MASKS) {
      expect(maskOf(setOf(mask))).toBe(mask);
      expectCanonical(line, setOf(mask));
    }
  });

  test('normalizing any list of intervals, in any order, covers what they cover', () => {
    const end = fc.integer({ min: 0, max: LAST });
    fc.assert(
      fc.property(fc.array(fc.tuple(end, end), { maxLength: 6 }), (list) => {
        const mask = list.reduce(
          (m, [a, b]) => m | points(FULL).reduce((n, i) => (a <= i && i <= b ? n | (1 << i) : n), 0),
          0,
        );
        const set = normalize(
          line,
          list.map(([a, b]): Interval<T> => [at(a), at(b)]),
        );
        expect(set).toEqual(setOf(mask));
      }),
      { numRuns: 2000 },
    );
  });

  test('union, intersection and difference are those of points, in canonical form', () => {
    for (const [a, b] of pairs) {
      const [x, y] = [sets[a] as Intervals<T>, sets[b] as Intervals<T>];
      expect(union(line, x, y)).toEqual(sets[a | b]);
      expect(intersect(x, y)).toEqual(sets[a & b]);
      expect(subtract(line, x, y)).toEqual(sets[a & ~b]);
    }
  });

  test('the complement has exactly the other points, and its complement is the set', () => {
    for (const mask of MASKS) {
      const set = sets[mask] as Intervals<T>;
      expect(complement(line, set)).toEqual(sets[FULL & ~mask]);
      expect(complement(line, complement(line, set))).toEqual(set);
    }
  });

  test('two sets are equal exactly if they have the same points', () => {
    for (const [a, b] of pairs) expect(equal(sets[a] as Intervals<T>, setOf(b))).toBe(a === b);
  });

  test('only the set without points is empty', () => {
    for (const mask of MASKS) expect(isEmpty(sets[mask] as Intervals<T>)).toBe(mask === 0);
  });
}

function expectCanonical<T extends number | bigint>(line: Line<T>, set: Intervals<T>): void {
  set.forEach(([first, last], i) => {
    expect(first <= last).toBe(true);
    const following = set[i + 1];
    if (following) expect(line.next(last) < following[0]).toBe(true);
  });
}

describe('on a line of six numbers, all 64 sets', () => laws(numbers, (x) => x));
describe('on a line of six bigints, all 64 sets', () => laws(bigints, BigInt));

test('membership in a set of 10,000 intervals is found in its middle and at both ends', () => {
  const line: Line<number> = { ...numbers, last: 30_000 };
  const set = normalize(
    line,
    Array.from({ length: 10_000 }, (_, i): Interval<number> => [3 * i, 3 * i + 1]),
  );
  for (let x = 0; x < 30_000; x++) expect(contains(set, x)).toBe(x % 3 !== 2);
});

test('the ends of the line have no neighbour asked for', () => {
  const walled: Line<number> = {
    first: 0,
    last: 3,
    next: (x) => (x < 3 ? x + 1 : Number.NaN),
    previous: (x) => (x > 0 ? x - 1 : Number.NaN),
  };
  expect(complement(walled, [[0, 3]])).toEqual([]);
  expect(complement(walled, [])).toEqual([[0, 3]]);
  expect(union(walled, [[0, 3]], [[3, 3]])).toEqual([[0, 3]]);
});
