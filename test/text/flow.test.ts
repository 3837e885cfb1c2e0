import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { joinFlow } from '../../src/text/flow.ts';
import { locate } from '../../src/text/locate.ts';
import { readText } from '../../src/text/read.ts';
import type { Value } from '../../src/text/value.ts';
import { writeYaml } from '../../src/text/write.ts';
import { maps, values } from './random.ts';
import { readAll, sourceOf } from './source.ts';

const read = (text: string) => {
  const { items, diagnostics } = readAll(text);
  expect(diagnostics).toEqual([]);
  return items.map(({ value }) => value);
};

const manifest = `spec:
  command: [
    "sh", # the shell
    '-c',
  ]
  labels: {
    app: web,
      tier: "a { b"
}
  script: |
    x: {
      y
    }
  after: 1
`;

test('a closing bracket may stand in the column of its key, as Go allows', () => {
  expect(read(manifest)).toEqual([
    {
      spec: {
        command: ['sh', '-c'],
        labels: { app: 'web', tier: 'a { b' },
        script: 'x: {\n  y\n}\n',
        after: 1,
      },
    },
  ]);
});

test('the places stay the same', () => {
  const source = sourceOf(manifest);
  const [item] = [...readText(source, () => {})];
  const at = (path: string) => {
    const { line, column } = locate(item?.place as never, path);
    return `${line}:${column}`;
  };
  expect(at('spec.command[1]')).toBe('4:5');
  expect(at('spec.labels.tier')).toBe('8:7');
  expect(at('spec.after')).toBe('14:3');
});

test('a scalar that reaches over lines inside brackets is not joined', () => {
  expect(joinFlow('a: {b: c\n  d}\n')).toBeUndefined();
  expect(read('a: {b: c\n  d}\n')).toEqual([{ a: { b: 'c d' } }]);
  expect(joinFlow('a: b\n')).toBeUndefined();
});

/** Block style around, JSON over several lines inside, closed in the column of the key. */
const mixed = fc.array(fc.tuple(maps, values), { minLength: 1, maxLength: 3 }).map((pairs) => {
  const lines = pairs.map(([map, value], i) => {
    const nested = typeof value === 'object' && value !== null ? value : [value];
    return `${writeYaml({ [`block${i}`]: map })}flow${i}: ${JSON.stringify(nested, undefined, 2)} # {\n`;
  });
  const expected = pairs.flatMap(([map, value], i) => [
    [`block${i}`, map],
    [`flow${i}`, typeof value === 'object' && value !== null ? value : [value]],
  ]);
  return { text: lines.join(''), expected: Object.fromEntries(expected) as Value };
});

test('law: joined collections have the value that they had', () => {
  fc.assert(
    fc.property(mixed, ({ text, expected }) => {
      expect(JSON.stringify(read(text))).toBe(JSON.stringify([expected]));
      const joined = joinFlow(text);
      if (joined === undefined) return;
      expect(joined).toHaveLength(text.length);
      const options = { version: '1.1', schema: 'core', uniqueKeys: false } as const;
      expect(JSON.stringify(parse(joined, options))).toBe(JSON.stringify(expected));
    }),
    { numRuns: 2000 },
  );
});

test('law: joining is total', () => {
  const signs = fc.string({ unit: fc.constantFrom(...'a:- \n"\'#{}[],|>\\\t'), maxLength: 60 });
  fc.assert(
    fc.property(signs, (text) => {
      expect(joinFlow(text)?.length ?? text.length).toBe(text.length);
    }),
    { numRuns: 5000 },
  );
});
