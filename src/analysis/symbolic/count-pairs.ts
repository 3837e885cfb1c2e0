import type { AllPairs } from './all-pairs.ts';
import { mostCells, verdictBetween } from './all-pairs.ts';
import type { ClassId } from './classes.ts';
import type { ConnectionId } from './connection-set.ts';
import { NONE } from './connection-set.ts';
import { countDense } from './count-dense.ts';
import type { Half } from './halves.ts';

/** Which messages count: those that arrive for sure, or those that may. */
export type Certainty = 'sure' | 'perhaps';

/**
 * How many ordered pairs of different ends exchange any of the messages `among`. Where neither half says anything of a
 * pair, what halves say of all others decides, at once; the rest is gone through, target by target. Cost: the cells of
 * all halves (04 §3), where those are not too many; else by rows of bits, or not at all.
 */
export function countPairs(
  pairs: AllPairs,
  certainty: Certainty,
  among: ConnectionId,
): number | TooManyCells {
  const [egressCells, ingressCells] = [mostCells(pairs, 'source'), mostCells(pairs, 'target')];
  if (egressCells + ingressCells <= MOST_CELLS) return countByCells(pairs, certainty, among);
  const dense = certainty === 'sure' && egressCells <= MOST_CELLS ? countDense(pairs, among) : undefined;
  return dense ?? { cells: egressCells + ingressCells, most: MOST_CELLS };
}

/** What all pairs exchange is not counted: it would take more memory than there may be. Each pair can still be asked for. */
export interface TooManyCells {
  readonly cells: number;
  readonly most: number;
}

/** More cells of halves are not gone through: 12 bytes each. */
export const MOST_CELLS = 50_000_000;

function countByCells(pairs: AllPairs, certainty: Certainty, among: ConnectionId): number {
  const { classes, egress, ingress, relation } = pairs;
  const { table } = relation.finding;
  const { size, weights } = classes;
  const cellsOf = (half: Half): Int32Array => (certainty === 'sure' ? half.sures : half.perhapses);
  const sources = Array.from({ length: size }, (_, id) => egress(id, 'two'));
  const targets = Array.from({ length: size }, (_, id) => ingress(id, 'two'));
  if (certainty === 'perhaps' && [...sources, ...targets].some(({ rises }) => rises !== 'always'))
    return countOneByOne(pairs, certainty, among);
  const meets = (a: ConnectionId, b: ConnectionId): boolean =>
    table.intersect(table.intersect(a, b), among) !== NONE;
  let count = countOfBases(sources, targets, weights, certainty, meets);
  const cells = cellsByTarget(sources, size, cellsOf);
  const admitted = new Int32Array(size).fill(-1);
  const done = new Int32Array(size).fill(-1);
  for (let target = 0; target < size; target++) {
    const half = targets[target] as Half;
    const [base, own] = [half[certainty], cellsOf(half)];
    const many = weights[target] as number;
    for (let i = 0; i < half.classes.length; i++) admitted[half.classes[i] as number] = own[i] as number;
    const change = (source: ClassId, sent: ConnectionId, received: ConnectionId): void => {
      const now = meets(sent, received);
      const before = meets((sources[source] as Half)[certainty], base);
      if (now !== before) count += (now ? 1 : -1) * many * (weights[source] as number);
    };
    for (let i = cells.starts[target] as number; i < (cells.starts[target + 1] as number); i++) {
      const source = cells.sources[i] as number;
      done[source] = target;
      const received = admitted[source] as number;
      change(source, cells.connections[i] as number, received === -1 ? base : received);
    }
    for (let i = 0; i < half.classes.length; i++) {
      const source = half.classes[i] as number;
      if (done[source] !== target) change(source, (sources[source] as Half)[certainty], own[i] as number);
      admitted[source] = -1;
    }
  }
  // An end and itself are no pair.
  for (let id = 0; id < size; id++) {
    const own = verdictBetween(pairs, id, id, 'two')[certainty];
    if (table.intersect(own, among) !== NONE) count -= weights[id] as number;
  }
  return pairs.byHosts === 'no difference' ? count : count + changeOnOneHost(pairs, certainty, among);
}

