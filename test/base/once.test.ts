import { expect, test } from 'vitest';
import { once, onceFor } from '../../src/base/once.ts';

test('what is made once is made at the first call, and again for no other call', () => {
  let calls = 0;
  const made = once(() => {
    calls++;
    return undefined;
  });
  expect(calls).toBe(0);
  expect([made(), made(), calls]).toEqual([undefined, undefined, 1]);
});

test('what is made of an object is made once for each object', () => {
  let calls = 0;
  const sizeOf = onceFor((list: readonly string[]) => {
    calls++;
    return list.length;
  });
  const list = ['a'];
  expect([sizeOf(list), sizeOf(list), sizeOf(['b', 'c']), calls]).toEqual([1, 1, 2, 2]);
});
