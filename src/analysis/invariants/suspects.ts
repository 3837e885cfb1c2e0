import type { Address } from '../../model/header/address.ts';
import { containsAddress } from '../../model/header/address-set.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Namespace } from './interpretation.ts';

/** So many hosts and pods elsewhere stand for the others. */
const MOST_NEAR = 40;

/**
 * Where to look first, when not everything can be looked at: switches with rules of their own (01 §1.11), and what hangs
 * on them, are where something is most likely wrong.
 */
export function isNearPatch({ fibs, nodes }: Network): (node: NodeId) => boolean {
  return (node) => fibs.patches.has(node) || fibs.patches.has(nodes.hosts[node] as number);
}

/** Whether a rule that a patch puts in names an address. */
export function isPatchTarget({ fibs }: Network): (address: Address) => boolean {
  const sets = [...fibs.patches.values()]
    .flat()
    .flatMap((patch) => (patch.kind === 'drop' ? [] : (patch.rule.match.targets ?? [])));
  return (address) => sets.some((part) => containsAddress([part], address));
}

/**
 * Pods by pairs of which what is patched may make a difference: from and to those near it, and one pod of each host.
 * Undefined where nothing is patched.
 */
export function suspectPairs(
  network: Network,
  pods: readonly Namespace[],
): ((source: Namespace, target: Namespace) => boolean) | undefined {
  if (network.fibs.patches.size === 0) return undefined;
  const isNear = isNearPatch(network);
  const near = new Set(pods.filter(({ node }) => isNear(node)).slice(0, MOST_NEAR));
  const hosts = new Set<NodeId | undefined>();
  const spread = new Set(near);
  for (const pod of pods) {
    if (hosts.has(pod.host)) continue;
    hosts.add(pod.host);
    spread.add(pod);
  }
  return (source, target) =>
    (near.has(source) && spread.has(target)) || (spread.has(source) && near.has(target));
}
