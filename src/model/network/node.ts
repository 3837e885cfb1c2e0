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
  readonly origins: readonly (Origin | undefined)[];
}

/** A node to be: what `nodesOf` takes. */
export interface NodeDraft {
  readonly kind: 'process' | 'switch';
  readonly name: string;
  readonly role: Role;
  /** Number of the host switch, possibly its own. */
  readonly host?: number | undefined;
  readonly origin?: Origin | undefined;
}

/** Node columns from drafts: node i is draft i. */
export function nodesOf(drafts: readonly NodeDraft[]): Nodes {
  const size = drafts.length;
  const kinds = new Uint8Array(size);
  const roles = new Uint8Array(size);
  const hosts = new Int32Array(size);
  drafts.forEach((draft, i) => {
    kinds[i] = draft.kind === 'switch' ? 1 : 0;
    roles[i] = ROLES.indexOf(draft.role);
    hosts[i] = draft.host ?? NO_NODE;
  });
  return {
    size,
    names: drafts.map((draft) => draft.name),
    kinds,
    roles,
    hosts,
    origins: drafts.map((draft) => draft.origin),
  };
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

/** Node `id` as a plain value. */
export function nodeAt(nodes: Nodes, id: NodeId): Node {
  assert(id >= 0 && id < nodes.size, `node ${id} is not of this network`);
  const host = nodes.hosts[id] as NodeId;
  const origin = nodes.origins[id];
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

const numbersByName = new WeakMap<Nodes, Map<string, NodeId>>();

/** The node of that name; made an index at the first call. */
export function nodeNamed(nodes: Nodes, name: string): NodeId | undefined {
  let index = numbersByName.get(nodes);
  if (index === undefined) {
    index = new Map(nodes.names.map((known, id) => [known, id as NodeId]));
    numbersByName.set(nodes, index);
  }
  return index.get(name);
}
