import type { FactId } from '../../model/network/fact.ts';
import type { ConnectionId, ConnectionTable } from './connection-set.ts';
import { ALL, NONE } from './connection-set.ts';
import type { PeerId } from './peers.ts';
import type { Program, Rule } from './program.ts';

/** What the other end is to a program. */
export interface Other {
  holds(peer: PeerId): 'yes' | 'no' | FactId;
  portsOf(name: string): ConnectionId;
}

/** What is assumed of open facts; undefined of one of which nothing is. */
export type World = (fact: FactId) => boolean | undefined;

/** The messages that pass a program; a fact, where one decides of which the world says nothing. */
export function passed(
  table: ConnectionTable,
  { tables }: Program,
  other: Other,
  world: World,
): ConnectionId | { readonly open: FactId } {
  let through: ConnectionId = NONE;
  /** What comes to later tables; loops by number, since iterators cost more here than what they loop over. */
  let waiting: ConnectionId[] | undefined;
  for (let number = 0; number < tables.length; number++) {
    const rules = tables[number] as readonly Rule[];
    let rest = number === 0 ? ALL : (waiting?.[number] ?? NONE);
    for (let i = 0; i < rules.length && rest !== NONE; i++) {
      const rule = rules[i] as Rule;
      let meant = table.intersect(rest, rule.connections);
      for (let n = 0; n < rule.names.length && meant !== NONE; n++)
        meant = table.intersect(meant, other.portsOf(rule.names[n] as string));
      if (meant === NONE) continue;
      const matches = matchesOther(rule, other, world);
      if (typeof matches === 'object') return matches;
      if (matches === 'no') continue;
      rest = table.subtract(rest, meant);
      if (rule.then === 'pass') through = table.union(through, meant);
      else if (rule.then !== 'stop') {
        waiting ??= [];
        waiting[rule.then] = table.union(waiting[rule.then] ?? NONE, meant);
      }
    }
  }
  return through;
}

function matchesOther(
  { peers, facts }: Rule,
  { holds }: Other,
  world: World,
): 'yes' | 'no' | { readonly open: FactId } {
  let open: FactId | undefined;
  for (let i = 0; i < peers.length + facts.length; i++) {
    const held = i < peers.length ? holds(peers[i] as PeerId) : (facts[i - peers.length] as FactId);
    if (held === 'yes') continue;
    const holding = held === 'no' ? false : world(held);
    if (holding === false) return 'no';
    if (holding === undefined) open ??= held as FactId;
  }
  return open === undefined ? 'yes' : { open };
}

/** What passes for sure, and what may, as open facts go. */
export interface Passing {
  readonly sure: ConnectionId;
  readonly perhaps: ConnectionId;
}

/** What passes in every world, and in any: each open fact that is met holds in one half of them, and not in the other. */
export function inAllWorlds(
  table: ConnectionTable,
  inWorld: (world: World) => ConnectionId | { readonly open: FactId },
): Passing {
  const told = inWorld(() => undefined);
  if (typeof told !== 'object') return { sure: told, perhaps: told };
  let [sure, perhaps]: [ConnectionId, ConnectionId] = [ALL, NONE];
  const worlds: ReadonlyMap<FactId, boolean>[] = [new Map()];
  for (let world = worlds.pop(); world !== undefined; world = worlds.pop()) {
    const assumed = world;
    const found = inWorld((fact) => assumed.get(fact));
    if (typeof found === 'object') {
      for (const holds of [true, false]) worlds.push(new Map(assumed).set(found.open, holds));
      continue;
    }
    sure = table.intersect(sure, found);
    perhaps = table.union(perhaps, found);
  }
  return { sure, perhaps };
}
