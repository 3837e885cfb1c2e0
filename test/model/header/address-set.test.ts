import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../../src/model/header/address.ts';
import { address, familyOf, formatAddress } from '../../../src/model/header/address.ts';
import type { AddressSet } from '../../../src/model/header/address-set.ts';
import {
  ALL_ADDRESSES,
  ALL_OF,
  addressSet,
  containsAddress,
  formatAddressSet,
  LOOPBACK,
  NO_ADDRESSES,
  parseAddressSet,
  subtractAddresses,
  unionAddresses,
} from '../../../src/model/header/address-set.ts';
import { prefix, prefixContains } from '../../../src/model/header/prefix.ts';
import { anyAddress, anyAddressSet, borderAddress } from './arbitrary.ts';

function set(text: string): AddressSet {
  const parsed = parseAddressSet(text);
  if (parsed === undefined) throw new Error(`not a set: ${text}`);
  return parsed;
}

/** Text of a set, and the text that it is written as. */
const WRITTEN: readonly (readonly [string, string])[] = [
  ['*', '*'],
  ['none', 'none'],
  ['10.0.0.1', '10.0.0.1'],
  ['10.0.0.1/32', '10.0.0.1'],
  ['fd00::1', 'fd00::1'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['10.0.0.0/9,10.128.0.0/9', '10.0.0.0/8'],
  ['10.0.0.0-10.0.0.255', '10.0.0.0/24'],
  ['10.0.0.1-10.0.0.3', '10.0.0.1-10.0.0.3'],
  ['10.0.0.2,10.0.0.1', '10.0.0.1-10.0.0.2'],
  ['10.0.0.3,10.0.0.2', '10.0.0.2/31'],
  ['10.0.0.7-10.0.0.7', '10.0.0.7'],
  ['10.0.0.3,10.0.0.1', '10.0.0.1,10.0.0.3'],
  ['fd00::/8,10.0.0.0/8,::1', '10.0.0.0/8,::1,fd00::/8'],
  ['::1-::3', '::1-::3'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::ffff:0:0/96', '0.0.0.0/0'],
  ['::/0', '::/0'],
  ['::/1', '::/1'],
  ['::1-ffff::', '::1-ffff::'],
  ['0.0.0.0/0,::/0', '*'],
  ['0.0.0.0-255.255.255.255,::/0', '*'],
  ['255.255.255.255,::1:0:0:0', '255.255.255.255,::1:0:0:0'],
  ['::fffe:0:0/95', '::fffe:0:0/96'],
  ['::fffe:ffff:ffff,::1:0:0:0', '::fffe:ffff:ffff-::1:0:0:0'],
  ['::fffe:ffff:ffff,1.2.3.4', '1.2.3.4,::fffe:ffff:ffff'],
  ['::fffe:ffff:ffff,0.0.0.0', '0.0.0.0,::fffe:ffff:ffff'],
];

const REFUSED: readonly string[] = [
  '',
  ',',
  '10.0.0.1,',
  '10.0.0.1, 10.0.0.2',
  '*,10.0.0.1',
  'none,10.0.0.1',
  'None',
  '10.0.0.0/33',
  '10.0.0.2-10.0.0.1',
  '10.0.0.1-',
  '-10.0.0.1',
  '10.0.0.1-10.0.0.2-10.0.0.3',
  '10.0.0.0/8-11.0.0.0/8',
  '::-10.0.0.1',
  '10.0.0.1-ffff::',
  'localhost',
];

describe('sets as text', () => {
  test.each(WRITTEN)('%s is written %s', (text, written) => {
    expect(formatAddressSet(set(text))).toBe(written);
    expect(set(written)).toEqual(set(text));
  });

  test.each(REFUSED)('%j is no set', (text) => {
    expect(parseAddressSet(text)).toBeUndefined();
  });
});

test('law: parsing what is formatted gives the set back', () => {
  fc.assert(
    fc.property(anyAddressSet, (s) => {
      expect(parseAddressSet(formatAddressSet(s))).toEqual(s);
    }),
    { numRuns: 5000 },
  );
});

test('law: union and difference are those of addresses', () => {
  fc.assert(
    fc.property(anyAddressSet, anyAddressSet, borderAddress, (a, b, x) => {
      const [inA, inB] = [containsAddress(a, x), containsAddress(b, x)];
      expect(containsAddress(unionAddresses(a, b), x)).toBe(inA || inB);
      expect(containsAddress(subtractAddresses(a, b), x)).toBe(inA && !inB);
    }),
    { numRuns: 5000 },
  );
});

test('law: the set of a block has exactly the addresses that the block contains', () => {
  fc.assert(
    fc.property(borderAddress, fc.nat(128), anyAddress, (a, length, x) => {
      const p = prefix(`${formatAddress(a)}/${length % (familyOf(a) === 'IPv4' ? 33 : 129)}`);
      expect(containsAddress(addressSet(p), x)).toBe(prefixContains(p, x));
    }),
    { numRuns: 5000 },
  );
});

test('law: every address is in the set of all of its family and not in the other', () => {
  fc.assert(
    fc.property(anyAddress, (a) => {
      const family = familyOf(a);
      expect(containsAddress(ALL_OF(family), a)).toBe(true);
      expect(containsAddress(ALL_OF(family === 'IPv4' ? 'IPv6' : 'IPv4'), a)).toBe(false);
      expect(containsAddress(ALL_ADDRESSES, a)).toBe(true);
      expect(containsAddress(NO_ADDRESSES, a)).toBe(false);
    }),
  );
});

test('the families share no address and together have all', () => {
  expect(unionAddresses(ALL_OF('IPv4'), ALL_OF('IPv6'))).toEqual(ALL_ADDRESSES);
  expect(subtractAddresses(ALL_ADDRESSES, ALL_OF('IPv4'))).toEqual(ALL_OF('IPv6'));
  expect(addressSet(prefix('::/0'))).toEqual(ALL_OF('IPv6'));
});

test('an ipBlock minus its exception is two ranges (S93)', () => {
  const left = subtractAddresses(addressSet(prefix('10.0.0.0/8')), addressSet(prefix('10.1.0.0/16')));
  expect(formatAddressSet(left)).toBe('10.0.0.0/16,10.2.0.0-10.255.255.255');
});

test('loopback is 127.0.0.0/8 and ::1, however it is written', () => {
  expect(formatAddressSet(LOOPBACK)).toBe('127.0.0.0/8,::1');
  const inside = ['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1'];
  const outside = ['126.255.255.255', '128.0.0.0', '::', '::2', '::127.0.0.1'];
  for (const text of inside) expect(containsAddress(LOOPBACK, address(text))).toBe(true);
  for (const text of outside) expect(containsAddress(LOOPBACK, address(text))).toBe(false);
});

test('the set of no part is empty, and the order of parts is nothing', () => {
  const parts: readonly Address[] = [address('10.0.0.2'), address('::1'), address('10.0.0.1')];
  expect(addressSet()).toEqual(NO_ADDRESSES);
  expect(addressSet(...parts)).toEqual(addressSet(...parts.toReversed()));
});
