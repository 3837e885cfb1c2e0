import { describe } from 'vitest';
import type { State } from '../../src/index.ts';
import type { Trace } from '../../src/model/exchange/trace.ts';
import { finalHeader } from '../../src/model/exchange/trace.ts';
import type { Way, Word } from '../../src/questions/delivery.ts';
import { combine } from '../../src/questions/delivery.ts';
import type { Kube, Rule } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import { chance } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { nameOf, namespaceOf, ofKind } from '../oracle/labels.ts';
import type { End, Question } from '../oracle/reach.ts';
import { deliveryOf, profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';
import type { Direction } from './subject.ts';
import { DIRECTIONS, directionsOf, isSelected, subjectOf, withDirections } from './subject.ts';

/** How near a word is to reachable. */
const RANK: Readonly<Record<Word, number>> = { unreachable: 0, unknown: 1, ambiguous: 1, reachable: 2 };

/** A rule of any NetworkPolicy of the cluster, as one of a direction, often for all ports; else the one that admits all. */
function someRule(random: Random, policies: readonly Kube[], direction: Direction): Rule {
  const rules = policies.flatMap(({ spec = {} }) => [...(spec.ingress ?? []), ...(spec.egress ?? [])]);
  const { from, to, ports } = rules.length === 0 || chance(random, 15) ? ({} as Rule) : random.pick(rules);
  const peers = from ?? to;
  return {
    ...(peers === undefined ? {} : { [direction === 'ingress' ? 'from' : 'to']: peers }),
    ...(ports === undefined || chance(random, 40) ? {} : { ports }),
  };
}

/** Two NetworkPolicies of one namespace and one direction, put together from those that are there, and the other objects. */
function twoPolicies({ random, objects }: Sample) {
  const policies = ofKind(objects, 'NetworkPolicy');
  const namespace = namespaceOf(random.pick(ofKind(objects, 'Pod')));
  const direction = random.pick(DIRECTIONS);
  const selectors = [{}, {}, ...policies.flatMap(({ spec }) => spec?.podSelector ?? {})];
  const policy = (name: string): Kube => {
    const rules = Array.from({ length: 1 + random.below(2) }, () => someRule(random, policies, direction));
    const spec = { podSelector: random.pick(selectors), [direction]: rules };
    const made = kube('networking.k8s.io/v1', 'NetworkPolicy', { name, namespace }, { spec });
    return withDirections(made, [direction]);
  };
  const others = chance(random, 60) ? objects.filter((each) => !policies.includes(each)) : objects;
  return { direction, first: policy('first'), second: policy('second'), others };
}

/** Questions of which every other one is put to pods that a policy selects, in one direction. */
function aimedAt(
  policy: Kube,
  direction: Direction,
  { random, objects, questions }: Sample,
): readonly Question[] {
  const pods = ofKind(objects, 'Pod').filter(
    (pod) => pod.spec?.hostNetwork !== true && isSelected(policy, pod),
  );
  if (pods.length === 0) return questions;
  return questions.map((question, at) => {
    if (at % 2 === 0) return question;
    const end: End = { pod: nameOf(random.pick(pods)) };
    return direction === 'ingress' ? { ...question, target: end } : { ...question, source: end };
  });
}

/** The answer for each target that a message may come to, with one way there. */
function byTarget(state: State, question: Question): ReadonlyMap<string, { word: Word; trace: Trace }> {
  const groups = new Map<string, Way[]>();
  for (const way of deliveryOf(state, question, 'one')?.ways ?? []) {
    const { target, targetPort } = finalHeader(way.trace);
    const key = `${target} ${targetPort}`;
    groups.set(key, [...(groups.get(key) ?? []), way]);
  }
  const found = [...groups].map(([key, ways]) => {
    const [{ trace }] = ways as [Way];
    return [key, { word: combine(state.network, ways), trace }] as const;
  });
  return new Map(found);
}

/** What two that admit as said may admit together. */
function isUnion(one: Word, two: Word, both: Word): boolean {
  if (one === 'reachable' || two === 'reachable') return both === 'reachable';
  if (one === 'unreachable') return both === two;
  if (two === 'unreachable') return both === one;
  return both !== 'unreachable';
}

describe('two NetworkPolicies', () => {
  law(
    'admit together what either admits, of the pods that both select (S77)',
    { clusters: 60, questions: 24, meets: 1 },
    (sample) => {
      const { direction, first, second, others } = twoPolicies(sample);
      // Where policies are asked before services and behind them, each time another may admit the message.
      const profile = profileOf(sample.random, { egressPolicy: 'after', hostNetworkPods: 'node' });
      const [one, other, both] = [[first], [second], [first, second]].map((some) =>
        stateOf([...others, ...some], profile),
      ) as [State, State, State];
      return aimedAt(first, direction, sample).flatMap((question) => {
        const [ones, others] = [one, other].map((state) => byTarget(state, question));
        return [...byTarget(both, question)].flatMap(([key, { word, trace }]) => {
          const subject = subjectOf(both, trace, direction, sample.objects);
          const [isFirst, isSecond] = [first, second].map((each) => subject && isSelected(each, subject));
          // What is stopped before it comes so far is not there.
          const words = [ones, others].map((each) => each?.get(key)?.word ?? 'unreachable') as [Word, Word];
          if (isFirst && isSecond && words[0] !== words[1]) sample.met();
          return isFirst && isSecond && !isUnion(...words, word) ? [{ question, words, word }] : [];
        });
      });
    },
  );
});

describe('one more rule', () => {
  law(
    'of a NetworkPolicy, its directions unchanged, makes nothing unreachable (S77)',
    { clusters: 80, questions: 30, meets: 0.3 },
    (sample) => {
      const { random, objects, met } = sample;
      const policies = ofKind(objects, 'NetworkPolicy');
      if (policies.length === 0) return [];
      const policy = random.pick(policies);
      const directions = directionsOf(policy);
      const direction = random.pick(directions);
      const rules = [...(policy.spec?.[direction] ?? [])];
      rules.splice(random.below(rules.length + 1), 0, someRule(random, policies, direction));
      const fixed = withDirections(policy, directions);
      const more = { ...fixed, spec: { ...fixed.spec, [direction]: rules } } as Kube;
      const profile = profileOf(random);
      const [before, after] = [fixed, more].map((one) =>
        stateOf(
          objects.map((each) => (each === policy ? one : each)),
          profile,
        ),
      ) as [State, State];
      return aimedAt(policy, direction, sample).flatMap((question) => {
        const words = [before, after].map((state) => deliveryOf(state, question, 'one')?.answer);
        const [old = 'unreachable', now = 'unreachable'] = words;
        if (old !== now) met();
        return RANK[old] <= RANK[now] ? [] : [{ question, words, policy: more }];
      });
    },
  );
});
