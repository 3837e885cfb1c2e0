import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, nearest } from '../../src/text/nearest.ts';

test('the likest words come first', () => {
  expect(nearest('contanerPort', ['containerPort', 'hostPort', 'name', 'protocol'])).toEqual([
    'containerPort',
  ]);
  expect(nearest('podselector', ['podSelector', 'namespaceSelector'])).toEqual(['podSelector']);
  expect(nearest('prot', ['port', 'ports', 'host'])).toEqual(['port']);
  expect(nearest('xyz', ['port', 'ports'])).toEqual([]);
});

test('law: a distance is symmetric, and nought for the same word alone', () => {
  const words = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 8 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});

test('law: the order of the candidates does not matter', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 5 }));
  fc.assert(
    fc.property(words, fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 5 }), (list, word) => {
      expect(nearest(word, list)).toEqual(nearest(word, list.toReversed()));
    }),
  );
});
