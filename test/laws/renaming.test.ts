import { describe } from 'vitest';
import type { Objects } from '../conformance/kube.ts';
import { NAMESPACE_WORDS, POD_WORDS } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { answerTo, law, profileOf, stateOf } from './sample.ts';

/** New names, one for each old one. */
type Names = ReadonlyMap<string, string>;

/** A name that the API server accepts as a key or a value of a label, and no number of 03 means anything by. */
function newName(random: Random, at: number, prefix: string): string {
  return `${prefix}${random.pick(['a', 'Z', '0', 'z.y', 'm_k'])}${random.hex(3)}-${at}x`;
}

function namesFor(random: Random, words: readonly string[], prefixes: readonly string[]): Names {
  return new Map(words.map((word, at) => [word, newName(random, at, random.pick(prefixes))]));
}

/** New names of the keys that pods and namespaces have, and of their values. */
function namesOf(random: Random) {
  const words = { ...POD_WORDS, ...NAMESPACE_WORDS };
  const keys = namesFor(random, Object.keys(words), ['', 'example.com/', 'x-k8s.example/']);
  const values = namesFor(random, [...new Set(Object.values(words).flat())], ['', 'app', 'web']);
  return { keys, values };
}

/** Whether a map of texts is one of labels: it has keys that are renamed, or stands where labels do. */
const LABELS = ['labels', 'matchLabels', 'selector'];

/** Objects with all keys and values of labels renamed, wherever they are given and asked for. */
function renamed(part: unknown, { keys, values }: { keys: Names; values: Names }, key = ''): unknown {
  const newKey = (name: string) => keys.get(name) ?? name;
  const valueOf = (name: string, value: unknown) => (keys.has(name) ? values.get(String(value)) ?? value : value);
  const into = (each: unknown, name = '') => renamed(each, { keys, values }, name);
  if (Array.isArray(part)) return part.map((each) => into(each));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part);
  if (LABELS.includes(key))
    return Object.fromEntries(entries.map(([name, value]) => [newKey(name), valueOf(name, value)]));
  if ('operator' in part && 'key' in part) {
    const asked = part as { key: string; values?: readonly string[] };
    const given = asked.values?.map((value) => valueOf(asked.key, value));
    return { ...asked, key: newKey(asked.key), ...(given ? { values: given } : {}) };
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, into(value, name)]));
}

describe('renaming labels', () => {
  law(
    'that no number means anything by, keys and values, everywhere alike, changes no answer (S88)',
    { clusters: 150, questions: 30, meets: 10 },
    ({ random, objects, questions, met }) => {
      const profile = profileOf(random);
      const other = renamed(objects, namesOf(random)) as Objects;
      const states = [objects, other].map((each) => stateOf(each, profile));
      return questions.flatMap((question) => {
        const answers = states.map((state) => JSON.stringify(answerTo(state, question)));
        met();
        return answers[0] === answers[1] ? [] : [{ question, answers }];
      });
    },
  );
});
