import { unreachable } from '../../base/assert.ts';
import type { Address } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { containsAddress } from '../../model/header/address-set.ts';
import { containsPort } from '../../model/header/port.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { MatchPattern, Term } from '../../model/network/family.ts';
import type { Frame } from '../../model/network/instantiate.ts';
import { columnOf, isTerm, matchPart } from '../../model/network/instantiate.ts';
import type { Match, NodeMatch } from '../../model/network/match.ts';
import { ownerOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { SetId } from '../../model/network/set.ts';
import { membership } from '../../model/network/set.ts';
import type { ConnectionId } from './connection-set.ts';
import { addressOf } from './ends.ts';
import type { Knowledge } from './knowledge.ts';
import type { Place, Situation } from './situation.ts';
import { freeEnd, nodeAt, placeAsked, placeIn } from './situation.ts';

/** What is asked of the end that varies. */
export type Peer =
  | { readonly kind: 'set'; readonly set: SetId; readonly is: 'in' | 'not in' }
  | { readonly kind: 'addresses'; readonly addresses: AddressSet }
  | { readonly kind: 'node'; readonly node: NodeId };

/**
 * What is known of one part of a match in a situation: that it holds of all its messages or of none; of which; `unclear`:
 * that cannot be told without giving an end.
 */
export type Test =
  | 'yes'
  | 'no'
  | 'unclear'
  | { readonly kind: 'peer'; readonly peer: Peer }
  | { readonly kind: 'connections'; readonly connections: ConnectionId }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'fact'; readonly fact: FactId };

/** A source port stands for all that no rule tells apart. */
const SOURCE_PORT = 49_152;

/** What one part of a match asks of the messages of a situation. `row`: where its terms are read, if it has any of a row. */
export function testOf(
  field: keyof Match,
  part: NonNullable<MatchPattern[keyof Match]>,
  row: Frame | undefined,
  situation: Situation,
  knowledge: Knowledge,
): Test {
  if (isTerm(part) && 'self' in part) return ofSelf(field, part, situation);
  if (!isTerm(part)) return ofValue(field, part, situation, knowledge);
  if (row === undefined) return 'unclear';
  const cell = columnOf(row, part.row).cells[row.row];
  if (cell === undefined) return 'yes';
  if (typeof cell === 'bigint') return ofAddress(cell as Address, endOf(field), situation, knowledge);
  const value = matchPart(field, part, row);
  return value === undefined ? 'yes' : ofValue(field, value, situation, knowledge);
}

function endOf(field: keyof Match): 'source' | 'target' {
  return field === 'sources' || field === 'sourceOwner' ? 'source' : 'target';
}

/** A part that compares with the switch itself. */
function ofSelf(field: keyof Match, term: Extract<Term, { self: unknown }>, situation: Situation): Test {
  switch (field) {
    case 'sources':
    case 'targets':
      if (term.self !== 'addresses') return 'unclear';
      // Nobody else has an end's address.
      return yes(placeIn(situation, situation.self) === endOf(field));
    case 'from':
    case 'out':
    case 'sourceOwner':
    case 'targetOwner': {
      const place = placeAsked(field, situation);
      if (place === undefined || term.self === 'addresses' || term.self === 'zone') return 'unclear';
      if (typeof place === 'object') return 'unclear';
      const self = term.self === 'host' ? hostPlace(situation.self) : situation.self;
      return yes(placeIn(situation, place) === placeIn(situation, self));
    }
    default:
      return 'unclear';
  }
}

/** The place of the host of who is at a place. */
export function hostPlace(place: Place): Place {
  if (place === 'source') return 'source host';
  return place === 'target' ? 'target host' : place;
}

function ofValue(
  field: keyof Match,
  part: NonNullable<Match[keyof Match]>,
  situation: Situation,
  knowledge: Knowledge,
): Test {
  switch (field) {
    case 'protocols':
      return {
        kind: 'connections',
        connections: knowledge.toProtocols(part as NonNullable<Match['protocols']>),
      };
    case 'targetPorts':
      if (situation.message === 'reply') return 'unclear';
      return {
        kind: 'connections',
        connections: knowledge.toPorts(part as NonNullable<Match['targetPorts']>),
      };
    case 'sourcePorts':
      return containsPort(part as NonNullable<Match['sourcePorts']>, SOURCE_PORT) &&
        knowledge.isWholeRange(part as NonNullable<Match['sourcePorts']>)
        ? 'yes'
        : 'unclear';
    case 'sources':
    case 'targets':
      return ofAddresses(part as AddressSet, endOf(field), situation, knowledge);
    case 'from':
    case 'out':
    case 'sourceOwner':
    case 'targetOwner': {
      const place = placeAsked(field, situation);
      return ofNode(part as NodeMatch, place, situation, knowledge);
    }
    case 'ends':
      return 'no';
    case 'targetPortName': {
      const { target } = situation;
      if (situation.message === 'reply') return 'unclear';
      if (target === 'any') return { kind: 'name', name: part as string };
      return { kind: 'connections', connections: knowledge.namedAt(target, part as string) };
    }
    case 'registers':
      return yes(
        (part as NonNullable<Match['registers']>).every(
          ({ register, value }) => (situation.registers.get(register) ?? 0) === value,
        ),
      );
    case 'fact':
    case 'tie':
      return { kind: 'fact', fact: part as FactId };
    default:
      return unreachable(field);
  }
}

