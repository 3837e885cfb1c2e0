import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRow, bitRow, hasNumber, keepRow, putNumber, sizeOf, weightOf } from '../../src/base/bit-rows.ts';

const SIZES = fc.integer({ min: 1, max: 100 });

test('rows of bits are sets of numbers', () => {
  const sets = SIZES.chain((size) => {
    const members = fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }));
    return fc.tuple(
      fc.constant(size),
      members,
      members,
      fc.array(fc.nat(9), { minLength: size, maxLength: size }),
    );
  });
  fc.assert(
    fc.property(sets, ([size, one, other, given]) => {
      const weights = Int32Array.from(given);
      const weigh = (all: readonly number[]): number => all.reduce((sum, i) => sum + (given[i] as number), 0);
      const united = [...new Set([...one, ...other])];
      const row = bitRow(size, one);
      expect([sizeOf(row, size), weightOf(row, weights)]).toEqual([one.length, weigh(one)]);
      expect(addRow(row, bitRow(size, other))).toBe(united.length === size ? 'full' : 'not full');
      expect([sizeOf(row, size), weightOf(row, weights)]).toEqual([united.length, weigh(united)]);
      const all = Array.from({ length: size }, (_, i) => i);
      expect(all.filter((i) => hasNumber(row, i))).toEqual([...united].sort((a, b) => a - b));
      const moved = bitRow(size, one);
      for (const i of other) putNumber(moved, i, one.includes(i) ? 'out' : 'in');
      expect(all.filter((i) => hasNumber(moved, i))).toEqual(
        all.filter((i) => one.includes(i) !== other.includes(i)),
      );
      keepRow(row, bitRow(size, one));
      expect([sizeOf(row, size), weightOf(row, weights)]).toEqual([one.length, weigh(one)]);
    }),
  );
});
