import { Type } from 'typebox';
import { finalHeader } from '../model/exchange/trace.ts';
import { formatHeader } from '../model/header/header.ts';
import type { Network } from '../model/network/network.ts';
import { nameOf } from '../model/network/node.ts';
import type { State } from '../state/state.ts';
import type { Delivery, Way } from './delivery.ts';
import { codeOf, dispositionWord } from './delivery.ts';
import type { EventView, HeaderView, HopView } from './describe.ts';
import { viewEvents, viewHeader, viewHops } from './describe.ts';
import type { Journey } from './journey.ts';
import { decidingWay, journeyOf } from './journey.ts';
import { readMessages, waysOf } from './message-input.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { eventSchema, headerSchema, hopSchema, verdictSchema } from './schemas.ts';
import type { LookupView, RequestView } from './trace-legs.ts';
import { lookupSchema, requestSchema, viewLookup, viewRequest } from './trace-legs.ts';
import type { VerdictView } from './verdict.ts';
import { viewVerdict } from './verdict.ts';

/** The life of one message (05). */
export interface TraceAnswer extends VerdictView {
  readonly from: string;
  readonly to: string;
  /** How its name was looked up, where the target is one. */
  readonly lookup?: LookupView;
  /** What was sent; absent where the name has no address. */
  readonly message?: HeaderView;
  readonly hops: readonly HopView[];
  readonly events: readonly EventView[];
  /** The nodes that a looping message goes round. */
  readonly loop?: readonly string[];
  /** What the receiver gets. */
  readonly received?: string;
  readonly reply?: LegView;
  /** What the proxy decided, and what it sent on, where the target is an Ingress or Gateway. */
  readonly request?: RequestView;
  /** Every way that the message may go, where there are several. */
  readonly ways?: readonly WayView[];
  /** How many messages the input means, where it is more than this one. */
  readonly oneOf?: number;
}

/** One way, in short. */
export interface WayView {
  readonly probability: number;
  readonly disposition: string;
  readonly code?: string;
  readonly at: string;
}

/** The reply's way back. */
export interface LegView {
  readonly disposition: string;
  readonly code?: string;
  readonly message: HeaderView;
  readonly hops: readonly HopView[];
  readonly events: readonly EventView[];
}

/** The schema of TraceAnswer. */
export const schema = Type.Object({
  ...verdictSchema,
  from: Type.String(),
  to: Type.String(),
  lookup: Type.Optional(lookupSchema),
  message: Type.Optional(headerSchema),
  hops: Type.Array(hopSchema),
  events: Type.Array(eventSchema),
  loop: Type.Optional(Type.Array(Type.String())),
  received: Type.Optional(Type.String()),
  reply: Type.Optional(
    Type.Object({
      disposition: Type.String(),
      code: Type.Optional(Type.String()),
      message: headerSchema,
      hops: Type.Array(hopSchema),
      events: Type.Array(eventSchema),
    }),
  ),
  request: Type.Optional(requestSchema),
  ways: Type.Optional(
    Type.Array(
      Type.Object({
        probability: Type.Number(),
        disposition: Type.String(),
        code: Type.Optional(Type.String()),
        at: Type.String(),
      }),
    ),
  ),
  oneOf: Type.Optional(Type.Integer()),
});

/** Follows the first message that the input means. */
export function ask(state: State, input: Input): TraceAnswer | Refusal {
  const messages = readMessages(state, input);
  if ('error' in messages) return messages;
  const [message] = messages;
  const journey = message && journeyOf(state, message, waysOf(state, input));
  if (journey === undefined) return refuse('FAMILY_MISMATCH', 'no address family in common');
  const answer = viewTrace(state, journey);
  return messages.length === 1 ? answer : { ...answer, oneOf: messages.length };
}

function viewTrace(state: State, journey: Journey): TraceAnswer {
  const { network } = state;
  const { from, to, lookup } = journey.asked;
  // Where the name is not found out, nothing is sent.
  const sent = lookup?.answer === 'unreachable' ? undefined : shownDelivery(journey);
  return {
    ...viewVerdict(state, journey),
    from,
    to,
    ...(lookup === undefined ? {} : { lookup: viewLookup(network, lookup) }),
    ...(sent === undefined ? { hops: [], events: [] } : viewSent(network, sent)),
    ...(journey.request === undefined ? {} : { request: viewRequest(network, journey.request) }),
  };
}

/** The message that is shown: one that ends as the journey does. */
function shownDelivery({ deliveries, answer }: Journey): Delivery | undefined {
  return deliveries.find((one) => one.answer === answer) ?? deliveries[0];
}

function viewSent(
  network: Network,
  delivery: Delivery,
): Pick<TraceAnswer, 'message' | 'hops' | 'events' | 'loop' | 'received' | 'reply' | 'ways'> {
  const way = decidingWay(delivery);
  const { ways, header } = delivery;
  const trace = way?.trace;
  const loop =
    trace?.disposition.kind === 'looped'
      ? trace.disposition.cycle.map((id) => nameOf(network.nodes, id))
      : [];
  const reply = way?.replies.find((one) => one.disposition.kind !== 'delivered') ?? way?.replies[0];
  return {
    message: viewHeader(header),
    hops: trace === undefined ? [] : viewHops(network, trace.hops),
    events: trace === undefined ? [] : viewEvents(network, trace),
    ...(loop.length === 0 ? {} : { loop }),
    ...(trace?.disposition.kind === 'delivered' ? { received: formatHeader(finalHeader(trace)) } : {}),
    ...(reply === undefined || way === undefined ? {} : { reply: viewReply(network, reply, way) }),
    ...(ways.length < 2 ? {} : { ways: ways.map((one) => viewWay(network, one)) }),
  };
}

function viewReply(network: Network, reply: Way['trace'], way: Way): LegView {
  const { disposition } = reply;
  const lost = way.answer !== 'reachable';
  return {
    disposition: disposition.kind,
    ...(lost && 'reason' in disposition ? { code: disposition.reason } : {}),
    message: viewHeader(reply.message.header),
    hops: viewHops(network, reply.hops),
    events: viewEvents(network, reply),
  };
}

function viewWay(network: Network, way: Way): WayView {
  const code = codeOf(way);
  const at = way.trace.hops.at(-1)?.at;
  return {
    probability: way.trace.probability,
    disposition: dispositionWord(way.trace.disposition, way),
    ...(code === undefined ? {} : { code }),
    at: at === undefined ? '' : nameOf(network.nodes, at),
  };
}
