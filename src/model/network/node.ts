import { assert } from '../../base/assert.ts';
import type { Brand } from '../../base/brand.ts';
import type { Origin } from '../../text/origin.ts';

/** Number of a node within its network: its row in the node columns. */
export type NodeId = Brand<number, 'NodeId'>;

/** Where a column names no node. */
export const NO_NODE = -1 as NodeId;

/** What a node stands for in a cluster (01 §1.9). `none`: the network does not say. */
export type Role = 'none' | 'container' | 'daemon' | 'pod' | 'host' | 'fabric' | 'outside';

/** All roles; a node column holds the position in this list. */
export const ROLES: readonly Role[] = ['none', 'container', 'daemon', 'pod', 'host', 'fabric', 'outside'];

/** Generates and consumes messages, and never forwards (R1, R5). */
export interface Process extends NodeFacts {
  readonly kind: 'process';
}

/** Handles messages by its forwarding information base (R1). */
export interface Switch extends NodeFacts {
  readonly kind: 'switch';
}

/** A vertex of the network graph. */
export type Node = Process | Switch;

/** What is known of any node. */
export interface NodeFacts {
  readonly id: NodeId;
  /** Unique in the network: `n1`, `shop/web-0`, `shop/web-0/web`, `@fabric`. */
  readonly name: string;
  readonly role: Role;
  /** The host switch that carries it; a host carries itself. Absent where the network does not say. */
  readonly host?: NodeId;
  readonly origin?: Origin;
}

/** The nodes of a network, in columns: entry i of each belongs to node i. */
export interface Nodes {
  readonly size: number;
  readonly names: readonly string[];
  /** 0 process, 1 switch. */
  readonly kinds: Uint8Array;
  /** Position in ROLES. */
  readonly roles: Uint8Array;
  /** The host switch of each node, NO_NODE if unknown. */
  readonly hosts: Int32Array;
  /** The object that each node comes from, shared by all nodes of it. */
  readonly origins: readonly (Origin | undefined)[];
  /** The field of that object that is the node, empty for the object as a whole. */
  readonly paths: readonly string[];
}

/** A node to be: what `nodesOf` takes. */
export interface NodeDraft {
  readonly kind: 'process' | 'switch';
  readonly name: string;
  readonly role: Role;
  /** Number of the host switch, possibly its own. */
  readonly host?: number | undefined;
  readonly origin?: Origin | undefined;
  /** A field path within the origin's object. */
  readonly path?: string | undefined;
}

/** Node columns in the making; a node's number is the position at which it was added. */
export interface NodeColumns {
  add(
    kind: NodeDraft['kind'],
    role: Role,
    name: string,
    host: number | undefined,
    origin: Origin | undefined,
    path: string,
  ): NodeId;
  finish(): Nodes;
}

/** Columns for so many nodes. Column by column, not node by node: 455,000 drafts kept as objects cost 0.3 s of collection. */
export function nodeColumns(size: number): NodeColumns {
  const names = new Array<string>(size);
  const kinds = new Uint8Array(size);
  const roles = new Uint8Array(size);
  const hosts = new Int32Array(size);
  const origins = new Array<Origin | undefined>(size);
  const paths = new Array<string>(size);
  let next = 0;
  return {
    add(kind, role, name, host, origin, path) {
      const id = next++;
      names[id] = name;
      kinds[id] = kind === 'switch' ? 1 : 0;
      roles[id] = ROLES.indexOf(role);
      hosts[id] = host ?? NO_NODE;
      origins[id] = origin;
      paths[id] = path;
      return id as NodeId;
    },
    finish() {
      assert(next === size, 'as many nodes as were said');
      return { size, names, kinds, roles, hosts, origins, paths };
    },
  };
}

/** Node columns from drafts: node i is draft i. */
export function nodesOf(drafts: readonly NodeDraft[]): Nodes {
  const columns = nodeColumns(drafts.length);
  for (const { kind, role, name, host, origin, path } of drafts)
    columns.add(kind, role, name, host, origin, path ?? '');
  return columns.finish();
}

/** Whether node `id` is a switch. */
export function isSwitch(nodes: Nodes, id: NodeId): boolean {
  return nodes.kinds[id] === 1;
}

/** The role of node `id`. */
export function roleOf(nodes: Nodes, id: NodeId): Role {
  return ROLES[nodes.roles[id] ?? 0] ?? 'none';
}

/** The name of node `id`. */
export function nameOf(nodes: Nodes, id: NodeId): string {
  return nodes.names[id] ?? '?';
}

/** Where node `id` comes from. */
export function originAt(nodes: Nodes, id: NodeId): Origin | undefined {
  const origin = nodes.origins[id];
  const path = nodes.paths[id];
  return origin === undefined || path === undefined || path === '' ? origin : { ...origin, path };
}

/** Node `id` as a plain value. */
export function nodeAt(nodes: Nodes, id: NodeId): Node {
  assert(id >= 0 && id < nodes.size, `node ${id} is not of this network`);
  const host = nodes.hosts[id] as NodeId;
  const origin = originAt(nodes, id);
  return {
    kind: isSwitch(nodes, id) ? 'switch' : 'process',
    id,
    name: nameOf(nodes, id),
    role: roleOf(nodes, id),
    ...(host === NO_NODE ? {} : { host }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The numbers of all nodes, ascending. */
export function* nodeIds(nodes: Nodes): Generator<NodeId> {
  for (let id = 0; id < nodes.size; id++) yield id as NodeId;
}

/** The numbers of the nodes with this role, ascending. */
export function* nodesWithRole(nodes: Nodes, role: Role): Generator<NodeId> {
  const wanted = ROLES.indexOf(role);
  for (let id = 0; id < nodes.size; id++) if (nodes.roles[id] === wanted) yield id as NodeId;
}

/** Finds the node of a name; undefined if there is none. */
export type FindNode = (name: string) => NodeId | undefined;

const finders = new WeakMap<Nodes, FindNode>();
const askedOf = new WeakMap<Nodes, number>();

/** Says how nodes are found by name, where their maker knows without an index of all names. Law: as in the list. */
export function findNodes(nodes: Nodes, find: FindNode): void {
  finders.set(nodes, find);
}

/** So many look-ups by name go through the list; then an index is made, which costs as much as a hundred of them. */
const WITHOUT_INDEX = 8;

/** The node of that name; of two nodes of one name, which W4 forbids, the first. */
export function nodeNamed(nodes: Nodes, name: string): NodeId | undefined {
  const known = finders.get(nodes);
  if (known !== undefined) return known(name);
  const asked = askedOf.get(nodes) ?? 0;
  askedOf.set(nodes, asked + 1);
  if (asked >= WITHOUT_INDEX) {
    const find = indexNames(nodes.names);
    finders.set(nodes, find);
    return find(name);
  }
  const found = nodes.names.indexOf(name);
  return found < 0 ? undefined : (found as NodeId);
}

function indexNames(names: readonly string[]): FindNode {
  const index = new Map<string, NodeId>();
  for (let id = names.length - 1; id >= 0; id--) index.set(names[id] as string, id as NodeId);
  return (name) => index.get(name);
}
