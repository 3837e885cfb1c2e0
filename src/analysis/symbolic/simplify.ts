import { sortNumbers } from '../../base/order.ts';
import type { ConnectionId, ConnectionTable } from './connection-set.ts';
import { NONE } from './connection-set.ts';
import type { PeerId, Peers } from './peers.ts';
import type { Programs, Rule } from './program.ts';
import { isWhole } from './program.ts';

/** Few rules are not worth it. */
const FEW = 3;

/**
 * Makes the rules of a table few and their order one: of rules in a row that lead to the same place the order does not
 * matter, so those that ask for one and the same peer become one, in the order of peers. Rules that only say what a later
 * one says of all the rest are left out. Where 250 policies select a pod and admit 40 sorts of others, 40 rules are left.
 */
export function simplifier(
  table: ConnectionTable,
  peers: Peers,
  programs: Programs,
): (rules: readonly Rule[]) => readonly Rule[] {
  /** What was met in the row at hand, by peer: kept between calls, NONE where there is nothing. */
  const met: ConnectionId[] = [];
  const asked: PeerId[] = [];
  /** The row in which each rule was last met. */
  const seen: number[] = [];
  let row = 0;
  const mergeRow = (rules: readonly Rule[], first: number, end: number, into: Rule[]): void => {
    const { then } = rules[first] as Rule;
    row++;
    for (let i = first; i < end; i++) {
      const rule = rules[i] as Rule;
      const [peer] = rule.peers;
      if (peer === undefined || rule.peers.length > 1 || rule.names.length + rule.facts.length > 0) {
        if (seen[rule.id] !== row) into.push(rule);
        seen[rule.id] = row;
        continue;
      }
      const known = met[peer] ?? NONE;
      if (known === NONE) asked.push(peer);
      met[peer] = table.union(known, rule.connections);
    }
    for (const peer of sortNumbers(asked)) {
      const connections = met[peer] as ConnectionId;
      into.push(programs.rule({ peers: peers.alone(peer), connections, names: [], facts: [], then }));
      met[peer] = NONE;
    }
    asked.length = 0;
  };
  return (rules) => {
    const last = rules.at(-1);
    let length = rules.length;
    if (last !== undefined && isWhole(last)) {
      length--;
      while (length > 0 && rules[length - 1]?.then === last.then) length--;
    }
    if (length < FEW && length >= rules.length - 1) return rules;
    const kept: Rule[] = [];
    for (let first = 0; first < length; ) {
      let end = first + 1;
      while (end < length && rules[end]?.then === rules[first]?.then) end++;
      if (end - first < FEW) kept.push(...rules.slice(first, end));
      else mergeRow(rules, first, end, kept);
      first = end;
    }
    if (length < rules.length) kept.push(last as Rule);
    return kept;
  };
}
