import type { RowSet } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern, Family, Term } from '../../model/network/family.ts';
import type { Frame } from '../../model/network/instantiate.ts';
import { isTerm, mayLackChoice } from '../../model/network/instantiate.ts';
import type { Match } from '../../model/network/match.ts';
import type { ConnectionId, ConnectionTable } from './connection-set.ts';
import { ALL } from './connection-set.ts';
import type { End } from './frames.ts';
import { framesOf } from './frames.ts';
import type { Knowledge } from './knowledge.ts';
import type { Peer, Test } from './match-test.ts';
import { hostPlace, testOf } from './match-test.ts';
import type { Place, Situation } from './situation.ts';
import { NODE_FIELDS, placeAsked, placeIn } from './situation.ts';

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

/**
 * The entries of a table in their order, up to the first that everything matches; undefined: an end must be given.
 * `without`: rows that are taken to be absent.
 */
export function entriesOf(
  families: readonly Family[],
  situation: Situation,
  knowledge: Knowledge,
  table: ConnectionTable,
  without?: RowSet,
): readonly Entry[] | undefined {
  const entries: Entry[] = [];
  for (const family of families) {
    const plain = fixedTests(family, situation, knowledge);
    if (plain === 'no') continue;
    const rows = framesOf(family, situation, knowledge);
    if (rows === undefined) return undefined;
    for (const frame of rows) {
      if (without !== undefined && typeof frame === 'object' && isAmong(without, frame)) continue;
      const entry = entryOf(family, frame, situation, knowledge, table);
      if (entry === undefined) return undefined;
      if (entry === 'never') continue;
      entries.push(entry);
      if (isAlways(entry)) return entries;
    }
  }
  return entries;
}

function isAmong(rows: RowSet, { directory, row }: Frame): boolean {
  return directory !== undefined && rows.get(directory)?.has(row) === true;
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

/** A part of a match that compares with the row of an end. */
function testOfEndRow(field: keyof Match, row: string, end: End, situation: Situation): Test {
  if (field === 'sources' || field === 'targets')
    return row === 'address'
      ? (field === 'sources' ? 'source' : 'target') === end
        ? 'yes'
        : 'no'
      : 'unclear';
  const asked = NODE_FIELDS.find((one) => one === field);
  if (asked === undefined) return 'unclear';
  const place = placeAsked(asked, situation);
  const meant = row === 'node' ? end : row === 'host' ? hostPlace(end) : undefined;
  if (meant === undefined || typeof place === 'object' || place === 'process') return 'unclear';
  return place !== undefined && placeIn(situation, place) === placeIn(situation, meant) ? 'yes' : 'no';
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
