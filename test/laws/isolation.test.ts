import { describe } from 'vitest';
import { nameOf } from '../../src/index.ts';
import { ownerOf } from '../../src/model/network/network.ts';
import { isPolicyReason } from '../../src/questions/blocker.ts';
import type { Objects } from '../conformance/kube.ts';
import { nameOf as nameOfObject, ofKind } from '../oracle/labels.ts';
import { deliveryOf, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';
import type { Direction } from './subject.ts';
import { directionsOf, isSelected } from './subject.ts';

/** Whether some NetworkPolicy isolates a pod of the given name in a direction. Implements S76. */
function isIsolated(objects: Objects, name: string, direction: Direction): boolean {
  const pod = ofKind(objects, 'Pod').find((each) => nameOfObject(each) === name);
  return ofKind(objects, 'NetworkPolicy').some(
    (policy) => pod !== undefined && directionsOf(policy).includes(direction) && isSelected(policy, pod),
  );
}

describe('isolation', () => {
  law(
    'NetworkPolicies stop nobody in a direction in which none selects him (S76)',
    { clusters: 80, questions: 30, meets: 3 },
    ({ random, objects, questions, met }) => {
      const state = stateOf(objects, profileOf(random, { hostNetworkPods: 'node' }));
      const { network } = state;
      return questions.flatMap((question) =>
        (deliveryOf(state, question, 'one')?.ways ?? []).flatMap(({ trace: { hops, disposition } }) => {
          if (!('reason' in disposition) || !disposition.reason.startsWith('POLICY_')) return [];
          met();
          const direction = disposition.reason === 'POLICY_EGRESS' ? 'egress' : 'ingress';
          const last = hops.at(-1);
          const target = last?.steps.at(-1)?.before.target;
          const subject = direction === 'egress' ? last?.from : target && ownerOf(network, target);
          const name = subject === undefined ? '' : nameOf(network.nodes, subject);
          return isIsolated(objects, name, direction) ? [] : [{ question, disposition, name }];
        }),
      );
    },
  );

  law(
    'where no plugin enforces them, policies of no tier stop anything (S8, S146)',
    { clusters: 40, questions: 30, meets: 10 },
    ({ random, objects, questions, met }) => {
      const state = stateOf(objects, profileOf(random, { enforced: 'no' }));
      return questions.flatMap((question) =>
        (deliveryOf(state, question, 'one')?.ways ?? []).flatMap(({ trace: { disposition } }) => {
          met();
          const isStopped = 'reason' in disposition && isPolicyReason(disposition.reason);
          return isStopped ? [{ question, disposition }] : [];
        }),
      );
    },
  );
});
