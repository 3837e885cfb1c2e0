import { describe } from 'vitest';
import type { OptionKey, ProfileOption, State } from '../../src/index.ts';
import { isRefusal, OPTIONS, STANDARD } from '../../src/index.ts';
import { ask } from '../../src/questions/reach.ts';
import { some } from '../generate/cluster-places.ts';
import type { Question } from '../oracle/reach.ts';
import { assuming, clusterOfObjects, deliveryOf, inputOf, stateOfCluster } from './asking.ts';
import { law } from './law.ts';

/** What an answer that is not known names, where its default is not to know. */
const OPEN: Partial<Readonly<Record<OptionKey, readonly string[]>>> = {
  mentionedLabels: ['NAMESPACE_LABELS'],
};

/** How a message ends: the answer, and the ends of its ways. */
function endOf(state: State, question: Question): string {
  const delivery = deliveryOf(state, question, 'both');
  return delivery?.answer ?? 'none';
}

/** The codes that an answer names. */
function namedIn(state: State, question: Question): readonly string[] {
  const answer = ask(state, inputOf(question));
  return isRefusal(answer) ? [] : [...(answer.assumed ?? []), ...(answer.unknown ?? [])];
}

/** Every value of every option, save for the defaults. */
const OTHERS = (OPTIONS as readonly ProfileOption[]).flatMap(({ key, code, values, default: usual }) =>
  values.flatMap((value) => (value === usual ? [] : [{ key: key as OptionKey, code, value }])),
);

describe('an answer', () => {
  law(
    'that would be another one if an option were another says so (01 §1.12)',
    { clusters: 120, questions: 20, meets: 1 },
    ({ random, objects, questions, met }) => {
      const cluster = clusterOfObjects(objects);
      const usual = stateOfCluster(cluster, STANDARD);
      const ends = questions.map((question) => endOf(usual, question));
      return some(random, OTHERS, 15).flatMap(({ key, code, value }) => {
        const state = stateOfCluster(cluster, assuming({ [key]: value }));
        return questions.flatMap((question, at) => {
          if (endOf(state, question) === ends[at]) return [];
          met();
          const named = namedIn(usual, question);
          const isNamed = [code, ...(OPEN[key] ?? [])].some((one) => named.includes(one));
          return isNamed ? [] : [{ question, option: `${key}=${value}`, end: ends[at], named }];
        });
      });
    },
  );
});
