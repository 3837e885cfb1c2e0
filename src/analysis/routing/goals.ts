import type { Address, Family as IpFamily } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF, containsAddress } from '../../model/header/address-set.ts';
import type { Cell, Column } from '../../model/network/directory.ts';
import type { ActionPattern, Family } from '../../model/network/family.ts';
import { directoryOf, isTerm } from '../../model/network/instantiate.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, cellAt } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';

/** Number of a goal. */
export type GoalId = number;

/** Addresses that messages go to, between which no table tells but by whose they are (04 §4). */
export interface Goal {
  readonly id: GoalId;
  /** One of them. */
  readonly example: Address;
  /** Their rows in the directory of addresses: one each; none of addresses that nobody has. */
  readonly rows: readonly number[];
  /** Whether it is one address, that rows of other directories name. */
  readonly named: 'by rows' | 'by no row';
}

/** All addresses in goals, and what was needed to find them. */
export interface Goals {
  readonly list: readonly Goal[];
  /** The goal of an address. */
  of(address: Address): GoalId | undefined;
  /** Rows of a column of addresses, or of sets of them, that mean the addresses of a goal. */
  rowsWith(column: Column, goal: Goal): readonly number[];
  /** Goals of which a node has an address; and of which it is the host of who has one. */
  ownedBy(node: NodeId): ReadonlySet<GoalId>;
  hostedBy(node: NodeId): ReadonlySet<GoalId>;
}

/** Why there are none. */
export interface NoGoals {
  readonly why: string;
}

/** More goals are not gone through. */
const MOST_GOALS = 60_000;

/**
 * The goals of a network. Addresses that rows of other directories name stand alone; all others are together where the
 * tables ask the same of them. An address of two nodes is a goal of neither.
 */
export function goalsOf(network: Network): Goals | NoGoals {
  const asked = askedOf(network);
  const directory = network.directories[ADDRESSES];
  const addresses = directory?.columns.address;
  const alone = new Set<Address>(asked.single);
  const groups = new Map<string, { example: Address; rows: number[] }>();
  const seen = new Map<Address, string>();
  const sortOf = (address: Address): string =>
    asked.sets.map((set) => (containsAddress(set, address) ? '1' : '0')).join('');
  for (let row = 0; row < (directory?.size ?? 0); row++) {
    const address = addresses?.cells[row] as Address;
    if (seen.has(address)) return { why: 'two nodes have one address' };
    const cells = asked.fields.map((field) => String(cellAt(directory, field, row))).join(' ');
    const key = alone.has(address)
      ? `alone ${address}`
      : `${sortOf(address)} ${cells} ${placeOf(network, row)}`;
    seen.set(address, key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { example: address, rows: [row] });
    else group.rows.push(row);
  }
  const free = new Map<string, GoalId>();
  const list: Goal[] = [];
  const numbers = new Map<string, GoalId>();
  for (const [key, group] of groups) {
    numbers.set(key, list.length);
    const named = alone.has(group.example) ? 'by rows' : 'by no row';
    list.push({ id: list.length, ...group, named });
  }
  for (const address of alone) {
    if (seen.has(address)) continue;
    numbers.set(`alone ${address}`, list.length);
    list.push({ id: list.length, example: address, rows: [], named: 'by rows' });
  }
  for (const address of elementary(asked.sets)) {
    const sort = sortOf(address);
    if (free.has(sort)) continue;
    free.set(sort, list.length);
    list.push({ id: list.length, example: address, rows: [], named: 'by no row' });
  }
  if (list.length > MOST_GOALS) return { why: `there are ${list.length} sorts of addresses` };
  const [owned, hosted] = placesOf(network, list);
  const indexes = new Map<Column, Indexed>();
  return {
    list,
    of: (address) =>
      numbers.get(alone.has(address) ? `alone ${address}` : (seen.get(address) ?? '')) ??
      free.get(sortOf(address)),
    rowsWith(column, { example, named }) {
      const index = indexes.get(column) ?? indexed(column);
      indexes.set(column, index);
      const single = named === 'by rows' ? (index.single.get(example) ?? []) : [];
      const wide = index.wide.filter((row) => {
        const set = column.cells[row] as AddressSet | undefined;
        return set === undefined || containsAddress(set, example);
      });
      return wide.length === 0 ? single : [...single, ...wide].sort((x, y) => x - y);
    },
    ownedBy: (node) => owned.get(node) ?? NO_GOALS,
    hostedBy: (node) => hosted.get(node) ?? NO_GOALS,
  };
}

const NO_GOALS: ReadonlySet<GoalId> = new Set();

/** What tables ask of addresses that messages go to. */
interface AskedOfTargets {
  readonly sets: readonly AddressSet[];
  /** Addresses that rows name. */
  readonly single: ReadonlySet<Address>;
  /** Fields of the directory of addresses that are compared with fixed cells. */
  readonly fields: readonly string[];
}

