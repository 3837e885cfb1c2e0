import { Type } from 'typebox';
import type { Block } from '../analysis/headers/blocks.ts';
import { blocksOf } from '../analysis/headers/blocks.ts';
import type { Certainty, SureFate } from '../analysis/headers/certainty.ts';
import { certainties } from '../analysis/headers/certainty.ts';
import type { HeaderSet } from '../analysis/headers/diagram.ts';
import { intersect, OverBudget, union } from '../analysis/headers/diagram.ts';
import { headersOf } from '../analysis/headers/header-set.ts';
import { PROTOCOL, SOURCE_PORT as SOURCE_PORTS } from '../analysis/headers/level.ts';
import { reach } from '../analysis/headers/reach.ts';
import type { Reading } from '../analysis/headers/reading.ts';
import { readingOf } from '../analysis/headers/reading.ts';
import { witness } from '../analysis/headers/witness.ts';
import { present } from '../base/assert.ts';
import { address } from '../model/header/address.ts';
import {
  ALL_ADDRESSES,
  addressSet,
  formatAddressSet,
  LOOPBACK,
  subtractAddresses,
} from '../model/header/address-set.ts';
import { formatPortSet } from '../model/header/port.ts';
import { PROTOCOLS } from '../model/header/protocol.ts';
import type { Network } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { nodeIds, roleOf } from '../model/network/node.ts';
import { ruleCount } from '../model/network/rules.ts';
import { receiversOf } from '../state/receivers.ts';
import type { Sender } from '../state/sender.ts';
import { sendersOf } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import { SOURCE_PORT } from './delivery.ts';
import type { HeaderView, NodeView } from './describe.ts';
import { viewHeader, viewNode } from './describe.ts';
import type { Input, Refusal } from './question.ts';
import { isRefusal, refuse } from './question.ts';
import { replay } from './replay.ts';
import { headerSchema, nodeSchema } from './schemas.ts';

/** Which source addresses are sent with: those that the sender has, or any. */
type Sources = 'own' | 'any';

/** Everything that a process can send at once, by where it ends: requests alone, no replies. */
export interface HeadersAnswer {
  readonly answer: 'listed';
  readonly from: NodeView;
  readonly over: NodeView;
  readonly sources: Sources;
  readonly rows: readonly HeadersRow[];
}

/** Headers that end alike, equally sure. */
export interface HeadersRow {
  readonly end: 'delivered' | 'refused' | 'discarded' | 'looped';
  /** Where; absent for what goes round. */
  readonly at?: NodeView;
  readonly code?: string;
  readonly certainty: Certainty;
  /** The codes of what is not known. */
  readonly unknown?: readonly string[];
  /** No header is in two; absent where there are too many of them. */
  readonly headers?: readonly BlockView[];
  /** One of the headers; it was sent, and ended so. */
  readonly example: HeaderView;
}

/** A block of headers: what is absent may be anything. */
export interface BlockView {
  readonly protocols?: readonly string[];
  readonly sources?: string;
  readonly sourcePorts?: string;
  readonly targets?: string;
  readonly targetPorts?: string;
  /** Source and target are one address, or are two. */
  readonly ends?: 'same' | 'different';
}

const text = Type.Optional(Type.String());

/** The schema of HeadersAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  from: nodeSchema,
  over: nodeSchema,
  sources: Type.String(),
  rows: Type.Array(
    Type.Object({
      end: Type.String(),
      at: Type.Optional(nodeSchema),
      code: text,
      certainty: Type.String(),
      unknown: Type.Optional(Type.Array(Type.String())),
      headers: Type.Optional(
        Type.Array(
          Type.Object({
            protocols: Type.Optional(Type.Array(Type.String())),
            sources: text,
            sourcePorts: text,
            targets: text,
            targetPorts: text,
            ends: text,
          }),
        ),
      ),
      example: headerSchema,
    }),
  ),
});

/** More rules than this are not looked through header by header. */
const MOST_RULES = 20_000;

/** So many combinations of sets are worked out, at some 100 bytes each. */
const MOST_COMBINATIONS = 4_000_000;

/** Of more blocks than this only an example is given. */
const MOST_BLOCKS = 2_000;

/** Which headers of a sender end where (04 §5), by a reading of the tables of their own, and one of each sent by itself. */
export function ask(state: State, input: Input): HeadersAnswer | Refusal {
  return askWithin(state, input, MOST_COMBINATIONS);
}

