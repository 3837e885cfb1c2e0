import type { Interval } from '../../base/intervals.ts';
import type { Address, Family } from '../../model/header/address.ts';
import { address, familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_ADDRESSES, ALL_OF, containsAddress, LOOPBACK } from '../../model/header/address-set.ts';
import type { PortSet } from '../../model/header/port.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import { PROTOCOLS } from '../../model/header/protocol.ts';
import type { Cell } from '../../model/network/directory.ts';
import { rowsOf } from '../../model/network/directory.ts';
import type { MatchPattern } from '../../model/network/family.ts';
import { isTerm } from '../../model/network/instantiate.ts';
import type { Match } from '../../model/network/match.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, LISTENERS } from '../../model/network/network.ts';

/** A source port that no rule treats specially, in most networks: the first of the ephemeral ones. */
const USUAL_PORT = 49152;

/** Addresses that documents use and nobody has. */
const USUAL: Readonly<Record<Family, Address>> = { IPv4: address('192.0.2.1'), IPv6: address('2001:db8::1') };

const LAST = (ALL_ADDRESSES[0] as Interval<Address>)[1];

/** What a field of a match says somewhere in the network: sets written out, and columns of directories. */
interface Said {
  readonly cell: Cell | readonly unknown[];
  /** The directory that it stands in; absent where it is written in a rule. */
  readonly directory?: string;
}

/**
 * Everything that rules ask of one field. Families are not expanded: a term stands for its whole column, so the number
 * of switches and rules does not matter.
 */
function* saidOf(network: Network, field: keyof Match): Generator<Said> {
  for (const { tables } of network.fibs.templates) {
    for (const { families } of tables) {
      for (const { each, match } of families) yield* saidBy(network, match, field, each?.directory);
    }
  }
  for (const patches of network.fibs.patches.values()) {
    for (const patch of patches)
      if (patch.kind !== 'drop') yield* saidBy(network, patch.rule.match, field, undefined);
  }
}

function* saidBy(
  network: Network,
  match: MatchPattern,
  field: keyof Match,
  directory: string | undefined,
): Generator<Said> {
  const part = match[field];
  if (part === undefined) return;
  if (!isTerm(part)) yield { cell: part as readonly unknown[] };
  else if ('row' in part && directory !== undefined) {
    const cells = network.directories[directory]?.columns[part.row]?.cells ?? [];
    for (let row = 0; row < cells.length; row++) yield { cell: cells[row], directory };
  }
}

const sourcePorts = new WeakMap<Network, readonly number[]>();

/** A source port of every atom that the rules distinguish: what holds of these holds of all, 1 to 65535. */
export function sourcePortsOf(network: Network): readonly number[] {
  let known = sourcePorts.get(network);
  if (known === undefined) {
    known = portAtoms(saidOf(network, 'sourcePorts')).map((atom) => memberOf(atom, () => true) as number);
    sourcePorts.set(network, known);
  }
  return known;
}

/**
 * The atoms of target ports that rules distinguish by sets of their own. What is open where is left out: that is
 * asked address by address.
 */
export function targetPortAtomsOf(network: Network): Interval<number>[] {
  const said = [...saidOf(network, 'targetPorts')].filter(({ directory }) => directory !== LISTENERS);
  return portAtoms(said);
}

/** A port of the atom that `wanted` holds of; undefined if there is none. */
export function memberOf(
  [first, last]: Interval<number>,
  wanted: (port: number) => boolean,
): number | undefined {
  if (first <= USUAL_PORT && USUAL_PORT <= last && wanted(USUAL_PORT)) return USUAL_PORT;
  for (let port = first; port <= last; port++) if (wanted(port)) return port;
  return undefined;
}

function portAtoms(said: Iterable<Said>): Interval<number>[] {
  const starts = new Set<number>([1]);
  for (const { cell } of said) {
    if (cell === undefined) continue;
    const set: PortSet = typeof cell === 'number' ? [[cell, cell]] : (cell as PortSet);
    for (const [first, last] of set) starts.add(first).add(last + 1);
  }
  const sorted = [...starts].filter((port) => port >= 1 && port <= 65535).sort((a, b) => a - b);
  return sorted.map((first, i) => [first, (sorted[i + 1] ?? 65536) - 1]);
}

/** The protocols that rules or listeners name, TCP, and one that nobody names, where there is one. */
export function protocolsOf(network: Network): Protocol[] {
  const named = new Set<unknown>(['TCP']);
  for (const { cell } of saidOf(network, 'protocols')) {
    if (cell === undefined) continue;
    for (const one of typeof cell === 'string' ? [cell] : (cell as readonly unknown[])) named.add(one);
  }
  const cells = network.directories[LISTENERS]?.columns.protocol?.cells ?? [];
  for (let row = 0; row < cells.length; row++) named.add(cells[row]);
  const other = PROTOCOLS.find((protocol) => !named.has(protocol));
  return PROTOCOLS.filter((protocol) => named.has(protocol) || protocol === other);
}

