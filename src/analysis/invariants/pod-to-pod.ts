import type { Network } from '../../model/network/network.ts';
import { withoutAddress } from './addressing.ts';
import type { Namespace } from './interpretation.ts';
import { FAMILIES, inFamily, interpretationOf } from './interpretation.ts';
import type { Invariant, Note } from './invariant.ts';
import { missing } from './invariant.ts';
import type { Pair, Pairs } from './pairs.ts';
import { surveyOf } from './pairs.ts';

/** Pods reach each other without translation. Implements N3 (S3, S10), with P1 = P2 (01 §8.6). */
export const POD_TO_POD: Invariant = {
  name: 'N3',
  title: 'every container reaches every port that a container of any pod listens on, without translation',
  check(network, budget) {
    const { arrival, count } = surveyOf(network, podPairs, budget);
    return arrival.close(POD_TO_POD, count, podDoubts(network));
  },
};

/** What N3 and N4 need to know of pods, and is not said. */
export function podDoubts(network: Network): Note[] {
  const { pods, doubts } = interpretationOf(network);
  const silent = pods.filter(({ addresses, listeners }) => addresses.length === 0 && listeners.length > 0);
  if (silent.length === 0) return [...doubts];
  return [...doubts, missing(withoutAddress(network, silent), silent.length)];
}

/** C1 of P1 × C2's ports in P2 × addresses of one family. */
export function podPairs(network: Network): Pairs {
  const { pods } = interpretationOf(network);
  return { pairs: pairsOf(pods, pods), count: countPairs(pods, pods) };
}

/** How many pairs there are from processes of some namespaces to listeners of others. */
export function countPairs(sources: readonly Namespace[], targets: readonly Namespace[]): number {
  let count = 0;
  for (const family of FAMILIES) {
    let from = 0;
    let to = 0;
    for (const { processes, addresses } of sources)
      from += processes.length * inFamily(addresses, family).length;
    for (const { listeners, addresses } of targets)
      to += listeners.length * inFamily(addresses, family).length;
    count += from * to;
  }
  return count;
}

/** Those pairs. A policy may keep two namespaces apart, never one from itself. */
export function* pairsOf(sources: readonly Namespace[], targets: readonly Namespace[]): Generator<Pair> {
  for (const one of sources) {
    for (const by of one.processes) {
      for (const other of targets) yield* pairsBetween(by, one, other);
    }
  }
}

function* pairsBetween(by: Pair['by'], one: Namespace, other: Namespace): Generator<Pair> {
  const policies = one.node === other.node ? 'do not apply' : 'apply';
  for (const listener of other.listeners) {
    for (const family of FAMILIES) {
      for (const source of inFamily(one.addresses, family)) {
        for (const target of inFamily(other.addresses, family)) {
          yield { by, over: one.node, source, target, listener, policies };
        }
      }
    }
  }
}
