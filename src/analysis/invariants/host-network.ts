import type { Network } from '../../model/network/network.ts';
import { withoutAddress } from './addressing.ts';
import type { Namespace } from './interpretation.ts';
import { hostNetworkPods, interpretationOf, isMade } from './interpretation.ts';
import type { Invariant, Note } from './invariant.ts';
import { missing } from './invariant.ts';
import type { Pairs } from './pairs.ts';
import { surveyOf } from './pairs.ts';
import { countPairs, pairsOf, podDoubts } from './pod-to-pod.ts';

/**
 * Pods of the host network reach pods, and are reached. Implements S4, counted apart from N3 (01 §8.7). A daemon that
 * is no pod is no end here: nothing is promised of it and another host (S5, S17).
 */
export const HOST_NETWORK: Invariant = {
  name: 'N3h',
  title: 'every pod of the host network reaches, and is reached by, every pod, without translation',
  check(network, budget) {
    const { arrival, count } = surveyOf(network, hostNetworkPairs, budget);
    return arrival.close(HOST_NETWORK, count, [...podDoubts(network), ...hostDoubts(network)]);
  },
};

/** From the host network to pods and to itself, then from pods to the host network; and kubelets to their own pods. */
export function hostNetworkPairs(network: Network): Pairs {
  const { pods } = interpretationOf(network);
  const hosts = hostNamespaces(network);
  const made = madeDaemons(network);
  const all = [...pods, ...hosts];
  function* pairs() {
    yield* pairsOf(hosts, all);
    yield* pairsOf(pods, hosts);
    for (const { daemons, local } of made) yield* pairsOf([daemons], local);
  }
  let count = countPairs(hosts, all) + countPairs(pods, hosts);
  for (const { daemons, local } of made) count += countPairs([daemons], local);
  return { pairs: pairs(), count };
}

/** Each host with its pods of the host network alone. */
function hostNamespaces(network: Network): Namespace[] {
  const ends = hostNetworkPods(network);
  return interpretationOf(network)
    .hosts.map((host) => ({
      ...host,
      processes: host.processes.filter((id) => ends.has(id)),
      listeners: host.listeners.filter(({ process }) => ends.has(process)),
    }))
    .filter(({ processes }) => processes.length > 0);
}

/** Daemons that the profile made (kubelet): they are asked what N4 asks, and counted here (01 §8.7). */
function madeDaemons(network: Network): { daemons: Namespace; local: Namespace[] }[] {
  const { hosts, pods } = interpretationOf(network);
  return hosts
    .map((host) => ({ ...host, processes: host.processes.filter((id) => isMade(network, id)) }))
    .filter(({ processes }) => processes.length > 0)
    .map((daemons) => ({ daemons, local: pods.filter(({ host }) => host === daemons.node) }));
}

function hostDoubts(network: Network): Note[] {
  const silent = hostNamespaces(network).filter(({ addresses }) => addresses.length === 0);
  return silent.length === 0 ? [] : [missing(withoutAddress(network, silent), silent.length)];
}
