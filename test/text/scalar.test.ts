import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/text/value.ts';
import { readAll } from './source.ts';

/** Truth, asked of kubectl by scripts/record-scalars.mjs; without `value`, or `key`, kubectl refuses the document. */
interface Recorded {
  readonly recordedFrom: string;
  readonly values: readonly { readonly text: string; readonly value?: Value }[];
  readonly keys: readonly { readonly text: string; readonly key?: string }[];
}

const recorded = JSON.parse(
  readFileSync(new URL('scalars.recorded.json', import.meta.url), 'utf8'),
) as Recorded;

/** What we make of a line in the place where kubectl was asked about it; undefined where we refuse it. */
function read(line: string): Value | undefined {
  const { items, diagnostics } = readAll(`kind: ConfigMap\nprobe:\n  ${line}\n`);
  const [item] = items;
  if (item === undefined) return undefined;
  expect(diagnostics, line).toEqual([]);
  return (item.value as { probe: Value }).probe;
}

describe(`scalars are read as ${recorded.recordedFrom} reads them`, () => {
  test('as values', () => {
    const ours = recorded.values.map(({ text }) => {
      const probe = read(`k: ${text}`);
      return probe === undefined ? { text } : { text, value: (probe as { k: Value }).k };
    });
    expect(ours.filter((entry, i) => JSON.stringify(entry) !== JSON.stringify(recorded.values[i]))).toEqual(
      [],
    );
  });

  test('as keys', () => {
    const ours = recorded.keys.map(({ text }) => {
      const probe = read(`${text}: 0`);
      const names = typeof probe === 'object' && probe !== null ? Object.keys(probe) : [];
      return names.length === 1 ? { text, key: names[0] } : { text };
    });
    expect(ours.filter((entry, i) => JSON.stringify(entry) !== JSON.stringify(recorded.keys[i]))).toEqual([]);
  });

  test('there are many of them', () => {
    expect(recorded.values.length).toBeGreaterThan(1000);
    expect(recorded.keys.length).toBeGreaterThan(1000);
  });
});
