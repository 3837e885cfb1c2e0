import type { GraphAnswer } from '../../questions/graph.ts';
import type { Box } from './boxes.ts';
import { placeBoxes } from './boxes.ts';
import { printable } from './column.ts';
import { edgesOf } from './edges.ts';
import { nest, parentsOf } from './nesting.ts';

const STYLE = `
  :root { --line: #8a8f98; --text: #1f2328; --soft: #59636e; --host: #eef2f7; --pod: #ddeafb; --process: #ffffff; --other: #f3eefb }
  @media (prefers-color-scheme: dark) {
    :root { --line: #6e7681; --text: #e6edf3; --soft: #9ba3ad; --host: #1b222c; --pod: #1c3350; --process: #0d1117; --other: #2a2140 }
  }
  text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--text) }
  text.small { font-size: 10px; fill: var(--soft) }
  rect { stroke: var(--line); fill: var(--other) }
  rect.host { fill: var(--host) } rect.pod { fill: var(--pod) } rect.process { fill: var(--process) }
  line { stroke: var(--line); stroke-width: 1.2 }`;

/** The graph as nested boxes, cluster ▸ node ▸ pod ▸ container; links that nesting does not show are lines. */
export function svgOf(answer: GraphAnswer): string {
  const parents = parentsOf(answer);
  const { boxes, width, height } = placeBoxes(nest(answer, parents));
  const placed = new Map<string, Box>();
  eachBox(boxes, (box) => placed.set(box.node.name, box));
  const alone = new Set(boxes.map(({ node }) => node.name));
  const { pairs, groups } = edgesOf(answer);
  const lines = pairs.filter(([a, b]) => parents.get(a) !== b && parents.get(b) !== a);
  // Lines between boxes that stand alone lie behind the boxes; the others must lie on top to be seen at all.
  const behind = lines.filter(([a, b]) => alone.has(a) && alone.has(b));
  const above = lines.filter(([a, b]) => !(alone.has(a) && alone.has(b)));
  const captions = groups.map(
    (group) => `${group.length} nodes from ${group[0] ?? ''} on, each linked to each other`,
  );
  const whole = height + captions.length * 18;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img">`,
    `<title>${escaped(answer.name)}: ${answer.nodes.length} nodes, ${answer.linkCount} links</title>`,
    `<style>${STYLE}\n</style>`,
    ...behind.map((pair) => lineOf(pair, placed)),
    ...boxes.flatMap(boxLines),
    ...above.map((pair) => lineOf(pair, placed)),
    ...captions.map(
      (caption, i) => `<text class="small" x="10" y="${height + i * 18 + 6}">${escaped(caption)}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

function eachBox(boxes: readonly Box[], visit: (box: Box) => void): void {
  for (const box of boxes) {
    visit(box);
    eachBox(box.inside, visit);
  }
}

function boxLines(box: Box): string[] {
  const { node, title, subtitle, x, y, width, height, inside } = box;
  const kind =
    node.role === 'host' || node.role === 'pod' ? node.role : node.kind === 'process' ? 'process' : 'other';
  return [
    `<g><title>${escaped(`${node.role === 'none' ? node.kind : node.role} ${node.name} ${node.addresses.join(' ')}`.trim())}</title>`,
    `<rect class="${kind}" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="${kind === 'process' ? 9 : 4}"/>`,
    `<text x="${at(x + 10)}" y="${at(y + 17)}">${escaped(title)}</text>`,
    ...(subtitle === ''
      ? []
      : [`<text class="small" x="${at(x + 10)}" y="${at(y + 31)}">${escaped(subtitle)}</text>`]),
    ...inside.flatMap(boxLines),
    '</g>',
  ];
}

function lineOf([a, b]: readonly [string, string], placed: ReadonlyMap<string, Box>): string {
  const [one, other] = [placed.get(a), placed.get(b)];
  if (one === undefined || other === undefined) return '';
  const middle = ({ x, y, width, height }: Box): string[] => [at(x + width / 2), at(y + height / 2)];
  const [[x1, y1], [x2, y2]] = [middle(one), middle(other)];
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

/** A length with one decimal at most. */
function at(length: number): string {
  return String(Math.round(length * 10) / 10);
}

/** Text inside XML. */
function escaped(text: string): string {
  return printable(text).replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
