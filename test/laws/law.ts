import { expect, test } from 'vitest';
import type { Objects } from '../conformance/kube.ts';
import { clusterOf, directQuestionsOf, questionsOf } from '../generate/cluster.ts';
import type { Random } from '../generate/random.ts';
import { random } from '../generate/random.ts';
import type { Question } from '../oracle/reach.ts';

/** One random cluster, what is asked of it, and the numbers that go on from there. */
export interface Sample {
  readonly random: Random;
  readonly objects: Objects;
  readonly questions: readonly Question[];
  /** Counts one thing that the law had something to say about. */
  met(): void;
}

/** Of how many clusters a law is asked, with how many questions each, and how much it meets in one on average. */
export interface Extent {
  readonly clusters: number;
  /** Half of them straight to pods, the others mostly to services. */
  readonly questions: number;
  readonly meets: number;
}

/** Of 1000 clusters each law asks its own share; a longer run sets the environment. */
const SCALE = Number(process.env.FIBULA_LAW_CLUSTERS ?? 1000) / 1000;
const FIRST = Number(process.env.FIBULA_LAW_FIRST ?? 0);

/** Clusters a test: so that a long run shows that it goes on. */
const BATCH = 200;

/** So few clusters say nothing about an average. */
const FEW = 40;

/** What breaks a law in one cluster. */
type Breaking = (sample: Sample) => readonly unknown[];

/**
 * A law as tests: what breaks it in so many random clusters is nothing. And it is worth asking: it meets as much as is
 * said. A failure shows the seed of the cluster and the first things that break it.
 */
export function law(name: string, extent: Extent, breaking: Breaking): void {
  const last = FIRST + Math.max(1, Math.round(extent.clusters * SCALE));
  for (let first = FIRST; first < last; first += BATCH) {
    const end = Math.min(first + BATCH, last);
    test(`${name} (clusters ${first} to ${end - 1})`, () => hold(first, end, extent, breaking));
  }
}

function hold(first: number, end: number, { questions, meets }: Extent, breaking: Breaking): void {
  let count = 0;
  for (let seed = first; seed < end; seed++) {
    const found = breaking(sampleOf(seed, questions, () => count++));
    expect({ seed, found: found.slice(0, 3) }).toEqual({ seed, found: [] });
  }
  if (end - first >= FEW) expect(count / (end - first)).toBeGreaterThan(meets);
}

function sampleOf(seed: number, count: number, met: () => void): Sample {
  const numbers = random(seed);
  const objects = clusterOf(numbers);
  const half = Math.ceil(count / 2);
  const straight = directQuestionsOf(objects, numbers, half);
  const questions = [...straight, ...questionsOf(objects, numbers, count - half)];
  return { random: numbers, objects, questions, met };
}
