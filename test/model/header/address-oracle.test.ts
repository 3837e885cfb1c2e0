import { isIP } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../../src/model/header/address.ts';
import { familyOf, formatAddress, parseAddress } from '../../../src/model/header/address.ts';
import { anyAddress } from './arbitrary.ts';

/** Where a library reads a text otherwise than Kubernetes does: why, which texts, and some of them with its reading. */
interface Difference {
  readonly why: string;
  readonly when: RegExp;
  readonly examples: readonly (readonly [text: string, theirs: string | undefined])[];
}

const IPADDR_JS: readonly Difference[] = [
  {
    why: 'an octet with a leading zero is octal, or refused, save in an embedded tail',
    when: /^[^:]*(?<![^.])0\d/,
    examples: [
      ['010.0.0.1', '8.0.0.1'],
      ['1.2.3.08', undefined],
    ],
  },
  {
    why: 'an octet may be hexadecimal',
    when: /0x/i,
    examples: [
      ['0x0a.0.0.1', '10.0.0.1'],
      ['::ffff:0x0a.0.0.1', '10.0.0.1'],
    ],
  },
  {
    why: 'short forms are read as inet_aton reads them',
    when: /^\d+(\.\d+){0,2}$/,
    examples: [
      ['10.1', '10.0.0.1'],
      ['10.1.2', '10.1.0.2'],
      ['16909060', '1.2.3.4'],
    ],
  },
  { why: 'zones are read', when: /%/, examples: [['fe80::1%eth0', 'fe80::1']] },
  {
    why: '::a.b.c.d, the deprecated compatible form, is read as the mapped one',
    when: /^::\d+(\.\d+){3}$/,
    examples: [
      ['::1.2.3.4', '1.2.3.4'],
      ['::010.0.0.1', '10.0.0.1'],
    ],
  },
];

const NODE: readonly Difference[] = [
  { why: 'zones are read', when: /%/, examples: [['fe80::1%eth0', 'fe80::1']] },
  {
    why: 'octets with a leading zero are refused',
    when: /(^|[.:])0\d+\.|\.0\d+$/,
    examples: [
      ['010.0.0.1', undefined],
      ['10.0.0.01', undefined],
      ['::ffff:010.0.0.1', undefined],
    ],
  },
];

/** The address that ipaddr.js reads, in our form. */
function byIpaddrJs(text: string): Address | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  const parsed = ipaddr.parse(text);
  const number = parsed.toByteArray().reduce((a, byte) => a * 256n + BigInt(byte), 0n);
  return (parsed.kind() === 'ipv4' ? number + 0xffff_0000_0000n : number) as Address;
}

/** The address that Node accepts (net.isIP), read by the URL parser and by plain arithmetic on what it prints. */
function byNode(text: string): Address | undefined {
  switch (isIP(text)) {
    case 4:
      return text.split('.').reduce((a, octet) => a * 256n + BigInt(octet), 0xffffn) as Address;
    case 6:
      return ofCanonical(canonicalByUrl(text.replace(/%.*/, '')));
    default:
      return undefined;
  }
}

/** How the URL standard writes an IPv6 address: as RFC 5952, but never with an IPv4 tail. */
function canonicalByUrl(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

function ofCanonical(text: string): Address {
  const [head = '', tail = ''] = text.split('::').map((part) => part || undefined);
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const gap = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...gap, ...after].reduce((a, group) => a * 65536n + BigInt(`0x${group}`), 0n) as Address;
}

// Text that is an address, nearly one, or not at all.
const octet = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 255 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('256', '1000', '', '0x1', '00', '01', '010', '0377', '000000255') },
);
const group = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((x) => x.toString(16)) },
  { weight: 4, arbitrary: fc.constantFrom('0', '0', 'ffff', 'FE80', '00a', '0000') },
  { weight: 1, arbitrary: fc.constantFrom('', '', '00001', '10000', 'g') },
);
const quad = fc
  .oneof(
    { weight: 5, arbitrary: fc.array(octet, { minLength: 4, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.array(octet, { minLength: 1, maxLength: 6 }) },
  )
  .map((octets) => octets.join('.'));
const colons = fc
  .tuple(fc.array(group, { maxLength: 9 }), fc.array(group, { maxLength: 4 }), fc.option(quad), fc.boolean())
  .map(([before, after, tail, gap]) => {
    const end = tail === null ? after : [...after, tail];
    return gap ? `${before.join(':')}::${end.join(':')}` : [...before, ...end].join(':');
  });
const eight = fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':'));
const spoilt = fc
  .tuple(
    fc.oneof(quad, colons, eight),
    fc.nat(40),
    fc.nat(1),
    fc.constantFrom('', ...'0123456789abcfF:.% /-gx١'),
  )
  .map(([text, at, drop, insert]) => text.slice(0, at) + insert + text.slice(at + drop));
const anyText = fc.oneof(quad, colons, eight, spoilt);

const shown = (a: Address | undefined): string | undefined =>
  a === undefined ? undefined : formatAddress(a);

describe.each([
  ['ipaddr.js', byIpaddrJs, IPADDR_JS],
  ['Node', byNode, NODE],
] as const)('%s as an oracle', (_name, theirs, differences) => {
  test('law: it reads every text as we do, but for the listed differences', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (differences.some(({ when }) => when.test(text))) return;
        expect(shown(parseAddress(text))).toBe(shown(theirs(text)));
      }),
      { numRuns: 20_000 },
    );
  });

  test.each(differences)('a listed difference still is one: $why', ({ when, examples }) => {
    for (const [text, reading] of examples) {
      expect(when.test(text)).toBe(true);
      expect(shown(theirs(text))).toBe(reading);
      expect(shown(parseAddress(text))).not.toBe(reading);
    }
  });
});

test('law: once leading zeros of a final dotted quad are stripped, Node accepts what we accept, but for zones', () => {
  const stripped = (text: string): string =>
    text.replace(/(^|:)\d+\.\d+\.\d+\.\d+$/, (tail) => tail.replace(/(^|[:.])0+(?=\d)/g, '$1'));
  fc.assert(
    fc.property(anyText, (text) => {
      if (text.includes('%')) return;
      expect(parseAddress(text) !== undefined).toBe(isIP(stripped(text)) !== 0);
    }),
    { numRuns: 20_000 },
  );
});

test('law: IPv6 addresses are written as the URL standard and ipaddr.js write them', () => {
  fc.assert(
    fc.property(anyAddress, (a) => {
      if (familyOf(a) === 'IPv4') return;
      const text = formatAddress(a);
      expect(canonicalByUrl(text)).toBe(text);
      expect(ipaddr.IPv6.parse(text).toRFC5952String()).toBe(text);
    }),
    { numRuns: 5000 },
  );
});

test('the URL standard writes a mapped address in groups, Go as IPv4', () => {
  expect(canonicalByUrl('::ffff:1.2.3.4')).toBe('::ffff:102:304');
  expect(shown(parseAddress('::ffff:102:304'))).toBe('1.2.3.4');
});
