import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BugError } from '../../../src/base/assert.ts';
import {
  address,
  familyOf,
  formatAddress,
  ipv4Number,
  parseAddress,
} from '../../../src/model/header/address.ts';
import { anyAddress } from './arbitrary.ts';

/** Text, and how Go writes the address that Kubernetes reads in it (netutils.ParseIPSloppy). */
const ACCEPTED: readonly (readonly [string, string])[] = [
  ['0.0.0.0', '0.0.0.0'],
  ['10.1.2.3', '10.1.2.3'],
  ['255.255.255.255', '255.255.255.255'],
  // leading zeros are skipped, any number of them, never octal
  ['010.0.0.1', '10.0.0.1'],
  ['10.000.00.01', '10.0.0.1'],
  ['008.009.0.1', '8.9.0.1'],
  ['0000000010.0.0.0255', '10.0.0.255'],
  ['::ffff:010.0.0.01', '10.0.0.1'],
  ['64:ff9b::0192.0.2.033', '64:ff9b::c000:221'],
  ['::00000001.2.3.4', '::102:304'],
  // IPv6
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['1:2::4:5:6:7:8', '1:2:0:4:5:6:7:8'],
  ['FD00::ABCD', 'fd00::abcd'],
  ['fD00::aBcD', 'fd00::abcd'],
  ['0001:0020:0300:4000::', '1:20:300:4000::'],
  ['::0000', '::'],
  // the longest run of zeros is written ::, the first of equals, never a single group
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
  ['0:0:1:0:0:0:1:0', '0:0:1::1:0'],
  ['1:0:2:0:3:0:4:0', '1:0:2:0:3:0:4:0'],
  ['0:1:1:1:1:1:0:0', '0:1:1:1:1:1::'],
  // embedded IPv4
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['::FFFF:1.2.3.4', '1.2.3.4'],
  ['0:0:0:0:0:ffff:1.2.3.4', '1.2.3.4'],
  ['0000:0000:0000:0000:0000:ffff:0102:0304', '1.2.3.4'],
  ['::ffff:102:304', '1.2.3.4'],
  ['::ffff:0:0', '0.0.0.0'],
  ['::1.2.3.4', '::102:304'],
  ['::ffff:0:1.2.3.4', '::ffff:0:102:304'],
  ['1::1.2.3.4', '1::102:304'],
  ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ['1:2:3:4:5::1.2.3.4', '1:2:3:4:5:0:102:304'],
  ['::3:4:5:6:7.8.9.10', '::3:4:5:6:708:90a'],
];

