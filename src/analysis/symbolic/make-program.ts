import { assert } from '../../base/assert.ts';
import { onceFor } from '../../base/once.ts';
import type { Cell, Column, Directory, RowSet, Rows } from '../../model/network/directory.ts';
import type { ActionPattern, Condition, Family } from '../../model/network/family.ts';
import type { Frame } from '../../model/network/instantiate.ts';
import { columnOf, directoryOf, isTerm } from '../../model/network/instantiate.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import { heldBy } from '../../model/network/set.ts';
import { NONE } from './connection-set.ts';
import type { Entry } from './entries.ts';
import { entriesOf, isAlways } from './entries.ts';
import { rowsOfSets } from './frames.ts';
import type { Peers } from './peers.ts';
import { peerList } from './peers.ts';
import type { Asked, Program, Programs, Rule } from './program.ts';
import { after, isWhole, programTable } from './program.ts';
import type { RowParts } from './row-parts.ts';
import { askedByRow, rowPartsOf } from './row-parts.ts';
import { simplifier } from './simplify.ts';
import { NODE_FIELDS, placeAsked } from './situation.ts';
import type { Finding, Stage } from './way.ts';

/** What programs are made with. */
export interface Making {
  readonly finding: Finding;
  readonly peers: Peers;
  readonly programs: Programs;
  /** Rules of a table in fewer words. */
  readonly simplify: (rules: readonly Rule[]) => readonly Rule[];
  /** Rows that are taken to be absent. */
  readonly without?: RowSet;
}

/** What programs are made with, nothing made yet. */
export function makingOf(finding: Finding): Making {
  const [peers, programs] = [peerList(), programTable()];
  return { finding, peers, programs, simplify: simplifier(finding.table, peers, programs) };
}

/** The stages of one side, one after the other, for an end that is given. */
export function programOf(making: Making, stages: readonly Stage[], end: NodeId): Program {
  const { programs } = making;
  let whole = programs.open;
  for (const stage of stages) {
    const program = stageProgram(making, stage, end);
    if (program === programs.open) continue;
    whole = whole === programs.open ? program : after(programs, whole, program);
  }
  return whole;
}

/**
 * How the rules of a family are found for a given end. By `rows`: those of the sets that hold the end, each rule made once
 * for all ends, since it asks nothing more of them but, perhaps, for a port by its name. Else made anew for each end.
 * Measured: 2 µs an end instead of 25.
 */
type Plan =
  | {
      readonly kind: 'rows';
      readonly family: Family;
      /** What it asks beside the end. */
      readonly parts: RowParts;
      readonly directory: Directory;
      readonly column: Column;
      /** Which rows are the family's. */
      readonly where: readonly Fixed[];
      /** The name of a port of the end itself: a column of names. */
      readonly names: Column | undefined;
      readonly made: (Rule | 'never' | undefined)[];
    }
  | { readonly kind: 'each end'; readonly family: Family }
  /** One rule that everything matches, whoever the end is: the last. */
  | { readonly kind: 'whole'; readonly rule: Rule };

/** A condition that compares a column with one cell. */
interface Fixed {
  readonly cells: ArrayLike<Cell>;
  readonly cell: Cell;
  readonly is: Condition['is'];
}

const plansOf = onceFor((_: Stage) => new Map<number, readonly Plan[]>());

function plansFor(making: Making, stage: Stage, number: number): readonly Plan[] {
  const known = plansOf(stage);
  let plans = known.get(number);
  if (plans === undefined) {
    plans = plan(making, stage, stage.template.tables[number]?.families ?? []);
    known.set(number, plans);
  }
  return plans;
}

/** Without families that no end can match, those behind one that all match, and those that only say the same as that one. */
function plan(making: Making, stage: Stage, families: readonly Family[]): readonly Plan[] {
  const { finding } = making;
  const plans: Plan[] = [];
  for (const family of families) {
    const made = planOf(making, stage, family);
    if (made.kind === 'rows') {
      plans.push(made);
      continue;
    }
    const entries = entriesOf([family], stage.situation, finding.knowledge, finding.table);
    const [entry] = entries ?? [];
    if (entries?.length === 0) continue;
    if (entry === undefined || !isAlways(entry)) {
      plans.push(made);
      continue;
    }
    const rule = ruleOf(entry, stage, making);
    const isSame = (other: Plan | undefined): boolean =>
      other !== undefined &&
      other.kind !== 'whole' &&
      other.family.action.kind !== 'case' &&
      thenOf(other.family.action, entry.row, stage) === rule.then;
    while (isSame(plans.at(-1))) plans.pop();
    return [...plans, { kind: 'whole', rule }];
  }
  return plans;
}

