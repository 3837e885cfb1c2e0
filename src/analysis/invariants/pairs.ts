import type { Trace } from '../../model/exchange/trace.ts';
import type { Address } from '../../model/header/address.ts';
import { hasPorts } from '../../model/header/protocol.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { sourcePortsOf } from './atoms.ts';
import type { Fate, Worth } from './fate.ts';
import { arrives, fateOf, isSegmentation } from './fate.ts';
import type { Listener } from './interpretation.ts';
import type { Checked, Invariant, Note, Sent, Violation } from './invariant.ts';
import { conclude } from './invariant.ts';
import { violationOf } from './violation.ts';

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

/** Checks that every message of every pair arrives, at the process that listens, with the header it was sent with. */
export function checkPairs(
  network: Network,
  invariant: Invariant,
  { pairs, count }: Pairs,
  budget: number,
  doubts: readonly Note[],
  worth: (trace: Trace, pair: Pair) => Worth = worthOf,
): Checked {
  const ledger = ledgerOf(network);
  let left = budget;
  for (const pair of pairs) {
    const messages = messagesOf(network, pair);
    if (messages.length > left) break;
    left -= messages.length;
    let worst: { sent: Sent; fate: Fate } | undefined;
    for (const sent of messages) {
      const fate = fateOf(network, sent, (trace) => worth(trace, pair));
      if (worst === undefined || gravity(fate) > gravity(worst.fate)) worst = { sent, fate };
      if (fate.kind === 'fails') break;
    }
    if (worst !== undefined) ledger.enter(worst.sent, worst.fate, pair.listener.process);
  }
  return ledger.close(invariant, count, doubts);
}

/** The messages that stand for all of a pair: one for each atom of source ports. */
export function messagesOf(network: Network, { by, over, source, target, listener }: Pair): Sent[] {
  const { protocol, port } = listener;
  const ports = hasPorts(protocol) ? sourcePortsOf(network) : [0];
  return ports.map((sourcePort) => ({
    by,
    over,
    header: { protocol, source, sourcePort, target, targetPort: port },
  }));
}

function worthOf(trace: Trace, { listener, policies }: Pair): Worth {
  if (arrives(trace, listener.process)) return 'right';
  return policies === 'apply' && isSegmentation(trace) ? 'segmented' : 'wrong';
}

function gravity({ kind }: Fate): number {
  return ['right', 'segmented', 'doubtful', 'fails'].indexOf(kind);
}

/** What was found so far, pair by pair. */
export interface Ledger {
  enter(sent: Sent, fate: Fate, to?: NodeId): void;
  close(invariant: Invariant, count: number, doubts: readonly Note[], notes?: readonly Note[]): Checked;
}

/** An empty ledger. The first violation of each group keeps its trace: 300,000 traces would not fit in memory. */
export function ledgerOf(network: Network): Ledger {
  const violations: Violation[] = [];
  const groups = new Set<string>();
  const open = new Map<FactId, { count: number; readonly example: Trace }>();
  const apart: { count: number; example?: Trace } = { count: 0 };
  let checked = 0;
  return {
    enter(sent, fate, to) {
      checked++;
      if (fate.kind === 'fails') {
        const { counterexample, ...violation } = violationOf(network, sent, fate.trace, to);
        const first = !groups.has(violation.group) && counterexample !== undefined;
        violations.push(first ? { ...violation, counterexample } : violation);
        groups.add(violation.group);
      } else if (fate.kind === 'segmented') {
        apart.count++;
        apart.example ??= fate.trace;
      } else if (fate.kind === 'doubtful') {
        for (const fact of fate.facts) {
          const known = open.get(fact);
          if (known === undefined) open.set(fact, { count: 1, example: fate.trace });
          else known.count++;
        }
      }
    },
    close(invariant, count, doubts, notes = []) {
      const facts = [...open].sort(([a], [b]) => a - b);
      return conclude(invariant, {
        checked,
        violations,
        notes: [...segmentation(apart), ...notes],
        doubts: [
          ...doubts,
          ...facts.map(([fact, { count, example }]) => doubt(network, fact, count, example)),
        ],
        ...(checked < count ? { unproven: { checked, of: count } } : {}),
      });
    },
  };
}

function segmentation({ count, example }: { count: number; example?: Trace }): Note[] {
  if (example === undefined) return [];
  const message = `${count} pair${count === 1 ? ' is' : 's are'} kept apart by policies`;
  return [{ code: 'SEGMENTED', message, count, example }];
}

function doubt(network: Network, fact: FactId, count: number, example: Trace): Note {
  const known = network.facts[fact];
  const pairs = `${count} pair${count === 1 ? '' : 's'}`;
  const message = `${pairs}: whether the message arrives depends on what is not known: ${known?.text ?? '?'}`;
  return { code: known?.code ?? 'UNKNOWN', message, count, example };
}
