import type { Network } from '../../model/network/network.ts';
import { nameOf } from '../../model/network/node.ts';
import { freeAddresses } from './atoms.ts';
import type { Namespace } from './interpretation.ts';
import { FAMILIES, interpretationOf, isMade } from './interpretation.ts';
import type { Invariant, Note } from './invariant.ts';
import { missing } from './invariant.ts';
import type { Pair, Pairs } from './pairs.ts';
import { surveyOf } from './pairs.ts';
import { countPairs, pairsOf, podDoubts } from './pod-to-pod.ts';

/** Daemons reach the pods of their host. Implements N4 (S5); a pod of another host is not asked for (R13). */
export const DAEMON_TO_POD: Invariant = {
  name: 'N4',
  title: 'every daemon reaches every port that a container of a pod on its own host listens on',
  check(network, budget) {
    const { arrival, count } = surveyOf(network, daemonPairs, budget);
    return arrival.close(DAEMON_TO_POD, count, [...podDoubts(network), ...hostDoubts(network)]);
  },
};

/** D of N × C's ports in P of N × addresses of one family. */
export function daemonPairs(network: Network): Pairs {
  const local = localPods(network);
  let count = 0;
  for (const { daemons, pods } of local) count += countPairs([daemons], pods);
  return { pairs: localPairs(local), count };
}

interface Local {
  readonly daemons: Namespace;
  readonly pods: readonly Namespace[];
}

function* localPairs(local: readonly Local[]): Generator<Pair> {
  // No policy comes between a host and its own pods.
  for (const { daemons, pods } of local) {
    for (const pair of pairsOf([daemons], pods)) yield { ...pair, policies: 'do not apply' };
  }
}

/** Each host that has daemons of the input, with its pods. */
function localPods(network: Network): Local[] {
  const { hosts, pods } = interpretationOf(network);
  const byHost = new Map<number | undefined, Namespace[]>();
  for (const pod of pods) byHost.set(pod.host, [...(byHost.get(pod.host) ?? []), pod]);
  return hosts.map((host) => ({ daemons: sending(network, host), pods: byHost.get(host.node) ?? [] }));
}

/**
 * The daemons of a host, with the addresses they send from: those of the host (01 §8.4). Where the network does not
 * say any, an address that nobody has stands for each atom of source addresses: N4 holds of every source.
 */
function sending(network: Network, host: Namespace): Namespace {
  const processes = host.processes.filter((id) => !isMade(network, id));
  const any = (): Namespace['addresses'] =>
    FAMILIES.flatMap((family) => freeAddresses(network, 'sources', family));
  const addresses = host.addresses.length > 0 || processes.length === 0 ? host.addresses : any();
  return { ...host, processes, addresses };
}

function hostDoubts(network: Network): Note[] {
  const { pods, hosts } = interpretationOf(network);
  if (!hosts.some(({ processes }) => processes.length > 0)) return [];
  const lost = pods.filter(({ host }) => host === undefined);
  const [first] = lost;
  if (first === undefined) return [];
  const message = `the network does not say on which host ${nameOf(network.nodes, first.node)} is`;
  return [missing(message, lost.length)];
}
