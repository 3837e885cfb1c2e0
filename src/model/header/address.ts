import { assert } from '../../base/assert.ts';
import type { Brand } from '../../base/brand.ts';

/**
 * An IP address: a 128-bit number, a.b.c.d held as ::ffff:a.b.c.d as Go's net.IP does. So two addresses are the same
 * if they are `===`, and an Address is a key of a Map. Beyond its family, nothing is read into it (R9, N1).
 */
export type Address = Brand<bigint, 'Address'>;

/** What an address is written as, and which network layer carries it. */
export type Family = 'IPv4' | 'IPv6';

const IPV4_BASE = 0xffff_0000_0000;
const IPV4_FIRST = BigInt(IPV4_BASE);
const IPV4_LAST = BigInt(IPV4_BASE + 0xffff_ffff);

const [DOT, ZERO, NINE, COLON] = [0x2e, 0x30, 0x39, 0x3a];
const [UPPER_A, UPPER_F, LOWER_A, LOWER_F] = [0x41, 0x46, 0x61, 0x66];

/**
 * The address that Kubernetes reads in `text` (netutils.ParseIPSloppy), or undefined. Leading zeros of a decimal
 * octet are skipped, never octal; an embedded IPv4 tail may end any IPv6 address, and ::ffff:1.2.3.4 is 1.2.3.4. No
 * short forms, no zones, no spaces; a group of an IPv6 address has at most 4 digits.
 */
export function parseAddress(text: string): Address | undefined {
  // An IPv4 address takes 0.1 µs: numbers throughout, and one BigInt() at the end (four bigint shifts alone take 0.2).
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === COLON) return parseIPv6(text);
    if (code !== DOT) continue;
    const low = parseIPv4(text, 0);
    return low < 0 ? undefined : (BigInt(IPV4_BASE + low) as Address);
  }
  return undefined;
}

/** The address of a constant or a test; a BugError if `text` is none. */
export function address(text: string): Address {
  const parsed = parseAddress(text);
  assert(parsed !== undefined, `not an address: ${JSON.stringify(text)}`);
  return parsed;
}

/** How Go's net.IP.String writes the address: a.b.c.d, or RFC 5952. */
export function formatAddress(address: Address): string {
  const low = ipv4Number(address);
  if (low === undefined) return formatIPv6(address);
  return `${low >>> 24}.${(low >>> 16) & 255}.${(low >>> 8) & 255}.${low & 255}`;
}

/** IPv4 for ::ffff:0.0.0.0 to ::ffff:255.255.255.255, IPv6 for the rest. */
export function familyOf(address: Address): Family {
  return address >= IPV4_FIRST && address <= IPV4_LAST ? 'IPv4' : 'IPv6';
}

/** The 32-bit number that a.b.c.d is; undefined for IPv6. */
export function ipv4Number(address: Address): number | undefined {
  return familyOf(address) === 'IPv4' ? Number(address) - IPV4_BASE : undefined;
}

/** The low 32 bits of the dotted quad that is all of `text` from `start`, or -1. */
function parseIPv4(text: string, start: number): number {
  let low = 0;
  let octet = -1;
  let dots = 0;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      octet = (octet < 0 ? 0 : octet * 10) + code - ZERO;
      if (octet > 255) return -1;
    } else if (code === DOT && octet >= 0 && dots < 3) {
      low = low * 256 + octet;
      octet = -1;
      dots++;
    } else return -1;
  }
  return dots === 3 && octet >= 0 ? low * 256 + octet : -1;
}

function parseIPv6(text: string): Address | undefined {
  const groups: number[] = [];
  let gap = -1; // how many groups stand before the `::`
  let at = 0;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (groups.length === 8) return undefined;
    const end = endOfGroup(text, at);
    if (text.charCodeAt(end) === DOT) {
      const low = parseIPv4(text, at);
      if (low < 0 || groups.length > 6) return undefined;
      groups.push(low >>> 16, low & 0xffff);
      break;
    }
    if (end === at || end - at > 4) return undefined;
    groups.push(Number.parseInt(text.slice(at, end), 16));
    if (end === text.length) break;
    if (text.charCodeAt(end) !== COLON || end + 1 === text.length) return undefined;
    at = end + 1;
    if (text.charCodeAt(at) !== COLON) continue;
    if (gap >= 0) return undefined;
    gap = groups.length;
    at++;
  }
  const missing = 8 - groups.length;
  if (gap < 0 ? missing !== 0 : missing === 0) return undefined;
  for (let i = 0; i < missing; i++) groups.splice(gap, 0, 0);
  return fromGroups(groups);
}

/** Where the hexadecimal digits that begin at `start` end. */
function endOfGroup(text: string, start: number): number {
  for (let i = start; ; i++) {
    const code = text.charCodeAt(i); // NaN at the end of the text: no comparison holds
    if (code >= ZERO && code <= NINE) continue;
    if (code >= LOWER_A && code <= LOWER_F) continue;
    if (code >= UPPER_A && code <= UPPER_F) continue;
    return i;
  }
}

/** The number whose 16-bit digits are the eight groups, highest first. */
function fromGroups(groups: readonly number[]): Address {
  const [a, b, c, d, e, f, g, h] = groups as [number, number, number, number, number, number, number, number];
  const high = BigInt((a * 65536 + b) * 65536 + c);
  const middle = BigInt((d * 65536 + e) * 65536 + f);
  return ((high << 80n) | (middle << 32n) | BigInt(g * 65536 + h)) as Address;
}

function formatIPv6(address: Address): string {
  const digits = address.toString(16).padStart(32, '0');
  const groups: string[] = [];
  for (let i = 0; i < 32; i += 4) groups.push(Number.parseInt(digits.slice(i, i + 4), 16).toString(16));
  const [start, end] = longestZeros(groups);
  if (end - start < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(end).join(':')}`;
}

/** The longest run of zero groups, the first of equals, as [start, end). */
function longestZeros(groups: readonly string[]): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === '0') end++;
    if (end - i > best[1] - best[0]) best = [i, end];
    if (end > i) i = end;
  }
  return best;
}
