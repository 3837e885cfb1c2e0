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
  const waiting: ConnectionId[] = tables.map((_, number) => (number === 0 ? ALL : NONE));
  let through: ConnectionId = NONE;
  for (const [number, rules] of tables.entries()) {
    let rest = waiting[number] as ConnectionId;
    for (const rule of rules) {
      if (rest === NONE) break;
      let meant = table.intersect(rest, rule.connections);
      for (const name of rule.names) if (meant !== NONE) meant = table.intersect(meant, other.portsOf(name));
      if (meant === NONE) continue;
      const matches = matchesOther(rule, other, world);
      if (typeof matches === 'object') return matches;
      if (matches === 'no') continue;
      rest = table.subtract(rest, meant);
      if (rule.then === 'pass') through = table.union(through, meant);
      else if (rule.then !== 'stop') waiting[rule.then] = table.union(waiting[rule.then] ?? NONE, meant);
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
  const fails = (fact: FactId): boolean => {
    const holding = world(fact);
    if (holding === undefined) open ??= fact;
    return holding === false;
  };
  for (const peer of peers) {
    const held = holds(peer);
    if (held === 'no' || (held !== 'yes' && fails(held))) return 'no';
  }
  for (const fact of facts) if (fails(fact)) return 'no';
  return open === undefined ? 'yes' : { open };
}
