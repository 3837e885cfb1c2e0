import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detached } from '../../src/base/detach.ts';

test('a detached text is the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(detached(text)).toBe(text);
    }),
  );
});