/** The same, where so many combinations of sets may be worked out. */
export function askWithin({ network }: State, input: Input, most: number): HeadersAnswer | Refusal {
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const sender = senderOf(network, String(input.from ?? ''), namespace);
  if (isRefusal(sender)) return sender;
  const to = input.to === undefined ? undefined : receiversOf(network, String(input.to), namespace);
  if (to !== undefined && 'problem' in to) return refuse('END_NOT_FOUND', to.problem, to.suggestion);
  let rules = 0;
  for (const id of nodeIds(network.nodes)) rules += ruleCount(network, id);
  if (rules > MOST_RULES) return refuse('TOO_MANY_RULES', `${rules} rules are more than ${MOST_RULES}`);
  const sources = sourcesOf(network, sender, input);
  try {
    const reading = readingOf(network, most);
    return {
      answer: 'listed',
      from: viewNode(network, sender.process),
      over: viewNode(network, sender.over),
      sources,
      rows: rowsOf(reading, sender, sources, to),
    };
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error;
    return refuse('TOO_MANY_RULES', 'what the rules say together is too intricate');
  }
}

function rowsOf(
  reading: Reading,
  sender: Sender,
  sources: Sources,
  to: readonly NodeId[] | undefined,
): HeadersRow[] {
  const sent = sources === 'any' ? reading.sendable : ownHeaders(reading, sender);
  const { fates } = reach(reading, sender.process, sender.over, sent);
  return certainties(reading, fates)
    .filter(({ end }) => to === undefined || (end.kind === 'delivered' && to.includes(end.at)))
    .map((fate) => viewFate(reading, sender, fate))
    .sort(byEnd);
}

/** One process that sends: several would be several answers. */
function senderOf(network: Network, name: string, namespace: string): Sender | Refusal {
  const senders = sendersOf(network, name, namespace);
  if ('problem' in senders) return refuse('END_NOT_FOUND', senders.problem, senders.suggestion);
  const [first] = senders;
  const sender = present(first, 'a sender');
  if (senders.some(({ process, over }) => process !== sender.process || over !== sender.over))
    return refuse('END_NOT_FOUND', `${name} is ${senders.length} senders: say which`);
  return { ...sender, addresses: senders.flatMap(({ addresses }) => addresses) };
}

/** Whoever is outside, and who has no address that is known, may send with any. */
function sourcesOf(network: Network, { process, addresses }: Sender, input: Input): Sources {
  if (input.sources === 'own' || input.sources === 'any') return input.sources;
  return addresses.length === 0 || roleOf(network.nodes, process) === 'outside' ? 'any' : 'own';
}

/** What a sender sends with its own addresses: to loopback, from loopback. */
function ownHeaders({ sets, sendable }: Reading, { addresses }: Sender): HeaderSet {
  const localhosts = addressSet(address('127.0.0.1'), address('::1'));
  const away = headersOf(sets, {
    sources: addressSet(...addresses),
    targets: subtractAddresses(ALL_ADDRESSES, LOOPBACK),
  });
  const inside = headersOf(sets, { sources: localhosts, targets: LOOPBACK });
  return intersect(sets, sendable, union(sets, away, inside));
}

function viewFate(reading: Reading, sender: Sender, fate: SureFate): HeadersRow {
  const { network } = reading;
  const { end, certainty, headers, facts } = fate;
  const usual = new Map([
    [PROTOCOL, [PROTOCOLS.indexOf('TCP')]],
    [SOURCE_PORTS, [SOURCE_PORT]],
  ]);
  const { header } = present(witness(reading, headers, usual), 'a witness of a set that is not empty');
  replay(network, sender, header, end, certainty);
  const blocks = blocksOf(reading, headers, MOST_BLOCKS);
  const unknown = [...new Set(facts.map((fact) => network.facts[fact]?.code ?? ''))].sort();
  return {
    end: end.kind,
    ...('at' in end ? { at: viewNode(network, end.at) } : {}),
    ...('reason' in end ? { code: end.reason } : {}),
    ...(end.kind === 'looped' ? { code: 'LOOP' } : {}),
    certainty,
    ...(unknown.length === 0 ? {} : { unknown }),
    ...(blocks === undefined ? {} : { headers: blocks.map(viewBlock) }),
    example: viewHeader(header),
  };
}

function viewBlock({ protocols, sources, sourcePorts, targets, targetPorts, ends }: Block): BlockView {
  return {
    ...(protocols && { protocols }),
    ...(sources && { sources: formatAddressSet(sources) }),
    ...(sourcePorts && { sourcePorts: formatPortSet(sourcePorts) }),
    ...(targets && { targets: formatAddressSet(targets) }),
    ...(targetPorts && { targetPorts: formatPortSet(targetPorts) }),
    ...(ends && { ends }),
  };
}

const ENDS: readonly HeadersRow['end'][] = ['delivered', 'refused', 'discarded', 'looped'];
const CERTAINTIES: readonly Certainty[] = ['always', 'by choice', 'not known'];

/** What arrives first, then by node. */
function byEnd(a: HeadersRow, b: HeadersRow): number {
  const key = (row: HeadersRow): string =>
    [ENDS.indexOf(row.end), row.at?.name ?? '', row.code ?? '', CERTAINTIES.indexOf(row.certainty)].join(' ');
  return key(a) < key(b) ? -1 : 1;
}
