import { assert } from '../base/assert.ts';
import { follow, followReply } from '../model/exchange/follow.ts';
import type { Sending } from '../model/exchange/run.ts';
import type { Disposition, Trace } from '../model/exchange/trace.ts';
import { finalHeader } from '../model/exchange/trace.ts';
import type { Address } from '../model/header/address.ts';
import type { Header } from '../model/header/header.ts';
import { reverseHeader, sameHeader } from '../model/header/header.ts';
import type { Protocol } from '../model/header/protocol.ts';
import { hasPorts, isConnectionOriented } from '../model/header/protocol.ts';
import type { Network } from '../model/network/network.ts';
import type { Sender } from '../state/sender.ts';
import { sourceAddress } from '../state/sender.ts';
import type { OpenWay } from './worlds.ts';
import { inAllWorlds } from './worlds.ts';

/** The answer words of 05. */
export type Word = 'reachable' | 'unreachable' | 'ambiguous' | 'unknown';

/** Whether replies are followed: `both` ways, or `one` only. */
export type Ways = 'both' | 'one';

/** The source port of a connection that nobody names: the first of the ephemeral ones. */
export const SOURCE_PORT = 49152;

/** How many ephemeral ports there are. */
const EPHEMERAL_PORTS = 65536 - SOURCE_PORT;

/** A message from one end to another. */
export interface Asked {
  readonly sender: Sender;
  readonly target: Address;
  readonly port: number;
  readonly protocol: Protocol;
}

/** One way the message may go, with the ways its reply may take where replies are asked for. */
export interface Way {
  readonly trace: Trace;
  readonly replies: readonly Trace[];
  readonly answer: Word;
}

/** What becomes of a message, on every way that it may go. */
export interface Delivery {
  readonly asked: Asked;
  readonly header: Header;
  readonly ways: readonly Way[];
  readonly answer: Word;
  /** The chance that a way is reachable; 1 or 0 unless choices disagree. */
  readonly probability: number;
}

/**
 * Sends one message, and for TCP and SCTP its reply, along every choice and open fact (05): `reachable` means that
 * it arrives and the reply does. Undefined where sender and target share no address family.
 */
export function deliver(network: Network, asked: Asked, replies: Ways): Delivery | undefined {
  const header = headerOf(asked, SOURCE_PORT);
  if (header === undefined) return undefined;
  const traces = follow(network, asked.sender.process, asked.sender.over, { header });
  const ways = traces.map((trace) => wayOf(network, trace, replies));
  return { asked, header, ways, answer: combine(network, ways), probability: chance(ways) };
}

/** The header with which a message is sent; undefined where sender and target share no address family. */
function headerOf({ sender, target, port, protocol }: Asked, ephemeral: number): Header | undefined {
  const source = sourceAddress(sender, target);
  if (source === undefined) return undefined;
  return { protocol, source, sourcePort: hasPorts(protocol) ? ephemeral : 0, target, targetPort: port };
}

/** A message as a run sends it: the n-th of several alike has a source port of its own. */
export function sendingOf(asked: Asked, n: number): Omit<Sending, 'expects'> {
  const header = headerOf(asked, SOURCE_PORT + (n % EPHEMERAL_PORTS));
  assert(header !== undefined, 'ends that share no address family make no message');
  return { by: asked.sender.process, over: asked.sender.over, message: { header } };
}

function wayOf(network: Network, trace: Trace, replies: Ways): Way {
  if (trace.disposition.kind !== 'delivered') return { trace, replies: [], answer: 'unreachable' };
  if (replies === 'one' || !isConnectionOriented(trace.message.header.protocol)) {
    return { trace, replies: [], answer: 'reachable' };
  }
  const back = followReply(network, trace);
  const arrived = back.map((reply) => isAnswer(trace, reply));
  if (arrived.every(Boolean) || isTakenToRunThere(trace))
    return { trace, replies: back, answer: 'reachable' };
  return { trace, replies: back, answer: arrived.some(Boolean) ? 'ambiguous' : 'unreachable' };
}

/** Whether a reply comes to who sent, and as the answer to what was sent: a reply from another address is none. */
function isAnswer({ hops, message }: Trace, reply: Trace): boolean {
  const { disposition } = reply;
  if (disposition.kind !== 'delivered' || disposition.at !== hops[0]?.at) return false;
  return sameHeader(finalHeader(reply), reverseHeader(message.header));
}

/**
 * Whether it was taken that an endpoint runs on the host that translated the message (S144): then its reply comes by
 * there, wherever the endpoint was planned to run.
 */
function isTakenToRunThere({ hops }: Trace): boolean {
  return hops.some(({ steps }) =>
    steps.some(({ rule, before, after }) => rule?.match.fact !== undefined && before.target !== after.target),
  );
}

/**
 * What all ways come to (01 §1.12): `unknown` where the outcome differs as open facts turn out; `ambiguous` where, however
 * they turn out, it differs through a choice or a tie.
 */
export function combine(network: Network, ways: readonly Way[]): Word {
  return inAllWorlds(openWays(network, ways));
}

/**
 * Ways with what each takes of what is not known, each with its replies where these disagree; ties are no such thing: any
 * policy of a tie may come first.
 */
export function openWays(network: Network, ways: readonly Way[]): OpenWay<Word>[] {
  const unknowns = ({ assumed }: Trace): OpenWay<Word>['taken'] =>
    new Map([...assumed].filter(([fact]) => network.facts[fact]?.kind === 'unknown'));
  return ways.flatMap(({ trace, replies, answer }): OpenWay<Word>[] => {
    if (answer !== 'ambiguous') return [{ answer, taken: unknowns(trace) }];
    return replies.map((reply) => ({
      answer: isAnswer(trace, reply) ? 'reachable' : 'unreachable',
      taken: unknowns(reply),
    }));
  });
}

function chance(ways: readonly Way[]): number {
  let all = 0;
  let good = 0;
  for (const { trace, answer } of ways) {
    all += trace.probability;
    if (answer === 'reachable') good += trace.probability;
  }
  return all === 0 ? 0 : good / all;
}

/** What the sender's user sees (05): people search by it. */
export function symptomOf(way: Way): string | undefined {
  if (way.answer === 'reachable') return undefined;
  switch (way.trace.disposition.kind) {
    case 'refused':
      return 'refused';
    case 'discarded':
    case 'looped':
    case 'delivered':
      return 'timeout';
  }
}

/** The stable code of how a way ends; undefined where it is simply delivered. */
export function codeOf(way: Way): string | undefined {
  const { disposition } = way.trace;
  switch (disposition.kind) {
    case 'refused':
    case 'discarded':
      return disposition.reason;
    case 'looped':
      return 'LOOP';
    case 'delivered':
      return way.answer === 'reachable' ? undefined : 'REPLY_LOST';
  }
}

/** The word of a disposition in answers; a lost reply makes a delivered message `lost` (05, Disposition). */
export function dispositionWord(disposition: Disposition, way: Way): string {
  return disposition.kind === 'delivered' && way.answer !== 'reachable' ? 'lost' : disposition.kind;
}

/** The source that the receiver sees. */
export function sourceSeen(way: Way): Address | undefined {
  return way.trace.disposition.kind === 'delivered' ? finalHeader(way.trace).source : undefined;
}
