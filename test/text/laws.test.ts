import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import { formatDiagnostic } from '../../src/text/excerpt.ts';
import { locate } from '../../src/text/locate.ts';
import { readText } from '../../src/text/read.ts';
import { writeJson, writeYaml } from '../../src/text/write.ts';
import { readYamlDocuments } from '../../src/text/yaml-stream.ts';
import { maps } from './random.ts';
import { sourceOf } from './source.ts';

/** What reading a text gives when its lists are cut into groups of so many bytes. */
function readCut(text: string, groupBytes: number) {
  const diagnostics: Diagnostic[] = [];
  const source = sourceOf(text);
  const reading = { source, bytes: source.bytes(), report: (one: Diagnostic) => diagnostics.push(one) };
  const items = [...readYamlDocuments(reading, 0, groupBytes)];
  return {
    items: items.map(({ value, place, list }) => JSON.stringify([value, place.offset, list])),
    diagnostics: diagnostics.map(({ code, message, origin }) => [code, message, origin?.place?.offset]),
  };
}

/** A list as kubectl prints one, or indented, with things before and after its items. */
const listTexts = fc
  .record({
    items: fc.array(maps, { minLength: 1, maxLength: 6 }),
    indent: fc.constantFrom('', '  ', '    '),
    head: fc.constantFrom('apiVersion: v1\n', 'kind: PodList\n', '# items\n', 'x: |\n  items:\n  - a\n'),
    tail: fc.constantFrom(
      'kind: List\n',
      'kind: List\nmetadata:\n  a: 1\n',
      '# end\nkind: List',
      'kind: X\n',
    ),
  })
  .map(({ items, indent, head, tail }) => {
    const entries = writeYaml(items).replace(/^(?=.)/gm, indent);
    return `${head}items:\n${entries}${tail}`;
  });

/** Edits that make a text something else: what one item says may change what another means. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.constantFrom(0, 0, 0, 1, 2, 10),
    insert: fc.constantFrom(
      ...[
        '',
        '',
        '&a ',
        '*a',
        '&a',
        '"',
        "'",
        '- ',
        '\n- ',
        '\n',
        '\t',
        '#',
        ' # ',
        '|',
        '>-',
        '[',
        ']',
        '{',
        '}',
      ],
      ...[
        '\n---\n',
        '\n...\n',
        ': ',
        ':',
        '? ',
        '!!str ',
        '<<: *a\n',
        '  ',
        '\nitems:\n- a\n',
        '\r\n',
        '\ufeff',
        'é',
        '%',
      ],
      ...['\n  "a\n- b"', "'x\n\n- y'", '\n- &b {c: 1}\n- *b\n', '\n!!int x', '\u0000'],
    ),
  }),
  { maxLength: 4 },
);

function edited(text: string, changes: readonly { at: number; remove: number; insert: string }[]): string {
  let result = text;
  for (const { at, remove, insert } of changes) {
    const index = Math.floor(at * result.length);
    result = result.slice(0, index) + insert + result.slice(index + remove);
  }
  return result;
}

const mutated = fc.tuple(listTexts, edits).map(([text, changes]) => edited(text, changes));
const groups = fc.constantFrom(0, 1, 20, 60, 200);

describe('cutting', () => {
  test('law: a list that is cut gives what it gives when parsed whole', () => {
    fc.assert(
      fc.property(listTexts, groups, (text, groupBytes) => {
        expect(readCut(text, groupBytes)).toEqual(readCut(text, Number.POSITIVE_INFINITY));
      }),
      { numRuns: 1000 },
    );
  });

  test('law: so does any text that has no fault when parsed whole', () => {
    fc.assert(
      fc.property(mutated, groups, (text, groupBytes) => {
        const whole = readCut(text, Number.POSITIVE_INFINITY);
        if (whole.diagnostics.every(([code]) => code === 'DUPLICATE_KEY')) {
          expect(readCut(text, groupBytes)).toEqual(whole);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('an anchor that a later item uses is found', () => {
    const text = 'items:\n- &a {x: 1}\n- b: 1\n- *a\nkind: List\n';
    expect(readCut(text, 0).items).toHaveLength(3);
    expect(readCut(text, 0)).toEqual(readCut(text, Number.POSITIVE_INFINITY));
  });

  test('a text in quotes that reaches over lines with dashes stays one', () => {
    const text = 'items:\n  - a: "x\n     - y"\n  - b: 1\nkind: List\n';
    expect(readCut(text, 0)).toEqual(readCut(text, Number.POSITIVE_INFINITY));
  });
});

/** Everything that may be asked of a content, to see that nothing throws. */
function exercise(content: string | Uint8Array): void {
  const source = sourceOf(content);
  const diagnostics: Diagnostic[] = [];
  for (const { value, place } of readText(source, (diagnostic) => diagnostics.push(diagnostic))) {
    expect(value).toBeDefined();
    const position = locate(place, 'metadata.labels["a"][0].b');
    expect(position.offset).toBeGreaterThanOrEqual(place.offset);
    expect(position.offset).toBeLessThan(source.bytes().length);
  }
  for (const diagnostic of diagnostics) {
    const place = diagnostic.origin?.place;
    expect(place?.source).toBe(source);
    expect(place?.offset).toBeLessThanOrEqual(source.bytes().length);
    expect(formatDiagnostic(diagnostic)).toContain(diagnostic.message);
  }
}

describe('reading is total', () => {
  test('law: on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), exercise), { numRuns: 3000 });
  });

  test('law: on any text of signs that mean something', () => {
    const signs = fc.string({
      unit: fc.constantFrom(...'a:- \n\t"\'#&*!|>{}[],?%@`~<0.\\\r', 'é', '\ufeff'),
      maxLength: 60,
    });
    fc.assert(fc.property(signs, exercise), { numRuns: 5000 });
    fc.assert(
      fc.property(
        signs.map((text) => `{"a":${text}`),
        exercise,
      ),
      { numRuns: 2000 },
    );
  });

  test('law: on YAML that was edited or breaks off', () => {
    fc.assert(fc.property(mutated, exercise), { numRuns: 3000 });
    fc.assert(
      fc.property(listTexts, fc.nat(), (text, length) => exercise(text.slice(0, length % text.length))),
      { numRuns: 1000 },
    );
  });

  test('law: on JSON that was edited or breaks off', () => {
    const texts = fc.array(maps).map((items) => writeJson({ apiVersion: 'v1', items, kind: 'List' }));
    fc.assert(
      fc.property(texts, edits, (text, changes) => exercise(edited(text, changes))),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(texts, fc.nat(), (text, length) => exercise(text.slice(0, length % text.length))),
      { numRuns: 1000 },
    );
  });
});
