import { sortNumbers } from '../../base/order.ts';
import type { Column, Rows } from '../../model/network/directory.ts';
import { rowsOf } from '../../model/network/directory.ts';
import type { Condition, Each, Family, MatchPattern } from '../../model/network/family.ts';
import type { Frame } from '../../model/network/instantiate.ts';
import { directoryOf, holds, isTerm, rowsWhere } from '../../model/network/instantiate.ts';
import { ADDRESSES, LISTENERS } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import { NO_SET, setsHolding } from '../../model/network/set.ts';
import type { Knowledge } from './knowledge.ts';
import { hostPlace } from './match-test.ts';
import type { Place, Situation } from './situation.ts';
import { NODE_FIELDS, nodeAt, placeAsked, placeIn } from './situation.ts';

/** One of the two ends. */
export type End = 'source' | 'target';

/** The rows of a family that may match; undefined where that cannot be told without giving an end. */
export function framesOf(
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
  for (const field of NODE_FIELDS) {
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
  return NODE_FIELDS.some((field) => {
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
  for (const field of NODE_FIELDS) {
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

/** The rows of a column of sets that are about all, and those about what some sets hold, ascending. */
export function rowsOfSets(column: Column, sets: readonly number[]): Rows {
  const rows: number[] = [];
  for (const set of [NO_SET, ...sets]) {
    const some = rowsOf(column, set);
    for (let i = 0; i < some.length; i++) rows.push(some[i] as number);
  }
  return sortNumbers(rows);
}
