import type { Interval, Intervals, Line } from '../../base/intervals.ts';
import { complement, contains, intersect, normalize, subtract, union } from '../../base/intervals.ts';
import type { Address, Family } from './address.ts';
import { address, familyOf, formatAddress, parseAddress } from './address.ts';
import type { Prefix } from './prefix.ts';
import { formatPrefix, parsePrefix, prefix, prefixBetween } from './prefix.ts';

/** A set of addresses of either family; the IPv4 addresses lie together at ::ffff:0:0/96. */
export type AddressSet = Intervals<Address>;

/** The line of all addresses. */
export const ADDRESSES: Line<Address> = {
  first: 0n as Address,
  last: ((1n << 128n) - 1n) as Address,
  next: (x) => (x + 1n) as Address,
  previous: (x) => (x - 1n) as Address,
};

/** Every address of both families. */
export const ALL_ADDRESSES: AddressSet = [[ADDRESSES.first, ADDRESSES.last]];

/** No address. */
export const NO_ADDRESSES: AddressSet = [];

const IPV4: Prefix = prefix('0.0.0.0/0');
const ALL_IPV4: AddressSet = [[IPV4.first, IPV4.last]];
const ALL_IPV6: AddressSet = complement(ADDRESSES, ALL_IPV4);

/** Every address of a family: 0.0.0.0/0 or ::/0. */
export function ALL_OF(family: Family): AddressSet {
  return family === 'IPv4' ? ALL_IPV4 : ALL_IPV6;
}

/** The addresses that do not leave a network namespace: 127.0.0.0/8 and ::1. */
export const LOOPBACK: AddressSet = addressSet(prefix('127.0.0.0/8'), address('::1'));

/** The set of these addresses and of the addresses of these blocks. */
export function addressSet(...parts: readonly (Prefix | Address)[]): AddressSet {
  return normalizeAddresses(parts.flatMap(intervalsOf));
}

/** The set that the intervals cover together, in any order, overlapping or not. */
export function normalizeAddresses(intervals: AddressSet): AddressSet {
  return normalize(ADDRESSES, intervals);
}

/** Whether the address is in the set. */
export function containsAddress(set: AddressSet, address: Address): boolean {
  return contains(set, address);
}

/** The addresses of `a`, of `b`, or of both. */
export function unionAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return union(ADDRESSES, a, b);
}

/** The addresses of `a` that are not in `b`, as an ipBlock minus its exceptions (S93). */
export function subtractAddresses(a: AddressSet, b: AddressSet): AddressSet {
  return subtract(ADDRESSES, a, b);
}

/**
 * The set in few words: addresses, blocks where they are aligned, else first-last ranges, comma separated, IPv4
 * first; `*` for all addresses and `none` for none. Equal sets give equal text.
 */
export function formatAddressSet(set: AddressSet): string {
  if (set.length === 0) return 'none';
  const first = set[0] as Interval<Address>;
  if (first[0] === ADDRESSES.first && first[1] === ADDRESSES.last) return '*';
  const ipv4 = intersect(set, ALL_IPV4);
  const ipv6 = bridge(intersect(set, ALL_IPV6));
  return [...ipv4, ...ipv6].map(formatInterval).join(',');
}

/**
 * The set that `text` lists: addresses, CIDRs and first-last ranges (both of one family, in order), comma separated
 * without spaces; `*` is all addresses and `none` is none. Undefined for any other text.
 */
export function parseAddressSet(text: string): AddressSet | undefined {
  if (text === '*') return ALL_ADDRESSES;
  if (text === 'none') return NO_ADDRESSES;
  const all: Interval<Address>[] = [];
  for (const item of text.split(',')) {
    const parsed = parseItem(item);
    if (parsed === undefined) return undefined;
    all.push(...parsed);
  }
  return normalizeAddresses(all);
}

function intervalsOf(part: Prefix | Address): AddressSet {
  return typeof part === 'bigint' ? [[part, part]] : between(part.first, part.last);
}

/** From first to last by the first's family: an IPv6 block or range steps over the IPv4 addresses within. */
function between(first: Address, last: Address): AddressSet {
  const interval: AddressSet = [[first, last]];
  const stepsOver = first < IPV4.first && last >= IPV4.first;
  return stepsOver ? intersect(interval, ALL_IPV6) : interval;
}

/** IPv6 intervals as written: joined where only the IPv4 addresses stand between them. */
function bridge(intervals: AddressSet): AddressSet {
  const out: Interval<Address>[] = [];
  for (const interval of intervals) {
    const before = out.at(-1);
    const joins = before !== undefined && before[1] + 1n === IPV4.first && interval[0] - 1n === IPV4.last;
    if (joins) out[out.length - 1] = [before[0], interval[1]];
    else out.push(interval);
  }
  return out;
}

function formatInterval([first, last]: Interval<Address>): string {
  if (first === last) return formatAddress(first);
  const block = prefixBetween(first, last);
  return block !== undefined ? formatPrefix(block) : `${formatAddress(first)}-${formatAddress(last)}`;
}

function parseItem(item: string): AddressSet | undefined {
  if (item.includes('/')) {
    const block = parsePrefix(item);
    return block && intervalsOf(block);
  }
  const dash = item.indexOf('-');
  if (dash < 0) {
    const one = parseAddress(item);
    return one === undefined ? undefined : intervalsOf(one);
  }
  const first = parseAddress(item.slice(0, dash));
  const last = parseAddress(item.slice(dash + 1));
  if (first === undefined || last === undefined || first > last) return undefined;
  return familyOf(first) === familyOf(last) ? between(first, last) : undefined;
}