function planOf({ finding, peers }: Making, stage: Stage, family: Family): Plan {
  const { network } = finding;
  const { each, match } = family;
  const generic: Plan = { kind: 'each end', family };
  if (each === undefined || each.directory === ADDRESSES) return generic;
  if (each.where.some(({ to }) => isTerm(to))) return generic;
  const directory = directoryOf(network, each);
  const { side, situation } = stage;
  const indexes = NODE_FIELDS.filter(
    (field) => match[field] !== undefined && placeAsked(field, situation) === side,
  );
  const [index, ...more] = indexes;
  const part = index && match[index];
  if (index === undefined || more.length > 0 || !isTerm(part) || !('row' in part)) return generic;
  const column = directory.columns[part.row];
  const own = side === 'source' ? match.sources : match.targets;
  const name = match.targetPortName;
  if (column?.kind !== 'set' || own !== undefined) return generic;
  if (side === 'target' && name !== undefined && !(isTerm(name) && 'row' in name)) return generic;
  const { [index]: _, ...rest } = match;
  const { targetPortName: __, ...unnamed } = rest;
  const named = side === 'target' && isTerm(name) && 'row' in name;
  const given = { ...situation, [side]: finding.ends.nodes[0] as NodeId };
  const asked = { ...family, match: named ? unnamed : rest };
  const parts = rowPartsOf(asked, directory, given, finding.knowledge, peers, finding.table);
  if (parts === undefined) return generic;
  return {
    kind: 'rows',
    family,
    parts,
    directory,
    column,
    where: each.where.map(({ field, is, to }) => ({
      cells: directory.columns[field]?.cells ?? [],
      cell: 'cell' in to ? to.cell : undefined,
      is,
    })),
    names: named ? directory.columns[name.row] : undefined,
    // Filled in any order: an array that is not made as long as it gets is a hash table, and 10 times slower.
    made: new Array(directory.size),
  };
}

function stageProgram(making: Making, stage: Stage, end: NodeId): Program {
  const held = heldBy(making.finding.network.sets, end);
  const tables = stage.tables.map((number) => {
    const rules: Rule[] = [];
    let last: { readonly column: Column; readonly rows: Rows } | undefined;
    for (const plan of plansFor(making, stage, number)) {
      if (plan.kind === 'whole') {
        rules.push(plan.rule);
        break;
      }
      const isRows = plan.kind === 'rows' && held.facts.size === 0;
      let whole: boolean;
      if (isRows) {
        const { column } = plan;
        if (last?.column !== column) last = { column, rows: rowsOfSets(column, held.sets) };
        whole = putRows(making, stage, plan, end, last.rows, rules);
      } else whole = putEach(making, stage, plan, end, rules);
      if (whole) break;
    }
    return making.simplify(rules);
  });
  return making.programs.program(tables);
}

/** Puts the rules of rows; whether the last one matches everything. */
function putRows(
  making: Making,
  stage: Stage,
  plan: Extract<Plan, { kind: 'rows' }>,
  end: NodeId,
  rows: Rows,
  rules: Rule[],
): boolean {
  const { finding, programs } = making;
  const absent = making.without?.get(plan.directory);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (absent?.has(row)) continue;
    let rule = plan.made[row];
    if (rule === undefined) {
      rule = isOf(plan, row) ? ruleOfRow(making, stage, plan, row) : 'never';
      plan.made[row] = rule;
    }
    if (rule === 'never') continue;
    const name = plan.names?.cells[row];
    if (typeof name === 'string' && name !== '') {
      const connections = finding.table.intersect(rule.connections, finding.knowledge.namedAt(end, name));
      if (connections === NONE) continue;
      rule = programs.rule({ ...rule, connections });
    }
    rules.push(rule);
    if (isWhole(rule)) return true;
  }
  return false;
}

function isOf({ where }: Extract<Plan, { kind: 'rows' }>, row: number): boolean {
  for (const { cells, cell, is } of where) if ((cells[row] === cell) !== (is === 'equal')) return false;
  return true;
}

function ruleOfRow(
  { finding, peers, programs }: Making,
  stage: Stage,
  { parts, family, directory }: Extract<Plan, { kind: 'rows' }>,
  row: number,
): Rule | 'never' {
  const asked = askedByRow(parts, row, finding.knowledge, peers, finding.table);
  if (asked === 'never') return asked;
  const { action } = family;
  const frame: Frame = { network: finding.network, self: NO_NODE, directory, row };
  const { peers: who, connections, names, facts } = asked;
  return programs.rule({ peers: who, connections, names, facts, then: thenOf(action, frame, stage) });
}

/** Puts the rules of a family for this end alone; whether the last one matches everything. */
function putEach(
  making: Making,
  stage: Stage,
  { family }: Exclude<Plan, { kind: 'whole' }>,
  end: NodeId,
  rules: Rule[],
): boolean {
  const { knowledge, table } = making.finding;
  const given = { ...stage.situation, [stage.side]: end };
  const entries = entriesOf([family], given, knowledge, table, making.without);
  assert(entries, 'a stage decides by one end');
  for (const entry of entries) rules.push(ruleOf(entry, stage, making));
  const last = rules.at(-1);
  return entries.length > 0 && last !== undefined && isWhole(last);
}

function ruleOf(entry: Entry, stage: Stage, { peers, programs }: Making): Rule {
  const { connections, names, facts } = entry;
  return programs.rule({
    peers: entry.peers.map((peer) => peers.idOf(peer)).sort((a, b) => a - b),
    connections,
    names,
    facts,
    then: thenOf(entry.action, entry.row, stage),
  });
}

function thenOf(action: ActionPattern, row: Entry['row'], stage: Stage): Asked['then'] {
  switch (action.kind) {
    case 'next':
      return action.table === stage.exit ? 'pass' : stage.tables.indexOf(action.table);
    case 'case': {
      assert(typeof row === 'object', 'a case is of a row');
      const chosen = action.cases[columnOf(row, action.of).cells[row.row] as string];
      assert(chosen, `no case ${action.of}`);
      return thenOf(chosen, row, stage);
    }
    case 'deliver':
    case 'choose':
      assert(stage.exit === 'process', 'nothing else is delivered here');
      return 'pass';
    case 'discard':
    case 'forward':
      return 'stop';
    case 'set':
    case 'translate':
      assert(false, 'a stage changes nothing');
  }
}
