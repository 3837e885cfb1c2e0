import fc from 'fast-check';
import type { Value } from '../../src/text/value.ts';

/** Texts that are hard to write: words that YAML reads as something else, signs, lines, and any characters. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      'yes',
      'On',
      'null',
      '~',
      '1',
      '0x1f',
      '1_000',
      '.5',
      '1e3',
      '.inf',
      '<<',
      '=',
      '-',
      '---',
      '...',
    ],
    ...[
      '- a',
      '? a',
      ': a',
      'a: b',
      'a #b',
      '#a',
      'a:',
      '&a',
      '*a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
      '`a',
      '{a}',
      '[a]',
    ],
    ...[
      'a\nb',
      'a\n',
      '\na',
      'a\n\n',
      'a\n\nb\n',
      ' a\nb',
      'a\n b',
      'a \nb',
      '\ta\nb',
      'a\n\tb',
      'a\r\nb',
      '\n',
      '\n\n',
    ],
    ...[
      '2001-01-01',
      '12:30',
      '__proto__',
      'toString',
      'é',
      '日本',
      '𝒳',
      '\u2028',
      '\u0085',
      '\ufeff',
      '\u0000',
      '\u001b',
    ],
    ...[
      'a: |\n  b',
      "it's",
      '"a"',
      'a\\b',
      ' a',
      'a ',
      '{{ x }}',
      'k8s.io/name',
      '10.0.0.0/8',
      'a,b',
      'a\t',
      '\\',
    ],
  ),
  fc.string({ unit: fc.constantFrom(...'ab:#-?,[]{}&*!|>\'"%@`\\ \n\t~.0123_é𝒳') }),
  fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Surrogate}/gu, '\uFFFD')),
  fc.string(),
);

/** Keys: texts, but never integers, which JavaScript objects put first. */
export const keys: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('kind', 'items', 'name', 'spec', 'app.kubernetes.io/name', 'a'),
  texts.filter((text) => !/^(?:0|[1-9][0-9]*)$/.test(text)),
);

const scalars: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: texts, weight: 4 },
  { arbitrary: fc.integer(), weight: 1 },
  { arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0), weight: 1 },
  { arbitrary: fc.maxSafeInteger(), weight: 1 },
  { arbitrary: fc.boolean(), weight: 1 },
  { arbitrary: fc.constant(null), weight: 1 },
);

/** Any value, a few levels deep. */
export const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value; map: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 5 }),
    tie('map'),
  ),
  map: fc.dictionary(keys, tie('value'), { maxKeys: 5, noNullPrototype: false }),
})).value;

/** Any mapping. */
export const maps: fc.Arbitrary<Record<string, Value>> = fc.dictionary(keys, values, { maxKeys: 6 });
