import type { Address } from '../header/address.ts';
import type { AddressSet } from '../header/address-set.ts';
import { normalizeAddresses } from '../header/address-set.ts';
import type { Protocol } from '../header/protocol.ts';
import type { Cell, Directory } from './directory.ts';
import { rowsOf } from './directory.ts';
import type { Fact } from './fact.ts';
import type { Fibs, Template } from './fib.ts';
import { NO_TEMPLATE } from './fib.ts';
import type { Links } from './link.ts';
import type { NodeId, Nodes } from './node.ts';
import { NO_NODE } from './node.ts';
import type { NodeSet } from './set.ts';

/**
 * A network graph (01 §1.1) with its FIBs and, where it is known, its interpretation (01 §1.9). Plain immutable data:
 * everything that answers questions reads this one value and nothing else.
 */
export interface Network {
  readonly name: string;
  readonly nodes: Nodes;
  readonly links: Links;
  readonly fibs: Fibs;
  /** Relations kept once. Two names are known to everybody: ADDRESSES and LISTENERS. */
  readonly directories: Readonly<Record<string, Directory>>;
  readonly sets: readonly NodeSet[];
  readonly facts: readonly Fact[];
  /** Names of several nodes: `deployment/shop/web` → its pods. A single node is found by its own name. */
  readonly handles: ReadonlyMap<string, readonly NodeId[]>;
}

/**
 * The directory of entities that have an address: columns `address`, `node` (the switch that has it; NO_NODE for a
 * service), `host` (its host switch), `zone` (of that, may be empty), `role` (`pod`, `host`, `service`), `name`, `origin`, and `known`
 * (`given`, or `planned` where it was invented). Part of the interpretation.
 */
export const ADDRESSES = 'addresses';

/** The directory of who listens: columns `process`, `switch`, `protocol`, `port`,
 * `name` (of the port, may be empty), `origin`, `path`. Part of the interpretation. */
export const LISTENERS = 'listeners';

/** A cell of a directory; undefined where there is no such directory or column. */
export function cellAt(directory: Directory | undefined, field: string, row: number): Cell {
  return directory?.columns[field]?.cells[row];
}

/** The addresses of a pod or host switch, in row order (primary first); none where the network does not say. */
export function addressesOf(network: Network, node: NodeId): readonly Address[] {
  const directory = network.directories[ADDRESSES];
  const owners = directory?.columns.node;
  if (directory === undefined || owners === undefined) return [];
  const addresses: Address[] = [];
  const rows = rowsOf(owners, node);
  for (let i = 0; i < rows.length; i++)
    addresses.push(cellAt(directory, 'address', rows[i] as number) as Address);
  return addresses;
}

/** The same as a set, for matching. */
export function addressSetOf(network: Network, node: NodeId): AddressSet {
  return normalizeAddresses(addressesOf(network, node).map((address) => [address, address] as const));
}

/** The zone of a host switch, by the rows of its addresses; empty where nothing says. */
export function zoneOf(network: Network, node: NodeId): string {
  const directory = network.directories[ADDRESSES];
  const owners = directory?.columns.node;
  if (owners === undefined || directory?.columns.zone === undefined) return '';
  const [row] = Array.from(rowsOf(owners, node));
  return row === undefined ? '' : (cellAt(directory, 'zone', row) as string);
}

/** Whether the owner of an address has a listener of that name on a protocol and port (S91). */
export function isNamedPort(
  network: Network,
  owner: NodeId,
  name: string,
  protocol: Protocol,
  port: number,
): boolean {
  const directory = network.directories[LISTENERS];
  const owners = directory?.columns.switch;
  if (owners === undefined) return false;
  const rows = rowsOf(owners, owner);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (
      cellAt(directory, 'name', row) === name &&
      cellAt(directory, 'port', row) === port &&
      cellAt(directory, 'protocol', row) === protocol
    )
      return true;
  }
  return false;
}

/** The node that owns an address (a pod's switch, a host's switch): the first row that has it. */
export function ownerOf(network: Network, address: Address): NodeId | undefined {
  const directory = network.directories[ADDRESSES];
  const column = directory?.columns.address;
  if (column === undefined) return undefined;
  const rows = rowsOf(column, address);
  for (let i = 0; i < rows.length; i++) {
    const node = cellAt(directory, 'node', rows[i] as number) as NodeId;
    if (node !== NO_NODE) return node;
  }
  return undefined;
}

/** The template of a switch; undefined for a process, or a switch that discards everything. */
export function templateOf(network: Network, node: NodeId): Template | undefined {
  const number = network.fibs.templateOf[node] ?? NO_TEMPLATE;
  return network.fibs.templates[number];
}
