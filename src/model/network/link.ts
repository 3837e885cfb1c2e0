import type { NodeId } from './node.ts';

/**
 * The undirected links of a network: pairs, and meshes (a group of nodes each linked to each other, 01 §1.10: 5,000
 * host switches are one group, not 12.5 million pairs). No pair stands twice.
 */
export interface Links {
  /** Pair i joins a[i] and b[i]. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly meshes: readonly Int32Array[];
}

/** Links from pairs and meshes. */
export function linksOf(
  pairs: readonly (readonly [number, number])[],
  meshes: readonly (readonly number[])[] = [],
): Links {
  return {
    a: Int32Array.from(pairs, (pair) => pair[0]),
    b: Int32Array.from(pairs, (pair) => pair[1]),
    meshes: meshes.map((mesh) => Int32Array.from(mesh)),
  };
}

/** How many links there are (R7). */
export function linkCount(links: Links): number {
  let count = links.a.length;
  for (const mesh of links.meshes) count += (mesh.length * (mesh.length - 1)) / 2;
  return count;
}

/** Every link once, meshes written out. */
export function* eachLink(links: Links): Generator<readonly [NodeId, NodeId]> {
  for (let i = 0; i < links.a.length; i++) yield [links.a[i] as NodeId, links.b[i] as NodeId];
  for (const mesh of links.meshes) {
    for (let i = 0; i < mesh.length; i++) {
      for (let j = i + 1; j < mesh.length; j++) yield [mesh[i] as NodeId, mesh[j] as NodeId];
    }
  }
}

/** Pairs in both directions sorted by node (compressed rows), and the meshes of each node. */
interface Adjacency {
  readonly starts: Int32Array;
  readonly others: Int32Array;
  readonly meshes: ReadonlyMap<number, readonly number[]>;
}

const adjacencies = new WeakMap<Links, Adjacency>();

function adjacencyOf(links: Links): Adjacency {
  const known = adjacencies.get(links);
  if (known) return known;
  const { a, b } = links;
  let highest = -1;
  for (let i = 0; i < a.length; i++) highest = Math.max(highest, a[i] as number, b[i] as number);
  const starts = new Int32Array(highest + 2);
  const count = (node: number): void => {
    starts[node + 1] = (starts[node + 1] as number) + 1;
  };
  a.forEach(count);
  b.forEach(count);
  for (let node = 0; node <= highest; node++)
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const next = starts.slice();
  const others = new Int32Array(a.length * 2);
  const put = (node: number, other: number): void => {
    const at = next[node] as number;
    others[at] = other;
    next[node] = at + 1;
  };
  for (let i = 0; i < a.length; i++) {
    put(a[i] as number, b[i] as number);
    put(b[i] as number, a[i] as number);
  }
  for (let node = 0; node <= highest; node++) {
    const end = starts[node + 1] as number;
    // Mostly they were given in order.
    for (let i = (starts[node] as number) + 1; i < end; i++) {
      if ((others[i - 1] as number) <= (others[i] as number)) continue;
      others.subarray(starts[node], end).sort();
      break;
    }
  }
  const meshes = new Map<number, number[]>();
  links.meshes.forEach((mesh, index) => {
    for (const node of mesh) {
      const of = meshes.get(node);
      if (of) of.push(index);
      else meshes.set(node, [index]);
    }
  });
  const adjacency = { starts, others, meshes };
  adjacencies.set(links, adjacency);
  return adjacency;
}

/** Whether a link joins the two nodes (R1). */
export function linked(links: Links, one: NodeId, other: NodeId): boolean {
  if (one === other) return false;
  const { starts, others, meshes } = adjacencyOf(links);
  let low = starts[one] ?? 0;
  let high = (starts[one + 1] ?? low) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = others[middle] as number;
    if (found === other) return true;
    if (found < other) low = middle + 1;
    else high = middle - 1;
  }
  const mine = meshes.get(one);
  return mine !== undefined && (meshes.get(other) ?? []).some((mesh) => mine.includes(mesh));
}

/** The nodes linked to `node` by a pair, ascending, then those of its meshes. */
export function* neighbours(links: Links, node: NodeId): Generator<NodeId> {
  const { starts, others, meshes } = adjacencyOf(links);
  const end = starts[node + 1] ?? 0;
  for (let i = starts[node] ?? 0; i < end; i++) yield others[i] as NodeId;
  for (const mesh of meshes.get(node) ?? []) {
    for (const other of links.meshes[mesh] ?? []) if (other !== node) yield other as NodeId;
  }
}
