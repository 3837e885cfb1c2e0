import { assert } from '../../base/assert.ts';
import type { Address, Family } from './address.ts';
import { familyOf, formatAddress, parseAddress } from './address.ts';

/**
 * What a CIDR names: a block of 2^n addresses whose first is a multiple of 2^n, all of the family of its first. An
 * IPv6 block that spans ::ffff:0:0/96 holds none of the IPv4 addresses there: ::/0 is all of IPv6 and nothing else.
 */
export interface Prefix {
  readonly first: Address;
  readonly last: Address;
}

/**
 * The block that Kubernetes reads in `text` (netutils.ParseCIDRSloppy), or undefined. Bits beyond the length are
 * cleared; leading zeros are skipped in the octets and in the length. As in Go, a length after an address written
 * with colons counts 128 bits, so ::ffff:10.0.0.0/104 is 10.0.0.0/8, ::ffff:0:0/96 is 0.0.0.0/0, and a shorter
 * length after ::ffff:a.b.c.d is a block of IPv6.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const written = text.slice(0, slash);
  const address = parseAddress(written);
  const length = parseLength(text.slice(slash + 1));
  if (address === undefined || length === undefined) return undefined;
  const width = written.includes(':') ? 128 : 32;
  return length > width ? undefined : block(address, width - length);
}

/** The block of a constant or a test; a BugError if `text` is none. */
export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  assert(parsed !== undefined, `not a CIDR: ${JSON.stringify(text)}`);
  return parsed;
}

/** How Go's net.IPNet.String writes the block: its first address, a slash, its length. */
export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.first)}/${prefixLength(prefix)}`;
}

/** How many leading bits the addresses of the block share: 0 to 32 in IPv4, 0 to 128 in IPv6. */
export function prefixLength(prefix: Prefix): number {
  const free = (prefix.last ^ prefix.first).toString(2);
  return widthOf(familyOf(prefix.first)) - (free === '0' ? 0 : free.length);
}

/** Whether the address is one of the block (Go's IPNet.Contains): never one of the other family. */
export function prefixContains(prefix: Prefix, address: Address): boolean {
  if (address < prefix.first || address > prefix.last) return false;
  return familyOf(address) === familyOf(prefix.first);
}

/** Whether all of `inner` lies in `outer`, as an ipBlock's exception must (S93). */
export function prefixWithin(inner: Prefix, outer: Prefix): boolean {
  return prefixContains(outer, inner.first) && inner.last <= outer.last;
}

/** The block from first to last if they are the ends of one, or undefined. */
export function prefixBetween(first: Address, last: Address): Prefix | undefined {
  const free = first ^ last;
  const aligned = (free & (free + 1n)) === 0n && (first & free) === 0n;
  return aligned ? { first, last } : undefined;
}

/** The block of 2^free addresses around `address`. */
function block(address: Address, free: number): Prefix {
  const ones = (1n << BigInt(free)) - 1n;
  const last = (address | ones) as Address;
  return { first: (last ^ ones) as Address, last };
}

/** A decimal number of up to 128, or undefined: digits alone, at least one. */
function parseLength(text: string): number | undefined {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    length = length * 10 + digit;
    if (length > 128) return undefined;
  }
  return text === '' ? undefined : length;
}

function widthOf(family: Family): number {
  return family === 'IPv4' ? 32 : 128;
}
