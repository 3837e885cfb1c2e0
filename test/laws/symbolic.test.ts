import { describe } from 'vitest';
import { allPairsOf, verdictBetween } from '../../src/analysis/symbolic/all-pairs.ts';
import type { ConnectionSet } from '../../src/analysis/symbolic/connection-set.ts';
import {
  ALL,
  connectionOf,
  connections,
  formatConnections,
  hasConnection,
  NONE,
} from '../../src/analysis/symbolic/connection-set.ts';
import { countDense } from '../../src/analysis/symbolic/count-dense.ts';
import { countPairs } from '../../src/analysis/symbolic/count-pairs.ts';
import { addressOf } from '../../src/analysis/symbolic/ends.ts';
import type { Relation, Verdict } from '../../src/analysis/symbolic/pair.ts';
import { hostsOf, relationOf, verdictOf } from '../../src/analysis/symbolic/pair.ts';
import { nameOf } from '../../src/index.ts';
import type { Family } from '../../src/model/header/address.ts';
import type { Protocol } from '../../src/model/header/protocol.ts';
import { PROTOCOLS } from '../../src/model/header/protocol.ts';
import { neighbours } from '../../src/model/network/link.ts';
import type { Network } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { isSwitch } from '../../src/model/network/node.ts';
import { deliver } from '../../src/questions/delivery.ts';
import { chance } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

const FAMILIES: readonly Family[] = ['IPv4', 'IPv6'];

/** Protocols and ports at which a verdict may turn, and some others. */
function pointsOf({ sure, perhaps }: Verdict, random: Random): { protocol: Protocol; port: number }[] {
  const edges = [...sure, ...perhaps].flatMap(([first, last]) => [first - 1, first, last, last + 1]);
  const ports = [80, 443, 8080, 53, random.below(65_536)];
  const named = PROTOCOLS.flatMap((protocol) => ports.map((port) => ({ protocol, port })));
  const turning = edges
    .filter((point) => point >= 0 && point < 3 * 65_536)
    .map((point) => ({
      protocol: PROTOCOLS[Math.floor(point / 65_536)] as Protocol,
      port: point % 65_536,
    }));
  return [...turning, ...named].filter(({ port }) => port > 0);
}

function wordOf({ sure, perhaps }: Verdict, point: number): string {
  const has = (set: ConnectionSet) => hasConnection(set, point);
  return has(sure) ? 'reachable' : has(perhaps) ? 'open' : 'unreachable';
}

/** What becomes of one message, followed by itself. */
function concrete(
  network: Network,
  relation: Relation,
  [source, target]: readonly [NodeId, NodeId],
  { protocol, port }: { protocol: Protocol; port: number },
): string | undefined {
  const { ends } = relation.finding;
  const process = [...neighbours(network.links, source)].find((node) => !isSwitch(network.nodes, node));
  if (process === undefined) return undefined;
  const sender = { process, over: source, addresses: [addressOf(ends, source)] };
  const asked = { sender, target: addressOf(ends, target), port: protocol === 'ICMP' ? 0 : port, protocol };
  const answer = deliver(network, asked, 'both')?.answer;
  return answer === 'unknown' || answer === 'ambiguous' ? 'open' : answer;
}

/** As many pairs of a cluster are asked about, in each family. */
const PAIRS = 8;

/** Some pairs of different ends: all of them where there are few. */
function somePairs(nodes: Int32Array, random: Random): readonly (readonly [NodeId, NodeId])[] {
  const all = Array.from(nodes, (s) => Array.from(nodes, (t) => [s, t] as [NodeId, NodeId]))
    .flat()
    .filter(([s, t]) => s !== t);
  return all.length <= PAIRS ? all : Array.from({ length: PAIRS }, () => random.pick(all));
}

/** Pairs of ends for which all messages at once are not each by itself; a network that cannot be looked at so is refused. */
function differing(network: Network, random: Random, met: () => void, refused: (why: string) => unknown) {
  return FAMILIES.flatMap((family) => {
    const relation = relationOf(network, family);
    if ('why' in relation) return [refused(relation.why)].filter((one) => one !== undefined);
    const { nodes } = relation.finding.ends;
    const found: unknown[] = [];
    for (const [source, target] of somePairs(nodes, random)) {
      const verdict = verdictOf(relation, source, target);
      for (const point of pointsOf(verdict, random)) {
        const each = concrete(network, relation, [source, target], point);
        const all = wordOf(verdict, connectionOf(point.protocol, point.port));
        if (each === undefined) continue;
        met();
        const names = [source, target].map((node) => nameOf(network.nodes, node));
        if (each !== all) found.push({ family, names, point, each, all });
      }
    }
    return found;
  });
}

