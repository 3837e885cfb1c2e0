import { describe } from 'vitest';
import { isRefusal } from '../../src/index.ts';
import { ask } from '../../src/questions/reach.ts';
import { inputOf, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

describe('a chance', () => {
  law(
    'is above nothing and at most one, that of an ambiguous answer less than one (S51, S52)',
    { clusters: 40, questions: 20, meets: 2 },
    ({ random, objects, questions, met }) => {
      const state = stateOf(objects, profileOf(random));
      return questions.flatMap((question) => {
        const answer = ask(state, inputOf(question));
        if (isRefusal(answer)) return [];
        const { probability = 0.5, backends = [] } = answer;
        if (backends.length > 0) met();
        const isChance = (chance: number): boolean => chance > 0 && chance <= 1;
        const isFine =
          probability < 1 && [probability, ...backends.map((one) => one.probability)].every(isChance);
        return isFine ? [] : [{ question, probability, backends }];
      });
    },
  );
});
