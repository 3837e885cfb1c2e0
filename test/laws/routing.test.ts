import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_BLACK_HOLE } from '../../src/analysis/invariants/no-black-hole.ts';
import { NO_LOOP } from '../../src/analysis/invariants/no-loop.ts';
import { surveyOf } from '../../src/analysis/invariants/pairs.ts';
import { POD_TO_POD, podPairs } from '../../src/analysis/invariants/pod-to-pod.ts';
import { provesPodsAtOnce } from '../../src/analysis/invariants/pods-at-once.ts';
import { provesNoCycle } from '../../src/analysis/routing/no-cycle.ts';
import { follow } from '../../src/model/exchange/follow.ts';
import { ANYTHING, sendings } from '../generate/network.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** Of 3,000 random networks, or more where the laws run longer. */
const RUNS = 3 * Number(process.env.FIBULA_LAW_CLUSTERS ?? 1000);

describe('that no message goes round for ever', () => {
  test('is proved of no network in which one does', () => {
    let [proved, looped] = [0, 0];
    fc.assert(
      fc.property(sendings(ANYTHING), ({ network, by, over, header }) => {
        const proof = provesNoCycle(network);
        const traces = follow(network, by, over, { header });
        const loops = traces.some(({ disposition }) => disposition.kind === 'looped');
        if (loops) looped++;
        if (proof.kind === 'proved') {
          proved++;
          expect(loops).toBe(false);
        }
      }),
      { numRuns: RUNS, seed: 1 },
    );
    expect(Math.min(proved, looped)).toBeGreaterThan(100);
  });

  law('is proved of clusters, and then true', { clusters: 120, questions: 1, meets: 0.9 }, broken);
});

describe('that pods reach each other', () => {
  law('is proved of clusters, and then true', { clusters: 200, questions: 1, meets: 0.3 }, brokenBetweenPods);
});

function brokenBetweenPods({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  const proof = provesPodsAtOnce(network);
  if (proof.kind === 'unclear') return [];
  met();
  const { arrival, holes, count } = surveyOf(network, podPairs, Number.POSITIVE_INFINITY);
  const closed = [arrival.close(POD_TO_POD, count, []), holes.close(NO_BLACK_HOLE, count, [])];
  return closed.flatMap(({ violations, doubts }) => [...violations, ...doubts].map(({ message }) => message));
}

function broken({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random, { closedPorts: 'refused' }));
  const proof = provesNoCycle(network);
  if (proof.kind === 'unclear') return [];
  met();
  const { violations } = NO_LOOP.check(network, 500);
  return violations.map(({ message }) => message);
}
