import { unreachable } from '../../base/assert.ts';
import type { Header } from '../header/header.ts';
import { sameHeader } from '../header/header.ts';
import type { Action, Alternative, HeaderChange } from '../network/action.ts';
import type { Register } from '../network/match.ts';
import { OUT, REPLY } from '../network/match.ts';
import type { Network } from '../network/network.ts';
import { templateOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import type { Rule } from '../network/rule.ts';
import type { Assumptions } from './assumptions.ts';
import { lookup } from './lookup.ts';
import type { Sessions } from './session.ts';
import { sessionFor } from './session.ts';
import type { Choice, Step } from './trace.ts';
import { NO_MATCH } from './trace.ts';

/** A message at the entrance of a switch. */
export interface Arrival {
  readonly at: NodeId;
  /** The neighbour, or process of this switch, that sent it. */
  readonly from: NodeId;
  readonly header: Header;
}

/** What a switch does with a message in the end. */
export type Outcome =
  | { readonly kind: 'send'; readonly to: NodeId }
  | { readonly kind: 'discard'; readonly reason: string; readonly answer: 'drop' | 'reject' }
  /** Its own translations lead round in a circle. */
  | { readonly kind: 'loop' };

/** One way through a switch. There are several where a rule chooses, or an open fact decides. */
export interface Branch {
  readonly steps: readonly Step[];
  readonly outcome: Outcome;
  /** The header at the end. */
  readonly header: Header;
  readonly assumed: Assumptions;
  readonly probability: number;
}

/** Which alternatives of choices are followed: every one, or the one that a function names. */
export type Choosing = 'every' | ((count: number) => number);

/** How a message goes through the pipeline, so far. */
interface State {
  readonly table: number;
  readonly header: Header;
  readonly registers: ReadonlyMap<Register, number>;
  readonly steps: readonly Step[];
  readonly assumed: Assumptions;
  readonly probability: number;
  /** Headers with which lookup began at the first table. */
  readonly seen: readonly Header[];
}

/** All registers at the entrance of a switch: 0. */
const UNSET: ReadonlyMap<Register, number> = new Map();

/**
 * The switch algorithm (01 §1.6): one message through the tables of one switch, along every branch that `choosing`
 * asks for. A reply of a session that the switch keeps is recognised first (01 §1.13).
 */
export function step(
  network: Network,
  arrival: Arrival,
  assumed: Assumptions,
  sessions: Sessions,
  choosing: Choosing,
): Branch[] {
  const { at, header } = arrival;
  const session = sessionFor(sessions, at, header);
  if (session === undefined) {
    const state = { table: 0, header, registers: UNSET, steps: [], assumed, probability: 1, seen: [header] };
    return walk(network, arrival, state, choosing);
  }
  const restored: Step = { kind: 'session', table: 'sessions', before: header, after: session.restored };
  if (session.process !== undefined) {
    const outcome = { kind: 'send', to: session.process } as const;
    return [{ steps: [restored], outcome, header: session.restored, assumed, probability: 1 }];
  }
  const state: State = {
    table: 0,
    header: session.restored,
    registers: new Map([[REPLY, 1]]),
    steps: [restored],
    assumed,
    probability: 1,
    seen: [session.restored],
  };
  return walk(network, arrival, state, choosing);
}

/** From a table on. */
function walk(network: Network, arrival: Arrival, state: State, choosing: Choosing): Branch[] {
  const { at, from } = arrival;
  const table = templateOf(network, at)?.tables[state.table];
  const probe = { header: state.header, from, registers: state.registers };
  const name = table?.name ?? '';
  return lookup(network, at, state.table, probe, state.assumed).flatMap(({ rule, assumed }) => {
    const known = assumed === state.assumed ? state : { ...state, assumed };
    if (rule !== undefined) return perform(network, arrival, rule, rule.action, known, name, choosing);
    const missed: Step = { kind: 'no match', table: name, before: state.header, after: state.header };
    const outcome = { kind: 'discard', reason: NO_MATCH, answer: 'drop' } as const;
    return [ended(known, missed, outcome)];
  });
}

/** Performs (the rest of) a rule's action. `state.header` is still the one before this rule, until a translation. */
function perform(
  network: Network,
  arrival: Arrival,
  rule: Rule,
  action: Action,
  state: State,
  table: string,
  choosing: Choosing,
  before: Header = state.header,
  choice?: Choice,
): Branch[] {
  const done = (): Step => ({
    kind: 'rule',
    table,
    rule,
    before,
    after: state.header,
    ...(choice === undefined ? {} : { choice }),
  });
  const goOn = (next: Action, changed: State, chosen = choice): Branch[] =>
    perform(network, arrival, rule, next, changed, table, choosing, before, chosen);
  switch (action.kind) {
    case 'deliver':
      return [ended(state, done(), { kind: 'send', to: action.to })];
    case 'forward': {
      const to = action.to === 'out' ? (state.registers.get(OUT) as NodeId | undefined) : action.to;
      if (to === undefined)
        return [ended(state, done(), { kind: 'discard', reason: NO_MATCH, answer: 'drop' })];
      return [ended(state, done(), { kind: 'send', to })];
    }
    case 'discard':
      return [ended(state, done(), { kind: 'discard', reason: action.reason, answer: action.answer })];
    case 'set':
      return goOn(action.then, {
        ...state,
        registers: new Map(state.registers).set(action.register, action.value),
      });
    case 'next': {
      // Only a later table can follow (W3): else the message would go round for ever.
      if (action.table <= state.table) return [ended(state, done(), { kind: 'loop' })];
      const steps = [...state.steps, done()];
      return walk(network, arrival, { ...state, table: action.table, steps }, choosing);
    }
    case 'translate': {
      const header = translated(state.header, action.header);
      if (action.then !== undefined) return goOn(action.then, { ...state, header });
      const moved: State = { ...state, header, table: 0, seen: [...state.seen, header] };
      const last: Step = { ...done(), after: header };
      if (state.seen.some((one) => sameHeader(one, header))) return [ended(moved, last, { kind: 'loop' })];
      return walk(network, arrival, { ...moved, steps: [...state.steps, last] }, choosing);
    }
    case 'choose': {
      const { alternatives, among } = action;
      const total = alternatives.reduce((sum, { weight }) => sum + weight, 0);
      const picked = pick(alternatives, among, choosing);
      if (picked.length === 0) {
        return [ended(state, done(), { kind: 'discard', reason: NO_MATCH, answer: 'drop' })];
      }
      return picked.flatMap((index) => {
        const alternative = alternatives[index] as (typeof alternatives)[number];
        const probability = among === 'equals' ? 1 : alternative.weight / total;
        const chosen: Choice = { among, index, count: alternatives.length, probability };
        return goOn(alternative.action, { ...state, probability: state.probability * probability }, chosen);
      });
    }
    default:
      return unreachable(action);
  }
}

/** The alternatives to follow: none of weight 0; one stands for all where the outcome is the same. */
function pick(
  alternatives: readonly Alternative[],
  among: 'backends' | 'equals',
  choosing: Choosing,
): number[] {
  const possible = [...alternatives.keys()].filter((index) => (alternatives[index]?.weight ?? 0) > 0);
  if (possible.length === 0 || (choosing === 'every' && among === 'backends')) return possible;
  const at = among === 'equals' || choosing === 'every' ? 0 : choosing(possible.length);
  return possible.slice(at, at + 1);
}

function ended(state: State, last: Step, outcome: Outcome): Branch {
  const { steps, header, assumed, probability } = state;
  return { steps: [...steps, last], outcome, header, assumed, probability };
}

/** A header with the changes of a translation (R3: nothing else ever changes one). */
export function translated(header: Header, change: HeaderChange): Header {
  return {
    protocol: header.protocol,
    source: change.source ?? header.source,
    sourcePort: change.sourcePort ?? header.sourcePort,
    target: change.target ?? header.target,
    targetPort: change.targetPort ?? header.targetPort,
  };
}
