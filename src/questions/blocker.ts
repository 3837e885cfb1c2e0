import { follow } from '../model/exchange/follow.ts';
import type { Hop, Step, Trace } from '../model/exchange/trace.ts';
import { finalHeader } from '../model/exchange/trace.ts';
import type { Header } from '../model/header/header.ts';
import type { ActionPattern } from '../model/network/family.ts';
import type { Table } from '../model/network/fib.ts';
import type { Network } from '../model/network/network.ts';
import type { Asked } from './delivery.ts';

/** One place where policies stop a message. */
export interface Blocker {
  readonly code: string;
  /** The message as it was sent, before anybody translated it. */
  readonly sent: Header;
  readonly hop: Hop;
  readonly step: Step;
}

/** No message meets more places than that. */
const MOST_BLOCKERS = 8;

/** Whether a message ended for want of a policy that admits it, or by one that denies it. */
export function isPolicyReason(reason: string): boolean {
  return /^(POLICY|TIER)_/.test(reason);
}

/**
 * All that stands in the way of a message, not only what stops it first: each place where policies stop it is passed, and
 * the message followed on to the next. What ends it for another reason comes last.
 */
export function blockersOf(network: Network, asked: Asked, trace: Trace): readonly Blocker[] {
  const blockers: Blocker[] = [];
  const passed: string[] = [];
  let current: Trace | undefined = trace;
  while (current !== undefined && blockers.length < MOST_BLOCKERS) {
    const { disposition } = current;
    if (disposition.kind !== 'discarded' && disposition.kind !== 'refused') break;
    const hop = current.hops.at(-1) as Hop;
    const step = hop.steps.at(-1);
    if (step === undefined) break;
    blockers.push({ code: disposition.reason, sent: trace.message.header, hop, step });
    if (!isPolicyReason(disposition.reason)) break;
    passed.push(disposition.reason);
    current = again(passing(network, passed), asked, trace);
  }
  return blockers;
}

/** The same message along the same choices, in another network; of several ways one that does not arrive. */
function again(network: Network, { sender }: Asked, trace: Trace): Trace | undefined {
  const ways = follow(network, sender.process, sender.over, trace.message);
  const { target, targetPort } = finalHeader(trace);
  const same = ways.filter((way) => {
    const header = finalHeader(way);
    return header.target === target && header.targetPort === targetPort;
  });
  return same.find(({ disposition }) => disposition.kind !== 'delivered') ?? same[0] ?? ways[0];
}

const passings = new WeakMap<Network, Map<string, Network>>();

/** The network in which what would be discarded for these reasons goes on as if nothing had been said of it. */
function passing(network: Network, reasons: readonly string[]): Network {
  let known = passings.get(network);
  if (known === undefined) {
    known = new Map();
    passings.set(network, known);
  }
  const key = reasons.join(' ');
  let made = known.get(key);
  if (made === undefined) {
    const templates = network.fibs.templates.map((template) => ({
      ...template,
      tables: template.tables.map((table) => passingTable(table, reasons)),
    }));
    made = { ...network, fibs: { ...network.fibs, templates } };
    known.set(key, made);
  }
  return made;
}

/** The last family of a policy table is what becomes of a message that no rule speaks of. */
function passingTable(table: Table, reasons: readonly string[]): Table {
  const pass = table.families.at(-1)?.action;
  if (pass === undefined) return table;
  const families = table.families.map((family) => ({
    ...family,
    action: passed(family.action, reasons, pass),
  }));
  return { ...table, families };
}

function passed(action: ActionPattern, reasons: readonly string[], pass: ActionPattern): ActionPattern {
  switch (action.kind) {
    case 'discard':
      return reasons.includes(action.reason) ? pass : action;
    case 'case': {
      const cases = Object.entries(action.cases).map(
        ([name, one]) => [name, passed(one, reasons, pass)] as const,
      );
      return { ...action, cases: Object.fromEntries(cases) };
    }
    default:
      return action;
  }
}