/** How many more pairs of ends of one host there are than if they were on two. */
function changeOnOneHost(pairs: AllPairs, certainty: Certainty, among: ConnectionId): number {
  const { classes, relation } = pairs;
  const { ends, table } = relation.finding;
  const onHost = new Map<number, number[]>();
  for (const [end, host] of ends.hosts.entries()) {
    const own = onHost.get(host);
    if (own === undefined) onHost.set(host, [end]);
    else own.push(end);
  }
  const arrives = (source: ClassId, target: ClassId, hosts: 'one' | 'two'): number =>
    table.intersect(verdictBetween(pairs, source, target, hosts)[certainty], among) === NONE ? 0 : 1;
  let change = 0;
  for (const own of onHost.values()) {
    for (const source of own) {
      for (const target of own) {
        if (source === target) continue;
        const [s, t] = [classes.of[source] as ClassId, classes.of[target] as ClassId];
        change += arrives(s, t, 'one') - arrives(s, t, 'two');
      }
    }
  }
  return change;
}

/** The same, class by class: where halves share open facts they do not say together what may pass both. */
function countOneByOne(pairs: AllPairs, certainty: Certainty, among: ConnectionId): number {
  const { classes, relation } = pairs;
  const { size, weights } = classes;
  let count = 0;
  for (let source = 0; source < size; source++) {
    for (let target = 0; target < size; target++) {
      const verdict = verdictBetween(pairs, source, target, 'two')[certainty];
      if (relation.finding.table.intersect(verdict, among) === NONE) continue;
      const own = weights[source] as number;
      count += own * (source === target ? own - 1 : (weights[target] as number));
    }
  }
  return pairs.byHosts === 'no difference' ? count : count + changeOnOneHost(pairs, certainty, among);
}

/** The pairs of which what halves say of all others is true, as if it were of all. */
function countOfBases(
  sources: readonly Half[],
  targets: readonly Half[],
  weights: Int32Array,
  certainty: Certainty,
  meets: (a: ConnectionId, b: ConnectionId) => boolean,
): number {
  const bySource = weightsOf(sources, weights, certainty);
  let count = 0;
  for (const [target, many] of weightsOf(targets, weights, certainty))
    for (const [source, others] of bySource) if (meets(source, target)) count += many * others;
  return count;
}

function weightsOf(
  halves: readonly Half[],
  weights: Int32Array,
  certainty: Certainty,
): ReadonlyMap<ConnectionId, number> {
  const sums = new Map<ConnectionId, number>();
  for (const [id, half] of halves.entries())
    sums.set(half[certainty], (sums.get(half[certainty]) ?? 0) + (weights[id] as number));
  return sums;
}

/** Compressed rows: the cells of sources, by target. */
interface Cells {
  readonly starts: Int32Array;
  readonly sources: Int32Array;
  readonly connections: Int32Array;
}

/** The cells of the halves of sources, by target. */
export function cellsByTarget(
  sources: readonly Half[],
  size: number,
  cellsOf: (half: Half) => Int32Array,
): Cells {
  const starts = new Int32Array(size + 1);
  for (const { classes } of sources)
    for (let i = 0; i < classes.length; i++)
      starts[(classes[i] as number) + 1] = (starts[(classes[i] as number) + 1] as number) + 1;
  for (let id = 0; id < size; id++) starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
  const next = starts.slice();
  const total = starts[size] as number;
  const [from, connections] = [new Int32Array(total), new Int32Array(total)];
  for (const [source, half] of sources.entries()) {
    const own = cellsOf(half);
    for (let i = 0; i < own.length; i++) {
      const target = half.classes[i] as number;
      const at = next[target] as number;
      from[at] = source;
      connections[at] = own[i] as number;
      next[target] = at + 1;
    }
  }
  return { starts, sources: from, connections };
}
