import { expect, test } from 'vitest';
import type { Input, Profile, State } from '../../src/index.ts';
import { assume, OPTIONS, readMessages, STANDARD } from '../../src/index.ts';
import type { Delivery, Ways } from '../../src/questions/delivery.ts';
import { deliver } from '../../src/questions/delivery.ts';
import type { Objects } from '../conformance/kube.ts';
import { clusterOf, questionsOf } from '../generate/cluster.ts';
import { chance } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { random } from '../generate/random.ts';
import type { End, Question } from '../oracle/reach.ts';

/** One random cluster, what is asked of it, and the numbers that go on from there. */
export interface Sample {
  readonly seed: number;
  readonly random: Random;
  readonly objects: Objects;
  readonly questions: readonly Question[];
}

/** The cluster of a seed, with so many questions. */
export function sampleOf(seed: number, questions: number): Sample {
  const numbers = random(seed);
  const objects = clusterOf(numbers);
  return { seed, random: numbers, objects, questions: questionsOf(objects, numbers, questions) };
}

/** A longer run sets the environment: of 1000 clusters each law asks its own share. */
const SCALE = Number(process.env.FIBULA_LAW_CLUSTERS ?? 1000) / 1000;
const FIRST = Number(process.env.FIBULA_LAW_FIRST ?? 0);

/** Clusters a test, so that a failure names the seeds it happens in and a long run shows that it goes on. */
const BATCH = 500;

/**
 * One law as tests: what it finds wrong in so many random clusters, which is nothing. `broken` gives a line or a value for
 * each message that breaks it.
 */
export function law(
  name: string,
  clusters: number,
  questions: number,
  broken: (sample: Sample) => readonly unknown[],
): void {
  const last = FIRST + Math.max(1, Math.round(clusters * SCALE));
  for (let first = FIRST; first < last; first += BATCH) {
    const end = Math.min(first + BATCH, last);
    test(`${name} (clusters ${first} to ${end - 1})`, () => {
      for (let seed = first; seed < end; seed++) {
        const found = broken(sampleOf(seed, questions));
        expect({ seed, found: found.slice(0, 3) }).toEqual({ seed, found: [] });
      }
    });
  }
}

/** A profile with options set. */
export function assuming(options: Readonly<Record<string, string>>, profile: Profile = STANDARD): Profile {
  return Object.entries(options).reduce((sum, [key, value]) => {
    const changed = assume(sum, key, value);
    if ('problem' in changed) throw new Error(changed.problem);
    return changed;
  }, profile);
}

/** The defaults half of the time, else any values for some of the options that are not `fixed`. */
export function profileOf(random: Random, fixed: Readonly<Record<string, string>> = {}): Profile {
  const free = chance(random, 50) ? [] : OPTIONS.filter(({ key }) => !(key in fixed) && chance(random, 30));
  const chosen = free.map(({ key, values }) => [key, random.pick<string>(values)]);
  return assuming({ ...Object.fromEntries(chosen), ...fixed });
}

const nameOf = (end: End): string =>
  'pod' in end ? `pod/${end.pod}` : 'node' in end ? `node/${end.node}` : end.address;

/** A question as `reach` and `trace` are asked it. */
export function inputOf({ source, target, protocol, port }: Question): Input {
  const to = { from: nameOf(source), to: nameOf(target), protocol };
  return port === 0 ? to : { ...to, port: String(port) };
}

/** What becomes of a message; undefined where one of its ends is nowhere in the network, or they share no family. */
export function deliveryOf({ network, ...state }: State, question: Question, ways: Ways): Delivery | undefined {
  const messages = readMessages({ network, ...state }, inputOf(question));
  if ('error' in messages) return undefined;
  const [asked] = messages[0]?.alternatives ?? [];
  return asked && deliver(network, asked, ways);
}
