import { assert, unreachable } from '../../base/assert.ts';
import type { Origin } from '../../text/origin.ts';
import type { Address } from '../header/address.ts';
import { addressSet } from '../header/address-set.ts';
import type { Protocol } from '../header/protocol.ts';
import type { Action, HeaderChange } from './action.ts';
import type { Cell, Column, Directory, Rows } from './directory.ts';
import { isIndexed, rowsOf } from './directory.ts';
import type { FactId } from './fact.ts';
import { NO_FACT } from './fact.ts';
import type { ActionPattern, Condition, Each, Family, HeaderPattern, MatchPattern, Term } from './family.ts';
import type { Match } from './match.ts';
import type { Network } from './network.ts';
import { addressSetOf, zoneOf } from './network.ts';
import type { NodeId } from './node.ts';
import type { Rule, RuleId } from './rule.ts';
import type { SetId } from './set.ts';
import { NO_SET } from './set.ts';

/** What terms are read in: the switch, and the row of a directory (and, in a nested choice, the row around it). */
export interface Frame {
  readonly network: Network;
  readonly self: NodeId;
  readonly directory?: Directory;
  readonly row: number;
}

/** Whether a part of a pattern is a term. */
export function isTerm(part: unknown): part is Term {
  return typeof part === 'object' && part !== null && ('row' in part || 'self' in part);
}

/** The column a row term names, in the frame's directory. */
export function columnOf(frame: Frame, field: string): Column {
  const column = frame.directory?.columns[field];
  assert(column, `no column ${field} in the directory of this family`);
  return column;
}

/** The cell that a term stands for. */
export function cellOfTerm(term: Term, frame: Frame): Cell {
  if ('row' in term) return columnOf(frame, term.row).cells[frame.row];
  switch (term.self) {
    case 'node':
      return frame.self;
    case 'host':
      return frame.network.nodes.hosts[frame.self];
    case 'addresses':
      return addressSetOf(frame.network, frame.self);
    case 'zone':
      return zoneOf(frame.network, frame.self);
    default:
      return unreachable(term.self);
  }
}

/** The rule that a family has in this switch for this row. */
export function instantiate(family: Family, id: RuleId, frame: Frame): Rule {
  const found = isTerm(family.origin) ? rowOrigin(family.origin, frame) : family.origin;
  return {
    id,
    label: family.label,
    match: instantiateMatch(family.match, frame),
    action: instantiateAction(family.action, frame),
    ...(found === undefined ? {} : { origin: found }),
    requirements: family.requirements,
    assumes: family.assumes,
  };
}

/** The origin in a row; a path in the column `path` narrows it to a field. */
function rowOrigin(term: Term, frame: Frame): Origin | undefined {
  const origin = cellOfTerm(term, frame) as Origin | undefined;
  const path = frame.directory?.columns.path?.cells[frame.row];
  return origin === undefined || typeof path !== 'string' || path === '' ? origin : { ...origin, path };
}

function instantiateMatch(pattern: MatchPattern, frame: Frame): Match {
  const match: Record<string, unknown> = {};
  for (const [field, part] of Object.entries(pattern)) {
    const found = isTerm(part) ? matchPart(field as keyof Match, part, frame) : part;
    if (found !== undefined) match[field] = found;
  }
  return match as Match;
}

/** A term in a match: one cell stands for the set of it alone, and an empty one asks nothing. */
export function matchPart(field: keyof Match, term: Term, frame: Frame): Match[keyof Match] {
  const cell = cellOfTerm(term, frame);
  if (cell === undefined) return undefined;
  switch (field) {
    case 'sources':
    case 'targets':
      return typeof cell === 'bigint' ? addressSet(cell as Address) : (cell as Match['sources']);
    case 'sourcePorts':
    case 'targetPorts':
      return typeof cell === 'number' ? [[cell, cell]] : (cell as Match['targetPorts']);
    case 'protocols':
      return [cell as Protocol];
    case 'from':
    case 'out':
    case 'sourceOwner':
    case 'targetOwner': {
      if (!('row' in term) || columnOf(frame, term.row).kind !== 'set') return { node: cell as NodeId };
      return cell === NO_SET ? undefined : { set: cell as SetId };
    }
    case 'targetPortName':
      return cell === '' ? undefined : (cell as string);
    case 'fact':
    case 'tie':
      return cell === NO_FACT ? undefined : (cell as FactId);
    case 'registers':
    case 'ends':
      return cell as never;
    default:
      return unreachable(field);
  }
}

/** An action with its terms filled in. */
export function instantiateAction(pattern: ActionPattern, frame: Frame): Action {
  switch (pattern.kind) {
    case 'deliver':
      return { kind: 'deliver', to: numberOf(pattern.to, frame) as NodeId };
    case 'forward':
      return { kind: 'forward', to: pattern.to === 'out' ? 'out' : (numberOf(pattern.to, frame) as NodeId) };
    case 'discard':
    case 'next':
      return pattern;
    case 'case':
      return instantiateAction(caseOf(pattern, frame), frame);
    case 'translate': {
      const header = headerChange(pattern.header, frame);
      if (pattern.then === undefined) return { kind: 'translate', header };
      return { kind: 'translate', header, then: instantiateAction(pattern.then, frame) };
    }
    case 'set':
      return {
        kind: 'set',
        register: pattern.register,
        value: numberOf(pattern.value, frame),
        then: instantiateAction(pattern.then, frame),
      };
    case 'choose':
      return { kind: 'choose', among: pattern.among, alternatives: alternativesOf(pattern, frame) };
    default:
      return unreachable(pattern);
  }
}

