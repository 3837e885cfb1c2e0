import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BugError } from '../../../src/base/assert.ts';
import type { Address } from '../../../src/model/header/address.ts';
import { address, familyOf, formatAddress } from '../../../src/model/header/address.ts';
import type { Prefix } from '../../../src/model/header/prefix.ts';
import {
  formatPrefix,
  parsePrefix,
  prefix,
  prefixBetween,
  prefixContains,
  prefixLength,
  prefixWithin,
} from '../../../src/model/header/prefix.ts';
import { anyAddress } from './arbitrary.ts';

/** Text, and how Go writes the network that Kubernetes reads in it (netutils.ParseCIDRSloppy). */
const ACCEPTED: readonly (readonly [string, string])[] = [
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['10.1.2.3/32', '10.1.2.3/32'],
  ['192.168.0.0/31', '192.168.0.0/31'],
  // host bits are cleared
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['10.1.2.3/0', '0.0.0.0/0'],
  ['255.255.255.255/1', '128.0.0.0/1'],
  ['fd00:1:2:3::4/48', 'fd00:1:2::/48'],
  ['ffff::1/0', '::/0'],
  // leading zeros, in the octets and in the length
  ['010.000.000.000/8', '10.0.0.0/8'],
  ['10.0.0.0/08', '10.0.0.0/8'],
  ['010.0.0.0/0000000024', '10.0.0.0/24'],
  ['fd00::/064', 'fd00::/64'],
  ['::ffff:010.0.0.0/0104', '10.0.0.0/8'],
  // IPv6
  ['::/0', '::/0'],
  ['::1/128', '::1/128'],
  ['FD00::/8', 'fd00::/8'],
  ['fd00::1.2.3.4/112', 'fd00::102:0/112'],
  // an address with colons counts 128 bits, whatever it is
  ['::ffff:10.1.2.3/104', '10.0.0.0/8'],
  ['::ffff:0:0/96', '0.0.0.0/0'],
  ['::ffff:a01:203/128', '10.1.2.3/32'],
  ['::ffff:10.1.2.3/95', '::fffe:0:0/95'],
  ['::ffff:10.1.2.3/32', '::/32'],
  ['::ffff:10.1.2.3/8', '::/8'],
];

const REJECTED: readonly (readonly [string, string])[] = [
  ['', 'empty'],
  ['10.0.0.0', 'no length'],
  ['10.0.0.0/', 'no length'],
  ['/8', 'no address'],
  ['/', 'neither'],
  ['10/8', 'short form'],
  ['10.0/16', 'short form'],
  ['10.0.0.0/33', 'more than 32 bits'],
  ['10.0.0.0/128', 'more than 32 bits'],
  ['::/129', 'more than 128 bits'],
  ['::/99999999999999999999', 'more than 128 bits'],
  ['10.0.0.0/-1', 'sign'],
  ['10.0.0.0/+8', 'sign'],
  ['10.0.0.0/8.0', 'fraction'],
  ['10.0.0.0/1e1', 'exponent'],
  ['10.0.0.0/0x8', 'hexadecimal length'],
  ['10.0.0.0/255.0.0.0', 'mask'],
  ['10.0.0.0/8/8', 'two lengths'],
  ['10.0.0.0//8', 'two slashes'],
  ['10.0.0.0 /8', 'space'],
  ['10.0.0.0/ 8', 'space'],
  ['10.0.0.0/8 ', 'space'],
  ['10.0.0.0/٨', 'Arabic digit'],
  ['256.0.0.0/8', 'no address'],
  ['fe80::%eth0/64', 'zone'],
  ['fe80::/64%eth0', 'zone'],
  ['[::]/0', 'brackets'],
  ['::00001/64', 'five digits'],
];

describe('text as Kubernetes reads it (Go semantics, leading zeros decimal)', () => {
  test.each(ACCEPTED)('%j is %s', (text, formatted) => {
    const parsed = parsePrefix(text);
    expect(parsed && formatPrefix(parsed)).toBe(formatted);
    expect(parsePrefix(formatted)).toEqual(parsed);
  });

  test.each(REJECTED)('%j is no CIDR: %s', (text) => {
    expect(parsePrefix(text)).toBeUndefined();
  });
});

