import { follow } from '../../model/exchange/follow.ts';
import type { Trace } from '../../model/exchange/trace.ts';
import { NO_LINK, NO_MATCH } from '../../model/exchange/trace.ts';
import type { Address } from '../../model/header/address.ts';
import { hasPorts } from '../../model/header/protocol.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { sourcePortsOf } from './atoms.ts';
import type { Fate, Worth } from './fate.ts';
import { arrives, fateOf, gravityOf, isSegmentation } from './fate.ts';
import type { Listener } from './interpretation.ts';
import type { Sent } from './invariant.ts';
import type { Ledger } from './ledger.ts';
import { ledgerOf } from './ledger.ts';

/** One message that must arrive, whatever its source port: process `by` to the listener, over these addresses. */
export interface Pair {
  readonly by: NodeId;
  readonly over: NodeId;
  readonly source: Address;
  readonly target: Address;
  readonly listener: Listener;
  /** Whether a policy may keep the two apart (S3). */
  readonly policies: 'apply' | 'do not apply';
}

/** Pairs to look at, in a fixed order, and how many there are: counted without making them. */
export interface Pairs {
  readonly pairs: Iterable<Pair>;
  readonly count: number;
}

/** The pairs that a constraint asks for. */
export type PairsOf = (network: Network) => Pairs;

/** What becomes of the pairs of a constraint: each is followed once, and asked two things. */
export interface Survey {
  /** Whether it arrives at the process that listens, with the header it was sent with. */
  readonly arrival: Ledger;
  /** Whether it is lost for want of a rule or a link. */
  readonly holes: Ledger;
  /** How many pairs there are; looked at were as many as the budget allowed. */
  readonly count: number;
}

const surveys = new WeakMap<Network, Map<PairsOf, { readonly budget: number; readonly survey: Survey }>>();

/** The survey of these pairs: made once for a network and a budget, the number of messages to follow at most. */
export function surveyOf(network: Network, pairsOf: PairsOf, budget: number): Survey {
  let known = surveys.get(network);
  if (known === undefined) {
    known = new Map();
    surveys.set(network, known);
  }
  const before = known.get(pairsOf);
  if (before?.budget === budget) return before.survey;
  const survey = follower(network, pairsOf(network), budget);
  known.set(pairsOf, { budget, survey });
  return survey;
}

function follower(network: Network, { pairs, count }: Pairs, budget: number): Survey {
  const arrival = ledgerOf(network);
  const holes = ledgerOf(network);
  let left = budget;
  for (const pair of pairs) {
    const messages = messagesOf(network, pair);
    if (messages.length > left) break;
    left -= messages.length;
    const ways = messages.map((sent) => ({
      sent,
      traces: follow(network, sent.by, sent.over, { header: sent.header }),
    }));
    enterWorst(network, arrival, pair, ways, arrivalWorth);
    enterWorst(network, holes, pair, ways, holeWorth);
  }
  return { arrival, holes, count };
}

/** A pair is as bad as the worst of its messages. */
function enterWorst(
  network: Network,
  ledger: Ledger,
  pair: Pair,
  ways: readonly { readonly sent: Sent; readonly traces: readonly Trace[] }[],
  worth: (trace: Trace, pair: Pair) => Worth,
): void {
  let worst: { readonly sent: Sent; readonly fate: Fate } | undefined;
  for (const { sent, traces } of ways) {
    const fate = fateOf(network, traces, (trace) => worth(trace, pair));
    if (worst === undefined || gravityOf(fate) > gravityOf(worst.fate)) worst = { sent, fate };
  }
  if (worst !== undefined) ledger.enter(worst.sent, worst.fate, pair.listener.process);
}

/** The messages that stand for all of a pair: one for each atom of source ports. */
function messagesOf(network: Network, { by, over, source, target, listener }: Pair): Sent[] {
  const { protocol, port } = listener;
  const ports = hasPorts(protocol) ? sourcePortsOf(network) : [0];
  return ports.map((sourcePort) => ({
    by,
    over,
    header: { protocol, source, sourcePort, target, targetPort: port },
  }));
}

function arrivalWorth(trace: Trace, { listener, policies }: Pair): Worth {
  if (arrives(trace, listener.process)) return 'right';
  return policies === 'apply' && isSegmentation(trace) ? 'segmented' : 'wrong';
}

function holeWorth({ disposition }: Trace): Worth {
  const lost = disposition.kind === 'discarded' && [NO_MATCH, NO_LINK].includes(disposition.reason);
  return lost ? 'wrong' : 'right';
}
