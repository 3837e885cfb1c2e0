import { expect, test } from 'vitest';
import type { Input, Profile, State } from '../../src/index.ts';
import { assume, isRefusal, OPTIONS, readMessages, readState, STANDARD } from '../../src/index.ts';
import type { Delivery, Ways } from '../../src/questions/delivery.ts';
import { deliver } from '../../src/questions/delivery.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import type { Objects } from '../conformance/kube.ts';
import { clusterOf, directQuestionsOf, questionsOf } from '../generate/cluster.ts';
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
  /** Counts one thing that the law had something to say about. */
  met(): void;
}

/** How a law is asked: of how many clusters, with how many questions each, and how much it meets there on average. */
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
const BATCH = 500;

/**
 * One law as tests: what it finds broken in so many random clusters is nothing, and it is worth asking, since it meets as
 * much as is said.
 */
export function law(
  name: string,
  { clusters, questions, meets }: Extent,
  broken: (sample: Sample) => readonly unknown[],
): void {
  const last = FIRST + Math.max(1, Math.round(clusters * SCALE));
  for (let first = FIRST; first < last; first += BATCH) {
    const end = Math.min(first + BATCH, last);
    test(`${name} (clusters ${first} to ${end - 1})`, () => {
      let count = 0;
      for (let seed = first; seed < end; seed++) {
        const found = broken(sampleOf(seed, questions, () => count++));
        expect({ seed, found: found.slice(0, 3) }).toEqual({ seed, found: [] });
      }
      if (end - first >= 50) expect(count / (end - first)).toBeGreaterThan(meets);
    });
  }
}

function sampleOf(seed: number, questions: number, met: () => void): Sample {
  const numbers = random(seed);
  const objects = clusterOf(numbers);
  const half = Math.ceil(questions / 2);
  const asked = [
    ...questionsOf(objects, numbers, questions - half),
    ...directQuestionsOf(objects, numbers, half),
  ];
  return { seed, random: numbers, objects, questions: asked, met };
}

/** The profile with options set. */
export function assuming(options: Readonly<Record<string, string>>, profile: Profile = STANDARD): Profile {
  return Object.entries(options).reduce((sum: Profile, [key, value]) => {
    const changed = assume(sum, key, value);
    if ('problem' in changed) throw new Error(changed.problem);
    return changed;
  }, profile);
}

/** The defaults half of the time, else any value for some of the options; those that are `fixed` stay. */
export function profileOf(random: Random, fixed: Readonly<Record<string, string>> = {}): Profile {
  const free = chance(random, 50) ? [] : OPTIONS.filter(() => chance(random, 30));
  const chosen = free.map(({ key, values }) => [key, random.pick<string>(values)]);
  return assuming({ ...Object.fromEntries(chosen), ...fixed });
}

/** Objects as a state; the file is called cluster.json. */
export function stateOf(objects: Objects, profile: Profile = STANDARD): State {
  const bytes = new TextEncoder().encode(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  return readState([{ name: 'cluster.json', bytes: () => bytes }], { profile, namespace: 'default' });
}

const nameOf = (end: End): string =>
  'pod' in end ? `pod/${end.pod}` : 'node' in end ? `node/${end.node}` : end.address;

/** A question as `reach` and `trace` are asked it. */
export function inputOf({ source, target, protocol, port }: Question): Input {
  const ends = { from: nameOf(source), to: nameOf(target), protocol };
  return port === 0 ? ends : { ...ends, port: String(port) };
}

/** What becomes of a message; undefined where an end is nowhere in the network, or the two share no family. */
export function deliveryOf(state: State, question: Question, ways: Ways): Delivery | undefined {
  const messages = readMessages(state, inputOf(question));
  if ('error' in messages) return undefined;
  const [asked] = messages[0]?.alternatives ?? [];
  return asked && deliver(state.network, asked, ways);
}

/**
 * What `reach` says of a message, save for texts that quote what is written and places in it: how it ends, whom it meets,
 * who stops it, and what that depends on. A refusal is its code.
 */
export function answerTo(state: State, question: Question): Readonly<Record<string, unknown>> {
  const answer = reach(state, inputOf(question));
  if (isRefusal(answer)) return { refused: answer.error.code };
  const { disposition, code, probability, sourceSeen, backends, blockers, assumed, unknown } = answer;
  const policies = blockers?.map(({ by, at, code: reason }) => ({
    ...{ at, reason },
    by: by.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort(),
  }));
  const met = backends?.map((backend) => JSON.stringify(backend)).sort();
  return {
    ...{ answer: answer.answer, disposition: [disposition].flat().sort(), code, probability, sourceSeen },
    ...{ backends: met, blockers: policies, assumed, unknown },
  };
}
