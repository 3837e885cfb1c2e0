import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intLists } from '../../src/base/int-lists.ts';

test('equal lists have equal numbers, and no others', () => {
  const list = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(list, { maxLength: 60 }), (lists) => {
      const table = intLists();
      const numbers = new Map<string, number>();
      for (const one of lists) {
        const known = numbers.get(one.join()) ?? numbers.size;
        numbers.set(one.join(), known);
        expect(table.idOf(one)).toBe(known);
        expect([...table.listOf(known)]).toEqual(one);
      }
      expect(table.size()).toBe(numbers.size);
    }),
  );
});

test('a table that grows keeps what it has', () => {
  const table = intLists();
  const list = (i: number): number[] => Array.from({ length: (i % 7) + 1 }, (_, at) => i * 31 + at);
  for (let i = 0; i < 20_000; i++) expect(table.idOf(list(i))).toBe(i);
  for (let i = 0; i < 20_000; i += 97) {
    expect(table.idOf([...list(i), 5], list(i).length)).toBe(i);
    expect([...table.listOf(i)]).toEqual(list(i));
  }
});
