import type { AddressSet } from '../../model/header/address-set.ts';
import { containsAddress } from '../../model/header/address-set.ts';
import type { PortSet } from '../../model/header/port.ts';
import type { Protocol, ProtocolSet } from '../../model/header/protocol.ts';
import type { Cell, Directory } from '../../model/network/directory.ts';
import { NO_FACT } from '../../model/network/fact.ts';
import type { Condition, Each, Family, Term } from '../../model/network/family.ts';
import { directoryOf, isTerm } from '../../model/network/instantiate.ts';
import type { Match, NodeMatch, Register } from '../../model/network/match.ts';
import { ADDRESSES, cellAt } from '../../model/network/network.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { ConnectionId } from '../symbolic/connection-set.ts';
import { ALL, connections, NONE } from '../symbolic/connection-set.ts';
import type { Goal } from './goals.ts';
import { isToldApart, leadsByRow } from './goals.ts';
import type { Neighbour, Routing, Standing } from './position.ts';

/**
 * The row that a family's rule is of: none; one; `goal`: that of the address the message goes to, whichever of the goal; or
 * some row of which nothing is known.
 */
export type RowKnown =
  | { readonly kind: 'none' }
  | { readonly kind: 'row'; readonly directory: Directory; readonly row: number }
  | { readonly kind: 'goal'; readonly directory: Directory; readonly row: number }
  | { readonly kind: 'some'; readonly directory: Directory };

/** What is known of a message at a switch. */
export interface Looking {
  readonly routing: Routing;
  readonly standing: Standing;
  readonly goal: Goal;
  readonly out: Neighbour | undefined;
  /** Values of registers; `any`: one that is not known. Those that are not set hold 0. */
  readonly registers: Registers;
}

/** Registers by name. */
export type Registers = ReadonlyMap<Register, number | 'any'>;

/** Rows that a family may have rules of, and whether it has them for sure. */
export interface Candidate {
  readonly row: RowKnown;
  readonly sure: boolean;
}

/** More rows are not gone through for each position. */
const MOST_ROWS = 40_000;

/** The rows of a family that messages to a goal may match. */
export function candidatesOf(looking: Looking, family: Family): readonly Candidate[] {
  const { each, match } = family;
  if (each === undefined) return [{ row: { kind: 'none' }, sure: true }];
  const { network, goals } = looking.routing;
  const directory = directoryOf(network, each);
  if (directory.size === 0) return [];
  const { targets } = match;
  const column = isTerm(targets) && 'row' in targets ? directory.columns[targets.row] : undefined;
  const some: Candidate = { row: { kind: 'some', directory }, sure: false };
  if (column === undefined) {
    // Ports of each switch itself: whoever has the address, rows are told apart by the port.
    const isByPort = isTerm(match.targetPorts) && 'row' in match.targetPorts && leadsByRow(family.action);
    if (!isByPort || directory.size > MOST_ROWS) return [some];
  } else if (!isToldApart(network, family)) return [some];
  const isOwn = column !== undefined && column === network.directories[ADDRESSES]?.columns.address;
  const rows =
    column === undefined
      ? Array.from({ length: directory.size }, (_, row) => row)
      : isOwn
        ? looking.goal.rows.slice(0, 1)
        : goals.rowsWith(column, looking.goal);
  return rows.flatMap((row): Candidate[] => {
    const known: RowKnown = { kind: isOwn ? 'goal' : 'row', directory, row };
    const held = conditionsHold(looking, each, known, { kind: 'none' });
    return held === 'no' ? [] : [{ row: known, sure: held === 'yes' }];
  });
}

/** Whether the conditions of a directory hold of a row. */
export function conditionsHold(
  looking: Looking,
  { where }: Each,
  row: RowKnown,
  outer: RowKnown,
): 'yes' | 'no' | 'may' {
  let all: 'yes' | 'may' = 'yes';
  for (const condition of where) {
    const held = conditionHolds(looking, condition, row, outer);
    if (held === 'no') return 'no';
    if (held === 'may') all = 'may';
  }
  return all;
}

function conditionHolds(
  looking: Looking,
  { field, is, to }: Condition,
  row: RowKnown,
  outer: RowKnown,
): 'yes' | 'no' | 'may' {
  const same = isSame(looking, field, to, row, outer);
  return same === 'may' ? 'may' : (same === 'yes') === (is === 'equal') ? 'yes' : 'no';
}

