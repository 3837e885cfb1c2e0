import { describe } from 'vitest';

import type { State } from '../../src/index.ts';
import { isRefusal } from '../../src/index.ts';
import { isPolicyReason } from '../../src/questions/blocker.ts';
import type { OriginView } from '../../src/questions/describe.ts';
import type { ReachAnswer } from '../../src/questions/reach.ts';
import { ask } from '../../src/questions/reach.ts';
import type { Kube, Objects } from '../conformance/kube.ts';
import type { Question } from '../oracle/reach.ts';
import { deliveryOf, inputOf, profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';
import { directionsOf, withDirections } from './subject.ts';

type Blocker = NonNullable<ReachAnswer['blockers']>[number];

/** So often policies that stand in the way are taken away. */
const ROUNDS = 5;

/** The places where policies stop a message, if they are what stops it first. */
function policiesInTheWay(state: State, question: Question): readonly Blocker[] {
  const answer = ask(state, inputOf(question));
  if (isRefusal(answer) || !isPolicyReason(answer.code ?? '')) return [];
  const { blockers = [] } = answer;
  return blockers.length === 0 ? [NOBODY] : blockers.filter(({ code }) => isPolicyReason(code));
}

/** Stopped by a policy, and none is named. */
const NOBODY: Blocker = { code: '', at: '', by: [] };

const isNamed = ({ kind, metadata }: Kube, { kind: asked, namespace = '', name }: OriginView): boolean =>
  kind === asked && metadata.name === name && (metadata.namespace ?? '') === namespace;

/** Whether an origin is a policy that is there, and says in which file; of a rule of a tier, in which field too. */
function isPlace(origin: OriginView, objects: Objects): boolean {
  const found = objects.some((object) => isNamed(object, origin));
  const needsPath = origin.kind !== 'NetworkPolicy';
  return found && origin.file !== undefined && (!needsPath || origin.path !== undefined);
}

/** What is wrong with what stands in the way: it is named with its place, and once taken away it is not there again. */
function wrongWith(state: State, { objects, met }: Sample, question: Question): readonly unknown[] {
  let [now, left] = [state, objects];
  for (let round = 0; round < ROUNDS; round++) {
    const blockers = policiesInTheWay(now, question);
    if (blockers.length === 0) return [];
    met();
    const origins = blockers.flatMap(({ by }) => by);
    const isFine = blockers.every(({ by }) => by.length > 0) && origins.every((one) => isPlace(one, left));
    if (!isFine) return [{ question, round, blockers }];
    left = left.filter((object) => !origins.some((origin) => isNamed(object, origin)));
    now = stateOf(left, state.profile);
  }
  return [];
}

/** Whether NetworkPolicies alone may stop messages: nothing new comes up behind them. */
const isPlain = (objects: Objects): boolean =>
  objects.every(({ kind }) => !kind.endsWith('Policy') || kind === 'NetworkPolicy');

const hasOneWay = (state: State, question: Question): boolean =>
  deliveryOf(state, question, 'one')?.ways.length === 1;

/** A policy without the directions in which it stands in the way: what it admits in the other stays. */
function without(object: Kube, blockers: readonly Blocker[]): readonly Kube[] {
  const codes = blockers.flatMap(({ code, by }) => (by.some((one) => isNamed(object, one)) ? [code] : []));
  if (codes.length === 0) return [object];
  const left = directionsOf(object).filter((one) => !codes.includes(`POLICY_${one.toUpperCase()}`));
  return left.length === 0 ? [] : [withDirections(object, left)];
}

describe('what stands in the way', () => {
  law(
    'of a message that policies stop is named in full: without it the message passes, or meets something new (S76, S118)',
    { clusters: 50, questions: 8, meets: 0.8 },
    (sample) => {
      const state = stateOf(sample.objects, profileOf(sample.random));
      return sample.questions.flatMap((question) => wrongWith(state, sample, question));
    },
  );

  law(
    'of a message that has one way is named in full at once, where there are NetworkPolicies alone (S76, S78)',
    { clusters: 80, questions: 16, meets: 0.5 },
    (sample) => {
      if (!isPlain(sample.objects)) return [];
      const before = stateOf(sample.objects, profileOf(sample.random));
      return sample.questions.flatMap((question) => {
        const named = policiesInTheWay(before, question);
        if (named.length === 0) return [];
        const left = sample.objects.flatMap((object) => without(object, named));
        const after = stateOf(left, before.profile);
        // Behind what stops it a service may have several ways for it.
        if (!hasOneWay(before, question) || !hasOneWay(after, question)) return [];
        sample.met();
        const blockers = policiesInTheWay(after, question);
        return blockers.length === 0 ? [] : [{ question, named, blockers }];
      });
    },
  );
});