/** Text in which Kubernetes reads no address, and why. */
const REJECTED: readonly (readonly [string, string])[] = [
  ['', 'empty'],
  ['localhost', 'a name'],
  ['1', 'short form'],
  ['16909060', 'short form'],
  ['10.1', 'short form'],
  ['10.1.2', 'short form'],
  ['0x0a.0.0.1', 'hexadecimal octet'],
  ['0xa000001', 'hexadecimal number'],
  ['1.2.3.4.5', 'five octets'],
  ['256.0.0.1', 'octet above 255'],
  ['1.2.3.0256', 'octet above 255'],
  ['1.2.3.99999999999999999999', 'octet above 255'],
  ['1.2.3.', 'trailing dot'],
  ['1.2.3.4.', 'trailing dot'],
  ['.1.2.3.4', 'leading dot'],
  ['.1.2.3', 'leading dot'],
  ['1..3.4', 'empty octet'],
  ['...', 'empty octets'],
  ['.', 'empty octets'],
  ['-1.2.3.4', 'sign'],
  ['+1.2.3.4', 'sign'],
  ['1.2.3.4 ', 'space'],
  [' 1.2.3.4', 'space'],
  ['1. 2.3.4', 'space'],
  ['1.2.3.4\n', 'line end'],
  ['1.2.3.4\0', 'NUL'],
  ['1.2.3.a', 'letter'],
  ['1e1.2.3.4', 'exponent'],
  ['1.2.3.4/24', 'CIDR'],
  ['1.2.3.4:80', 'port'],
  ['[::1]', 'brackets'],
  ['[::1]:80', 'port'],
  ['١.٢.٣.٤', 'Arabic digits'],
  ['1.2.3.４', 'full-width digit'],
  ['1。2。3。4', 'ideographic full stops'],
  ['::１', 'full-width digit'],
  [':', 'no group'],
  [':::', 'three colons'],
  ['::::', 'four colons'],
  ['1:::2', 'three colons'],
  [':::1', 'three colons'],
  ['1:::', 'three colons'],
  [':1', 'leading colon'],
  [':1:2:3:4:5:6:7', 'leading colon'],
  ['1:', 'trailing colon'],
  ['::1:', 'trailing colon'],
  ['1:2:3:4:5:6:7:', 'trailing colon'],
  ['1:2:3:4:5:6:7:8:', 'trailing colon'],
  ['1::2::3', 'two gaps'],
  ['::1::', 'two gaps'],
  ['1:2:3:4:5:6:7', 'seven groups'],
  ['1:2:3:4:5:6:7:8:9', 'nine groups'],
  ['1:2:3:4:5:6:7:8::', 'a gap of no group'],
  ['::1:2:3:4:5:6:7:8', 'a gap of no group'],
  ['1:2:3:4::5:6:7:8', 'a gap of no group'],
  ['::00001', 'five digits'],
  ['12345::', 'five digits'],
  ['::g', 'not hexadecimal'],
  ['::0x1', 'not hexadecimal'],
  ['::-1', 'sign'],
  [':: 1', 'space'],
  ['::1 ', 'space'],
  ['fe80::1%eth0', 'zone'],
  ['fe80::1%', 'empty zone'],
  ['1.2.3.4%eth0', 'zone'],
  ['%eth0', 'zone alone'],
  ['::1/128', 'CIDR'],
  ['::1.2.3', 'short embedded IPv4'],
  ['::1.2.3.4.5', 'five embedded octets'],
  ['::256.2.3.4', 'embedded octet above 255'],
  ['::1.2.3.4:5', 'embedded IPv4 not at the end'],
  ['::1.2.3.4::', 'embedded IPv4 not at the end'],
  ['::a.2.3.4', 'hexadecimal octet'],
  ['1:2:3:4:5:1.2.3.4', 'seven groups with the embedded IPv4'],
  ['1:2:3:4:5:6:7:1.2.3.4', 'nine groups with the embedded IPv4'],
  ['1:2:3:4:5:6::1.2.3.4', 'a gap of no group before the embedded IPv4'],
  ['1.2.3.4::', 'IPv4 first'],
  ['::.1.2.3', 'empty embedded octet'],
  ['::ffff:1.2.3.', 'trailing dot in the embedded IPv4'],
];

describe('text as Kubernetes reads it (Go semantics, leading zeros decimal)', () => {
  test.each(ACCEPTED)('%j is %s', (text, formatted) => {
    const parsed = parseAddress(text);
    expect(parsed !== undefined && formatAddress(parsed)).toBe(formatted);
    expect(parseAddress(formatted)).toBe(parsed);
  });

  test.each(REJECTED)('%j is no address: %s', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

test('law: parsing what is formatted gives the address back', () => {
  fc.assert(
    fc.property(anyAddress, (a) => {
      expect(parseAddress(formatAddress(a))).toBe(a);
    }),
    { numRuns: 5000 },
  );
});

test('law: addresses are equal exactly if they are written alike (N1)', () => {
  fc.assert(
    fc.property(anyAddress, anyAddress, (a, b) => {
      expect(formatAddress(a) === formatAddress(b)).toBe(a === b);
    }),
  );
});

test('the family is IPv4 from ::ffff:0.0.0.0 to ::ffff:255.255.255.255, and IPv6 on both sides', () => {
  expect(familyOf(address('0.0.0.0'))).toBe('IPv4');
  expect(familyOf(address('255.255.255.255'))).toBe('IPv4');
  expect(familyOf(address('::fffe:ffff:ffff'))).toBe('IPv6');
  expect(familyOf(address('::1:0:0:0'))).toBe('IPv6');
  expect(familyOf(address('::1.2.3.4'))).toBe('IPv6');
});

test('an address is a key of a Map, however it was written', () => {
  const pods = new Map([[address('10.1.1.1'), 'P1']]);
  expect(pods.get(address('::ffff:0a01:0101'))).toBe('P1');
  expect(pods.get(address('010.001.001.001'))).toBe('P1');
});

test('an IPv4 address is a 32-bit number, an IPv6 address is none', () => {
  expect(ipv4Number(address('255.0.0.1'))).toBe(0xff000001);
  expect(ipv4Number(address('::1'))).toBeUndefined();
});

test('a constant that is no address is a bug', () => {
  expect(() => address('10.0.0')).toThrow(BugError);
});
