import { describe, expect, test } from 'vitest';
import { locate } from '../../src/text/locate.ts';
import { readAll } from './source.ts';

const codes = (content: string | Uint8Array) => readAll(content).diagnostics.map(({ code }) => code);
const values = (content: string | Uint8Array) => readAll(content).items.map(({ value }) => value);
const lines = (content: string | Uint8Array) =>
  readAll(content).diagnostics.map(({ origin }) => {
    const { line, column } = locate(origin?.place as never, origin?.path);
    return `${line}:${column}`;
  });

describe('documents', () => {
  test('are parted by marks, and empty ones yield nothing', () => {
    expect(values('# nothing\n---\na: 1\n---\n---\n# still nothing\n---\nb: 2\n...\n---\nc: 3')).toEqual([
      { a: 1 },
      { b: 2 },
      { c: 3 },
    ]);
    expect(values('')).toEqual([]);
    expect(values('\n\n# only a comment\n')).toEqual([]);
  });

  test('a mark ends a document whatever it stands in', () => {
    expect(values('a: |\n  text\n---\nb: 1\n')).toEqual([{ a: 'text\n' }, { b: 1 }]);
    expect(codes('a: "open\n---\nb: 1\n')).toEqual(['YAML_SYNTAX']);
    expect(values('a: "open\n---\nb: 1\n')).toEqual([{ b: 1 }]);
    expect(values('a: |\n  ---\n  text\n')).toEqual([{ a: '---\ntext\n' }]);
  });

  test('keep the directives that introduce them', () => {
    expect(values('%YAML 1.1\n---\na: 1\n...\n%TAG !k! tag:yaml.org,2002:\n---\nb: !k!str 1\n')).toEqual([
      { a: 1 },
      { b: '1' },
    ]);
  });

  test('a bad one is reported where it is bad, and the others are read', () => {
    const text = 'a: 1\n---\nb: c: d\n---\ne: 2\n';
    expect(values(text)).toEqual([{ a: 1 }, { e: 2 }]);
    expect(codes(text)).toEqual(['YAML_SYNTAX']);
    expect(lines(text)).toEqual(['3:5']);
  });

  test('begin where their root begins', () => {
    const { items } = readAll('# c\n---\n\nkind: A\n---\n&x\nkind: B\n--- {kind: C}\n');
    expect(items.map(({ place }) => place.offset)).toEqual([9, 21, 36]);
  });
});

