import type { AddressSet } from '../../model/header/address-set.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import { NO_FACT } from '../../model/network/fact.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { Origin } from '../../text/origin.ts';
import type { Direction, NetworkPolicy } from '../objects/policy.ts';
import type { Blocks } from './blocks.ts';
import { directoryOf, lazyColumn } from './columns.ts';
import type { PodSets } from './pod-sets.ts';
import type { AskedBlock, Entries, Vocabulary } from './policy-entries.ts';
import { ANYBODY, NOWHERE, peerOf } from './policy-entries.ts';
import type { PortPart } from './port-part.ts';

/** What one entry of a policy asks of a message; what is absent asks nothing. A row of a directory of rules. */
export interface PolicyRow extends PortPart {
  /** The pods that the policy selects. */
  readonly subject: SetId;
  /** The pods at the other end. */
  readonly peer: SetId;
  /** The addresses at the other end. */
  readonly addresses: AddressSet | undefined;
  readonly fact: FactId;
  /** That its policy is asked before others of its priority (S121). */
  readonly tie: FactId;
  /** `allow`, `deny`, `pass`. */
  readonly action: string;
  /** How the other end is named: by its `pods`, by `block`, `any`; `perhaps`: a planned address in a block. */
  readonly sort: 'pods' | 'block' | 'perhaps' | 'any';
  readonly origin: Origin;
  readonly path: string;
}

/** Where the other end may be: part of a row. */
export type PeerPart = Pick<PolicyRow, 'peer' | 'addresses' | 'sort'>;

/** No matter who. */
export const ANY_PEER: PeerPart = { peer: NO_SET, addresses: undefined, sort: 'any' };

/** Rows as a directory. */
export function policyDirectory(rows: readonly PolicyRow[]): Directory {
  return directoryOf(rows, {
    subject: 'set',
    peer: 'set',
    addresses: 'addresses',
    protocol: 'protocol',
    ports: 'ports',
    portName: 'text',
    fact: 'number',
    tie: 'number',
    action: 'text',
    sort: 'text',
    span: 'text',
    origin: 'origin',
    path: 'text',
  });
}

/** What NetworkPolicies say of one direction: who is isolated, and what is admitted then. */
export interface NamespaceTier {
  /** The pods that a policy isolates: columns `subject`, `origin`. */
  readonly isolations: Directory;
  /** Rows as `policyDirectory` has them. */
  readonly rules: Directory;
}

/**
 * NetworkPolicies as rows. Implements S76, S77, S80–S84, S86, S89–S94, S97: a row for each peer and port of each rule of
 * each policy that has the direction. Sets are numbered in the order of the rows.
 */
export function namespaceTier(
  entries: Entries,
  words: Vocabulary,
  direction: Direction,
  sets: PodSets,
  blocks: Blocks,
): NamespaceTier {
  const { subjects, starts, peers, ports } = entries;
  const rows = rowNumbers(peers.length);
  const partsOf = partsOfBlocks(words, blocks, rows.part);
  const isolated = new Int32Array(subjects.length);
  for (let policy = 0; policy < isolated.length; policy++) {
    const subject = sets.asked(subjects[policy] as number);
    isolated[policy] = subject;
    const end = starts[policy + 1] as number;
    for (let entry = starts[policy] as number; entry < end; entry++) {
      const code = peers[entry] as number;
      const port = ports[entry] as number;
      const named = direction === 'egress' && port !== NOWHERE && words.ports[port]?.portName !== '';
      if (code === ANYBODY) {
        // A named port means one of a pod: an address outside has none (S91).
        if (port !== NOWHERE) rows.add(subject, named ? sets.all : NO_SET, ANY, policy, entry);
        continue;
      }
      const { kind, number } = peerOf(code);
      if (kind === 'set') {
        const peer = sets.asked(number);
        if (port !== NOWHERE) rows.add(subject, peer, PODS, policy, entry);
        continue;
      }
      const parts = partsOf(number);
      if (named || port === NOWHERE) continue;
      for (const { peer, part } of parts) rows.add(subject, peer, part, policy, entry);
    }
  }
  return {
    isolations: {
      size: isolated.length,
      columns: {
        subject: { kind: 'set', cells: isolated },
        origin: lazyColumn('origin', () => entries.policies.map(({ origin }) => origin)),
      },
    },
    rules: rows.finish(entries, direction, words),
  };
}

/** The first two parts of any direction. */
const [ANY, PODS] = [0, 1];
const FIRST_PARTS: readonly PeerPart[] = [ANY_PEER, { peer: NO_SET, addresses: undefined, sort: 'pods' }];