function askedOf(network: Network): AskedOfTargets {
  const sets = new Map<string, AddressSet>();
  const single = new Set<Address>();
  const fields = new Set<string>();
  const put = (set: AddressSet): void => {
    if (set.length === 1 && set[0]?.[0] === set[0]?.[1]) single.add(set[0]?.[0] as Address);
    else sets.set(set.join(), set);
  };
  for (const family of familiesOf(network)) {
    const { each, match } = family;
    if (each?.directory === ADDRESSES)
      for (const { field, to } of each.where) if (!isTerm(to)) fields.add(field);
    const { targets } = match;
    if (targets === undefined) continue;
    if (!isTerm(targets)) put(targets);
    else if (each !== undefined && each.directory !== ADDRESSES && isToldApart(network, family)) {
      const cells = directoryOf(network, each).columns[(targets as { row: string }).row]?.cells ?? [];
      for (let row = 0; row < cells.length; row++) {
        const cell: Cell = cells[row];
        if (typeof cell === 'bigint') single.add(cell as Address);
        else if (cell !== undefined) for (const part of cell as AddressSet) put([part]);
      }
    }
  }
  return { sets: [...sets.values()], single, fields: [...fields].sort() };
}

/**
 * Whether the rows of a family are told apart by the addresses that they mean: not where they mean sets of addresses and
 * all do the same, as the rules of policies.
 */
export function isToldApart(network: Network, { each, match, action }: Family): boolean {
  const { targets } = match;
  if (each === undefined || !isTerm(targets) || !('row' in targets)) return false;
  const column = directoryOf(network, each).columns[targets.row];
  if (column === undefined) return false;
  return column.kind === 'address' || leadsByRow(action);
}

/** Whether where an action leads, or what address it changes to, is said by the row. */
export function leadsByRow(action: ActionPattern): boolean {
  switch (action.kind) {
    case 'deliver':
    case 'discard':
    case 'next':
      return false;
    case 'forward':
      return isTerm(action.to) && 'row' in action.to;
    case 'set':
      return (isTerm(action.value) && 'row' in action.value) || leadsByRow(action.then);
    case 'translate':
      return (
        (isTerm(action.header.target) && 'row' in action.header.target) ||
        (action.then !== undefined && leadsByRow(action.then))
      );
    case 'case':
      return Object.values(action.cases).some(leadsByRow);
    case 'choose':
      return 'each' in action || action.alternatives.some((one) => leadsByRow(one.action));
  }
}

/** Every family of every template, and rules that patches put beside, as far as they have a match. */
export function familiesOf({ fibs }: Network): readonly Family[] {
  return fibs.templates.flatMap(({ tables }) => tables.flatMap(({ families }) => families));
}

/** Whether it is a node's own address, one of a node on a host, or of nobody; and by which template that node forwards. */
function placeOf(network: Network, row: number): string {
  const directory = network.directories[ADDRESSES];
  const [node, host] = [cellAt(directory, 'node', row), cellAt(directory, 'host', row)] as [number, number];
  const template = network.fibs.templateOf[node] ?? 'none';
  return `${node === host ? 'host' : 'on a host'} ${template} ${network.fibs.templateOf[host] ?? 'none'}`;
}

/** An address of each part that sets divide all addresses into. */
function elementary(sets: readonly AddressSet[]): Address[] {
  const starts = new Set<bigint>();
  for (const family of ['IPv4', 'IPv6'] as IpFamily[])
    for (const [first] of ALL_OF(family)) starts.add(first);
  for (const set of sets) for (const [first, last] of set) starts.add(first).add(last + 1n);
  return [...starts].filter((one) => isAddress(one)) as Address[];
}

function isAddress(one: bigint): boolean {
  return (['IPv4', 'IPv6'] as IpFamily[]).some((family) => containsAddress(ALL_OF(family), one as Address));
}

function placesOf(
  network: Network,
  list: readonly Goal[],
): readonly [Map<number, Set<GoalId>>, Map<number, Set<GoalId>>] {
  const directory = network.directories[ADDRESSES];
  const [owned, hosted] = [new Map<number, Set<GoalId>>(), new Map<number, Set<GoalId>>()];
  const put = (map: Map<number, Set<GoalId>>, node: number, goal: GoalId): void => {
    const known = map.get(node);
    if (known === undefined) map.set(node, new Set([goal]));
    else known.add(goal);
  };
  for (const { id, rows } of list) {
    for (const row of rows) {
      put(owned, cellAt(directory, 'node', row) as number, id);
      put(hosted, cellAt(directory, 'host', row) as number, id);
    }
  }
  return [owned, hosted];
}

/** Rows of a column by the one address that they mean; and those that mean several. */
interface Indexed {
  readonly single: ReadonlyMap<Address, readonly number[]>;
  readonly wide: readonly number[];
}

function indexed({ cells }: Column): Indexed {
  const single = new Map<Address, number[]>();
  const wide: number[] = [];
  const put = (address: Address, row: number): void => {
    const rows = single.get(address);
    if (rows === undefined) single.set(address, [row]);
    else rows.push(row);
  };
  for (let row = 0; row < cells.length; row++) {
    const cell: Cell = cells[row];
    if (typeof cell === 'bigint') put(cell as Address, row);
    else if (cell !== undefined && (cell as AddressSet).every(([first, last]) => first === last))
      for (const [address] of cell as AddressSet) put(address, row);
    else wide.push(row);
  }
  return { single, wide };
}
