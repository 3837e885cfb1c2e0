import { subtractAddresses } from '../../model/header/address-set.ts';
import { implied } from '../../model/network/implication.ts';
import type { Making } from './make-program.ts';
import type { Peer } from './match-test.ts';
import type { PeerId } from './peers.ts';
import type { Asked, Program, Rule } from './program.ts';

/**
 * Whether two programs pass the same whoever the other end is, by what their rules ask alone: where they differ, each rule
 * that only one has is covered by one that both have before it, or by one that leads to the same with nothing else between.
 * False where that cannot be seen.
 */
export function passesSame(making: Making, one: Program, other: Program): boolean {
  if (one === other) return true;
  return (
    one.tables.length === other.tables.length &&
    one.tables.every((rules, i) => isSameTable(making, rules, other.tables[i] as readonly Rule[]))
  );
}

function isSameTable(making: Making, one: readonly Rule[], other: readonly Rule[]): boolean {
  const shorter = Math.min(one.length, other.length);
  let begin = 0;
  while (begin < shorter && one[begin] === other[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && one.at(-1 - end) === other.at(-1 - end)) end++;
  const before = one.slice(0, begin);
  const [own, their] = [one.slice(begin, one.length - end), other.slice(begin, other.length - end)];
  const leads = new Set([...own, ...their].map(({ then }) => then));
  if (leads.size === 0) return true;
  const [then, ...more] = leads;
  const behind = one.slice(one.length - end);
  const next = behind.findIndex((rule) => rule.then !== then);
  const after = more.length > 0 ? [] : behind.slice(0, next === -1 ? behind.length : next);
  const covers = (others: readonly Rule[], rule: Rule): boolean =>
    [...before, ...after, ...(more.length > 0 ? [] : others)].some((by) => isCovered(making, rule, by));
  return own.every((rule) => covers(their, rule)) && their.every((rule) => covers(own, rule));
}

/** Whether every message that a rule matches is matched by another one. */
function isCovered({ finding: { table }, peers, finding }: Making, rule: Asked, by: Asked): boolean {
  const isAmong = <T>(some: readonly T[], others: readonly T[]): boolean =>
    some.every((one) => others.includes(one));
  if (table.subtract(rule.connections, by.connections) !== 0) return false;
  if (!isAmong(by.names, rule.names) || !isAmong(by.facts, rule.facts)) return false;
  const definition = (id: PeerId) => {
    const peer = peers.all[id];
    return peer?.kind === 'set' && peer.is === 'in' ? finding.network.sets[peer.set]?.definition : undefined;
  };
  const follows = (asked: PeerId, given: PeerId): boolean => {
    if (asked === given) return true;
    const [one, other] = [peers.all[given], peers.all[asked]] as [Peer, Peer];
    if (one.kind === 'addresses' && other.kind === 'addresses')
      return subtractAddresses(one.addresses, other.addresses).length === 0;
    const [who, what] = [definition(given), definition(asked)];
    return who !== undefined && what !== undefined && implied(who, what) === 'yes';
  };
  return by.peers.every((asked) => rule.peers.some((given) => follows(asked, given)));
}
