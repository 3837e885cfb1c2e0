import type { Links } from './link.ts';
import type { NodeId } from './node.ts';

/** Above so many pairs they are not compared. */
const MOST_PAIRS = 2_000_000;

/**
 * The links that stand more than once, and those that join a node with itself, each as it is met: among pairs, within
 * a mesh, of a pair and a mesh, of two meshes. Meshes are not written out.
 */
export function* repeatedLinks(links: Links): Generator<readonly [NodeId, NodeId]> {
  const meshesOf = new Map<number, number[]>();
  for (const [index, mesh] of links.meshes.entries()) {
    for (const node of mesh) {
      const known = meshesOf.get(node);
      if (known === undefined) meshesOf.set(node, [index]);
      else if (known.at(-1) === index) yield [node as NodeId, node as NodeId];
      else known.push(index);
    }
  }
  yield* betweenMeshes(meshesOf);
  const { a, b } = links;
  if (a.length > MOST_PAIRS) return;
  const seen = new Set<number>();
  for (let i = 0; i < a.length; i++) {
    const pair = [a[i] as NodeId, b[i] as NodeId] as const;
    const key = Math.min(...pair) * 2 ** 26 + Math.max(...pair);
    const mine = meshesOf.get(pair[0]);
    const meshed = mine !== undefined && (meshesOf.get(pair[1]) ?? []).some((mesh) => mine.includes(mesh));
    if (pair[0] === pair[1] || meshed || seen.has(key)) yield pair;
    seen.add(key);
  }
}

/** Two nodes that share two meshes are linked twice. */
function* betweenMeshes(
  meshesOf: ReadonlyMap<number, readonly number[]>,
): Generator<readonly [NodeId, NodeId]> {
  const firstOf = new Map<string, number>();
  for (const [node, meshes] of meshesOf) {
    for (const [i, one] of meshes.entries()) {
      for (const other of meshes.slice(i + 1)) {
        const first = firstOf.get(`${one} ${other}`);
        if (first === undefined) firstOf.set(`${one} ${other}`, node);
        else yield [first as NodeId, node as NodeId];
      }
    }
  }
}