describe('lists', () => {
  const list = 'apiVersion: v1\nitems:\n- kind: Pod\n  metadata: {name: a}\n- kind: Pod\nkind: PodList\n';

  test('yield their items, each with its own place', () => {
    const { items } = readAll(list);
    expect(items.map(({ value }) => value)).toEqual([
      { kind: 'Pod', metadata: { name: 'a' } },
      { kind: 'Pod' },
    ]);
    expect(items.map(({ place }) => place.offset)).toEqual([24, 58]);
    expect(items.map((item) => item.list)).toEqual([
      { kind: 'PodList', apiVersion: 'v1' },
      { kind: 'PodList', apiVersion: 'v1' },
    ]);
  });

  test('in JSON say what they are after their items too', () => {
    const { items } = readAll('{"apiVersion":"v1","items":[{"a":1}, {"a":"]}"}],"kind":"List"}');
    expect(items.map(({ value, place, list }) => [value, place.offset, list?.kind])).toEqual([
      [{ a: 1 }, 28, 'List'],
      [{ a: ']}' }, 37, 'List'],
    ]);
  });

  test('lose only the item that is bad', () => {
    const bad = list.replace('- kind: Pod\nkind', '- kind: Pod: x\n- kind: Node\nkind');
    expect(values(bad)).toEqual([{ kind: 'Pod', metadata: { name: 'a' } }, { kind: 'Node' }]);
    expect(codes(bad)).toEqual(['YAML_SYNTAX']);
    expect(lines(bad)).toEqual(['5:12']);
    const json = '{"kind":"List","items":[\n{"a":1},\n{"a":},\n{"a":2}]}';
    expect(values(json)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(codes(json)).toEqual(['JSON_SYNTAX']);
    expect(lines(json)).toEqual(['3:6']);
  });

  test('without items, or with none, yield themselves, or nothing', () => {
    expect(values('kind: List\nitems: []\n')).toEqual([]);
    expect(values('kind: List\nitems: null\n')).toEqual([{ kind: 'List', items: null }]);
    expect(values('kind: Playlist\nitems: [1]\n')).toEqual([{ kind: 'Playlist', items: [1] }]);
  });

  test('that break off keep their complete items', () => {
    const json = '{"apiVersion":"v1","items":[{"a":1},{"a":';
    expect(values(json)).toEqual([{ a: 1 }]);
    expect(codes(json)).toEqual(['JSON_SYNTAX']);
  });
});

describe('JSON', () => {
  test('texts may follow one another', () => {
    expect(values('{"a":1}{"b":2}\n{"c":3}')).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
    expect(values('{"a":1}\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('that is none is read as YAML where it is YAML', () => {
    expect(values('{a: yes, b: [c]}')).toEqual([{ a: true, b: ['c'] }]);
    expect(codes('{a: yes, b: [c]}')).toEqual([]);
  });

  test('a bad text is reported where it is bad, and the next is read', () => {
    const text = '{"a":1,}\n{"b":2}\n';
    expect(codes('{"a" 1}')).toEqual(['JSON_SYNTAX']);
    expect(values(text)).toEqual([{ b: 2 }]);
    expect(lines('{\n  "a": 1,\n  "b" 2\n}')).toEqual(['3:7']);
  });

  test('misplaced commas between items are reported', () => {
    expect(codes('{"kind":"List","items":[{},,{}]}')).toEqual(['JSON_SYNTAX']);
    expect(codes('{"kind":"List","items":[{} {}]}')).toEqual(['JSON_SYNTAX']);
    expect(codes('{"kind":"List","items":[{},]}')).toEqual(['JSON_SYNTAX']);
    expect(values('{"kind":"List","items":[{},,{}]}')).toEqual([{}, {}]);
  });

  test('numbers beyond a double are refused', () => {
    expect(codes('{"a":1,\n"b":1e400}')).toEqual(['SCALAR_NOT_A_NUMBER']);
    expect(lines('{"a":1,\n"b":1e400}')).toEqual(['2:5']);
  });
});

describe('keys given twice', () => {
  test('are reported at the second, which counts', () => {
    expect(values('a: 1\nb:\n  c: 1\n  c: 2\n')).toEqual([{ a: 1, b: { c: 2 } }]);
    expect(codes('a: 1\nb:\n  c: 1\n  c: 2\n')).toEqual(['DUPLICATE_KEY']);
    expect(lines('a: 1\nb:\n  c: 1\n  c: 2\n')).toEqual(['4:3']);
    expect(values('{"a":{"c":1,\n"c":2}}')).toEqual([{ a: { c: 2 } }]);
    expect(codes('{"a":{"c":1,\n"c":2}}')).toEqual(['DUPLICATE_KEY']);
    expect(lines('{"a":{"c":1,\n"c":2}}')).toEqual(['2:1']);
  });

  test('are found in lists, in what surrounds their items too', () => {
    const json = '{"kind":"List","kind":"List","items":[{"é":1,"é":2}],"metadata":{},\n"metadata":{}}';
    expect(codes(json)).toEqual(['DUPLICATE_KEY', 'DUPLICATE_KEY', 'DUPLICATE_KEY']);
    expect(lines(json)).toEqual(['1:16', '2:1', '1:46']);
    expect(codes('kind: List\nkind: List\nitems:\n- a: 1\n  a: 2\n')).toHaveLength(2);
  });
});

describe('what is no text', () => {
  test('is named for what it is', () => {
    expect(codes(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).toEqual(['NOT_TEXT']);
    expect(codes(new Uint8Array([0xff, 0xfe, 0x61, 0, 0x3a, 0]))).toEqual(['NOT_UTF8']);
    expect(codes(new Uint8Array([0x61, 0, 0x3a, 0, 0x20, 0]))).toEqual(['NOT_UTF8']);
  });

  test('a byte that is not UTF-8 is shown, and only its document is lost', () => {
    const bytes = new TextEncoder().encode('a: 1\n---\nb: ?\n---\nc: 3\n');
    bytes[12] = 0xe9;
    expect(codes(bytes)).toEqual(['NOT_UTF8']);
    expect(values(bytes)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(lines(bytes)).toEqual(['3:4']);
  });

  test('a byte order mark and carriage returns are no part of it', () => {
    expect(values('\ufeffa: 1\r\nb:\r\n- c\r\n---\r\nd: "e\r\n  f"\r\n')).toEqual([
      { a: 1, b: ['c'] },
      { d: 'e f' },
    ]);
    expect(values('\ufeff{"a": 1}')).toEqual([{ a: 1 }]);
    expect(readAll('\ufeffa: 1').items[0]?.place.offset).toBe(3);
  });
});

describe('attacks', () => {
  test('aliases of aliases are capped', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 9; i++)
      text += `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]\n`;
    expect(codes(text)).toEqual(['ALIAS_EXPANSION']);
    expect(values(text)).toEqual([]);
  });

  test('nesting is capped', () => {
    expect(codes('['.repeat(1000) + ']'.repeat(1000))).toEqual(['TOO_DEEP']);
    expect(codes(`a: ${'['.repeat(1000)}${']'.repeat(1000)}`)).toEqual(['TOO_DEEP']);
    expect(codes(`a: ${'['.repeat(99)}1${']'.repeat(99)}`)).toEqual([]);
    expect(codes(`{"a": ${'['.repeat(99)}1${']'.repeat(99)}}`)).toEqual([]);
    expect(codes(`{"a": ${'['.repeat(100)}1${']'.repeat(100)}}`)).toEqual(['TOO_DEEP']);
  });

  test('keys named as what every object inherits are keys and nothing else', () => {
    for (const text of [
      '{"__proto__": {"x": 1}, "constructor": 2}',
      '__proto__: {x: 1}\nconstructor: 2\n',
      '__proto__:\n  x: 1\nconstructor: 2\n',
    ]) {
      const [value] = values(text) as [Record<string, unknown>];
      expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
      expect(value.x).toBeUndefined();
    }
  });

  test('a line of many megabytes is read', () => {
    const long = 'x'.repeat(5_000_000);
    expect(values(`a: ${long}\n`)).toEqual([{ a: long }]);
    expect(values(`{"a": "${long}"}`)).toEqual([{ a: long }]);
  });
});

describe('anchors', () => {
  test('are copied, merged as goyaml merges, and end with their document', () => {
    expect(values('a: &x {b: 1}\nc:\n  d: 1\n  b: 2\n  <<: *x\ne: *x\n')).toEqual([
      { a: { b: 1 }, c: { d: 1, b: 1 }, e: { b: 1 } },
    ]);
    expect(values('<<: [{a: 1, b: 2}, {a: 3, c: 4}]\na: 5\n')).toEqual([{ a: 5, b: 2, c: 4 }]);
    expect(codes('a: &x 1\n---\nb: *x\n')).toEqual(['ALIAS_UNKNOWN']);
    expect(codes('a: &x [*x]\n')).toEqual(['ALIAS_UNKNOWN']);
    expect(codes('<<: 1\n')).toEqual(['MERGE_NOT_A_MAP']);
    expect(codes('~: 1\n')).toEqual(['KEY_NULL']);
    expect(codes('{{ x }}: 1\n')).toEqual(['JSON_SYNTAX']);
    expect(codes('? [a]\n: 1\n')).toEqual(['KEY_NOT_SCALAR']);
    expect(codes('a: !!int x\n')).toEqual(['TAG_MISMATCH']);
    expect(codes('a: .inf\n')).toEqual(['SCALAR_NOT_A_NUMBER']);
  });
});
