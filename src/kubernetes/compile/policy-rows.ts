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

/** What a rule of a NetworkPolicy says: it admits, for sure, before nobody. */
const ADMITS = { fact: NO_FACT, tie: NO_FACT, action: 'allow' } as const;

const WHEREVER: readonly PortPart[] = [ANY_PORT];

/** Rows as a directory. */
export function policyDirectory(rows: readonly PolicyRow[]): Directory {
  const columns = ruleColumns();
  for (const row of rows) columns.add(row.subject, row, row, row.origin, row.path, row);
  return columns.finish();
}

/** The pods that a policy isolates in a direction. */
export interface IsolationRow {
  readonly subject: SetId;
  readonly origin: Origin;
}

/** What NetworkPolicies say of one direction: who is isolated, and what is admitted then. */
export interface NamespaceTier {
  readonly isolations: readonly IsolationRow[];
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
  const isolations: IsolationRow[] = [];
  const rules = ruleColumns();
  const partOfPort = portParts(options);
  for (const policy of policies) {
    if (!policy.directions.includes(direction)) continue;
    const subject = sets.of(policy.namespace, policy.subject, 'all');
    isolations.push({ subject, origin: policy.origin });
    for (const rule of policy[direction]) {
      const ports = rule.ports?.map(partOfPort) ?? WHEREVER;
      for (const peer of peerParts(rule, policy.namespace, sets, blocks)) {
        for (const port of ports) {
          // A named port means one of a pod: an address outside has none (S91).
          const named = port.portName !== '' && direction === 'egress';
          if (named && (peer.sort === 'block' || peer.sort === 'perhaps')) continue;
          const meant = named && peer.sort === 'any' ? { ...peer, peer: sets.all } : peer;
          rules.add(subject, meant, port, policy.origin, rule.path);
        }
      }
    }
  }
  return { isolations, rules: rules.finish() };
}

/**
 * Rows of policies that admit, as columns from the start: 400,000 of them kept as objects cost 0.4 s, most of it to
 * collect them again.
 */
function ruleColumns() {
  const subjects: SetId[] = [];
  const peers: SetId[] = [];
  const addresses: PolicyRow['addresses'][] = [];
  const sorts: PolicyRow['sort'][] = [];
  const protocols: PolicyRow['protocol'][] = [];
  const ports: PolicyRow['ports'][] = [];
  const portNames: string[] = [];
  const spans: PolicyRow['span'][] = [];
  const origins: Origin[] = [];
  const paths: string[] = [];
  const facts: FactId[] = [];
  const ties: FactId[] = [];
  const actions: string[] = [];
  return {
    add(
      subject: SetId,
      peer: PeerPart,
      port: PortPart,
      origin: Origin,
      path: string,
      said: Pick<PolicyRow, 'fact' | 'tie' | 'action'> = ADMITS,
    ): void {
      subjects.push(subject);
      peers.push(peer.peer);
      addresses.push(peer.addresses);
      sorts.push(peer.sort);
      protocols.push(port.protocol);
      ports.push(port.ports);
      portNames.push(port.portName);
      spans.push(port.span);
      origins.push(origin);
      paths.push(path);
      facts.push(said.fact);
      ties.push(said.tie);
      actions.push(said.action);
    },
    finish(): Directory {
      const size = subjects.length;
      return {
        size,
        columns: {
          subject: { kind: 'set', cells: Int32Array.from(subjects) },
          peer: { kind: 'set', cells: Int32Array.from(peers) },
          addresses: { kind: 'addresses', cells: addresses },
          protocol: { kind: 'protocol', cells: protocols },
          ports: { kind: 'ports', cells: ports },
          portName: { kind: 'text', cells: portNames },
          fact: { kind: 'number', cells: facts },
          tie: { kind: 'number', cells: ties },
          action: { kind: 'text', cells: actions },
          sort: { kind: 'text', cells: sorts },
          span: { kind: 'text', cells: spans },
          origin: { kind: 'origin', cells: origins },
          path: { kind: 'text', cells: paths },
        },
      };
    },
  };
}

function peerParts(rule: PolicyRule, namespace: string, sets: PodSets, blocks: Blocks): PeerPart[] {
  return rule.peers?.flatMap((peer) => partsOfPeer(peer, namespace, sets, blocks)) ?? [ANY_PEER];
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
  const known = new Map<string, PortPart>();
  return (port) => {
    const { protocol } = port;
    if (port.kind === 'named') return { protocol, ports: undefined, portName: port.name, span: 'single' };
    const whole = port.first === 0;
    const last = endPort === 'range' || whole ? port.last : port.first;
    return sharedRange(known, protocol, port.first, last);
  };
}

/** A range of ports as part of rows; all ports ask nothing. */
export function sharedRange(
  known: Map<string, PortPart>,
  protocol: Protocol,
  first: number,
  last: number,
): PortPart {
  const key = `${protocol} ${first} ${last}`;
  let part = known.get(key);
  if (part === undefined) {
    const ports = first === 0 && last === 65535 ? undefined : portSet([first, last]);
    part = {
      protocol,
      ports,
      portName: '',
      span: ports === undefined || first === last ? 'single' : 'range',
    };
    known.set(key, part);
  }
  return part;
}
