import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Node } from 'yaml';
import { isMap, isScalar, parseDocument } from 'yaml';
import { locate } from '../../src/text/locate.ts';
import type { Step } from '../../src/text/path.ts';
import { formatPath } from '../../src/text/path.ts';
import { readText } from '../../src/text/read.ts';
import type { Value } from '../../src/text/value.ts';
import { writeJson, writeYaml } from '../../src/text/write.ts';
import { maps } from './random.ts';
import { sourceOf } from './source.ts';

/** Every path of a value. */
function* pathsOf(value: Value, path: readonly Step[] = []): Generator<readonly Step[]> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) {
    for (const [i, entry] of value.entries()) {
      yield* pathsOf(entry as Value, [...path, i]);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) yield* pathsOf(entry as Value, [...path, key]);
  }
}

/** Where another library has a path: the key of a field, the beginning of an entry. */
function expected(root: Node, path: readonly Step[]): number | undefined {
  let node: Node | null | undefined = root;
  let start: number | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      start = (pair?.key as Node | undefined)?.range?.[0];
      node = pair?.value as Node | undefined;
    } else {
      node = (node as { items: Node[] } | undefined)?.items[step as number];
      start = node?.range?.[0];
    }
  }
  return start;
}

const writers = [writeYaml, writeJson, (value: Value) => JSON.stringify(value)];

describe('locate', () => {
  test('law: every path is found where another library finds it', () => {
    fc.assert(
      fc.property(
        maps,
        fc.constantFrom(...writers),
        fc.constantFrom('', '# é\n---\n', 'x: 𝒳\n---\n'),
        (map, write, before) => {
          const text = write(map);
          const source = sourceOf(text.startsWith('{') ? text : before + text);
          const items = [...readText(source, () => {})];
          const item = items.at(-1);
          if (item === undefined || item.list !== undefined) return;
          const root = parseDocument(text, { version: '1.1', schema: 'failsafe', uniqueKeys: false })
            .contents as Node;
          const shift = text.startsWith('{') ? 0 : before.length;
          for (const path of pathsOf(map)) {
            const { line, column, offset } = locate(item.place, formatPath(path));
            const index = shift + (expected(root, path) ?? Number.NaN);
            const full = shift === 0 ? text : before + text;
            const head = full.slice(0, index);
            expect([path, offset]).toEqual([path, new TextEncoder().encode(head).length]);
            expect([line, column]).toEqual([head.split('\n').length, head.length - head.lastIndexOf('\n')]);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  const manifest = `apiVersion: v1
kind: List
items:
- kind: Service
  metadata: {name: a, labels: {"app.kubernetes.io/name": x}}
  spec:
    ports:
    - port: 80
      name: http
    - port: 81
      name: metrics
- &p
  kind: Pod
  base: &b
    x: 1
  more:
    <<: *b
    z: 2
  copy: *b
`;

  const at = (index: number, path?: string) => {
    const item = [...readText(sourceOf(manifest), () => {})][index];
    const { line, column } = locate(item?.place as never, path);
    return `${line}:${column}`;
  };

  test('points to the key of a field, and to the beginning of an entry', () => {
    expect(at(0)).toBe('4:3');
    expect(at(0, 'spec.ports')).toBe('7:5');
    expect(at(0, 'spec.ports[1]')).toBe('10:7');
    expect(at(0, 'spec.ports[1].name')).toBe('11:7');
    expect(at(0, 'metadata.labels["app.kubernetes.io/name"]')).toBe('5:32');
    expect(at(1)).toBe('12:3');
  });

  test('points to the deepest ancestor that is there', () => {
    expect(at(0, 'spec.ports[7].name')).toBe('7:5');
    expect(at(0, 'spec.selector.app')).toBe('6:3');
    expect(at(0, 'status')).toBe('4:3');
  });

  test('follows aliases and merge keys to where a value is written', () => {
    expect(at(1, 'more.x')).toBe('15:5');
    expect(at(1, 'more.z')).toBe('18:5');
    expect(at(1, 'copy.x')).toBe('15:5');
  });

  test('finds the key that counts where one is given twice', () => {
    const [item] = [...readText(sourceOf('a: 1\nb: 2\na: 3\n'), () => {})];
    expect(locate(item?.place as never, 'a').line).toBe(3);
    const [json] = [...readText(sourceOf('{"a": 1,\n"a": 3}'), () => {})];
    expect(locate(json?.place as never, 'a').line).toBe(2);
  });

  test('finds items of a large list without reading the list again', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({ kind: 'Pod', metadata: { name: `é${i}` } }));
    for (const write of writers) {
      const source = sourceOf(write({ apiVersion: 'v1', items: many, kind: 'List' }));
      const items = [...readText(source, () => {})];
      const position = locate(items[4321]?.place as never, 'metadata.name');
      const after = new TextDecoder().decode(source.bytes().subarray(position.offset)).slice(0, 40);
      expect(after).toMatch(/^"?name"?: ?"?é4321/);
      expect(position.lineText.length).toBeLessThan(1000);
      expect(position.lineText.slice(position.column - position.textColumn)).toMatch(/^"?name/);
    }
  });
});
