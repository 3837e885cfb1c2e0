import type { Network } from '../../model/network/network.ts';
import { withoutAddress } from './addressing.ts';
import type { Namespace } from './interpretation.ts';
import { FAMILIES, inFamily, interpretationOf } from './interpretation.ts';
import type { Invariant, Note } from './invariant.ts';
import { missing } from './invariant.ts';
import type { Pair, Pairs, Survey } from './pairs.ts';
import { surveyOf } from './pairs.ts';
import { provesPodsAtOnce } from './pods-at-once.ts';
import { suspectPairs } from './suspects.ts';

/** Pods reach each other without translation. Implements N3 (S3, S10), with P1 = P2 (01 §8.6). */
export const POD_TO_POD: Invariant = {
  name: 'N3',
  title: 'every container reaches every port that a container of any pod listens on, without translation',
  check(network, budget) {
    const { survey, more, notes, doubts } = podSurvey(network, budget);
    const closed = survey.arrival.close(POD_TO_POD, survey.count, [...podDoubts(network), ...doubts], notes);
    return { ...closed, checked: closed.checked + more };
  },
};

/** What becomes of the pairs of N3. */
export interface PodSurvey {
  readonly survey: Survey;
  /** How many pairs beside those of the survey are proved. */
  readonly more: number;
  readonly notes: readonly Note[];
  readonly doubts: readonly Note[];
}

/** Each pair is followed by itself; where those are too many, all pairs of different pods are looked at at once. */
export function podSurvey(network: Network, budget: number): PodSurvey {
  const { count } = podPairs(network);
  const proof = count > budget ? provesPodsAtOnce(network) : undefined;
  if (proof?.kind === 'proved') {
    const survey = surveyOf(network, ownPairs, budget);
    const message = `all pairs of different pods at once, in ${proof.classes} classes: what does not arrive is stopped by a policy`;
    const notes: Note[] = [{ code: 'PROVED', message, count: proof.classes }];
    return { survey, more: count - survey.count, notes, doubts: [] };
  }
  const doubts = proof === undefined ? [] : [missing(`no proof for all pods at once: ${proof.why}`)];
  return { survey: surveyOf(network, podPairs, budget), more: 0, notes: [], doubts };
}

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
  return { pairs: suspectsFirst(network, pods), count: countPairs(pods, pods) };
}

/** All pairs, those first of which something patched may make a difference. */
function* suspectsFirst(network: Network, pods: readonly Namespace[]): Generator<Pair> {
  const isSuspect = suspectPairs(network, pods);
  if (isSuspect === undefined) {
    yield* pairsOf(pods, pods);
    return;
  }
  for (const turn of [true, false]) {
    for (const source of pods)
      for (const target of pods) if (isSuspect(source, target) === turn) yield* pairsOf([source], [target]);
  }
}

/** Those of them within one pod. */
function ownPairs(network: Network): Pairs {
  const { pods } = interpretationOf(network);
  return {
    pairs: pods.flatMap((pod) => [...pairsOf([pod], [pod])]),
    count: pods.reduce((sum, pod) => sum + countPairs([pod], [pod]), 0),
  };
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
