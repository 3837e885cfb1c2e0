import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Box } from '../../../src/interface/render/boxes.ts';
import { placeBoxes } from '../../../src/interface/render/boxes.ts';
import { dotOf } from '../../../src/interface/render/dot.ts';
import { edgesOf } from '../../../src/interface/render/edges.ts';
import { mermaidOf } from '../../../src/interface/render/mermaid.ts';
import type { Nested } from '../../../src/interface/render/nesting.ts';
import { nest, parentsOf, shortName } from '../../../src/interface/render/nesting.ts';
import { svgOf } from '../../../src/interface/render/svg.ts';
import type { GraphAnswer, GraphNode } from '../../../src/questions/graph.ts';

const node = (kind: GraphNode['kind'], role: string, name: string, ...addresses: string[]): GraphNode => ({
  kind,
  role,
  name,
  addresses,
});

/** A cluster of `hosts` nodes with `pods` pods each, a container a pod. */
function cluster(hosts: number, pods: number): GraphAnswer {
  const nodes: GraphNode[] = [];
  const links: (readonly [string, string])[] = [];
  const mesh: string[] = [];
  for (let h = 0; h < hosts; h++) {
    nodes.push(node('switch', 'host', `n${h}`, `10.0.0.${h}`));
    mesh.push(`n${h}`);
    for (let p = 0; p < pods; p++) {
      const name = `x/p${h}-${p}`;
      nodes.push(
        { ...node('switch', 'pod', name, `10.1.${h}.${p}`), host: `n${h}` },
        node('process', 'container', `${name}/c`),
      );
      links.push([name, `n${h}`], [`${name}/c`, name]);
    }
  }
  const meshes = hosts > 1 ? [mesh] : [];
  return {
    answer: 'drawn',
    name: 'test',
    nodes,
    links,
    meshes,
    linkCount: links.length + (hosts * (hosts - 1)) / 2,
  };
}

const contains = (outer: Box, inner: Box): boolean =>
  inner.x > outer.x &&
  inner.y > outer.y &&
  inner.x + inner.width < outer.x + outer.width &&
  inner.y + inner.height < outer.y + outer.height;
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function check(boxes: readonly Box[], outer?: Box): void {
  boxes.forEach((box, i) => {
    if (outer !== undefined) expect(contains(outer, box)).toBe(true);
    for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false);
    check(box.inside, box);
  });
}

describe('nested boxes', () => {
  test('law: each lies within the box around it, and no two beside each other overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 12 }), (hosts, pods) => {
        const graph = cluster(hosts, pods);
        const { boxes, width, height } = placeBoxes(nest(graph, parentsOf(graph)));
        check(boxes);
        for (const box of boxes)
          expect(box.x + box.width <= width && box.y + box.height <= height).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('hold every node exactly once, containers in pods in nodes', () => {
    const graph = cluster(2, 2);
    const [first] = nest(graph, parentsOf(graph));
    expect(first?.node.name).toBe('n0');
    expect(first?.inside.map((one) => one.node.name)).toEqual(['x/p0-0', 'x/p0-1']);
    expect(first?.inside[0]?.inside.map((one) => one.node.name)).toEqual(['x/p0-0/c']);
    const count = (all: readonly Nested[]): number =>
      all.reduce((sum, one) => sum + 1 + count(one.inside), 0);
    expect(count(nest(graph, parentsOf(graph)))).toBe(graph.nodes.length);
  });

  test('shorten names by the name of the box around them', () => {
    expect([shortName('x/p/c', 'x/p'), shortName('x/p', 'n1'), shortName('@fabric', undefined)]).toEqual([
      'c',
      'x/p',
      'fabric',
    ]);
  });
});

describe('the picture', () => {
  test('is the same for the same graph, and well-formed XML whatever the names', () => {
    const graph = { ...cluster(3, 3), name: '<&"' };
    const odd = { ...graph, nodes: [...graph.nodes, node('switch', 'none', 'a<b&"c"\u0007', '10.9.9.9')] };
    expect(svgOf(odd)).toBe(svgOf(odd));
    const svg = svgOf(odd);
    expect(svg).toContain('a&#60;b&#38;&#34;c&#34;\ufffd');
    expect(svg.match(/<g>/g)).toHaveLength(odd.nodes.length);
    expect(svg.match(/<\/g>/g)).toHaveLength(odd.nodes.length);
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  test('has a line for each link that nesting does not show, and a caption for a group too large for lines', () => {
    expect(svgOf(cluster(4, 2)).match(/<line /g)).toHaveLength(6);
    const large = cluster(40, 1);
    expect(svgOf(large)).not.toContain('<line ');
    expect(svgOf(large)).toContain('40 nodes from n0 on, each linked to each other');
  });

  test('of 5,000 pods is drawn within seconds', () => {
    expect(svgOf(cluster(50, 100)).match(/<rect /g)).toHaveLength(50 + 2 * 5000);
  });
});

describe('DOT and Mermaid', () => {
  test('draw every node and every link once', () => {
    const graph = cluster(3, 2);
    expect(edgesOf(graph).pairs).toHaveLength(graph.linkCount);
    expect(dotOf(graph).match(/\[label=/g)).toHaveLength(graph.nodes.length);
    expect(dotOf(graph).match(/ -- /g)).toHaveLength(graph.linkCount);
    expect(mermaidOf(graph).match(/ --- /g)).toHaveLength(graph.linkCount);
    expect(mermaidOf(graph).match(/subgraph/g)).toHaveLength(
      mermaidOf(graph).match(/^ *end$/gm)?.length ?? 0,
    );
  });

  test('quote names that would end a label', () => {
    const graph: GraphAnswer = { ...cluster(0, 0), nodes: [node('switch', 'none', 'a"]\\b;<i>')] };
    expect(dotOf(graph)).toContain(String.raw`label="a\"]\\b;<i>"`);
    expect(mermaidOf(graph)).toContain('n0["a#34;]\\b;#60;i#62;"]');
  });
});
