import { describe } from 'vitest';
import type { OptionKey, ProfileOption, State } from '../../src/index.ts';
import { isRefusal, OPTIONS, STANDARD } from '../../src/index.ts';
import { ask } from '../../src/questions/reach.ts';
import { some } from '../generate/cluster-places.ts';
import type { Question } from '../oracle/reach.ts';
import { assuming, clusterOfObjects, deliveryOf, inputOf, stateOfCluster } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** What an answer that is not known names in the place of the option whose default is not to know. */
const OPEN: Partial<Readonly<Record<OptionKey, readonly string[]>>> = {
  mentionedLabels: ['NAMESPACE_LABELS'],
  planned: ['PLANNED_ADDRESS', 'PLANNED_NODE'],
};

/** Every value of every option, save for the defaults. */
const OTHERS = (OPTIONS as readonly ProfileOption[]).flatMap(({ key, code, values, default: usual }) =>
  values.flatMap((value) => (value === usual ? [] : [{ key: key as OptionKey, code, value }])),
);

/** Whether a message arrives. */
const answerOf = (state: State, question: Question): string =>
  deliveryOf(state, question, 'both')?.answer ?? 'none';

/** And whether who sends it is told that it does not. */
function endOf(state: State, question: Question): string {
  const { answer, ways } = deliveryOf(state, question, 'both') ?? { answer: 'none', ways: [] };
  return [answer, ...new Set(ways.map(({ trace }) => trace.disposition.kind))].sort().join(' ');
}

/** The codes that an answer names. */
function namedIn(state: State, question: Question): readonly string[] {
  const answer = ask(state, inputOf(question));
  return isRefusal(answer) ? [] : [...(answer.assumed ?? []), ...(answer.unknown ?? [])];
}

/** Answers that another value of an option changes, and that do not name it. */
function silent(
  { random, objects, questions, met }: Sample,
  options: typeof OTHERS,
  look: (state: State, question: Question) => string,
): readonly unknown[] {
  const cluster = clusterOfObjects(objects);
  const usual = stateOfCluster(cluster, STANDARD);
  const before = questions.map((question) => look(usual, question));
  return some(random, options, 15).flatMap(({ key, code, value }) => {
    const state = stateOfCluster(cluster, assuming({ [key]: value }));
    return questions.flatMap((question, at) => {
      const after = look(state, question);
      if (after === before[at]) return [];
      met();
      const named = namedIn(usual, question);
      const isNamed = [code, ...(OPEN[key] ?? [])].some((one) => named.includes(one));
      return isNamed ? [] : [{ question, option: `${key}=${value}`, before: before[at], after, named }];
    });
  });
}

/** Where egress policies come before services, they may stop what a service would refuse: its refusal does not say so. */
const WITHOUT_ORDER = OTHERS.filter(({ key }) => key !== 'egressPolicy');

describe('an answer', () => {
  law(
    'that would be another one if an option were another says so (01 §1.12)',
    { clusters: 60, questions: 20, meets: 1 },
    (sample) => silent(sample, OTHERS, answerOf),
  );

  law(
    'whose message would be refused or lost in another way if an option were another says so (01 §1.12, S116)',
    { clusters: 40, questions: 20, meets: 1 },
    (sample) => silent(sample, WITHOUT_ORDER, endOf),
  );
});
