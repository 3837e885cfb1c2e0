import type { Column, Rows } from '../../model/network/directory.ts';
import { rowsOf } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import type {
  ActionPattern,
  Condition,
  Each,
  Family,
  MatchPattern,
  Term,
} from '../../model/network/family.ts';
import type { Frame } from '../../model/network/instantiate.ts';
import { directoryOf, holds, isTerm, mayLackChoice, rowsWhere } from '../../model/network/instantiate.ts';
import type { Match } from '../../model/network/match.ts';
import { ADDRESSES, LISTENERS } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import { NO_SET, setsHolding } from '../../model/network/set.ts';
import type { ConnectionId, ConnectionTable } from './connection-set.ts';
import { ALL } from './connection-set.ts';
import type { Knowledge } from './knowledge.ts';
import type { Peer, Test } from './match-test.ts';
import { hostPlace, testOf } from './match-test.ts';
import type { Place, Situation } from './situation.ts';
import { nodeAt, placeAsked, placeIn } from './situation.ts';

/** One of the two ends. */
type End = 'source' | 'target';

/** One rule of a table, as far as it is about the messages of a situation. All that it asks must hold. */
export interface Entry {
  /** What it asks of the end that varies. */
  readonly peers: readonly Peer[];
  readonly connections: ConnectionId;
  /** Names of ports that the target, where it varies, must have. */
  readonly names: readonly string[];
  readonly facts: readonly FactId[];
  readonly action: ActionPattern;
  /** The row that the terms of the action are of; or the end whose row in the directory of addresses it is. */
  readonly row: Frame | End | undefined;
}

/** The entries of a table in their order, up to the first that everything matches; undefined: an end must be given. */
export function entriesOf(
  families: readonly Family[],
  situation: Situation,
  knowledge: Knowledge,
  table: ConnectionTable,
): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  for (const family of families) {
    const plain = fixedTests(family, situation, knowledge);
    if (plain === 'no') continue;
    const rows = framesOf(family, situation, knowledge);
    if (rows === undefined) return undefined;
    for (const frame of rows) {
      const entry = entryOf(family, frame, situation, knowledge, table);
      if (entry === undefined) return undefined;
      if (entry === 'never') continue;
      entries.push(entry);
      if (isAlways(entry)) return entries;
    }
  }
  return entries;
}

/** Whether an entry matches every message. */
export function isAlways({ peers, connections, names, facts }: Entry): boolean {
  return peers.length === 0 && connections === ALL && names.length === 0 && facts.length === 0;
}

/** `no` where a part that is the same for all rows says so. */
function fixedTests({ match }: Family, situation: Situation, knowledge: Knowledge): 'no' | undefined {
  for (const field in match) {
    const part = match[field as keyof Match];
    if (part === undefined || (isTerm(part) && 'row' in part)) continue;
    if (testOf(field as keyof Match, part, undefined, situation, knowledge) === 'no') return 'no';
  }
  return undefined;
}

function entryOf(
  { match, action }: Family,
  frame: Frame | End | undefined,
  situation: Situation,
  knowledge: Knowledge,
  table: ConnectionTable,
): Entry | 'never' | undefined {
  const peers: Peer[] = [];
  const names: string[] = [];
  const facts: FactId[] = [];
  let connections: ConnectionId = ALL;
  for (const field in match) {
    const part = match[field as keyof Match];
    if (part === undefined) continue;
    const test: Test =
      typeof frame === 'string' && isTerm(part) && 'row' in part
        ? testOfEndRow(field as keyof Match, part.row, frame, situation)
        : testOf(
            field as keyof Match,
            part,
            typeof frame === 'string' ? undefined : frame,
            situation,
            knowledge,
          );
    if (test === 'yes') continue;
    if (test === 'no') return 'never';
    if (test === 'unclear') return undefined;
    if (test.kind === 'peer') peers.push(test.peer);
    else if (test.kind === 'name') names.push(test.name);
    else if (test.kind === 'fact') facts.push(test.fact);
    else connections = table.intersect(connections, test.connections);
  }
  if (connections === 0) return 'never';
  // A choice among the rows of nobody is no rule.
  if (mayLackChoice(action) && !isSureOfChoice(action, situation, knowledge)) return undefined;
  return { peers, connections, names, facts, action, row: frame };
}