function isSame(
  { standing }: Looking,
  field: string,
  to: Condition['to'],
  row: RowKnown,
  outer: RowKnown,
): 'yes' | 'no' | 'may' {
  if (row.kind === 'none' || row.kind === 'some') return 'may';
  const cell = cellAt(row.directory, field, row.row);
  if (!isTerm(to)) return cell === to.cell ? 'yes' : 'no';
  if ('row' in to) {
    return outer.kind === 'row'
      ? cell === cellAt(outer.directory, to.row, outer.row)
        ? 'yes'
        : 'no'
      : 'may';
  }
  if (row.kind !== 'goal' || to.self !== 'node') return 'may';
  if (field === 'node') return standing === 'owner' ? 'yes' : 'no';
  if (field !== 'host') return 'may';
  const isHost = cellAt(row.directory, 'node', row.row) === cell;
  return (isHost ? standing === 'owner' : standing === 'host') ? 'yes' : 'no';
}

/** The messages, of some, that a rule may match: and whether it matches all of those. */
export interface Matched {
  readonly connections: ConnectionId;
  readonly sure: boolean;
}

/** What a rule of a family matches. */
export function mayMatch(looking: Looking, { match }: Family, { row, sure }: Candidate): Matched {
  const { table } = looking.routing;
  let matched: ConnectionId = ALL;
  let isSure = sure;
  for (const key in match) {
    const field = key as keyof Match;
    const part = match[field];
    if (part === undefined) continue;
    const held = isTerm(part) ? ofTerm(looking, field, part, row) : ofValue(looking, field, part);
    if (held === 'no') return { connections: NONE, sure: true };
    if (held === 'may') isSure = false;
    else if (typeof held === 'object') matched = table.intersect(matched, held.connections);
  }
  return { connections: matched, sure: isSure };
}

type Held = 'yes' | 'no' | 'may' | { readonly connections: ConnectionId };

function ofTerm(looking: Looking, field: keyof Match, term: Term, row: RowKnown): Held {
  if ('self' in term) {
    if (field === 'targets' && term.self === 'addresses') return looking.standing === 'owner' ? 'yes' : 'no';
    if (field === 'out' && term.self === 'node') return isOut(looking.out, { kind: 'self' });
    return 'may';
  }
  if (row.kind === 'none' || row.kind === 'some') return 'may';
  if (field === 'targets') return 'yes';
  if (row.kind === 'goal') {
    const means = term.row === 'node' ? 'owner' : term.row === 'host' ? 'owner host' : undefined;
    return field === 'out' && means !== undefined ? isOut(looking.out, { kind: means }) : 'may';
  }
  const cell: Cell = cellAt(row.directory, term.row, row.row);
  if (cell === undefined || cell === '') return 'yes';
  const kind = row.directory.columns[term.row]?.kind;
  if (field === 'targetPorts')
    return ports(looking, typeof cell === 'number' ? [[cell, cell]] : (cell as PortSet));
  if (field === 'protocols') return protocols(looking, [cell as Protocol]);
  if (field === 'fact' || field === 'tie') return cell === NO_FACT ? 'yes' : 'may';
  return kind === 'set' && cell === NO_SET ? 'yes' : 'may';
}

function ofValue(looking: Looking, field: keyof Match, part: NonNullable<Match[keyof Match]>): Held {
  switch (field) {
    case 'targets':
      return containsAddress(part as AddressSet, looking.goal.example) ? 'yes' : 'no';
    case 'targetPorts':
      return ports(looking, part as PortSet);
    case 'protocols':
      return protocols(looking, part as ProtocolSet);
    case 'out': {
      const asked = part as NodeMatch;
      return 'node' in asked ? isOut(looking.out, { kind: 'nodes', nodes: [asked.node] }) : 'may';
    }
    case 'registers':
      return ofRegisters(looking, part as NonNullable<Match['registers']>);
    default:
      return 'may';
  }
}

function ofRegisters({ registers }: Looking, asked: NonNullable<Match['registers']>): Held {
  const values = asked.map(({ register, value }) => {
    const held = registers.get(register) ?? 0;
    return held === 'any' ? 'may' : held === value ? 'yes' : 'no';
  });
  return values.includes('no') ? 'no' : values.includes('may') ? 'may' : 'yes';
}

function ports({ routing }: Looking, set: PortSet): Held {
  return { connections: routing.table.idOf(connections(undefined, set)) };
}

function protocols({ routing }: Looking, set: ProtocolSet): Held {
  return { connections: routing.table.idOf(connections(set)) };
}

/** Whether the neighbour that was chosen is one. */
function isOut(out: Neighbour | undefined, asked: Neighbour): 'yes' | 'no' | 'may' {
  if (out === undefined) return 'no';
  if (out.kind === 'nodes' || asked.kind === 'nodes') {
    const [one, other] = [out, asked].map((each) => (each.kind === 'nodes' ? each.nodes : undefined));
    if (one === undefined || other === undefined) return 'may';
    if (!one.some((node) => other.includes(node))) return 'no';
    return one.length === 1 ? 'yes' : 'may';
  }
  return out.kind === asked.kind ? 'yes' : 'may';
}
