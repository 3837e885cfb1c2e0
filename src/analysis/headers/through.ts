import { unreachable } from '../../base/assert.ts';
import { onceFor } from '../../base/once.ts';
import type { Action, HeaderChange } from '../../model/network/action.ts';
import { linked } from '../../model/network/link.ts';
import type { Register } from '../../model/network/match.ts';
import { OUT, REPLY } from '../../model/network/match.ts';
import type { NodeId } from '../../model/network/node.ts';
import { changeKey, compose, madeAlike, NO_CHANGE } from './change.ts';
import type { HeaderSet } from './diagram.ts';
import { ALL, intersect, NONE, subtract, union } from './diagram.ts';
import { matching } from './match-set.ts';
import type { Passage } from './passage.ts';
import { endKey, LOOPED, noLink, noMatch } from './passage.ts';
import type { Reading } from './reading.ts';
import { remembered } from './reading.ts';
import { isEmpty } from './region.ts';

/** Headers in the middle of a switch that are treated alike from here on. */
interface State {
  readonly table: number;
  /** What was made of the headers as they came in. */
  readonly change: HeaderChange;
  readonly registers: ReadonlyMap<Register, number>;
  /** What had been made of them each time that lookup began at the first table. */
  readonly seen: readonly HeaderChange[];
  /** As they came in. */
  readonly headers: HeaderSet;
}

/** A switch that is gone through, by what comes from one neighbour. */
interface Way {
  readonly reading: Reading;
  readonly at: NodeId;
  readonly from: NodeId;
  readonly waiting: Map<string, State>;
  readonly passages: Map<string, Passage>;
}

const known = onceFor((_: Reading) => new Map<string, readonly Passage[]>());

/** What a switch handles: what just comes in, or the replies of sessions that it keeps, with their headers restored. */
export type Handled = 'requests' | 'replies';

/**
 * The switch algorithm (01 §1.6) for all headers at once: what becomes of everything that a neighbour, or a process of
 * the switch, sends there. Each header is in one passage for each way that choices and open facts leave.
 */
export function passagesOf(
  reading: Reading,
  at: NodeId,
  from: NodeId,
  handled: Handled = 'requests',
): readonly Passage[] {
  return remembered(known(reading), `${at} ${from} ${handled}`, () => {
    const way: Way = { reading, at, from, waiting: new Map(), passages: new Map() };
    const registers = new Map(handled === 'replies' ? [[REPLY, 1]] : []);
    wait(way, { table: 0, change: NO_CHANGE, registers, seen: [NO_CHANGE], headers: ALL });
    for (let state = next(way); state !== undefined; state = next(way)) lookUp(way, state);
    return [...way.passages.values()];
  });
}

/**
 * Tables lead to later ones, or begin again with one more header seen; so of what waits, nothing comes to the first in
 * this order any more.
 */
function next({ waiting }: Way): State | undefined {
  let first: readonly [string, State] | undefined;
  for (const entry of waiting) {
    const [, { seen, table }] = entry;
    const least = first?.[1];
    if (
      least === undefined ||
      seen.length < least.seen.length ||
      (seen.length === least.seen.length && table < least.table)
    )
      first = entry;
  }
  if (first === undefined) return undefined;
  waiting.delete(first[0]);
  return first[1];
}

function wait({ reading, waiting }: Way, state: State): void {
  const registers = [...state.registers].filter(([register, value]) => value !== 0 || register === OUT);
  const noted = registers.map(([register, value]) => `${register}=${value}`).sort();
  const key = `${state.table} ${[state.change, ...state.seen].map(changeKey).join(' ')} ${noted.join(' ')}`;
  const there = waiting.get(key)?.headers ?? NONE;
  waiting.set(key, { ...state, headers: union(reading.sets, there, state.headers) });
}

/** First match (R4): each rule takes what those before it left. */
function lookUp(way: Way, state: State): void {
  const { reading, at, from } = way;
  let rest = state.headers;
  for (const rule of reading.rulesOf(at, state.table)) {
    const asked = matching(reading, rule.match, { from, registers: state.registers });
    if (asked === NONE) continue;
    const matched = reading.before(asked, state.change);
    const headers = intersect(reading.sets, rest, matched);
    if (isEmpty(reading.sets, headers)) continue;
    perform(way, { ...state, headers }, rule.action);
    rest = subtract(reading.sets, rest, matched);
    if (isEmpty(reading.sets, rest)) return;
  }
  end(way, { ...state, headers: rest }, noMatch(at));
}

function perform(way: Way, state: State, action: Action): void {
  const { at } = way;
  switch (action.kind) {
    case 'deliver':
      send(way, state, action.to);
      break;
    case 'forward': {
      const to = action.to === 'out' ? (state.registers.get(OUT) as NodeId | undefined) : action.to;
      if (to === undefined) end(way, state, noMatch(at));
      else send(way, state, to);
      break;
    }
    case 'discard': {
      const kind = action.answer === 'reject' ? 'refused' : 'discarded';
      end(way, state, { kind, at, reason: action.reason });
      break;
    }
    case 'set': {
      const registers = new Map(state.registers).set(action.register, action.value);
      perform(way, { ...state, registers }, action.then);
      break;
    }
    case 'next':
      // Back to a table it went through (W3): round for ever.
      if (action.table <= state.table) end(way, state, LOOPED);
      else wait(way, { ...state, table: action.table });
      break;
    case 'translate': {
      const changed = { ...state, change: compose(state.change, action.header) };
      if (action.then === undefined) restart(way, changed);
      else perform(way, changed, action.then);
      break;
    }
    case 'choose': {
      const possible = action.alternatives.filter(({ weight }) => weight > 0);
      // Of equals one stands for all.
      const taken = action.among === 'equals' ? possible.slice(0, 1) : possible;
      if (taken.length === 0) end(way, state, noMatch(at));
      for (const alternative of taken) perform(way, state, alternative.action);
      break;
    }
    default:
      unreachable(action);
  }
}

/** A translated header is looked up from the first table on; one that began there before goes round for ever. */
function restart(way: Way, state: State): void {
  const { sets } = way.reading;
  let again: HeaderSet = NONE;
  for (const earlier of state.seen) again = union(sets, again, madeAlike(sets, earlier, state.change));
  end(way, { ...state, headers: intersect(sets, state.headers, again) }, LOOPED);
  const headers = subtract(sets, state.headers, again);
  if (isEmpty(sets, headers)) return;
  wait(way, { ...state, table: 0, seen: [...state.seen, state.change], headers });
}

function send(way: Way, state: State, to: NodeId): void {
  const { reading, at } = way;
  end(way, state, linked(reading.network.links, at, to) ? { kind: 'sent', to } : noLink(at));
}

function end({ reading, passages }: Way, { headers, change }: State, on: Passage['on']): void {
  if (isEmpty(reading.sets, headers)) return;
  // What becomes of a header that ends here makes no difference any more.
  const made = on.kind === 'sent' ? change : NO_CHANGE;
  const key = `${endKey(on)} ${changeKey(made)}`;
  const there = passages.get(key)?.headers ?? NONE;
  passages.set(key, { headers: union(reading.sets, there, headers), change: made, on });
}