function alternativesOf(pattern: Extract<ActionPattern, { kind: 'choose' }>, frame: Frame) {
  if ('alternatives' in pattern) {
    return pattern.alternatives.map(({ weight, action }) => ({
      weight,
      action: instantiateAction(action, frame),
    }));
  }
  const alternatives = [];
  const directory = directoryOf(frame.network, pattern.each);
  for (const row of rowsWhere(pattern.each, frame)) {
    const inner = { network: frame.network, self: frame.self, directory, row };
    const weight = pattern.weight === undefined ? 1 : (cellOfTerm(pattern.weight, inner) as number);
    alternatives.push({ weight, action: instantiateAction(pattern.action, inner) });
  }
  return alternatives;
}

/** The case that the row names. */
function caseOf({ of, cases }: Extract<ActionPattern, { kind: 'case' }>, frame: Frame): ActionPattern {
  const chosen = cases[columnOf(frame, of).cells[frame.row] as string];
  assert(chosen, `no case for the ${of} of row ${frame.row}`);
  return chosen;
}

/** Whether a family has a rule for this frame: not where it would choose among the rows of none. */
export function hasChoice(pattern: ActionPattern, frame: Frame): boolean {
  switch (pattern.kind) {
    case 'deliver':
    case 'forward':
    case 'discard':
    case 'next':
      return true;
    case 'translate':
      return pattern.then === undefined || hasChoice(pattern.then, frame);
    case 'set':
      return hasChoice(pattern.then, frame);
    case 'case':
      return hasChoice(caseOf(pattern, frame), frame);
    case 'choose':
      return !('each' in pattern) || rowsWhere(pattern.each, frame).next().done !== true;
    default:
      return unreachable(pattern);
  }
}

/** Whether `hasChoice` can be false of an action at all. */
export function mayLackChoice(pattern: ActionPattern): boolean {
  if (pattern.kind === 'translate') return pattern.then !== undefined && mayLackChoice(pattern.then);
  if (pattern.kind === 'set') return mayLackChoice(pattern.then);
  if (pattern.kind === 'case') return Object.values(pattern.cases).some(mayLackChoice);
  return pattern.kind === 'choose' && 'each' in pattern;
}

function headerChange(pattern: HeaderPattern, frame: Frame): HeaderChange {
  const change: Record<string, unknown> = {};
  for (const [field, part] of Object.entries(pattern)) {
    if (part !== undefined) change[field] = isTerm(part) ? cellOfTerm(part, frame) : part;
  }
  return change as HeaderChange;
}

function numberOf(part: number | Term, frame: Frame): number {
  return isTerm(part) ? (cellOfTerm(part, frame) as number) : part;
}

/** The directory that a family or choice ranges over. */
export function directoryOf(network: Network, each: Each): Directory {
  const directory = network.directories[each.directory];
  assert(directory, `no directory ${each.directory}`);
  return directory;
}

/** The rows that meet every condition, ascending; `outer` is the frame around the directory. */
export function* rowsWhere(each: Each, outer: Frame): Generator<number> {
  const directory = directoryOf(outer.network, each);
  const narrowest = narrowestRows(each, directory, outer);
  const size = narrowest?.length ?? directory.size;
  for (let i = 0; i < size; i++) {
    const row = narrowest === undefined ? i : (narrowest[i] as number);
    if (each.where.every((condition) => holds(condition, directory, row, outer))) yield row;
  }
}

/**
 * How many rows meet every condition, by way of the indexes: the rows that are not equal are all the others less those
 * that are.
 */
export function countWhere(each: Each, outer: Frame): number {
  const { directory: name, where } = each;
  const unequal = where.find((condition) => condition.is === 'unequal');
  if (unequal !== undefined) {
    const rest = where.filter((condition) => condition !== unequal);
    const equal: Condition = { ...unequal, is: 'equal' };
    return (
      countWhere({ directory: name, where: rest }, outer) -
      countWhere({ directory: name, where: [...rest, equal] }, outer)
    );
  }
  const directory = directoryOf(outer.network, each);
  if (where.length === 0) return directory.size;
  const narrowest = narrowestRows(each, directory, outer);
  if (narrowest !== undefined && where.length === 1) return narrowest.length;
  let count = 0;
  for (const _ of rowsWhere(each, outer)) count++;
  return count;
}

/** Whether one row meets one condition. */
export function holds(condition: Condition, directory: Directory, row: number, outer: Frame): boolean {
  const same = directory.columns[condition.field]?.cells[row] === conditionCell(condition, outer);
  return same === (condition.is === 'equal');
}

/** What a condition compares with. */
export function conditionCell(condition: Condition, outer: Frame): Cell {
  return isTerm(condition.to) ? cellOfTerm(condition.to, outer) : condition.to.cell;
}

function narrowestRows(each: Each, directory: Directory, outer: Frame): Rows | undefined {
  let narrowest: Rows | undefined;
  for (const condition of each.where) {
    const column = directory.columns[condition.field];
    if (condition.is !== 'equal' || column === undefined || !isIndexed(column)) continue;
    const rows = rowsOf(column, conditionCell(condition, outer));
    if (narrowest === undefined || rows.length < narrowest.length) narrowest = rows;
  }
  return narrowest;
}
