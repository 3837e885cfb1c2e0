import type { GraphAnswer } from '../../questions/graph.ts';

/** Above so many links, a group of nodes each linked to each other is drawn as one thing and not link by link. */
export const MOST_DRAWN = 300;

/** What is drawn of the links: single ones, and groups that are too large for it. */
export interface Edges {
  readonly pairs: readonly (readonly [string, string])[];
  readonly groups: readonly (readonly string[])[];
}

/** The links of a graph as they are drawn. */
export function edgesOf({ links, meshes }: GraphAnswer): Edges {
  const pairs = [...links];
  const groups: (readonly string[])[] = [];
  for (const mesh of meshes) {
    if ((mesh.length * (mesh.length - 1)) / 2 > MOST_DRAWN) {
      groups.push(mesh);
      continue;
    }
    for (const [i, one] of mesh.entries()) {
      for (const other of mesh.slice(i + 1)) pairs.push([one, other]);
    }
  }
  return { pairs, groups };
}
