import type { GraphAnswer, GraphNode } from '../../questions/graph.ts';
import { edgesOf } from './edges.ts';
import type { Nested } from './nesting.ts';
import { nest, parentsOf, shortName } from './nesting.ts';

/** The graph as a Mermaid flowchart: every node and link, with a frame around each host and each pod. */
export function mermaidOf(answer: GraphAnswer): string {
  const numbers = new Map(answer.nodes.map(({ name }, i) => [name, `n${i}`]));
  const id = (name: string): string => numbers.get(name) ?? 'unknown';
  const { pairs, groups } = edgesOf(answer);
  return `${[
    'flowchart LR',
    ...nest(answer, parentsOf(answer)).flatMap((nested) => frameLines(nested, undefined, id, '  ')),
    ...pairs.map(([one, other]) => `  ${id(one)} --- ${id(other)}`),
    ...groups.flatMap((group, i) => [
      `  mesh${i}(("${group.length} nodes, each linked to each other"))`,
      ...group.map((name) => `  ${id(name)} -.- mesh${i}`),
    ]),
  ].join('\n')}\n`;
}

function frameLines(
  { node, inside }: Nested,
  parent: string | undefined,
  id: (name: string) => string,
  indent: string,
): string[] {
  const label = labelOf(node, parent);
  const own = node.kind === 'process' ? `${id(node.name)}(${label})` : `${id(node.name)}[${label}]`;
  if (inside.length === 0) return [`${indent}${own}`];
  return [
    `${indent}subgraph frame_${id(node.name)}[" "]`,
    `${indent}  ${own}`,
    ...inside.flatMap((one) => frameLines(one, node.name, id, `${indent}  `)),
    `${indent}end`,
  ];
}

function labelOf({ name, addresses }: GraphNode, parent: string | undefined): string {
  const text = [shortName(name, parent), ...addresses].map(escaped).join('<br/>');
  return `"${text}"`;
}

/** Text inside a Mermaid label. */
function escaped(text: string): string {
  return text.replace(/[#"<>&`]/g, (letter) => `#${letter.charCodeAt(0)};`);
}
