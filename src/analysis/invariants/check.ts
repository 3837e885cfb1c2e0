import type { Network } from '../../model/network/network.ts';
import { ADDRESSING } from './addressing.ts';
import { CONTAINER_TO_CONTAINER } from './container-to-container.ts';
import { DAEMON_TO_POD } from './daemon-to-pod.ts';
import { HOST_NETWORK } from './host-network.ts';
import type { Checked, Invariant } from './invariant.ts';
import { NO_BLACK_HOLE } from './no-black-hole.ts';
import { NO_LOOP } from './no-loop.ts';
import { POD_TO_POD } from './pod-to-pod.ts';
import { WELL_FORMED } from './well-formed.ts';

/** The specification of a Kubernetes network (01 §2). */
export const CONSTRAINTS: readonly Invariant[] = [
  ADDRESSING,
  CONTAINER_TO_CONTAINER,
  POD_TO_POD,
  HOST_NETWORK,
  DAEMON_TO_POD,
];

/** Every invariant, in the order in which they are checked and printed: the only list. */
export const INVARIANTS: readonly Invariant[] = [WELL_FORMED, ...CONSTRAINTS, NO_LOOP, NO_BLACK_HOLE];

/** How many messages each invariant may follow where nobody says. */
export const BUDGET = 300_000;

/** Every invariant of a network. One that would follow more than `budget` messages says how far it came. */
export function checkAll(network: Network, budget: number = BUDGET): Checked[] {
  return INVARIANTS.map((invariant) => invariant.check(network, budget));
}
