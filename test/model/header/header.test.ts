import fc from 'fast-check';
import { expect, test } from 'vitest';
import { address } from '../../../src/model/header/address.ts';
import type { Header } from '../../../src/model/header/header.ts';
import {
  formatEndpoint,
  formatHeader,
  headerKey,
  reverseHeader,
  sameHeader,
} from '../../../src/model/header/header.ts';
import { anyHeader, fewHeaders } from './arbitrary.ts';

function header(
  protocol: Header['protocol'],
  source: string,
  sourcePort: number,
  target: string,
  targetPort: number,
): Header {
  return { protocol, source: address(source), sourcePort, target: address(target), targetPort };
}

test('law: two headers have the same key exactly if they are the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.tuple(fewHeaders, fewHeaders), fc.tuple(anyHeader, anyHeader)), ([a, b]) => {
      expect(headerKey(a) === headerKey(b)).toBe(sameHeader(a, b));
      expect(headerKey({ ...a })).toBe(headerKey(a));
    }),
    { numRuns: 5000 },
  );
});

test('law: changing one field changes the key', () => {
  fc.assert(
    fc.property(anyHeader, anyHeader, (a, b) => {
      for (const field of ['protocol', 'source', 'sourcePort', 'target', 'targetPort'] as const) {
        const changed = { ...a, [field]: b[field] };
        expect(headerKey(changed) === headerKey(a)).toBe(b[field] === a[field]);
        expect(sameHeader(changed, a)).toBe(b[field] === a[field]);
      }
    }),
  );
});

test('law: reversing twice gives the header back', () => {
  fc.assert(
    fc.property(anyHeader, (h) => {
      expect(reverseHeader(reverseHeader(h))).toEqual(h);
    }),
  );
});

test('a reply goes from target to source, by the same protocol', () => {
  expect(reverseHeader(header('UDP', '10.1.1.1', 49152, '10.1.2.1', 53))).toEqual(
    header('UDP', '10.1.2.1', 53, '10.1.1.1', 49152),
  );
});

test.each([
  [header('TCP', '10.1.1.1', 49152, '10.1.2.1', 8080), 'TCP 10.1.1.1:49152 → 10.1.2.1:8080'],
  [header('UDP', 'fd00::1', 5353, 'fd00::2', 53), 'UDP [fd00::1]:5353 → [fd00::2]:53'],
  [header('SCTP', '::ffff:10.0.0.1', 1, '10.0.0.2', 2), 'SCTP 10.0.0.1:1 → 10.0.0.2:2'],
  [header('ICMP', '10.1.1.1', 0, '10.1.2.1', 0), 'ICMP 10.1.1.1 → 10.1.2.1'],
  [header('other', 'fd00::1', 0, 'fd00::2', 0), 'other fd00::1 → fd00::2'],
])('%o is written %s', (h, text) => {
  expect(formatHeader(h)).toBe(text);
});

test('an IPv6 endpoint is in brackets', () => {
  expect(formatEndpoint(address('10.1.2.1'), 8080)).toBe('10.1.2.1:8080');
  expect(formatEndpoint(address('fd00::1'), 8080)).toBe('[fd00::1]:8080');
});
