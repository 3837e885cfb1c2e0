import type { Trace } from '../../model/exchange/trace.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Fate } from './fate.ts';
import type { Checked, Invariant, Note, Sent, Violation } from './invariant.ts';
import { conclude } from './invariant.ts';
import { violationOf } from './violation.ts';

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
