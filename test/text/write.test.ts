import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Value } from '../../src/text/value.ts';
import { writeJson, writeYaml, writeYamlDocuments } from '../../src/text/write.ts';
import { maps, texts, values } from './random.ts';
import { readAll } from './source.ts';

/** A list would be taken apart: it is wrapped, as anything that stands in an object is. */
const wrap = (value: Value): Value => ({ probe: value });

/** The items that a text holds, as JSON: that keeps the order of keys, and keys such as `__proto__`. */
function reread(text: string): string {
  const { items, diagnostics } = readAll(text);
  expect(diagnostics).toEqual([]);
  return JSON.stringify(items.map(({ value }) => value));
}

test('law: what is written as YAML is read back the same', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(reread(writeYaml(wrap(value)))).toBe(JSON.stringify([wrap(value)]));
    }),
    {
      numRuns: 2000,
    },
  );
});

test('law: what is written as JSON is read back the same', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(reread(writeJson(wrap(value)))).toBe(JSON.stringify([wrap(value)]));
    }),
    {
      numRuns: 1000,
    },
  );
});

test('law: a text is written as a root and as a key so that it is read back', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(reread(writeYaml(text))).toBe(JSON.stringify([text]));
      const map = Object.fromEntries([[text, 'x']]);
      expect(reread(writeYaml(map))).toBe(JSON.stringify([map]));
    }),
    { numRuns: 2000 },
  );
});

test('law: many documents are read back as many', () => {
  const documents = fc.array(maps.filter((map) => !('items' in map)));
  fc.assert(
    fc.property(documents, (list) => {
      expect(reread(writeYamlDocuments(list))).toBe(JSON.stringify(list));
    }),
  );
});

test('law: another YAML library reads what is written the same', () => {
  fc.assert(
    fc.property(values, (value) => {
      const [document] = parseAllDocuments(writeYaml(wrap(value)), {
        version: '1.1',
        schema: 'core',
        uniqueKeys: false,
      });
      const seen = (document as { toJS(): unknown }).toJS();
      expect(JSON.stringify(seen)).toBe(JSON.stringify(wrap(value)));
    }),
    { numRuns: 1000 },
  );
});

test('JSON text read as YAML gives what it gives read as JSON', () => {
  fc.assert(
    fc.property(maps, fc.boolean(), (map, dense) => {
      const text = dense ? JSON.stringify(map) : JSON.stringify(map, undefined, 2);
      expect(reread(`---\n${text}\n`)).toBe(reread(text));
    }),
    { numRuns: 1000 },
  );
});

test('YAML is written as kubectl prints it', () => {
  const value = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'x', labels: { 'app.kubernetes.io/name': 'x' }, annotations: {} },
    data: { on: 'yes', script: 'a\nb\n', port: '80', empty: '' },
    list: [{ name: 'http', port: 80, nested: [[1, 2], []] }, 'plain text', null],
  };
  expect(writeYaml(value)).toBe(`apiVersion: v1
kind: ConfigMap
metadata:
  name: x
  labels:
    app.kubernetes.io/name: x
  annotations: {}
data:
  "on": "yes"
  script: |
    a
    b
  port: "80"
  empty: ""
list:
- name: http
  port: 80
  nested:
  - - 1
    - 2
  - []
- plain text
- null
`);
});

test('a text that begins with a tab is quoted: Go refuses it in a block', () => {
  expect(writeYaml({ a: '\tb\nc' })).toBe('a: "\\tb\\nc"\n');
});

test('a text that other readers take for an infinite number is quoted', () => {
  expect(writeYaml({ '1e310': '1e999', 1e3: '1e3' })).toBe('"1000": "1e3"\n"1e310": "1e999"\n');
});
