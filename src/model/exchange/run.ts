import { headerKey, reverseHeader } from '../header/header.ts';
import { linked } from '../network/link.ts';
import type { Network } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { isSwitch } from '../network/node.ts';
import { NO_ASSUMPTIONS } from './assumptions.ts';
import type { ExchangeEvent } from './event.ts';
import { dispositionOf, noLink } from './follow.ts';
import type { Message } from './message.ts';
import type { Session } from './session.ts';
import { sessionsOf } from './session.ts';
import { step } from './step.ts';
import type { Disposition, Hop, Trace } from './trace.ts';
import { finalHeader } from './trace.ts';

/** A message to be sent: by which process, over the link to which neighbour. */
export interface Sending {
  readonly by: NodeId;
  readonly over: NodeId;
  readonly message: Message;
  /** `reply`: its receiver answers once. */
  readonly expects: 'nothing' | 'reply';
  /** The round at whose beginning it is sent; absent: 0. */
  readonly round?: number;
}

/** An event with its place in the log: `waiting` messages stood in the target's input queue right after it. */
export interface LoggedEvent extends ExchangeEvent {
  readonly message: number;
  readonly waiting: number;
}

/** What a run left behind: the event log, and the life of each message; replies are numbered behind the sendings. */
export interface Run {
  readonly events: readonly LoggedEvent[];
  readonly traces: readonly Trace[];
  /** Message number → number of the message that it answers. */
  readonly answers: ReadonlyMap<number, number>;
}

/** A message in the run. */
interface Flight {
  readonly sending: Sending;
  readonly number: number;
  hops: Hop[];
  probability: number;
  disposition?: Disposition;
  readonly seen: Map<string, number>;
}

/** What stands in an input queue. */
interface Waiting {
  readonly flight: Flight;
  readonly from: NodeId;
  readonly header: Message['header'];
}

/**
 * Many messages at once (01 §1.2, §8.5), in rounds: those due are placed in the input queues of their first switches,
 * then every node takes one message off its queue (nodes in order of their numbers), until all are sent and all queues
 * are empty; a round in which nothing waits is skipped. Queues are FIFO and lossless. Where a rule chooses, message i takes alternative i mod count; open facts are taken to hold.
 */
export function run(network: Network, sendings: readonly Sending[]): Run {
  const queues = new Map<NodeId, Waiting[]>();
  const events: LoggedEvent[] = [];
  const flights: Flight[] = [];
  const answers = new Map<number, number>();
  const sessions = new Map<NodeId, Map<string, Session>>();

  const place = (flight: Flight, from: NodeId, to: NodeId, header: Message['header']): void => {
    const queue = queues.get(to) ?? [];
    queues.set(to, queue);
    queue.push({ flight, from, header });
    const link = [from, to] as const;
    events.push({ event: 'Send', at: from, link, header, message: flight.number, waiting: queue.length });
  };
  const ready = (sending: Sending): Flight => {
    const hops = [{ at: sending.by, header: sending.message.header, steps: [] }];
    const flight: Flight = { sending, number: flights.length, hops, probability: 1, seen: new Map() };
    flights.push(flight);
    return flight;
  };
  const send = (flight: Flight): void => {
    const { by, over, message } = flight.sending;
    if (linked(network.links, by, over)) place(flight, by, over, message.header);
    else flight.disposition = noLink(by);
  };
  const receive = (at: NodeId, { flight, from, header }: Waiting): void => {
    if (!isSwitch(network.nodes, at)) {
      flight.hops.push({ at, from, header, steps: [] });
      flight.disposition = { kind: 'delivered', at };
      if (flight.sending.expects === 'reply') reply(flight, at, from);
      return;
    }
    const key = `${at} ${from} ${headerKey(header)}`;
    const before = flight.seen.get(key);
    if (before !== undefined) {
      flight.disposition = { kind: 'looped', cycle: flight.hops.slice(before).map((hop) => hop.at) };
      return;
    }
    flight.seen.set(key, flight.hops.length);
    const choosing = (count: number): number => flight.number % count;
    const [branch] = step(network, { at, from, header }, NO_ASSUMPTIONS, sessions, choosing);
    if (branch === undefined) return;
    flight.hops.push({ at, from, header, steps: branch.steps });
    flight.probability *= branch.probability;
    if (branch.outcome.kind !== 'send') flight.disposition = dispositionOf(at, branch);
    else if (!linked(network.links, at, branch.outcome.to)) flight.disposition = noLink(at);
    else place(flight, at, branch.outcome.to, branch.header);
  };
  const reply = (flight: Flight, at: NodeId, from: NodeId): void => {
    const trace = traceOf(flight);
    for (const [node, left] of sessionsOf(network, trace)) {
      sessions.set(node, new Map([...(sessions.get(node) ?? []), ...left]));
    }
    const header = reverseHeader(finalHeader(trace));
    const answer = ready({ by: at, over: from, message: { header }, expects: 'nothing' });
    answers.set(answer.number, flight.number);
    send(answer);
  };

  const due = sendings.map(ready).sort((a, b) => roundOf(a) - roundOf(b));
  let sent = 0;
  for (let round = 0; ; round++) {
    for (; sent < due.length && roundOf(due[sent] as Flight) <= round; sent++) send(due[sent] as Flight);
    const busy = waitingNodes(queues);
    const next = due[sent];
    if (busy.length === 0 && next === undefined) break;
    if (busy.length === 0 && next !== undefined) round = roundOf(next) - 1;
    for (const at of busy) {
      const queue = queues.get(at) ?? [];
      const next = queue.shift();
      if (next === undefined) continue;
      const link = [next.from, at] as const;
      const { header, flight } = next;
      events.push({ event: 'Recv', at, link, header, message: flight.number, waiting: queue.length });
      receive(at, next);
    }
  }
  return { events, traces: flights.map(traceOf), answers };
}

function roundOf({ sending }: Flight): number {
  return sending.round ?? 0;
}

function waitingNodes(queues: ReadonlyMap<NodeId, readonly Waiting[]>): NodeId[] {
  return [...queues]
    .filter(([, queue]) => queue.length > 0)
    .map(([node]) => node)
    .sort((a, b) => a - b);
}

function traceOf(flight: Flight): Trace {
  const { sending, hops, probability } = flight;
  const last = hops.at(-1)?.at ?? sending.by;
  const disposition = flight.disposition ?? { kind: 'looped', cycle: [last] };
  return { message: sending.message, hops, disposition, assumed: NO_ASSUMPTIONS, probability };
}
