import type { AddressSet } from '../../model/header/address-set.ts';
import type { PortSet } from '../../model/header/port.ts';
import { portSet } from '../../model/header/port.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import { NO_FACT } from '../../model/network/fact.ts';
import type { SetId } from '../../model/network/set.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { Origin } from '../../text/origin.ts';
import type { Direction, NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from '../objects/policy.ts';
import type { Options } from '../profile/options.ts';
import type { Blocks } from './blocks.ts';
import type { PodSets } from './pod-sets.ts';

/** What one entry of a policy asks of a message; what is absent asks nothing. A row of a directory of rules. */
export interface PolicyRow {
  /** The pods that the policy selects. */
  readonly subject: SetId;
  /** The pods at the other end. */
  readonly peer: SetId;
  /** The addresses at the other end. */
  readonly addresses: AddressSet | undefined;
  readonly protocol: Protocol | undefined;
  readonly ports: PortSet | undefined;
  readonly portName: string;
  readonly fact: FactId;
  /** That its policy is asked before others of its priority (S121). */
  readonly tie: FactId;
  /** `allow`, `deny`, `pass`. */
  readonly action: string;
  /** How the other end is named: by its `pods`, by `block`, `any`; `perhaps`: a planned address in a block. */
  readonly sort: 'pods' | 'block' | 'perhaps' | 'any';
  /** `range`: more ports than one by endPort (S92). */
  readonly span: 'range' | 'single';
  readonly origin: Origin;
  readonly path: string;
}

/** Where the other end may be: part of a row. */
export type PeerPart = Pick<PolicyRow, 'peer' | 'addresses' | 'sort'>;

/** Where it may go to there: part of a row. */
export type PortPart = Pick<PolicyRow, 'protocol' | 'ports' | 'portName' | 'span'>;

/** No matter who. */
export const ANY_PEER: PeerPart = { peer: NO_SET, addresses: undefined, sort: 'any' };

/** No matter where to. */
export const ANY_PORT: PortPart = { protocol: undefined, ports: undefined, portName: '', span: 'single' };

const WHEREVER: readonly PortPart[] = [ANY_PORT];

/** Rows as a directory. */
export function policyDirectory(rows: readonly PolicyRow[]): Directory {
  const columns = ruleColumns(rows.length);
  for (const row of rows) columns.add(row.subject, row, row, row.origin, row.path);
  const { size, columns: named } = columns.finish();
  return {
    size,
    columns: {
      ...named,
      fact: { kind: 'number', cells: Int32Array.from(rows, ({ fact }) => fact) },
      tie: { kind: 'number', cells: Int32Array.from(rows, ({ tie }) => tie) },
      action: { kind: 'text', cells: rows.map(({ action }) => action) },
    },
  };
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
 * each policy that has the direction.
 */
export function namespaceTier(
  policies: readonly NetworkPolicy[],
  direction: Direction,
  sets: PodSets,
  blocks: Blocks,
  options: Options,
): NamespaceTier {
  const isolating = policies.filter(({ directions }) => directions.includes(direction));
  const subjects = new Int32Array(isolating.length);
  const rules = ruleColumns(isolating.reduce((sum, policy) => sum + mostRows(policy[direction]), 0));
  const partOfPort = portParts(options);
  isolating.forEach(({ namespace, subject: selector, origin, [direction]: own }, i) => {
    const subject = sets.of(namespace, selector, 'all');
    subjects[i] = subject;
    for (const { peers, ports: asked, path } of own) {
      const ports = asked?.map(partOfPort) ?? WHEREVER;
      const admit = (peer: PeerPart): void => {
        for (const port of ports) {
          // A named port means one of a pod: an address outside has none (S91).
          const named = port.portName !== '' && direction === 'egress';
          if (named && (peer.sort === 'block' || peer.sort === 'perhaps')) continue;
          const meant = named && peer.sort === 'any' ? { ...peer, peer: sets.all } : peer;
          rules.add(subject, meant, port, origin, path);
        }
      };
      if (peers === undefined) admit(ANY_PEER);
      else for (const peer of peers) for (const part of partsOfPeer(peer, namespace, sets, blocks)) admit(part);
    }
  });
  return {
    isolations: {
      size: subjects.length,
      columns: {
        subject: { kind: 'set', cells: subjects },
        origin: { kind: 'origin', cells: isolating.map(({ origin }) => origin) },
      },
    },
    rules: rules.finish(),
  };
}

/** How many rows rules have at most: a block may stand for two. */
function mostRows(rules: readonly PolicyRule[]): number {
  let most = 0;
  for (const { peers, ports } of rules) {
    let ends = 1;
    if (peers !== undefined) {
      ends = 0;
      for (const { kind } of peers) ends += kind === 'block' ? 2 : 1;
    }
    most += ends * (ports?.length ?? 1);
  }
  return most;
}

/**
 * Rows of policies that admit, as columns from the start, room for `most` of them: 400,000 of them kept as objects cost
 * 0.4 s, most of it to collect them again, and as lists that grow 0.3 s.
 */
function ruleColumns(most: number) {
  const subjects = new Int32Array(most);
  const peers = new Int32Array(most);
  const addresses = new Array<PolicyRow['addresses']>(most);
  const sorts = new Array<PolicyRow['sort']>(most);
  const protocols = new Array<PolicyRow['protocol']>(most);
  const ports = new Array<PolicyRow['ports']>(most);
  const portNames = new Array<string>(most);
  const spans = new Array<PolicyRow['span']>(most);
  const origins = new Array<Origin>(most);
  const paths = new Array<string>(most);
  let size = 0;
  return {
    add(subject: SetId, peer: PeerPart, port: PortPart, origin: Origin, path: string): void {
      subjects[size] = subject;
      peers[size] = peer.peer;
      addresses[size] = peer.addresses;
      sorts[size] = peer.sort;
      protocols[size] = port.protocol;
      ports[size] = port.ports;
      portNames[size] = port.portName;
      spans[size] = port.span;
      origins[size] = origin;
      paths[size] = path;
      size++;
    },
    /** Of what NetworkPolicies say: it is admitted, for sure, before nobody. */
    finish(): Directory {
      for (const cells of [addresses, sorts, protocols, ports, portNames, spans, origins, paths])
        cells.length = size;
      const never = { kind: 'number', cells: new Int32Array(size).fill(NO_FACT) } as const;
      return {
        size,
        columns: {
          subject: { kind: 'set', cells: subjects.subarray(0, size) },
          peer: { kind: 'set', cells: peers.subarray(0, size) },
          addresses: { kind: 'addresses', cells: addresses },
          protocol: { kind: 'protocol', cells: protocols },
          ports: { kind: 'ports', cells: ports },
          portName: { kind: 'text', cells: portNames },
          fact: never,
          tie: never,
          action: { kind: 'text', cells: new Array<string>(size).fill('allow') },
          sort: { kind: 'text', cells: sorts },
          span: { kind: 'text', cells: spans },
          origin: { kind: 'origin', cells: origins },
          path: { kind: 'text', cells: paths },
        },
      };
    },
  };
}

function partsOfPeer(peer: PolicyPeer, namespace: string, sets: PodSets, blocks: Blocks): PeerPart[] {
  if (peer.kind === 'pods') {
    return [
      { peer: sets.of(peer.namespaces ?? namespace, peer.pods, 'all'), addresses: undefined, sort: 'pods' },
    ];
  }
  return blockParts(blocks, [peer.block], peer.except);
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

/** Ports of rules as parts of rows, equal sets of ports shared (S89, S92). */
function portParts({ endPort }: Options): (port: PolicyPort) => PortPart {
  const ranges = rangeParts();
  return (port) => {
    const { protocol } = port;
    if (port.kind === 'named') return { protocol, ports: undefined, portName: port.name, span: 'single' };
    const whole = port.first === 0;
    const last = endPort === 'range' || whole ? port.last : port.first;
    return ranges(protocol, port.first, last);
  };
}

/** Ranges of ports as parts of rows, each made once; all ports ask nothing. */
export function rangeParts(): (protocol: Protocol, first: number, last: number) => PortPart {
  const known = new Map<Protocol, Map<number, PortPart>>();
  return (protocol, first, last) => {
    let own = known.get(protocol);
    if (own === undefined) {
      own = new Map();
      known.set(protocol, own);
    }
    const key = (first << 16) | last;
    let part = own.get(key);
    if (part === undefined) {
      const ports = first === 0 && last === 65535 ? undefined : portSet([first, last]);
      const span = ports === undefined || first === last ? 'single' : 'range';
      part = { protocol, ports, portName: '', span };
      own.set(key, part);
    }
    return part;
  };
}
