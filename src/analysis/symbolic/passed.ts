import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { ConnectionId } from './connection-set.ts';
import { ALL, NONE } from './connection-set.ts';
import type { Peers } from './peers.ts';
import { isPeer } from './peers.ts';
import type { Program } from './program.ts';
import type { Finding } from './way.ts';

/** What is assumed of open facts. */
export type World = ReadonlyMap<FactId, boolean>;

/**
 * The messages that pass a program whose other end is `other`; a fact, where one decides that the world says nothing of.
 */
export function passed(
  finding: Finding,
  peers: Peers,
  program: Program,
  other: NodeId,
  world: World,
): { readonly connections: ConnectionId } | { readonly open: FactId } {
  const { table, network, ends, knowledge } = finding;
  const waiting: ConnectionId[] = program.tables.map((_, number) => (number === 0 ? ALL : NONE));
  let through: ConnectionId = NONE;
  for (const [number, rules] of program.tables.entries()) {
    let rest = waiting[number] as ConnectionId;
    for (const rule of rules) {
      if (rest === NONE) break;
      let meant = table.intersect(rest, rule.connections);
      for (const name of rule.names) {
        if (meant !== NONE) meant = table.intersect(meant, knowledge.namedAt(other, name));
      }
      if (meant === NONE) continue;
      const facts = [...rule.facts];
      let matches = true;
      for (const id of rule.peers) {
        const held = isPeer(network, ends, peers.all[id] as NonNullable<(typeof peers.all)[0]>, other);
        if (held === 'no') matches = false;
        else if (held !== 'yes') facts.push(held);
      }
      if (!matches) continue;
      const open = facts.find((fact) => !world.has(fact));
      if (open !== undefined && facts.every((fact) => world.get(fact) !== false)) return { open };
      if (facts.some((fact) => world.get(fact) === false)) continue;
      rest = table.subtract(rest, meant);
      if (rule.then === 'pass') through = table.union(through, meant);
      else if (rule.then !== 'stop') waiting[rule.then] = table.union(waiting[rule.then] ?? NONE, meant);
    }
  }
  return { connections: through };
}