/** A block as parts of rows, by its number; `numberOf` a part. */
function partsOfBlocks(
  words: Vocabulary,
  blocks: Blocks,
  numberOf: (part: PeerPart) => number,
): (block: number) => readonly { readonly peer: SetId; readonly part: number }[] {
  const known: ReturnType<ReturnType<typeof partsOfBlocks>>[] = [];
  return (number) => {
    let parts = known[number];
    if (parts === undefined) {
      const { block, except } = words.blocks[number] as AskedBlock;
      parts = blockParts(blocks, [block], except).map((part) => ({ peer: part.peer, part: numberOf(part) }));
      known[number] = parts;
    }
    return parts;
  };
}

/** Addresses as parts of rows: those for sure, and those that planned ones may be. */
export function blockParts(
  blocks: Blocks,
  given: Parameters<Blocks['of']>[0],
  except: Parameters<Blocks['of']>[1] = [],
): PeerPart[] {
  const { addresses, perhaps, families } = blocks.of(given, except);
  const sure: PeerPart = { peer: NO_SET, addresses, sort: 'block' };
  return perhaps === NO_SET ? [sure] : [sure, { peer: perhaps, addresses: families, sort: 'perhaps' }];
}

/**
 * Rows of policies that admit, as numbers: 400,000 of them kept as objects cost 0.4 s, most of it to collect them again.
 * What the numbers stand for is written into columns when somebody asks for it.
 */
function rowNumbers(expected: number) {
  let room = expected;
  let columns = Array.from({ length: 5 }, () => new Int32Array(room));
  let [subjects, peers, parts, policies, numbers] = columns as RowNumbers;
  const peerParts = [...FIRST_PARTS];
  let size = 0;
  const grow = (): void => {
    room = 2 * room + 16;
    columns = columns.map((old) => {
      const larger = new Int32Array(room);
      larger.set(old);
      return larger;
    });
    [subjects, peers, parts, policies, numbers] = columns as RowNumbers;
  };
  return {
    part: (part: PeerPart): number => peerParts.push(part) - 1,
    add(subject: SetId, peer: SetId, part: number, policy: number, entry: number): void {
      if (size === room) grow();
      subjects[size] = subject;
      peers[size] = peer;
      parts[size] = part;
      policies[size] = policy;
      numbers[size] = entry;
      size++;
    },
    finish(entries: Entries, direction: Direction, words: Vocabulary): Directory {
      const exact = columns.map((cells) => (room === size ? cells : cells.slice(0, size)));
      return ruleDirectory(exact as RowNumbers, peerParts, entries, direction, words);
    },
  };
}

/** Subject, peer, number of the part of the peer, of the policy, of the entry. */
type RowNumbers = [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

/** Of what NetworkPolicies say: it is admitted, for sure, before nobody. */
function ruleDirectory(
  [subjects, peers, parts, policies, numbers]: RowNumbers,
  peerParts: readonly PeerPart[],
  entries: Entries,
  direction: Direction,
  words: Vocabulary,
): Directory {
  const size = subjects.length;
  const each = <T>(cell: (row: number) => T): T[] => {
    const cells = new Array<T>(size);
    for (let row = 0; row < size; row++) cells[row] = cell(row);
    return cells;
  };
  const ofPeer = <F extends keyof PeerPart>(field: F) =>
    each((row) => (peerParts[parts[row] as number] as PeerPart)[field]);
  const ofPort = <F extends keyof PortPart>(field: F) =>
    each((row) => (words.ports[entries.ports[numbers[row] as number] as number] as PortPart)[field]);
  const policyAt = (row: number) => entries.policies[policies[row] as number] as NetworkPolicy;
  const pathAt = (row: number) =>
    policyAt(row)[direction][entries.rules[numbers[row] as number] as number]?.path as string;
  const never = { kind: 'number', cells: new Int32Array(size).fill(NO_FACT) } as const;
  return {
    size,
    columns: {
      subject: { kind: 'set', cells: subjects },
      peer: { kind: 'set', cells: peers },
      addresses: lazyColumn('addresses', () => ofPeer('addresses')),
      protocol: lazyColumn('protocol', () => ofPort('protocol')),
      ports: lazyColumn('ports', () => ofPort('ports')),
      portName: lazyColumn('text', () => ofPort('portName')),
      fact: never,
      tie: never,
      action: lazyColumn('text', () => each(() => 'allow')),
      sort: lazyColumn('text', () => ofPeer('sort')),
      span: lazyColumn('text', () => ofPort('span')),
      origin: lazyColumn('origin', () => each((row) => policyAt(row).origin)),
      path: lazyColumn('text', () => each(pathAt)),
    },
  };
}
