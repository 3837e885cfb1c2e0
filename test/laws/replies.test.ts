import { describe } from 'vitest';
import type { Network, Profile } from '../../src/index.ts';
import { nameOf } from '../../src/index.ts';
import type { Hop, Step, Trace } from '../../src/model/exchange/trace.ts';
import type { Way } from '../../src/questions/delivery.ts';
import type { Kube, Objects } from '../conformance/kube.ts';
import { nameOf as nameOfObject, ofKind } from '../oracle/labels.ts';
import type { Question } from '../oracle/reach.ts';
import { deliveryOf, profileOf, stateOf } from './asking.ts';
import { law } from './law.ts';

/** Whether a step gave a message another target and left it its source. */
function redirects({ before, after }: Step, { steps }: Hop): boolean {
  const left = steps.at(-1)?.after ?? after;
  return before.target !== after.target && before.source === left.source;
}

/**
 * Rules that redirect a message and may stand beside the way back: what another node makes of a pod's message to its node
 * port under Local (S58), and what a load balancer of mode Proxy makes of a message whose source it keeps (S31).
 */
function mayBeBeside({ rule }: Step, { options }: Profile): boolean {
  if (rule?.label === 'S31') return options.balancerSource === 'client';
  return rule?.requirements.includes('S58') === true;
}

/** Whether the message was redirected by a switch that its reply does not come by: so nobody undoes that. */
function isBypassed({ trace, replies }: Way, profile: Profile): boolean {
  const back = new Set(replies.flatMap(({ hops }) => hops.map(({ at }) => at)));
  return trace.hops.some(
    (hop) =>
      !back.has(hop.at) && hop.steps.some((step) => redirects(step, hop) && mayBeBeside(step, profile)),
  );
}

/** Whether a pod sent with an address of its own to whom cannot route to it: two options that do not fit (S16, S17). */
function isUnroutable({ disposition }: Trace, { options }: Profile): boolean {
  const reason = 'reason' in disposition ? disposition.reason : '';
  return reason === 'NO_ROUTE' && options.podToOutside === 'routed' && options.outsideToPod === 'unrouted';
}

describe('a reply', () => {
  law(
    'arrives wherever its request does, unless a switch redirected that and is not on the way back (S74, S79)',
    { clusters: 100, questions: 30, meets: 8 },
    ({ random, objects, questions, met }) => {
      const profile = profileOf(random);
      const state = stateOf(objects, profile);
      return questions.flatMap((question) =>
        (deliveryOf(state, question, 'both')?.ways ?? []).flatMap((way) => {
          if (way.replies.length === 0) return [];
          met();
          const isLost =
            isBypassed(way, profile) || way.replies.some((reply) => isUnroutable(reply, profile));
          return (way.answer === 'reachable') === isLost ? [{ question, way: way.answer, isLost }] : [];
        }),
      );
    },
  );
});

const LOCALHOST = ['127.0.0.1', '127.3.4.5', '::1'];

/** Messages of a pod to itself by localhost, to each port that it declares and to one that it does not. */
function toItself(pod: Kube): readonly Question[] {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const declared = [...containers, ...sidecars].flatMap(({ ports = [] }) => ports);
  const ports = [...declared, { containerPort: 4567 }];
  return LOCALHOST.flatMap((address) =>
    ports.map(({ protocol = 'TCP', containerPort: port = 0 }) => ({
      ...{ source: { pod: nameOfObject(pod) }, target: { address }, port },
      protocol: protocol as Question['protocol'],
    })),
  );
}

/** Whether a way ends at a container of a pod. */
function endsIn({ nodes }: Network, { trace: { disposition } }: Way, pod: Kube): boolean {
  if (disposition.kind !== 'delivered') return false;
  return nameOf(nodes, disposition.at).startsWith(`${nameOfObject(pod)}/`);
}

const runs = (objects: Objects): readonly Kube[] =>
  ofKind(objects, 'Pod').filter(({ status }) => status?.phase === 'Running');

describe('a pod', () => {
  law(
    'reaches itself by localhost, whatever the policies (S2, S12, S98)',
    { clusters: 60, questions: 0, meets: 20 },
    ({ random, objects, met }) => {
      const profile = profileOf(random);
      const state = stateOf(objects, profile);
      return runs(objects).flatMap((pod) =>
        toItself(pod).flatMap((question) => {
          // Nobody listens on a port that is not declared, if that is what the option says (S11).
          if (question.port === 4567 && profile.options.listens === 'declared') return [];
          met();
          const delivery = deliveryOf(state, question, 'both');
          const isFine =
            delivery?.answer === 'reachable' && delivery.ways.every((way) => endsIn(state.network, way, pod));
          return isFine ? [] : [{ question, delivery }];
        }),
      );
    },
  );
});