function isSureOfChoice(action: ActionPattern, { self }: Situation, knowledge: Knowledge): boolean {
  if (action.kind !== 'choose' || !('each' in action)) return false;
  return (self === 'source' || self === 'target') && knowledge.hasRowEach(action.each);
}

/** The rows of a family that may match; undefined where that cannot be told without giving an end. */
function framesOf(
  { each, match }: Family,
  situation: Situation,
  knowledge: Knowledge,
): readonly (Frame | End | undefined)[] | undefined {
  if (each === undefined) return [undefined];
  const { network } = situation;
  const directory = directoryOf(network, each);
  if (directory.size === 0) return [];
  const end = each.directory === ADDRESSES ? endOfRow(match, situation) : undefined;
  if (end !== undefined) {
    const held = holdsOfEnd(end, each.where, situation, knowledge);
    return held === undefined ? undefined : held ? [end] : [];
  }
  if (asksForOthers(match, directory.columns, situation, knowledge)) return [];
  const self = nodeAt(situation, situation.self);
  const rows =
    indexed(match, directory.columns, situation, knowledge) ??
    knowledge.rowsForEnds(each, match) ??
    (self !== 'any' && each.where.some((one) => one.is === 'equal' && isAboutSelf(one))
      ? ownRows(each, self, situation, knowledge)
      : undefined);
  if (rows === undefined) return undefined;
  const frames: Frame[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const frame: Frame = { network, self: (self === 'any' ? NO_NODE : self) as NodeId, directory, row };
    const plain = each.where.filter((condition) => !isAboutSelf(condition));
    if (!plain.every((condition) => holds(condition, directory, row, frame))) continue;
    if (plain.length < each.where.length) {
      if (self === 'any') return undefined;
      noteSelf(each, situation, knowledge);
      if (!each.where.every((condition) => holds(condition, directory, row, frame))) continue;
    }
    frames.push(frame);
  }
  return frames;
}

function ownRows(each: Each, self: NodeId, situation: Situation, knowledge: Knowledge): Rows {
  noteSelf(each, situation, knowledge);
  return [...rowsWhere(each, { network: situation.network, self, row: 0 })];
}

/** That rows of the switch itself were looked at. Ends that listen alike are alike in their listeners. */
function noteSelf({ directory }: Each, { self }: Situation, { lookedAt }: Knowledge): void {
  if (self === 'source host' || self === 'target host') lookedAt.add('host');
  else if (directory !== LISTENERS) lookedAt.add('node');
}

function isAboutSelf({ to }: Condition): boolean {
  return isTerm(to) && 'self' in to;
}

/** Which end a family asks for by a row of the directory of addresses. */
function endOfRow(match: MatchPattern, situation: Situation): End | undefined {
  for (const field of ['from', 'out', 'sourceOwner', 'targetOwner'] as const) {
    const part = match[field];
    if (!isTerm(part) || !('row' in part) || part.row !== 'node') continue;
    const place = placeAsked(field, situation);
    if (place === 'source' || place === 'target') return place;
  }
  for (const [field, end] of [
    ['targets', 'target'],
    ['sources', 'source'],
  ] as const) {
    const part = match[field];
    if (isTerm(part) && 'row' in part && part.row === 'address') return end;
  }
  return undefined;
}

/** A part of a match that compares with the row of an end. */
function testOfEndRow(field: keyof Match, row: string, end: End, situation: Situation): Test {
  if (field === 'sources' || field === 'targets')
    return row === 'address'
      ? (field === 'sources' ? 'source' : 'target') === end
        ? 'yes'
        : 'no'
      : 'unclear';
  if (field !== 'from' && field !== 'out' && field !== 'sourceOwner' && field !== 'targetOwner')
    return 'unclear';
  const place = placeAsked(field, situation);
  const meant = row === 'node' ? end : row === 'host' ? hostPlace(end) : undefined;
  if (meant === undefined || typeof place === 'object' || place === 'process') return 'unclear';
  return place !== undefined && placeIn(situation, place) === placeIn(situation, meant) ? 'yes' : 'no';
}

