/** A graph by its vertices' successors. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** For each vertex on a cycle that no cycle found before contains: a shortest cycle through it, its start repeated. */
export function shortestCycles(graph: Graph): readonly (readonly string[])[] {
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const start of [...graph.keys()].sort()) {
    if (seen.has(start)) continue;
    const cycle = cycleThrough(graph, start);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    for (const vertex of cycle) seen.add(vertex);
  }
  return cycles;
}

function cycleThrough(graph: Graph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const vertex of queue) {
    for (const next of graph.get(vertex) ?? []) {
      if (next === start) return [...pathTo(vertex, start, cameFrom), start];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, vertex);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(vertex: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [vertex];
  for (let at = vertex; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    path.unshift(at);
  }
  return path;
}
