import { describe } from 'vitest';
import type { Objects } from '../conformance/kube.ts';
import { NAMESPACE_WORDS, POD_WORDS } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { differences, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

/** A new name for each old one. */
type Names = ReadonlyMap<string, string>;

/** Names that are valid as keys and as values of labels, all different, and by which no number of 03 means anything. */
function newNames(random: Random, words: readonly string[], prefixes: readonly string[]): Names {
  return new Map(
    words.map((word, at) => {
      const start = `${random.pick(prefixes)}${random.pick(['a', 'Z', '0', 'z.y', 'm_k'])}`;
      return [word, `${start}${random.hex(3)}-${at}x`];
    }),
  );
}

/** Where maps of labels stand. */
const LABELS = ['labels', 'matchLabels', 'selector'];

/** A renaming of the labels that pods and namespaces have: of objects, wherever they give labels or ask for them. */
function renaming(random: Random): (objects: Objects) => Objects {
  const words = { ...POD_WORDS, ...NAMESPACE_WORDS };
  const keys = newNames(random, Object.keys(words), ['', 'example.com/', 'x-k8s.example/']);
  const values = newNames(random, [...new Set(Object.values(words).flat())], ['', 'app', 'web']);
  const newKey = (key: string): string => keys.get(key) ?? key;
  const newValue = (key: string, value: string): string =>
    keys.has(key) ? (values.get(value) ?? value) : value;
  const renamed = (part: unknown, field = ''): unknown => {
    if (Array.isArray(part)) return part.map((each) => renamed(each));
    if (typeof part !== 'object' || part === null) return part;
    if (LABELS.includes(field)) {
      const labels = Object.entries(part as Record<string, string>);
      return Object.fromEntries(labels.map(([key, value]) => [newKey(key), newValue(key, value)]));
    }
    const entries = Object.entries(part).map(([name, value]) => [name, renamed(value, name)]);
    const copy: Record<string, unknown> = Object.fromEntries(entries);
    if (!('operator' in copy)) return copy;
    const asked = copy as { readonly key: string; readonly values?: readonly string[] };
    const given = asked.values?.map((value) => newValue(asked.key, value));
    return { ...copy, key: newKey(asked.key), ...(given === undefined ? {} : { values: given }) };
  };
  return (objects) => renamed(objects) as Objects;
}

describe('renaming labels', () => {
  law(
    'by which no number means anything, keys and values, everywhere alike, changes no answer (S88)',
    { clusters: 60, questions: 20, meets: 19 },
    ({ random, objects, questions, met }) => {
      const profile = profileOf(random);
      const other = renaming(random)(objects);
      return differences([stateOf(objects, profile), stateOf(other, profile)], questions, met);
    },
  );
});
