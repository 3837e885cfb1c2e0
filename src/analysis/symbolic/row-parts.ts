import { sortNumbers } from '../../base/order.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import type { PortSet } from '../../model/header/port.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Cell, Directory } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import { NO_FACT } from '../../model/network/fact.ts';
import type { Family } from '../../model/network/family.ts';
import { isTerm } from '../../model/network/instantiate.ts';
import type { Match } from '../../model/network/match.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { ConnectionId, ConnectionTable } from './connection-set.ts';
import { ALL, NONE } from './connection-set.ts';
import type { Knowledge } from './knowledge.ts';
import { testOf } from './match-test.ts';
import type { PeerId, Peers } from './peers.ts';
import type { Asked } from './program.ts';
import type { Situation } from './situation.ts';
import { freeEnd, placeAsked } from './situation.ts';

/** What a column of a directory asks of the messages of a row, by the field of the match that it stands for. */
interface RowPart {
  readonly kind: 'set' | 'addresses' | 'protocol' | 'ports' | 'name' | 'fact';
  readonly cells: ArrayLike<Cell>;
}

/** What all rows of a family ask alike, and what each asks beside. */
export interface RowParts {
  readonly common: Omit<Asked, 'then'>;
  readonly parts: readonly RowPart[];
}

/**
 * A match over rows taken apart, in a situation in which one end is given and nothing more is asked of it; undefined where
 * it asks something else. What a rule asks is then read from the row's cells: 0.3 µs a rule instead of 3.
 */
export function rowPartsOf(
  { match }: Family,
  { columns }: Directory,
  situation: Situation,
  knowledge: Knowledge,
  peers: Peers,
  table: ConnectionTable,
): RowParts | undefined {
  const parts: RowPart[] = [];
  const common = { peers: [] as PeerId[], names: [] as string[], facts: [] as FactId[] };
  let connections: ConnectionId = ALL;
  for (const key of Object.keys(match)) {
    const field = key as keyof Match;
    const part = match[field];
    if (part === undefined) continue;
    if (isTerm(part) && 'row' in part) {
      const column = columns[part.row];
      const kind = column === undefined ? undefined : kindOf(field, column.kind, situation);
      if (kind === undefined || column === undefined) return undefined;
      parts.push({ kind, cells: column.cells });
      continue;
    }
    const test = testOf(field, part, undefined, situation, knowledge);
    if (test === 'yes') continue;
    if (typeof test === 'string') return undefined;
    if (test.kind === 'peer') common.peers.push(peers.idOf(test.peer));
    else if (test.kind === 'name') common.names.push(test.name);
    else if (test.kind === 'fact') common.facts.push(test.fact);
    else connections = table.intersect(connections, test.connections);
  }
  return { common: { ...common, connections }, parts };
}

function kindOf(field: keyof Match, column: string, situation: Situation): RowPart['kind'] | undefined {
  const free = freeEnd(situation);
  switch (field) {
    case 'from':
    case 'out':
    case 'sourceOwner':
    case 'targetOwner':
      return column === 'set' && placeAsked(field, situation) === free ? 'set' : undefined;
    case 'sources':
    case 'targets':
      return column === 'addresses' && (field === 'sources' ? 'source' : 'target') === free
        ? 'addresses'
        : undefined;
    case 'protocols':
      return column === 'protocol' ? 'protocol' : undefined;
    case 'targetPorts':
      return column === 'ports' && situation.message === 'request' ? 'ports' : undefined;
    case 'targetPortName':
      return column === 'text' && free === 'target' ? 'name' : undefined;
    case 'fact':
    case 'tie':
      return column === 'number' ? 'fact' : undefined;
    default:
      return undefined;
  }
}

/** What a row asks, without where it leads; `never` where no message is so. */
export function askedByRow(
  { common, parts }: RowParts,
  row: number,
  knowledge: Knowledge,
  peers: Peers,
  table: ConnectionTable,
): Omit<Asked, 'then'> | 'never' {
  let { peers: asked, names, facts } = common;
  let { connections } = common;
  for (const { kind, cells } of parts) {
    const cell = cells[row];
    if (cell === undefined || cell === '') continue;
    switch (kind) {
      case 'set':
        if (cell !== NO_SET) asked = withPeer(peers, asked, peers.idOfSet(cell as SetId));
        break;
      case 'addresses': {
        const held = knowledge.endsWithin(cell as AddressSet);
        if (held === 'none') return 'never';
        if (held === 'some')
          asked = withPeer(peers, asked, peers.idOf({ kind: 'addresses', addresses: cell as AddressSet }));
        break;
      }
      case 'protocol':
        connections = table.intersect(connections, knowledge.toProtocol(cell as Protocol));
        break;
      case 'ports':
        connections = table.intersect(connections, knowledge.toPorts(cell as PortSet));
        break;
      case 'name':
        names = [...names, cell as string];
        break;
      case 'fact':
        if (cell !== NO_FACT) facts = [...facts, cell as FactId];
        break;
    }
  }
  if (connections === NONE) return 'never';
  return { peers: asked, connections, names, facts };
}

function withPeer(peers: Peers, asked: readonly PeerId[], id: PeerId): readonly PeerId[] {
  return asked.length === 0 ? peers.alone(id) : sortNumbers([...asked, id]);
}
