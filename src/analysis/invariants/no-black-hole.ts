import { NO_ASSUMPTIONS } from '../../model/exchange/assumptions.ts';
import { NO_SESSIONS } from '../../model/exchange/session.ts';
import { step } from '../../model/exchange/step.ts';
import { neighbours } from '../../model/network/link.ts';
import type { Network } from '../../model/network/network.ts';
import { isSwitch } from '../../model/network/node.ts';
import { containerPairs } from './container-to-container.ts';
import { daemonPairs } from './daemon-to-pod.ts';
import { hostNetworkPairs } from './host-network.ts';
import type { Listener, Namespace } from './interpretation.ts';
import { hostNetworkPods, interpretationOf } from './interpretation.ts';
import type { Invariant } from './invariant.ts';
import { conclude } from './invariant.ts';
import type { Pairs } from './pairs.ts';
import { surveyOf } from './pairs.ts';
import { countPairs, pairsOf, podDoubts, podSurvey } from './pod-to-pod.ts';

/**
 * No switch loses, for want of a rule or a link, a message that the constraints say arrives, nor one to a listener of
 * a host that the host itself would deliver: that somebody can be reached, and a switch on the way does not know where, is
 * nobody's intention.
 */
export const NO_BLACK_HOLE: Invariant = {
  name: 'no-black-hole',
  title:
    'no message to a listening port, of N2 to N4 or of a host that delivers it, is lost on its way for want of a rule',
  check(network, budget) {
    const pods = podSurvey(network, budget);
    const surveys = [
      surveyOf(network, containerPairs, budget),
      pods.survey,
      ...[hostNetworkPairs, daemonPairs, openHostPairs].map((pairs) => surveyOf(network, pairs, budget)),
    ];
    const parts = surveys.map(({ holes, count }) => ({ count, ...holes.close(NO_BLACK_HOLE, count, []) }));
    const sum = (field: 'checked' | 'count'): number => parts.reduce((all, part) => all + part[field], 0);
    const [checked, of] = [sum('checked') + pods.more, sum('count') + pods.more];
    return conclude(NO_BLACK_HOLE, {
      checked,
      violations: parts.flatMap(({ violations }) => violations),
      notes: pods.notes,
      doubts: [...podDoubts(network), ...pods.doubts, ...parts.flatMap(({ doubts }) => doubts)],
      ...(checked < of ? { unproven: { checked, of } } : {}),
    });
  },
};

/** Every process of a pod or host to every listener of a host that the host's own FIB delivers to, once it is there. */
function openHostPairs(network: Network): Pairs {
  const { pods, hosts } = interpretationOf(network);
  const counted = hostNetworkPods(network);
  const open = hosts.map((host) => ({
    ...host,
    listeners: host.listeners.filter((one) => !counted.has(one.process) && delivers(network, host, one)),
  }));
  const senders = [...pods, ...hosts];
  return { pairs: pairsOf(senders, open), count: countPairs(senders, open) };
}

/** Whether a switch delivers what comes from a neighbour for one of its listeners. */
function delivers(
  network: Network,
  { node, addresses }: Namespace,
  { process, protocol, port }: Listener,
): boolean {
  const from = [...neighbours(network.links, node)].find((other) => isSwitch(network.nodes, other));
  const [target] = addresses;
  if (from === undefined || target === undefined) return false;
  const header = { protocol, source: target, sourcePort: 49152, target, targetPort: port };
  const branches = step(network, { at: node, from, header }, NO_ASSUMPTIONS, NO_SESSIONS, 'every');
  return branches.some(({ outcome }) => outcome.kind === 'send' && outcome.to === process);
}