/** The single addresses within a set that rules name, or that somebody has, ascending. */
export function namedAddresses(
  network: Network,
  field: 'sources' | 'targets',
  within: AddressSet,
): Address[] {
  const found = new Set<Address>();
  const take = (one: Address): void => {
    if (containsAddress(within, one)) found.add(one);
  };
  for (const { cell } of saidOf(network, field)) {
    if (typeof cell === 'bigint') take(cell);
    else for (const [first, last] of (cell ?? []) as AddressSet) if (first === last) take(first);
  }
  const owned = network.directories[ADDRESSES]?.columns.address?.cells ?? [];
  for (let row = 0; row < owned.length; row++) take(owned[row] as Address);
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * An address that nobody has, of every atom of a family that rules distinguish by sets of more than one address;
 * loopback is left out, and what does not lie `within`.
 */
export function freeAddresses(
  network: Network,
  field: 'sources' | 'targets',
  family: Family,
  within: AddressSet = ALL_OF(family),
): Address[] {
  const starts = new Set<bigint>();
  const cut = (set: AddressSet): void => {
    for (const [first, last] of set) starts.add(first).add(last + 1n);
  };
  cut(ALL_OF(family));
  cut(within);
  cut(LOOPBACK);
  for (const { cell } of saidOf(network, field)) {
    if (cell !== undefined && typeof cell !== 'bigint')
      cut((cell as AddressSet).filter(([first, last]) => first !== last));
  }
  const sorted = [...starts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) as Address[];
  const free: Address[] = [];
  for (const [i, first] of sorted.entries()) {
    if (
      !containsAddress(ALL_OF(family), first) ||
      !containsAddress(within, first) ||
      containsAddress(LOOPBACK, first)
    )
      continue;
    const last = sorted[i + 1] === undefined ? LAST : (((sorted[i + 1] as bigint) - 1n) as Address);
    const one = freeBetween(network, first, last, family);
    if (one !== undefined) free.push(one);
  }
  return free;
}

/**
 * Addresses within a set that nobody has, one of each sort that the rules tell apart by their sets of addresses; the
 * first where it is `usual` itself, if that is one of them. Undefined where there are more than `most` to look at.
 */
export function differentAddresses(
  network: Network,
  field: 'sources' | 'targets',
  usual: Address,
  within: AddressSet,
  most: number,
): readonly Address[] | undefined {
  const family = familyOf(usual);
  const single = new Set<Address>();
  for (const set of addressSetsOf(network, field))
    for (const [first, last] of set) if (first === last) single.add(first);
  const named = [...single].filter((one) => containsAddress(within, one) && isFree(network, one));
  const all = [usual, ...named, ...freeAddresses(network, field, family, within)];
  if (all.length > most) return undefined;
  const sortOf = addressSorts(network, field);
  const sorts = new Map<string, Address>();
  for (const one of all) {
    const sort = sortOf(one);
    if (!sorts.has(sort)) sorts.set(sort, one);
  }
  return [...sorts.values()];
}

/** The sets of addresses, each once, that rules ask a field for. */
function addressSetsOf(network: Network, field: 'sources' | 'targets'): ReadonlySet<AddressSet> {
  const sets = new Set<AddressSet>();
  for (const { cell } of saidOf(network, field)) {
    if (cell === undefined || typeof cell === 'bigint' || (cell as AddressSet).length === 0) continue;
    sets.add(cell as AddressSet);
  }
  return sets;
}

/** Sorts of addresses: equal for those that are in the same sets, of those that rules ask a field for. */
export function addressSorts(network: Network, field: 'sources' | 'targets'): (one: Address) => string {
  const sets = [...addressSetsOf(network, field)];
  return (one) => sets.flatMap((set, i) => (containsAddress(set, one) ? [i] : [])).join(' ');
}

function freeBetween(network: Network, first: Address, last: Address, family: Family): Address | undefined {
  const usual = USUAL[family];
  if (first <= usual && usual <= last && isFree(network, usual)) return usual;
  for (let one = first; one <= last; one = (one + 1n) as Address) {
    if (isFree(network, one)) return one;
  }
  return undefined;
}

/** Whether no row of the directory of addresses has it. */
function isFree(network: Network, one: Address): boolean {
  const column = network.directories[ADDRESSES]?.columns.address;
  return column === undefined || rowsOf(column, one).length === 0;
}