function ofAddress(
  wanted: Address,
  end: 'source' | 'target',
  situation: Situation,
  knowledge: Knowledge,
): Test {
  const bound = situation[end];
  const node = endAt(situation, wanted);
  if (bound !== 'any') {
    if (node !== undefined) knowledge.lookedAt.add('node');
    return yes(node === bound);
  }
  const other = situation[end === 'source' ? 'target' : 'source'];
  if (node === undefined || node === other) return 'no';
  return freeEnd(situation) === end ? { kind: 'peer', peer: { kind: 'node', node } } : 'unclear';
}

/** The end that has an address. */
function endAt({ network, ends }: Situation, wanted: Address): NodeId | undefined {
  const owner = ownerOf(network, wanted);
  return owner === undefined || ends.numbers[owner] === -1 ? undefined : owner;
}

function ofAddresses(
  set: AddressSet,
  end: 'source' | 'target',
  situation: Situation,
  knowledge: Knowledge,
): Test {
  const bound = situation[end];
  const held = knowledge.endsWithin(set);
  if (held !== 'some') return yes(held === 'all');
  if (bound !== 'any') {
    knowledge.lookedAt.add('address');
    return yes(containsAddress(set, addressOf(situation.ends, bound)));
  }
  return freeEnd(situation) === end
    ? { kind: 'peer', peer: { kind: 'addresses', addresses: set } }
    : 'unclear';
}

function ofNode(
  match: NodeMatch,
  place: Place | { readonly node: NodeId } | undefined,
  situation: Situation,
  knowledge: Knowledge,
): Test {
  if (place === undefined) return yes('not' in match);
  const node = typeof place === 'object' ? place.node : nodeAt(situation, place);
  if (node !== 'any') {
    noteWho(match, node, knowledge);
    return ofOne(match, node, situation);
  }
  const at = placeIn(situation, place as Place);
  if (at === 'process') return 'unclear';
  const isEnd = at === 'source' || at === 'target';
  if ('node' in match) {
    if (!(isEnd ? knowledge.isEnd(match.node) : knowledge.isHost(match.node))) return 'no';
    return isEnd && freeEnd(situation) === at
      ? { kind: 'peer', peer: { kind: 'node', node: match.node } }
      : 'unclear';
  }
  const set = 'set' in match ? match.set : match.not;
  const is = 'set' in match ? 'in' : 'not in';
  if (isEnd && freeEnd(situation) === at) return { kind: 'peer', peer: { kind: 'set', set, is } };
  const held = isEnd ? knowledge.endsOf(set) : knowledge.hostsOf(set);
  if (held === 'some') return 'unclear';
  return yes((held === 'all') === (is === 'in'));
}

/** Sets that hold an end are looked at in any case; that it is a certain node, or its host one, is not. */
function noteWho(match: NodeMatch, node: NodeId, knowledge: Knowledge): void {
  const asked = 'node' in match ? match.node : undefined;
  if (asked !== undefined && knowledge.isEnd(asked)) knowledge.lookedAt.add('node');
  if (!knowledge.isHost(node)) return;
  const set = 'set' in match ? match.set : 'not' in match ? match.not : undefined;
  const differs =
    set === undefined ? asked !== undefined && knowledge.isHost(asked) : knowledge.hostsOf(set) === 'some';
  if (differs) knowledge.lookedAt.add('host');
}

function ofOne(match: NodeMatch, node: NodeId, { network }: Situation): Test {
  if ('node' in match) return yes(match.node === node);
  if ('not' in match) {
    const except = network.sets[match.not];
    return yes(except === undefined || membership(except, node) !== 'yes');
  }
  const set = network.sets[match.set];
  const held = set === undefined ? 'no' : membership(set, node);
  return typeof held === 'number' ? { kind: 'fact', fact: held } : held;
}

function yes(condition: boolean): 'yes' | 'no' {
  return condition ? 'yes' : 'no';
}
