import { onceFor } from '../../base/once.ts';
import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { linked } from '../../model/network/link.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch, NO_NODE } from '../../model/network/node.ts';

/**
 * The ends of messages that are looked at together: switches that have one address of a family for themselves, and hang
 * on a host switch by a link. Entry i of each list belongs to end i; ends stand in the order of nodes.
 */
export interface Ends {
  readonly family: Family;
  readonly nodes: Int32Array;
  readonly addresses: readonly Address[];
  /** Its row in the directory of addresses. */
  readonly rows: Int32Array;
  /** The host switch of each. */
  readonly hosts: Int32Array;
  /** The number of a node's end by node; -1 where it is none. */
  readonly numbers: Int32Array;
  /** The host switches of all ends, ascending. */
  readonly switches: Int32Array;
  /** Switches on hosts that are no such end: their address is somebody else's as well, or they differ in their FIB. */
  readonly left: readonly NodeId[];
}

/** The ends of a network in one family. All have the FIB template that most of them have. */
export function endsOf(network: Network, family: Family): Ends {
  const { nodes, links, fibs } = network;
  const found = ownAddresses(network, family);
  const template = commonest(found.map(({ node }) => fibs.templateOf[node] ?? -1));
  const isOne = (node: NodeId, shared: boolean): boolean =>
    !shared &&
    fibs.templateOf[node] === template &&
    !fibs.patches.has(node) &&
    linked(links, node, nodes.hosts[node] as NodeId);
  const kept = found.filter(({ node, shared }) => isOne(node, shared));
  const left = found.filter(({ node, shared }) => !isOne(node, shared)).map(({ node }) => node);
  const numbers = new Int32Array(nodes.size).fill(-1);
  kept.forEach(({ node }, number) => {
    numbers[node] = number;
  });
  const hosts = Int32Array.from(kept, ({ node }) => nodes.hosts[node] as number);
  return {
    family,
    nodes: Int32Array.from(kept, ({ node }) => node),
    addresses: kept.map(({ address }) => address),
    rows: Int32Array.from(kept, ({ row }) => row),
    hosts,
    numbers,
    switches: Int32Array.from(new Set(hosts)).sort(),
    left,
  };
}

interface Own {
  readonly node: NodeId;
  readonly address: Address;
  readonly row: number;
  /** Somebody else has the address too, or the node has another one of the family. */
  readonly shared: boolean;
}

/** The first address of each switch on a host, by the directory of addresses; in the order of nodes. */
function ownAddresses(network: Network, family: Family): Own[] {
  const { nodes, directories } = network;
  const directory = directories[ADDRESSES];
  const owners = directory?.columns.node?.cells as ArrayLike<NodeId> | undefined;
  const addresses = directory?.columns.address?.cells as ArrayLike<Address> | undefined;
  if (directory === undefined || owners === undefined || addresses === undefined) return [];
  const first = new Map<NodeId, number>();
  const several = new Set<NodeId>();
  const ownersOf = new Map<Address, NodeId>();
  const disputed = new Set<Address>();
  for (let row = 0; row < directory.size; row++) {
    const [node, address] = [owners[row] as NodeId, addresses[row] as Address];
    if (familyOf(address) !== family) continue;
    const other = ownersOf.get(address);
    if (other === undefined) ownersOf.set(address, node);
    else if (other !== node) disputed.add(address);
    const host = node === NO_NODE ? NO_NODE : nodes.hosts[node];
    if (host === NO_NODE || host === node || host === undefined || !isSwitch(nodes, node)) continue;
    if (first.has(node)) several.add(node);
    else first.set(node, row);
  }
  const own = Array.from(first, ([node, row]): Own => {
    const address = addresses[row] as Address;
    return { node, address, row, shared: several.has(node) || disputed.has(address) };
  });
  return own.sort((a, b) => a.node - b.node);
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = -1;
  let most = 0;
  for (const [number, count] of counts) if (count > most) [best, most] = [number, count];
  return best;
}

/** How many ends have an address of a set: by binary search in the sorted addresses. */
export function countWithin(ends: Ends, set: AddressSet): number {
  const sorted = sortedAddresses(ends);
  let count = 0;
  for (const [first, last] of set) count += below(sorted, (last as bigint) + 1n) - below(sorted, first);
  return count;
}

const sortedAddresses = onceFor(({ addresses }: Ends): BigUint64Array | readonly bigint[] => {
  if (addresses.every((one) => one < TOO_LARGE)) return BigUint64Array.from(addresses).sort();
  return [...addresses].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
});

const TOO_LARGE = 2n ** 64n;

/** How many of a sorted list are below a limit. */
function below(sorted: ArrayLike<bigint>, limit: bigint): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as bigint) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The address of an end. */
export function addressOf({ numbers, addresses }: Ends, node: NodeId): Address {
  return addresses[numbers[node] as number] as Address;
}
