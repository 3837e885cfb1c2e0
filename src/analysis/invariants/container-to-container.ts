import { address } from '../../model/header/address.ts';
import type { Network } from '../../model/network/network.ts';
import type { Namespace } from './interpretation.ts';
import { inFamily, interpretationOf } from './interpretation.ts';
import type { Invariant } from './invariant.ts';
import type { Pair, Pairs } from './pairs.ts';
import { surveyOf } from './pairs.ts';

const LOOPBACK4 = address('127.0.0.1');
const LOOPBACK6 = address('::1');

/** Containers of one pod reach each other over loopback. Implements N2 (S2), with C1 = C2 (01 §8.6). */
export const CONTAINER_TO_CONTAINER: Invariant = {
  name: 'N2',
  title: 'every container of a pod reaches every port that a container of that pod listens on, over loopback',
  check(network, budget) {
    const { arrival, count } = surveyOf(network, containerPairs, budget);
    return arrival.close(CONTAINER_TO_CONTAINER, count, interpretationOf(network).doubts);
  },
};

/** C1 × C2's ports over 127.0.0.1 and, where the pod has an IPv6 address, over ::1. */
export function containerPairs(network: Network): Pairs {
  const { pods } = interpretationOf(network);
  let count = 0;
  for (const pod of pods) count += pod.processes.length * pod.listeners.length * loopbacks(pod).length;
  return { pairs: pairsOf(pods), count };
}

function* pairsOf(pods: readonly Namespace[]): Generator<Pair> {
  for (const pod of pods) {
    for (const by of pod.processes) {
      for (const listener of pod.listeners) {
        for (const loopback of loopbacks(pod)) {
          yield {
            by,
            over: pod.node,
            source: loopback,
            target: loopback,
            listener,
            policies: 'do not apply',
          };
        }
      }
    }
  }
}

function loopbacks(pod: Namespace) {
  return inFamily(pod.addresses, 'IPv6').length > 0 ? [LOOPBACK4, LOOPBACK6] : [LOOPBACK4];
}