/** Whether conditions hold of the row of an end's address, whoever it is. */
function holdsOfEnd(
  end: End,
  where: readonly Condition[],
  situation: Situation,
  knowledge: Knowledge,
): boolean | undefined {
  for (const { field, is, to } of where) {
    let same: boolean | undefined;
    if (isTerm(to)) {
      if (!('self' in to) || to.self !== 'node') return undefined;
      const place: Place | undefined = field === 'host' ? hostPlace(end) : field === 'node' ? end : undefined;
      if (place === undefined) return undefined;
      same = placeIn(situation, place) === placeIn(situation, situation.self);
    } else {
      const share = knowledge.rowsEqual(field, to.cell);
      same = share === 'some' ? undefined : share === 'all';
    }
    if (same === undefined) return undefined;
    if (same !== (is === 'equal')) return false;
  }
  return true;
}

/** Whether a family asks for nodes that are none of those that may be there, whatever the row. */
function asksForOthers(
  match: MatchPattern,
  columns: Readonly<Record<string, Column>>,
  situation: Situation,
  knowledge: Knowledge,
): boolean {
  return (['from', 'out', 'sourceOwner', 'targetOwner'] as const).some((field) => {
    const part = match[field];
    const column = isTerm(part) && 'row' in part ? columns[part.row] : undefined;
    if (column?.kind !== 'node') return false;
    const place = placeAsked(field, situation);
    if (place === 'source' || place === 'target') return knowledge.shareOfColumn(column, 'ends') === 'none';
    return (
      (place === 'source host' || place === 'target host') &&
      knowledge.shareOfColumn(column, 'hosts') === 'none'
    );
  });
}

/** The rows outside of which none can match, by an end that is given. */
function indexed(
  match: MatchPattern,
  columns: Readonly<Record<string, Column>>,
  situation: Situation,
  knowledge: Knowledge,
): Rows | undefined {
  let shortest: Rows | undefined;
  for (const field of ['from', 'out', 'sourceOwner', 'targetOwner'] as const) {
    const part = match[field];
    if (!isTerm(part) || !('row' in part)) continue;
    const column = columns[part.row];
    if (column === undefined) continue;
    const place = placeAsked(field, situation);
    const isHost = place === 'source host' || place === 'target host';
    const node =
      typeof place === 'object' ? place.node : place === undefined ? NO_NODE : nodeAt(situation, place);
    if (node === 'any' && !(isHost && column.kind === 'set' && knowledge.setsOfHosts().length === 0))
      continue;
    const rows =
      column.kind === 'node'
        ? rowsOf(column, node)
        : column.kind === 'set'
          ? rowsOfSets(
              column,
              node === 'any' || node === NO_NODE ? [] : setsHolding(situation.network.sets, node),
            )
          : undefined;
    if (rows !== undefined && (shortest === undefined || rows.length < shortest.length)) shortest = rows;
  }
  return shortest;
}

function rowsOfSets(column: Column, sets: readonly number[]): Rows {
  const rows: number[] = [];
  for (const set of [NO_SET, ...sets]) {
    const some = rowsOf(column, set);
    for (let i = 0; i < some.length; i++) rows.push(some[i] as number);
  }
  return rows.sort((a, b) => a - b);
}

/** The place that a term of an action stands for. */
export function placeOfTerm(term: Term, { row }: Entry, situation: Situation): Place | undefined {
  if ('self' in term) {
    if (term.self === 'node') return situation.self;
    return term.self === 'host' ? hostPlace(situation.self) : undefined;
  }
  if (typeof row !== 'string') return undefined;
  return term.row === 'node' ? row : term.row === 'host' ? hostPlace(row) : undefined;
}
