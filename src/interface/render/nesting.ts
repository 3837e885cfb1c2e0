import type { GraphAnswer, GraphNode } from '../../questions/graph.ts';

/** A node with the nodes that are drawn inside it: host ▸ pod ▸ container. */
export interface Nested {
  readonly node: GraphNode;
  readonly inside: readonly Nested[];
}

/** What each node is drawn inside, by name; absent for those that stand alone. */
export type Parents = ReadonlyMap<string, string>;

/**
 * What each node is drawn inside: a process in the one switch that it is linked to, a pod in its host. So the picture
 * needs no line for these links.
 */
export function parentsOf({ nodes, links }: GraphAnswer): Parents {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const around = new Map<string, string[]>();
  for (const [one, other] of links) {
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      const of = around.get(a);
      if (of === undefined) around.set(a, [b]);
      else of.push(b);
    }
  }
  const parents = new Map<string, string>();
  for (const { name, kind, role, host } of nodes) {
    const neighbours = around.get(name) ?? [];
    const [only, ...more] = neighbours;
    if (kind === 'process') {
      if (only !== undefined && more.length === 0 && byName.get(only)?.kind === 'switch')
        parents.set(name, only);
    } else if (role === 'pod') {
      const hosts = neighbours.filter((other) => byName.get(other)?.role === 'host');
      const [carrier] = host === undefined || !hosts.includes(host) ? hosts : [host];
      if (carrier !== undefined) parents.set(name, carrier);
    }
  }
  return parents;
}

/** The nodes that stand alone, in order, each with what is inside it. */
export function nest({ nodes }: GraphAnswer, parents: Parents): Nested[] {
  const inside = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const parent = parents.get(node.name);
    if (parent === undefined) continue;
    const children = inside.get(parent);
    if (children === undefined) inside.set(parent, [node]);
    else children.push(node);
  }
  const nested = (node: GraphNode): Nested => ({ node, inside: (inside.get(node.name) ?? []).map(nested) });
  return nodes.filter(({ name }) => !parents.has(name)).map(nested);
}

/** A name as it reads inside another: `c1-1` for `default/p1/c1-1` in `default/p1`. */
export function shortName(name: string, parent: string | undefined): string {
  if (name.startsWith('@')) return name.slice(1);
  return parent !== undefined && name.startsWith(`${parent}/`) ? name.slice(parent.length + 1) : name;
}