/** Every compiled network can be looked at so. */
function broken({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  return differing(network, random, met, (why) => ({ why }));
}

/** A network some of whose tables were changed: a family is gone, or stands elsewhere, or is another table's as well. */
function changed(network: Network, random: Random): Network {
  const templates = network.fibs.templates.map((template) => {
    if (template.tables.length < 2 && !chance(random, 30)) return template;
    const at = random.below(template.tables.length);
    const tables = template.tables.map((table, number) => {
      if (number !== at || table.families.length === 0) return table;
      const families = [...table.families];
      const [one] = families.splice(random.below(families.length), 1);
      if (one !== undefined && chance(random, 60)) families.splice(random.below(families.length + 1), 0, one);
      return { ...table, families };
    });
    return { ...template, tables };
  });
  return { ...network, fibs: { ...network.fibs, templates } };
}

function brokenOnceChanged({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  return differing(changed(network, random), random, met, () => undefined);
}

/** Pairs of ends for which the verdict on their classes is not that on themselves; and whether they are counted right. */
function brokenByClasses({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  return FAMILIES.flatMap((family) => {
    const relation = relationOf(network, family);
    if ('why' in relation) return [{ family, why: relation.why }];
    const pairs = allPairsOf(relation);
    const { nodes } = relation.finding.ends;
    const { table } = relation.finding;
    const found: unknown[] = [];
    const counts = { sure: 0, perhaps: 0 };
    for (const [s, source] of nodes.entries()) {
      for (const [t, target] of nodes.entries()) {
        if (source === target) continue;
        met();
        const own = verdictOf(relation, source as NodeId, target as NodeId);
        const { of } = pairs.classes;
        const both = verdictBetween(
          pairs,
          of[s] as number,
          of[t] as number,
          hostsOf(relation, source as NodeId, target as NodeId),
        );
        const names = [source, target].map((node) => nameOf(network.nodes, node as NodeId));
        for (const certainty of ['sure', 'perhaps'] as const) {
          const [one, other] = [
            formatConnections(own[certainty]),
            formatConnections(table.setOf(both[certainty])),
          ];
          if (one !== other) found.push({ family, names, certainty, one, other });
          if (own[certainty].length > 0) counts[certainty]++;
        }
      }
    }
    for (const certainty of ['sure', 'perhaps'] as const) {
      const counted = countPairs(pairs, certainty, ALL);
      if (counted !== counts[certainty]) found.push({ family, certainty, counted, count: counts[certainty] });
    }
    return found;
  });
}

/** Networks whose pairs are not counted by rows of bits as one by one, where they are counted so at all. */
function brokenByRows({ random, objects, met }: Sample) {
  const { network } = stateOf(objects, profileOf(random));
  return FAMILIES.flatMap((family): object[] => {
    const relation = relationOf(network, family);
    if ('why' in relation) return [{ family, why: relation.why }];
    const pairs = allPairsOf(relation);
    const { table, ends } = relation.finding;
    return [ALL, table.idOf(connections(['TCP'], [[80, 80]]))].flatMap((among) => {
      const counted = countDense(pairs, among);
      if (counted === undefined) return [];
      let count = 0;
      for (const source of ends.nodes) {
        for (const target of ends.nodes) {
          if (source === target) continue;
          const { sure } = verdictOf(relation, source as NodeId, target as NodeId);
          if (table.intersect(table.idOf(sure), among) !== NONE) count++;
        }
      }
      if (count > 0 && count < ends.nodes.length * (ends.nodes.length - 1)) met();
      return count === counted ? [] : [{ family, count, counted }];
    });
  });
}

describe('all messages at once', () => {
  law(
    'between ends are as each of them followed by itself',
    { clusters: 1000, questions: 1, meets: 100 },
    broken,
  );

  law(
    'is followed as each by itself, or refused, where tables were changed at random',
    { clusters: 400, questions: 1, meets: 20 },
    brokenOnceChanged,
  );

  law(
    'by classes of ends are as by each pair of them',
    { clusters: 300, questions: 1, meets: 5 },
    brokenByClasses,
  );

  law('are counted by rows of bits as one by one', { clusters: 600, questions: 1, meets: 0.2 }, brokenByRows);
});
