import { describe, expect, test } from 'vitest';
import { clusterOf, questionsOf } from '../generate/cluster.ts';
import { random } from '../generate/random.ts';
import { disagreements } from './compare-oracle.ts';

/** How many random clusters are compared; a longer run sets the environment. */
const CLUSTERS = Number(process.env.FIBULA_LAW_CLUSTERS ?? 1000);
const FIRST = Number(process.env.FIBULA_LAW_FIRST ?? 0);
const QUESTIONS = 24;

/** Clusters a test: so that a failure names the seeds it happens in. */
const BATCH = 50;

describe('the compiled network and the oracle, which reads objects alone (04 §6)', () => {
  const batches = Array.from({ length: Math.ceil(CLUSTERS / BATCH) }, (_, i) => FIRST + i * BATCH);
  test.each(batches)(`agree on every message of ${BATCH} random clusters from seed %d on`, (first) => {
    const last = Math.min(first + BATCH, FIRST + CLUSTERS);
    for (let seed = first; seed < last; seed++) {
      const numbers = random(seed);
      const objects = clusterOf(numbers);
      const found = disagreements(objects, questionsOf(objects, numbers, QUESTIONS));
      expect({ seed, found: found.slice(0, 3) }).toEqual({ seed, found: [] });
    }
  });
});
