import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/text/diagnostic.ts';
import { cutDocuments } from '../../src/text/documents.ts';
import { formatDiagnostic } from '../../src/text/excerpt.ts';
import type { Fault } from '../../src/text/fault.ts';
import { locate } from '../../src/text/locate.ts';
import { readText } from '../../src/text/read.ts';
import { readSimple } from '../../src/text/simple.ts';
import { writeJson, writeYaml } from '../../src/text/write.ts';
import { readYaml } from '../../src/text/yaml.ts';
import { readUncut, readYamlDocuments } from '../../src/text/yaml-stream.ts';
import { maps } from './random.ts';
import { sourceOf } from './source.ts';

/** What reading a text gives: as it is read, or each document whole, by the full parser. */
function read(text: string, how: 'cut' | 'whole') {
  const diagnostics: Diagnostic[] = [];
  const source = sourceOf(text);
  const bytes = source.bytes();
  const reading = { source, bytes, report: (one: Diagnostic) => diagnostics.push(one) };
  const documents = [...cutDocuments(bytes, 0, bytes.length)];
  const items =
    how === 'cut'
      ? [...readYamlDocuments(reading, 0)]
      : documents.flatMap((span) => [...readUncut(reading, span)]);
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

describe('cutting', () => {
  test('law: a list that is cut gives what it gives when parsed whole', () => {
    fc.assert(
      fc.property(listTexts, (text) => {
        expect(read(text, 'cut')).toEqual(read(text, 'whole'));
      }),
      { numRuns: 1000 },
    );
  });

  test('law: so does any text without a fault; one with a fault is never read without a complaint', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const whole = read(text, 'whole');
        const cut = read(text, 'cut');
        if (whole.diagnostics.every(([code]) => code === 'DUPLICATE_KEY')) expect(cut).toEqual(whole);
        else expect(cut.diagnostics).not.toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    '\nitems:\n- a\n\n- \n- ems:\n- {}\nkind: List\n',
    'items:\n-\n- \n-\nkind: List\n',
    'kind: List\nitems:\n  - a:\n    - b\n    -\n  -\n  - |\n    - x\n  -\n',
  ])('an entry that is left empty stands where its dash does: %j', (text) => {
    expect(read(text, 'cut')).toEqual(read(text, 'whole'));
    const offsets = read(text, 'whole').items.map((item) => (JSON.parse(item) as [unknown, number])[1]);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    expect(new Set(offsets).size).toBe(offsets.length);
  });

  test('an anchor that a later item uses is found', () => {
    const text = 'items:\n- &a {x: 1}\n- b: 1\n- *a\nkind: List\n';
    expect(read(text, 'cut').items).toHaveLength(3);
    expect(read(text, 'cut')).toEqual(read(text, 'whole'));
  });

  test('a text in quotes that reaches over lines with dashes stays one', () => {
    const text = 'items:\n  - a: "x\n     - y"\n  - b: 1\nkind: List\n';
    expect(read(text, 'cut')).toEqual(read(text, 'whole'));
  });
});

describe('the fast reader', () => {
  const agree = (text: string) => {
    const simple = readSimple(text);
    if (simple === undefined) return;
    const faults: Fault[] = [];
    const documents = readYaml(text, faults, { aliased: 0 });
    const [document] = documents;
    const entry = Array.isArray(simple.value) ? document?.entries[0] : simple.start;
    expect(JSON.stringify(simple)).toBe(
      JSON.stringify({ value: document?.value, start: document?.start, entry }),
    );
    expect(documents).toHaveLength(1);
    expect(faults).toEqual([]);
  };

  test('law: gives what the full parser gives, or nothing', () => {
    fc.assert(fc.property(listTexts, agree), { numRuns: 1000 });
    fc.assert(fc.property(mutated, agree), { numRuns: 5000 });
  });

  test('law: on lines of signs that mean something too', () => {
    const words = fc.constantFrom(
      ...[
        'a',
        'a: ',
        'b:',
        '- ',
        '-',
        '  ',
        ' ',
        '\n',
        '\n',
        '\n  ',
        '\n    ',
        '#',
        ' # x',
        "'",
        '"',
        '|',
        '|-',
        '|+',
      ],
      ...[
        '{}',
        '[]',
        ':',
        '.',
        '1',
        '~',
        'on',
        '<<',
        '\\',
        '\t',
        'é',
        '0x1',
        '.inf',
        '? ',
        '*',
        '&a',
        '!',
        "''",
        '---',
        '%',
      ],
    );
    const lines = fc.array(words, { maxLength: 14 }).map((list) => list.join(''));
    fc.assert(fc.property(lines, agree), { numRuns: 20_000 });
  });

  test('reads what kubectl prints', () => {
    const pod = {
      kind: 'Pod',
      metadata: { name: 'a', labels: {} },
      spec: { args: ['-c', 'a\nb\n'], port: 80 },
    };
    expect(readSimple(writeYaml(pod))?.value).toEqual(pod);
    expect(readSimple(writeYaml([pod]))?.value).toEqual([pod]);
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
