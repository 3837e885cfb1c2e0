import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import { rowsOf } from '../../model/network/directory.ts';
import { neighbours } from '../../model/network/link.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, addressesOf, cellAt, LISTENERS } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch, NO_NODE, nameOf, nodeIds, nodesWithRole, roleOf } from '../../model/network/node.ts';
import type { Note } from './invariant.ts';
import { missing } from './invariant.ts';

/** The families of addresses, in order. */
export const FAMILIES: readonly Family[] = ['IPv4', 'IPv6'];

/** Who listens on what. */
export interface Listener {
  readonly process: NodeId;
  readonly protocol: Protocol;
  readonly port: number;
}

/** A network namespace: a pod of its own network with its containers, or a host with its daemons. */
export interface Namespace {
  readonly node: NodeId;
  readonly host: NodeId | undefined;
  readonly processes: readonly NodeId[];
  readonly listeners: readonly Listener[];
  readonly addresses: readonly Address[];
}

/** What a network says of itself (01 §1.9), as far as constraints ask for it. */
export interface Interpretation {
  readonly pods: readonly Namespace[];
  readonly hosts: readonly Namespace[];
  /** What every constraint on messages would need, and is not said. */
  readonly doubts: readonly Note[];
}

const interpretations = new WeakMap<Network, Interpretation>();

/** The interpretation of a network; read once. */
export function interpretationOf(network: Network): Interpretation {
  let known = interpretations.get(network);
  if (known === undefined) {
    known = interpret(network);
    interpretations.set(network, known);
  }
  return known;
}

function interpret(network: Network): Interpretation {
  const { nodes } = network;
  const pods = [...nodesWithRole(nodes, 'pod')].map((node) => namespaceOf(network, node, 'container'));
  const hosts = [...nodesWithRole(nodes, 'host')].map((node) => namespaceOf(network, node, 'daemon'));
  const placed = new Set([...pods, ...hosts].flatMap(({ processes }) => processes));
  const doubts: Note[] = [];
  const list = (what: string, ids: readonly NodeId[]): void => {
    if (ids.length > 0)
      doubts.push(missing(`the network does not say ${what} ${names(network, ids)}`, ids.length));
  };
  if (network.directories[LISTENERS] === undefined)
    doubts.push(missing('the network does not say who listens where'));
  if (network.directories[ADDRESSES] === undefined)
    doubts.push(missing('the network does not say any address'));
  if (pods.length === 0) list('the role of', withoutRole(network));
  list(
    'to which pod belongs',
    [...nodesWithRole(nodes, 'container')].filter((id) => !placed.has(id)),
  );
  list(
    'on which host is',
    [...nodesWithRole(nodes, 'daemon')].filter((id) => !placed.has(id)),
  );
  return { pods, hosts, doubts };
}

function withoutRole({ nodes }: Network): NodeId[] {
  return [...nodesWithRole(nodes, 'none')];
}

/** `a, b, c and 4 more`. */
function names({ nodes }: Network, ids: readonly NodeId[]): string {
  const shown = ids
    .slice(0, 3)
    .map((id) => nameOf(nodes, id))
    .join(', ');
  return ids.length > 3 ? `${shown} and ${ids.length - 3} more` : shown;
}

/** The processes of a switch are those linked to it, and those that a directory places there. */
function namespaceOf(network: Network, node: NodeId, role: 'container' | 'daemon'): Namespace {
  const processes = new Set<NodeId>();
  for (const other of neighbours(network.links, node)) {
    if (isSwitch(network.nodes, other)) continue;
    const is = roleOf(network.nodes, other);
    if (is === role || (is === 'none' && role === 'container')) processes.add(other);
  }
  for (const { columns } of Object.values(network.directories)) {
    if (columns.switch?.kind !== 'node' || columns.process?.kind !== 'node') continue;
    const rows = rowsOf(columns.switch, node);
    for (let i = 0; i < rows.length; i++) {
      const process = columns.process.cells[rows[i] as number] as NodeId;
      if (process !== NO_NODE && !isSwitch(network.nodes, process)) processes.add(process);
    }
  }
  return {
    node,
    host: hostOf(network, node),
    processes: [...processes].sort((a, b) => a - b),
    listeners: listenersOf(network, node),
    addresses: addressesOf(network, node),
  };
}

function hostOf(network: Network, node: NodeId): NodeId | undefined {
  const said = network.nodes.hosts[node] as NodeId;
  if (said !== NO_NODE) return said;
  for (const other of neighbours(network.links, node))
    if (roleOf(network.nodes, other) === 'host') return other;
  return undefined;
}

function listenersOf(network: Network, node: NodeId): Listener[] {
  const directory = network.directories[LISTENERS];
  const column = directory?.columns.switch;
  if (column === undefined) return [];
  const rows = rowsOf(column, node);
  const listeners: Listener[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    listeners.push({
      process: cellAt(directory, 'process', row) as NodeId,
      protocol: cellAt(directory, 'protocol', row) as Protocol,
      port: cellAt(directory, 'port', row) as number,
    });
  }
  return listeners;
}

/** The addresses of one family. */
export function inFamily(addresses: readonly Address[], family: Family): Address[] {
  return addresses.filter((address) => familyOf(address) === family);
}

/** Whether a node was made by the profile, not given in the input (01 §8.7): no object's name begins with `@`. */
export function isMade({ nodes }: Network, id: NodeId): boolean {
  return nameOf(nodes, id).startsWith('@');
}

const hostPods = new WeakMap<Network, ReadonlySet<NodeId>>();

/** The processes that are pods of the host network (S4): those that a handle `pod/…` names. */
export function hostNetworkPods(network: Network): ReadonlySet<NodeId> {
  let known = hostPods.get(network);
  if (known === undefined) {
    const named = [...network.handles]
      .filter(([handle]) => handle.startsWith('pod/'))
      .flatMap(([, ids]) => ids);
    known = new Set(named.filter((id) => roleOf(network.nodes, id) === 'daemon'));
    hostPods.set(network, known);
  }
  return known;
}

/** Every process with each switch that it can send by, ascending. */
export function* senders(network: Network): Generator<{ readonly by: NodeId; readonly over: NodeId }> {
  for (const by of nodeIds(network.nodes)) {
    if (isSwitch(network.nodes, by)) continue;
    for (const over of neighbours(network.links, by)) yield { by, over };
  }
}
