import type { Trace } from '../../model/exchange/trace.ts';
import { NO_LINK, NO_MATCH } from '../../model/exchange/trace.ts';
import type { Network } from '../../model/network/network.ts';
import { containerPairs } from './container-to-container.ts';
import { daemonPairs } from './daemon-to-pod.ts';
import type { Worth } from './fate.ts';
import { hostNetworkPairs } from './host-network.ts';
import type { Invariant } from './invariant.ts';
import type { Pairs } from './pairs.ts';
import { checkPairs } from './pairs.ts';
import { podDoubts, podPairs } from './pod-to-pod.ts';

/** No switch loses, for want of a rule or a link, a message that the constraints say arrives. */
export const NO_BLACK_HOLE: Invariant = {
  name: 'no-black-hole',
  title: 'no message to a listening port of N2 to N4 is lost for want of a rule or a link',
  check: (network, budget) =>
    checkPairs(network, NO_BLACK_HOLE, constrained(network), budget, podDoubts(network), worthOf),
};

function worthOf({ disposition }: Trace): Worth {
  const lost = disposition.kind === 'discarded' && [NO_MATCH, NO_LINK].includes(disposition.reason);
  return lost ? 'wrong' : 'right';
}

/** The pairs of all constraints, one after the other. */
function constrained(network: Network): Pairs {
  const all = [containerPairs, podPairs, hostNetworkPairs, daemonPairs].map((pairs) => pairs(network));
  return { pairs: joined(all), count: all.reduce((sum, { count }) => sum + count, 0) };
}

function* joined(all: readonly Pairs[]) {
  for (const { pairs } of all) yield* pairs;
}
