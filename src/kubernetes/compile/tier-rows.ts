import type { AddressSet } from '../../model/header/address-set.ts';
import { addressSet } from '../../model/header/address-set.ts';
import type { FactId } from '../../model/network/fact.ts';
import { NO_FACT } from '../../model/network/fact.ts';
import { NO_SET } from '../../model/network/set.ts';
import type { ClusterPolicy, TierPeer, TierPort, TierRule } from '../objects/cluster-policy.ts';
import type { Direction } from '../objects/policy.ts';
import type { Options } from '../profile/options.ts';
import { selects } from '../select/selector.ts';
import type { Blocks } from './blocks.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';
import type { PodSets } from './pod-sets.ts';
import type { PeerPart, PolicyRow } from './policy-rows.ts';
import { ANY_PEER, blockParts } from './policy-rows.ts';
import type { PortPart } from './port-part.ts';
import { ANY_PORT, rangeParts } from './port-part.ts';

/** What rows of a tier are made with. */
export interface TierContext {
  readonly layout: Layout;
  readonly options: Options;
  readonly sets: PodSets;
  readonly blocks: Blocks;
  readonly facts: FactTable;
}

/**
 * The rules of one tier in one direction, in the order in which they are tried: by priority, then by their order in the
 * policy (S119, S125). Of several policies of one priority the implementation may ask any first (S121): the rows of each
 * but the last stand once more before all of them, under an open fact that it comes first.
 */
export function tierRows(
  policies: readonly ClusterPolicy[],
  tier: 'admin' | 'baseline',
  direction: Direction,
  context: TierContext,
): PolicyRow[] {
  const mine = policies.filter((policy) => policy.tier === tier && policy[direction].length > 0);
  const priorities = [...new Set(mine.map(({ priority }) => priority))].sort((a, b) => a - b);
  const parts = partMaker(context, direction);
  return priorities.flatMap((priority) => {
    const level = mine
      .filter((policy) => policy.priority === priority)
      .map((policy) => rowsOf(policy, direction, context, parts));
    const tied = level
      .slice(0, -1)
      .flatMap((rows) => rows.map((row) => first(row, priority, direction, context)));
    const plain = level.length < 2 ? level : [...level.slice(-1), ...level.slice(0, -1)];
    return [...tied, ...plain.flat()];
  });
}

/** The row as it is where its policy comes first among those of its priority; each end of a message may ask in its own order. */
function first(
  row: PolicyRow,
  priority: number,
  direction: Direction,
  { options, facts }: TierContext,
): PolicyRow {
  if (options.equalPriority === 'name') return row;
  const { kind = '', name = '' } = row.origin.object ?? {};
  const tie = facts.of(`tie ${direction} ${priority} ${kind} ${name}`, () => ({
    kind: 'tie',
    code: 'EQUAL_PRIORITY',
    text: `${kind} ${name} is asked before the others of priority ${priority} for ${direction}`,
    origin: row.origin,
  }));
  return { ...row, tie };
}

function rowsOf(
  policy: ClusterPolicy,
  direction: Direction,
  { sets }: TierContext,
  parts: PartMaker,
): PolicyRow[] {
  const subject = sets.of(policy.subject.namespaces, policy.subject.pods, 'own network');
  return policy[direction].flatMap((rule) =>
    parts(rule).map((part) => ({ subject, tie: NO_FACT, origin: policy.origin, path: rule.path, ...part })),
  );
}

type PartMaker = (rule: TierRule) => Omit<PolicyRow, 'subject' | 'tie' | 'origin' | 'path'>[];

/** Implements S126–S129: each peer with each port; a rule with a peer of no known kind fails closed. */
function partMaker(context: TierContext, direction: Direction): PartMaker {
  const ranges = rangeParts();
  return ({ action, peers, ports }) => {
    if (peers.some(({ kind }) => kind === 'unknown')) {
      if (action === 'allow') return [];
      return [{ ...ANY_PEER, ...ANY_PORT, fact: NO_FACT, action: 'deny' }];
    }
    return peers.flatMap((peer) =>
      peerParts(peer, direction, context).flatMap((part) =>
        (ports?.map((port) => portPart(port, ranges)) ?? [ANY_PORT]).flatMap((port) => {
          // A named port is one of a pod (S128).
          if (port.portName !== '' && part.sort !== 'pods') return [];
          return [{ ...part, ...port, action }];
        }),
      ),
    );
  };
}

function portPart(port: TierPort, ranges: ReturnType<typeof rangeParts>): PortPart {
  if (port.kind === 'named')
    return { protocol: undefined, ports: undefined, portName: port.name, span: 'single' };
  return ranges(port.protocol, port.first, port.last);
}

function peerParts(
  peer: TierPeer,
  direction: Direction,
  { layout, sets, blocks, facts }: TierContext,
): (PeerPart & { readonly fact: FactId })[] {
  const sure = (parts: readonly PeerPart[]) => parts.map((part) => ({ ...part, fact: NO_FACT }));
  switch (peer.kind) {
    case 'pods':
      return sure([
        { peer: sets.of(peer.namespaces, peer.pods, 'own network'), addresses: undefined, sort: 'pods' },
      ]);
    case 'networks':
      return sure(blockParts(blocks, peer.blocks));
    case 'hosts':
      return sure([{ peer: NO_SET, addresses: hostAddresses(peer, layout), sort: 'block' }]);
    case 'domains': {
      // Which addresses a name has is not known (S127).
      if (direction === 'ingress') return [];
      const text = peer.names.join(', ');
      const fact = facts.of(`domains ${text}`, () => ({
        kind: 'unknown',
        code: 'DOMAIN_NAME',
        text: `whether the address is one of ${text} is not known`,
      }));
      return [{ ...ANY_PEER, sort: 'block', fact }];
    }
    case 'unknown':
      return [];
  }
}

/** All addresses of the hosts that a selector picks (S127). */
function hostAddresses({ hosts }: Extract<TierPeer, { kind: 'hosts' }>, { cluster }: Layout): AddressSet {
  const chosen = cluster.hosts.filter((host) => selects(hosts, host.labels));
  return addressSet(...chosen.flatMap((host) => host.allAddresses));
}
