import { unreachable } from '../../base/assert.ts';
import type { Column, Rows } from '../network/directory.ts';
import { isIndexed, rowsOf } from '../network/directory.ts';
import type { Family } from '../network/family.ts';
import type { Frame } from '../network/instantiate.ts';
import { conditionCell, directoryOf, hasChoice, holds, instantiate, isTerm } from '../network/instantiate.ts';
import type { Match } from '../network/match.ts';
import type { Network } from '../network/network.ts';
import { templateOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { NO_NODE } from '../network/node.ts';
import type { Patches } from '../network/patch.ts';
import { hasRow, patchesTo } from '../network/patch.ts';
import type { Rule } from '../network/rule.ts';
import { NO_SET, setsHolding } from '../network/set.ts';
import type { Assumptions } from './assumptions.ts';
import { assuming } from './assumptions.ts';
import type { Probe, Verdict } from './probe.ts';
import { evaluate, probedCell } from './probe.ts';

/** The rule that decides, under assumptions; no rule: none matched, and the message is discarded (R4). */
export interface Found {
  readonly rule: Rule | undefined;
  readonly assumed: Assumptions;
}

/** A rule that may match. */
interface Candidate {
  verdict(assumed: Assumptions): Verdict;
  rule(): Rule;
}

/**
 * First match in one table of a switch (01 §1.6). Where open facts decide, each outcome is found, with the facts that
 * were assumed for it; otherwise exactly one is. Rows are found by index: the law is that this equals the first match
 * over `rules`.
 */
export function lookup(
  network: Network,
  self: NodeId,
  table: number,
  probe: Probe,
  assumed: Assumptions,
): Found[] {
  const found = firstSure(network, self, table, probe, assumed);
  return found === 'open' ? search(candidates(network, self, table, probe), assumed) : [found];
}

/** The first match where nothing is open: no patch to the switch, and no fact met on the way. Plain loops. */
function firstSure(
  network: Network,
  self: NodeId,
  table: number,
  probe: Probe,
  assumed: Assumptions,
): Found | 'open' {
  if (network.fibs.patches.has(self)) return 'open';
  const outer: Frame = { network, self, row: 0 };
  const families = templateOf(network, self)?.tables[table]?.families ?? [];
  for (let index = 0; index < families.length; index++) {
    const family = families[index] as Family;
    const frame = sureRow(family, outer, probe, assumed);
    if (frame === 'open') return 'open';
    if (frame === 'none') continue;
    return { rule: instantiate(family, { table, family: index, row: frame.row }, frame), assumed };
  }
  return { rule: undefined, assumed };
}

/** The frame of the first row of a family that matches. */
function sureRow(family: Family, outer: Frame, probe: Probe, assumed: Assumptions): Frame | 'none' | 'open' {
  const { each, match, action } = family;
  const { network, self } = outer;
  const directory = each && directoryOf(network, each);
  const rows = directory && likelyRows(family, outer, probe);
  const size = rows?.length ?? directory?.size ?? 1;
  for (let i = 0; i < size; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    if (each && directory && !each.where.every((condition) => holds(condition, directory, row, outer)))
      continue;
    const frame = directory === undefined ? outer : { network, self, directory, row };
    const verdict = evaluate(match, frame, probe, assumed);
    if (verdict === 'no' || !hasChoice(action, frame)) continue;
    return verdict === 'yes' ? frame : 'open';
  }
  return 'none';
}

function search(rest: Iterator<Candidate>, assumed: Assumptions): Found[] {
  for (let next = rest.next(); !next.done; next = rest.next()) {
    const candidate = next.value;
    const verdict = candidate.verdict(assumed);
    if (verdict === 'yes') return [{ rule: candidate.rule(), assumed }];
    if (verdict === 'no') continue;
    const remaining = [candidate, ...drain(rest)];
    return (['holds', 'fails'] as const).flatMap((taken) =>
      search(remaining[Symbol.iterator](), assuming(assumed, verdict, taken)),
    );
  }
  return [{ rule: undefined, assumed }];
}

function* drain<T>(rest: Iterator<T>): Generator<T> {
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

/** Every rule of the table that could match the probe, in rule order. */
function* candidates(network: Network, self: NodeId, table: number, probe: Probe): Generator<Candidate> {
  const families = templateOf(network, self)?.tables[table]?.families ?? [];
  for (const [index, family] of families.entries()) {
    const plain = familyCandidates(network, self, family, table, index, probe);
    const patches = patchesTo(network, self, table, index);
    if (patches === undefined) for (const { candidate } of plain) yield candidate;
    else yield* patched(plain, patches, family, { network, self, row: 0 }, probe);
  }
}

interface RowCandidate {
  readonly row: number;
  readonly candidate: Candidate;
}

function* familyCandidates(
  network: Network,
  self: NodeId,
  family: Family,
  table: number,
  index: number,
  probe: Probe,
): Generator<RowCandidate> {
  const outer: Frame = { network, self, row: 0 };
  const made = (frame: Frame): RowCandidate => ({
    row: frame.row,
    candidate: {
      verdict(assumed) {
        const verdict = evaluate(family.match, frame, probe, assumed);
        return verdict === 'no' || hasChoice(family.action, frame) ? verdict : 'no';
      },
      rule: () => instantiate(family, { table, family: index, row: frame.row }, frame),
    },
  });
  if (family.each === undefined) {
    yield made(outer);
    return;
  }
  const { where } = family.each;
  const directory = directoryOf(network, family.each);
  const rows = likelyRows(family, outer, probe);
  const size = rows?.length ?? directory.size;
  for (let i = 0; i < size; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    if (where.every((condition) => holds(condition, directory, row, outer))) {
      yield made({ network, self, directory, row });
    }
  }
}

/** Rows in several lists that share none: together they are what a column holds of some cells. */
interface Lists {
  readonly lists: readonly Rows[];
  readonly size: number;
}

/**
 * The shortest list of rows, ascending, outside of which no row can match; undefined: all of them. Only the lists of
 * the column that leaves the fewest rows are put together: those of others may be as long as the directory.
 */
function likelyRows(family: Family, outer: Frame, probe: Probe): Rows | undefined {
  let shortest: Lists | undefined;
  const offer = (lists: readonly Rows[] | undefined): void => {
    if (lists === undefined) return;
    let size = 0;
    for (const rows of lists) size += rows.length;
    if (shortest === undefined || size < shortest.size) shortest = { lists, size };
  };
  const each = family.each;
  if (each === undefined) return undefined;
  const { columns } = directoryOf(outer.network, each);
  for (const condition of each.where) {
    const column = columns[condition.field];
    if (condition.is === 'equal' && column !== undefined && isIndexed(column)) {
      offer([rowsOf(column, conditionCell(condition, outer))]);
    }
  }
  for (const field in family.match) {
    if (shortest?.size === 0) break;
    const part = family.match[field as keyof Match];
    if (!isTerm(part) || !('row' in part)) continue;
    const column = columns[part.row];
    if (column !== undefined) offer(rowsFor(field as keyof Match, column, outer, probe));
  }
  return shortest === undefined ? undefined : union(shortest);
}

/** Fields that are not about one value of the message. */
const UNINDEXED: ReadonlySet<keyof Match> = new Set(['fact', 'tie', 'registers', 'targetPortName', 'ends']);

function rowsFor(
  field: keyof Match,
  column: Column,
  outer: Frame,
  probe: Probe,
): readonly Rows[] | undefined {
  if (UNINDEXED.has(field)) return undefined;
  const cell = probedCell(field, outer, probe);
  switch (column.kind) {
    case 'node':
    case 'number':
    case 'address':
    case 'text':
      return [rowsOf(column, cell)];
    case 'protocol':
      return [rowsOf(column, cell), rowsOf(column, undefined)];
    case 'set': {
      const sets = cell === NO_NODE ? [] : setsHolding(outer.network.sets, cell as NodeId);
      return [NO_SET, ...sets].map((set) => rowsOf(column, set));
    }
    case 'addresses':
    case 'ports':
    case 'origin':
      return undefined;
    default:
      return unreachable(column);
  }
}

function union({ lists: all, size }: Lists): Rows {
  const lists = all.filter((rows) => rows.length > 0);
  if (lists.length <= 1) return lists[0] ?? [];
  const merged = new Int32Array(size);
  let at = 0;
  for (const list of lists) for (let i = 0; i < list.length; i++) merged[at++] = list[i] as number;
  return merged.sort();
}

function* patched(
  plain: Iterable<RowCandidate>,
  { inserts, changes }: Patches,
  family: Family,
  outer: Frame,
  probe: Probe,
): Generator<Candidate> {
  const fixed = ({ rule }: { rule: Rule }): Candidate => ({
    verdict: (assumed) => evaluate(rule.match, outer, probe, assumed),
    rule: () => rule,
  });
  // Inserted and replacing rules are tried whatever their row's own match says; so they are merged in row order.
  const replacing = [...changes.values()].filter((change) => change.kind === 'replace');
  const there = replacing.filter(({ at }) => hasRow(family, at.row, outer));
  const added = [...inserts, ...there].sort((a, b) => a.at.row - b.at.row);
  let next = 0;
  for (const { row, candidate } of plain) {
    for (; (added[next]?.at.row ?? Infinity) <= row; next++) yield fixed(added[next] as { rule: Rule });
    if (!changes.has(row)) yield candidate;
  }
  for (const patch of added.slice(next)) yield fixed(patch);
}
