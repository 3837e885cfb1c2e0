import type { Header } from '../header/header.ts';
import { reverseHeader, sameHeader } from '../header/header.ts';
import { linked } from '../network/link.ts';
import type { Network } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { isSwitch } from '../network/node.ts';
import type { Assumptions } from './assumptions.ts';
import { NO_ASSUMPTIONS } from './assumptions.ts';
import type { Message } from './message.ts';
import type { Sessions } from './session.ts';
import { NO_SESSIONS, sessionsOf } from './session.ts';
import type { Branch } from './step.ts';
import { step } from './step.ts';
import type { Disposition, Hop, Trace } from './trace.ts';
import { finalHeader, NO_LINK } from './trace.ts';

/** A message on its way: everything that decides what happens to it next. */
interface Walk {
  readonly message: Message;
  readonly hops: readonly Hop[];
  readonly at: NodeId;
  readonly from: NodeId;
  readonly header: Header;
  readonly assumed: Assumptions;
  readonly probability: number;
}

/**
 * Every way a message may go, from the process `sender` to its end (R15): one trace for each combination of choices
 * and open facts, in the order of the rules. A process that is linked to several switches sends by `first`. It always
 * ends: an arrival that was there before closes a loop.
 */
export function follow(network: Network, sender: NodeId, first: NodeId, message: Message): Trace[] {
  return followWith(network, sender, first, message, NO_SESSIONS, NO_ASSUMPTIONS);
}

/** Every way that the reply to a delivered message may go back to its sender, through the sessions it left (S74). */
export function followReply(network: Network, trace: Trace): Trace[] {
  const receiver = trace.hops.at(-1);
  if (trace.disposition.kind !== 'delivered' || receiver?.from === undefined) return [];
  const message: Message = { header: reverseHeader(finalHeader(trace)) };
  return followWith(network, receiver.at, receiver.from, message, sessionsOf(network, trace), trace.assumed);
}

function followWith(
  network: Network,
  sender: NodeId,
  first: NodeId,
  message: Message,
  sessions: Sessions,
  assumed: Assumptions,
): Trace[] {
  const traces: Trace[] = [];
  const start: Hop = { at: sender, header: message.header, steps: [] };
  const sent = { message, hops: [start], header: message.header, assumed, probability: 1 };
  const walk: Walk = { ...sent, at: first, from: sender };
  if (!linked(network.links, sender, first)) return [traceOf(walk, walk.hops, noLink(sender))];
  // A stack of ways to go on and of ends, so that traces come out in the order of the branches.
  const open: (Walk | Trace)[] = [walk];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('disposition' in next) traces.push(next);
    else open.push(...advance(network, next, sessions).reverse());
  }
  return traces;
}

/** One visit: to each branch, how the message goes on or how it ends. */
function advance(network: Network, walk: Walk, sessions: Sessions): (Walk | Trace)[] {
  const { at, from, header } = walk;
  if (!isSwitch(network.nodes, at)) {
    const hop: Hop = { at, from, header, steps: [] };
    return [traceOf(walk, [...walk.hops, hop], { kind: 'delivered', at })];
  }
  const before = walk.hops.findIndex(
    (hop) => hop.at === at && hop.from === from && sameHeader(hop.header, header),
  );
  if (before >= 0) {
    const cycle = walk.hops.slice(before).map((hop) => hop.at);
    return [traceOf(walk, walk.hops, { kind: 'looped', cycle })];
  }
  const branches = step(network, { at, from, header }, walk.assumed, sessions, 'every');
  return branches.map((branch) => {
    const hops = [...walk.hops, { at, from, header, steps: branch.steps }];
    const on = {
      ...walk,
      hops,
      assumed: branch.assumed,
      probability: walk.probability * branch.probability,
    };
    if (branch.outcome.kind !== 'send') return traceOf(on, hops, dispositionOf(at, branch));
    if (!linked(network.links, at, branch.outcome.to)) return traceOf(on, hops, noLink(at));
    return { ...on, at: branch.outcome.to, from: at, header: branch.header };
  });
}

/** How a message ends in a switch that does not send it on. */
export function dispositionOf(at: NodeId, branch: Branch): Disposition {
  const { outcome } = branch;
  if (outcome.kind === 'discard') {
    return { kind: outcome.answer === 'reject' ? 'refused' : 'discarded', at, reason: outcome.reason };
  }
  return { kind: 'looped', cycle: [at] };
}

/** An exchange across a non-link is impossible (R1): what a rule sends there is lost at its switch. */
export function noLink(at: NodeId): Disposition {
  return { kind: 'discarded', at, reason: NO_LINK };
}

function traceOf(walk: Walk, hops: readonly Hop[], disposition: Disposition): Trace {
  const { message, assumed, probability } = walk;
  return { message, hops, disposition, assumed, probability };
}
