import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hash32, hash53, hashName } from '../../src/base/hash.ts';

describe('a hash of a text', () => {
  test('is the same for ever: planned addresses and names hang on it', () => {
    // By a second implementation, in Python: FNV-1a over the bytes of UTF-16LE, then fmix32.
    expect([hash32(''), hash32('shop/web-0')]).toEqual([2872998923, 3926881312]);
    expect(hash53('shop/web-0')).toBe(3607793057481198);
    expect(hashName('shop/web-0')).toBe('jjk7lrwffs');
  });

  test('is a number of 32 or 53 bits, or ten letters that a name may have', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Number.isInteger(hash32(text)) && hash32(text) >= 0 && hash32(text) < 2 ** 32).toBe(true);
        expect(Number.isSafeInteger(hash53(text)) && hash53(text) >= 0).toBe(true);
        expect(hashName(text)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{10}$/);
      }),
    );
  });

  test('spreads names that differ in their last digit: 10,000 fill 256 buckets evenly', () => {
    const buckets = new Array<number>(256).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const bucket = hash53(`pod shop/web-${i}`) % 256;
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    // 39 expected, with a standard deviation of 6.
    expect(Math.min(...buckets)).toBeGreaterThan(12);
    expect(Math.max(...buckets)).toBeLessThan(75);
  });
});
