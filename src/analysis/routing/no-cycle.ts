import type { Network } from '../../model/network/network.ts';
import { ALL, connectionTable } from '../symbolic/connection-set.ts';
import { goalsOf } from './goals.ts';
import { withOwnTemplates } from './own-templates.ts';
import type { Position, Routing } from './position.ts';
import { standingsOf } from './position.ts';
import { positionKey, stepsFrom } from './step.ts';

/** Whether it is proved that no message goes round for ever, and of what; or why not. */
export type NoCycle =
  | {
      readonly kind: 'proved';
      /** Sorts of addresses, and positions of switches to them, that were gone through. */
      readonly goals: number;
      readonly positions: number;
    }
  | { readonly kind: 'unclear'; readonly why: string };

/** More positions are not gone through. */
const MOST_POSITIONS = 2_000_000;

/**
 * Proves that no message goes round for ever (R15, 04 §4): from every position, the steps that messages may take never
 * lead back. Steps are overestimated, so that a proof is one; a way back may be none that any message takes.
 */
export function provesNoCycle(given: Network): NoCycle {
  const network = withOwnTemplates(given);
  const goals = goalsOf(network);
  if ('why' in goals) return { kind: 'unclear', why: goals.why };
  const routing: Routing = { network, goals, table: connectionTable() };
  const state = new Map<string, 'open' | 'done'>();
  for (const template of network.fibs.templates.keys()) {
    for (const { id } of goals.list) {
      for (const standing of standingsOf(routing, template, id)) {
        const back = cycleFrom(routing, { template, standing, goal: id, connections: ALL }, state);
        if (back !== undefined) return { kind: 'unclear', why: whyOf(routing, back) };
        if (state.size > MOST_POSITIONS) return { kind: 'unclear', why: 'there are too many positions' };
      }
    }
  }
  return { kind: 'proved', goals: goals.list.length, positions: state.size };
}

/** A position that a walk in depth comes back to while it is still open: three colours, without recursion. */
function cycleFrom(
  routing: Routing,
  start: Position,
  state: Map<string, 'open' | 'done'>,
): Position | undefined {
  if (state.has(positionKey(start))) return undefined;
  const path: { readonly key: string; readonly next: readonly Position[]; at: number }[] = [];
  const enter = (position: Position): void => {
    const key = positionKey(position);
    state.set(key, 'open');
    path.push({ key, next: stepsFrom(routing, position), at: 0 });
  };
  enter(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.next[top.at++];
    if (next === undefined) {
      state.set(top.key, 'done');
      path.pop();
      continue;
    }
    const known = state.get(positionKey(next));
    if (known === 'open') return next;
    if (known === undefined) enter(next);
  }
  return undefined;
}

function whyOf({ network }: Routing, { template, standing }: Position): string {
  const name = network.fibs.templates[template]?.name ?? 'a switch without rules';
  const where = {
    owner: 'that has the address',
    host: 'that is the host of the address',
    other: 'elsewhere',
  }[standing];
  return `messages may come back to ${name} ${where}`;
}
