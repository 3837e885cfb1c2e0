import { describe } from 'vitest';
import { deliveryOf, law, profileOf, stateOf } from './sample.ts';

describe('a reply', () => {
  law(
    'arrives wherever its request does (S74, S79)',
    { clusters: 250, questions: 30, meets: 10 },
    ({ random, objects, questions, met }) => {
      const profile = profileOf(random);
      const state = stateOf(objects, profile);
      return questions.flatMap((question) =>
        (deliveryOf(state, question, 'both')?.ways ?? []).flatMap(({ trace, replies, answer }) => {
          if (trace.disposition.kind !== 'delivered') return [];
          met();
          return answer === 'reachable' ? [] : [{ question, replies }];
        }),
      );
    },
  );
});

const LOOPBACK = ['127.0.0.1', '127.3.4.5', '::1'];

describe('a pod', () => {
  law(
    'reaches itself by localhost, whatever the policies (S2, S98)',
    { clusters: 150, questions: 0, meets: 5 },
    ({ random, objects, met }) => {
      return [];
    },
  );
});
