import type { GraphAnswer, GraphNode } from '../../questions/graph.ts';
import { edgesOf } from './edges.ts';
import type { Nested } from './nesting.ts';
import { nest, parentsOf, shortName } from './nesting.ts';

/** The graph for Graphviz: every node and link, with a frame around each host and each pod. */
export function dotOf(answer: GraphAnswer): string {
  const numbers = new Map(answer.nodes.map(({ name }, i) => [name, `n${i}`]));
  const id = (name: string): string => numbers.get(name) ?? quoted(name);
  const { pairs, groups } = edgesOf(answer);
  return `${[
    `graph ${quoted(answer.name)} {`,
    '  graph [fontname="monospace"]; node [fontname="monospace", shape=box]; layout=dot; rankdir=LR;',
    ...nest(answer, parentsOf(answer)).flatMap((nested) => frameLines(nested, undefined, id, '  ')),
    ...pairs.map(([one, other]) => `  ${id(one)} -- ${id(other)};`),
    ...groups.flatMap((group, i) => [
      `  mesh${i} [shape=point, xlabel=${quoted(`${group.length} nodes, each linked to each other`)}];`,
      ...group.map((name) => `  ${id(name)} -- mesh${i} [style=dashed];`),
    ]),
    '}',
  ].join('\n')}\n`;
}

function frameLines(
  { node, inside }: Nested,
  parent: string | undefined,
  id: (name: string) => string,
  indent: string,
): string[] {
  const own = `${indent}${id(node.name)} [label=${labelOf(node, parent)}${node.kind === 'process' ? ', style=rounded' : ''}];`;
  if (inside.length === 0) return [own];
  return [
    `${indent}subgraph cluster_${id(node.name)} {`,
    `  ${own}`,
    ...inside.flatMap((one) => frameLines(one, node.name, id, `${indent}  `)),
    `${indent}}`,
  ];
}

function labelOf({ name, addresses }: GraphNode, parent: string | undefined): string {
  return quoted([shortName(name, parent), ...addresses].join('\n'));
}

/** A text in quotes, as DOT reads it. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