/** Blocks of any address and any length of its family. */
const anyPrefix: fc.Arbitrary<Prefix> = fc
  .tuple(anyAddress, fc.nat(128))
  .map(([a, length]) => prefix(`${formatAddress(a)}/${length % (familyOf(a) === 'IPv4' ? 33 : 129)}`));

/** The naive model: the first bits of the address, as text, after its family. */
function leadingBits(a: Address, length: number): string {
  const family = familyOf(a);
  const bits = a.toString(2).padStart(128, '0');
  return `${family} ${(family === 'IPv4' ? bits.slice(96) : bits).slice(0, length)}`;
}

test('law: parsing what is formatted gives the block back', () => {
  fc.assert(
    fc.property(anyPrefix, (p) => {
      expect(parsePrefix(formatPrefix(p))).toEqual(p);
    }),
    { numRuns: 2000 },
  );
});

test('law: a block contains exactly the addresses of its family that share its leading bits', () => {
  fc.assert(
    fc.property(anyPrefix, anyAddress, (p, a) => {
      const length = prefixLength(p);
      expect(prefixContains(p, a)).toBe(leadingBits(a, length) === leadingBits(p.first, length));
    }),
    { numRuns: 5000 },
  );
});

test('law: the block around an address contains it', () => {
  fc.assert(
    fc.property(anyAddress, fc.nat(32), (a, length) => {
      expect(prefixContains(prefix(`${formatAddress(a)}/${length}`), a)).toBe(true);
    }),
  );
});

test('law: a block lies within another exactly if it is as long or longer and shares its leading bits (S93)', () => {
  const nested = fc
    .tuple(anyPrefix, fc.nat(128))
    .map(
      ([p, length]) => [p, prefix(`${formatAddress(p.first)}/${Math.min(length, prefixLength(p))}`)] as const,
    );
  fc.assert(
    fc.property(fc.oneof(nested, fc.tuple(anyPrefix, anyPrefix)), ([inner, outer]) => {
      const length = prefixLength(outer);
      const shares = leadingBits(inner.first, length) === leadingBits(outer.first, length);
      expect(prefixWithin(inner, outer)).toBe(length <= prefixLength(inner) && shares);
    }),
    { numRuns: 2000 },
  );
});

test('law: the ends of a block give it back', () => {
  fc.assert(
    fc.property(anyPrefix, (p) => {
      expect(prefixBetween(p.first, p.last)).toEqual(p);
    }),
  );
});

test('ends that are not those of a block give none', () => {
  const between = (a: string, b: string): Prefix | undefined => prefixBetween(address(a), address(b));
  expect(between('10.0.0.1', '10.0.0.2')).toBeUndefined();
  expect(between('10.0.0.1', '10.0.0.4')).toBeUndefined();
  expect(between('10.0.0.0', '10.0.0.2')).toBeUndefined();
});

test('no IPv6 block contains an IPv4 address, not even ::/0', () => {
  const all = prefix('::/0');
  expect(prefixContains(all, address('::'))).toBe(true);
  expect(prefixContains(all, address('10.0.0.1'))).toBe(false);
  expect(prefixWithin(prefix('10.0.0.0/8'), all)).toBe(false);
  expect(prefixContains(prefix('::fffe:0:0/95'), address('10.0.0.1'))).toBe(false);
});

test('the length is counted in the family', () => {
  expect(prefixLength(prefix('10.0.0.0/8'))).toBe(8);
  expect(prefixLength(prefix('0.0.0.0/0'))).toBe(0);
  expect(prefixLength(prefix('::ffff:0:0/96'))).toBe(0);
  expect(prefixLength(prefix('::/0'))).toBe(0);
  expect(prefixLength(prefix('::1/128'))).toBe(128);
});

test('a constant that is no CIDR is a bug', () => {
  expect(() => prefix('10.0.0.0')).toThrow(BugError);
});
