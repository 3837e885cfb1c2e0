import type { BitRow } from '../../base/bit-rows.ts';
import { addRow, bitRow, keepRow, sizeOf, weightOf } from '../../base/bit-rows.ts';
import type { AllPairs } from './all-pairs.ts';
import type { ClassId } from './classes.ts';
import type { ConnectionId, ConnectionTable } from './connection-set.ts';
import { ALL, NONE } from './connection-set.ts';
import type { PeerId } from './peers.ts';
import type { Program, Rule } from './program.ts';

/** More numbers than these are not kept in rows of bits: 256 MB. */
const MOST_WORDS = 2 ** 26;

/**
 * How many ordered pairs of different ends exchange any of the messages `among` for sure, by rows of bits over classes:
 * for policies that each select and admit a large part of all pods, where a list of what each pair of classes exchanges
 * would not fit in memory (04 §3). Undefined where that is not how policies lie: what sources let out depends on the
 * target, or something that is asked of a source keeps messages from it, or hosts make a difference.
 */
export function countDense(pairs: AllPairs, among: ConnectionId): number | undefined {
  const { classes, relation, egress, byHosts } = pairs;
  const { table } = relation.finding;
  const { size, weights } = classes;
  if (byHosts === 'a difference') return undefined;
  const sent: ConnectionId[] = [];
  for (let id = 0; id < size; id++) {
    const half = egress(id, 'two');
    if (half.classes.length > 0) return undefined;
    sent.push(table.intersect(half.sure, among));
  }
  const groups = [...new Set(sent)].map((connections) => ({
    connections,
    row: bitRow(
      size,
      Array.from(sent.keys()).filter((id) => sent[id] === connections),
    ),
  }));
  const rows = peerRows(pairs);
  const admitted = new Map<number, readonly Admitting[] | undefined>();
  let count = 0;
  for (let target = 0; target < size; target++) {
    const number = classes.programs.two.target[target] as number;
    if (!admitted.has(number))
      admitted.set(number, admittingOf(classes.programList[number] as Program, table));
    const rules = admitted.get(number);
    if (rules === undefined) return undefined;
    const reaching = bitRow(size, []);
    for (const { connections, row } of groups) {
      const own = reachingBy(
        rules.filter((rule) => table.intersect(rule.connections, connections) !== NONE),
        size,
        rows,
      );
      if (own === undefined) return undefined;
      if (groups.length > 1) keepRow(own, row);
      addRow(reaching, own);
    }
    const sources = isAlike(weights)
      ? sizeOf(reaching, size) * (weights[0] as number)
      : weightOf(reaching, weights);
    const self = ((reaching[target >>> 5] as number) >>> (target & 31)) & 1;
    count += (weights[target] as number) * (sources - self);
  }
  return count;
}

function isAlike(weights: Int32Array): boolean {
  return weights.every((one) => one === weights[0]);
}

/** What admits: messages of these connections, from who is all that is asked. */
type Admitting = Pick<Rule, 'peers' | 'connections'>;

/**
 * What admits, where a program only admits, or stops what it stops of everybody; undefined where a rule of it stops some,
 * leads some elsewhere, or asks for a name.
 */
function admittingOf({ tables }: Program, table: ConnectionTable): readonly Admitting[] | undefined {
  const found: Admitting[] = [];
  let open: ConnectionId = ALL;
  let number: number | undefined = 0;
  while (number !== undefined) {
    const rules: readonly Rule[] = tables[number] ?? [];
    number = undefined;
    for (const { peers, connections, names, facts, then } of rules) {
      const ofAll = peers.length + names.length + facts.length === 0;
      const meant = table.intersect(open, connections);
      if (meant === NONE) continue;
      if (names.length > 0 || (then !== 'pass' && !ofAll)) return undefined;
      if (typeof then === 'number') {
        if (meant !== open) return undefined;
        number = then;
        break;
      }
      // As long as a fact is open, a rule that asks for it admits nobody for sure.
      if (then === 'pass' && facts.length === 0) found.push({ peers, connections: meant });
      if (ofAll) open = table.subtract(open, meant);
    }
  }
  return found;
}

function reachingBy(
  rules: readonly Admitting[],
  size: number,
  rowOf: (peer: PeerId) => BitRow | undefined,
): BitRow | undefined {
  const reaching = bitRow(size, []);
  const asked = new Set<PeerId>();
  for (const { peers } of rules) {
    const [first, ...others] = peers;
    if (first === undefined)
      return bitRow(
        size,
        Array.from({ length: size }, (_, id) => id),
      );
    if (others.length === 0) {
      if (asked.has(first)) continue;
      asked.add(first);
    }
    let row = rowOf(first);
    if (row === undefined) return undefined;
    if (others.length > 0) row = row.slice();
    for (const other of others) {
      const more = rowOf(other);
      if (more === undefined) return undefined;
      keepRow(row, more);
    }
    if (addRow(reaching, row) === 'full') return reaching;
  }
  return reaching;
}

/** The classes that are for sure what is asked, as rows of bits; undefined where there are too many. */
function peerRows({ classes, relation }: AllPairs): (peer: PeerId) => BitRow | undefined {
  const { size } = classes;
  const holds: ClassId[][] = relation.peers.all.map(() => []);
  for (let id = 0; id < size; id++)
    for (const peer of classes.peers[id] as readonly PeerId[]) (holds[peer] as ClassId[]).push(id);
  const rows: BitRow[] = [];
  let words = 0;
  return (peer) => {
    const known = rows[peer];
    if (known !== undefined) return known;
    words += Math.ceil(size / 32);
    if (words > MOST_WORDS) return undefined;
    const row = bitRow(size, holds[peer] as ClassId[]);
    rows[peer] = row;
    return row;
  };
}
