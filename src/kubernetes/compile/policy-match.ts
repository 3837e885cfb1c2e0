import type { AddressSet } from '../../model/header/address-set.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern, MatchPattern } from '../../model/network/family.ts';
import type { SetId } from '../../model/network/set.ts';
import type { Direction } from '../objects/policy.ts';
import type { Options } from '../profile/options.ts';

/** The directories of one direction, by what they hold. */
export type PolicyDirectories = Readonly<
  Record<'doubts' | 'admin' | 'isolations' | 'rules' | 'baseline', string>
>;

/** Names of the directories of a direction. */
export function policyDirectories(direction: Direction): PolicyDirectories {
  return {
    doubts: `${direction} doubts`,
    admin: `${direction} admin rules`,
    isolations: `${direction} isolations`,
    rules: `${direction} rules`,
    baseline: `${direction} baseline rules`,
  };
}

/** What the policy tables of one direction are made of. */
export interface PolicyTables {
  readonly direction: Direction;
  readonly options: Options;
  /** Whether the cluster has anything of these tiers; the namespace tier has a table in any case, the others only then. */
  readonly tiers: Readonly<Record<'admin' | 'namespace' | 'baseline', 'some' | 'none'>>;
  /** Every pod. */
  readonly pods: SetId;
  /** The table after them, by name. */
  readonly after: string;
  /** Whether the plugin lets through what NetworkPolicies do not govern (S110, S113). */
  readonly ungoverned: FactId;
  /** What a reply skips to. */
  readonly replies: 'skip' | 'never come';
  /** Pods whose host is planned; undefined where every host is known. */
  readonly places: PlannedPlaces | undefined;
  /** Whether any host has a process at a link-local address (S142). */
  readonly linkLocal: 'some' | 'none';
  /** Codes of options that all of it depends on. */
  readonly assumes: readonly string[];
  /** What the names of the tables end in, where they stand twice. */
  readonly suffix: string;
}

/** The pods whose host is planned (S144): for sure as a set, each perhaps on any host; and the addresses of all hosts. */
export interface PlannedPlaces {
  readonly sure: SetId;
  readonly perhaps: SetId;
  readonly hosts: AddressSet;
}

/** What is asked of a row's subject and of the other end: the pod behind the link, by which the message came or goes. */
export function ends(direction: Direction): {
  subject: 'from' | 'out';
  peer: 'targetOwner' | 'sourceOwner';
  addresses: 'targets' | 'sources';
} {
  return direction === 'egress'
    ? { subject: 'from', peer: 'targetOwner', addresses: 'targets' }
    : { subject: 'out', peer: 'sourceOwner', addresses: 'sources' };
}

/** What a row of rules asks of a message. */
export function matchOf(direction: Direction): MatchPattern {
  const { subject, peer, addresses } = ends(direction);
  return {
    [subject]: { row: 'subject' },
    [peer]: { row: 'peer' },
    [addresses]: { row: 'addresses' },
    protocols: { row: 'protocol' },
    targetPorts: { row: 'ports' },
    targetPortName: { row: 'portName' },
  };
}

/** How a message ends that policies do not admit (S116). */
export function drop(direction: Direction, tier: 'namespace' | 'admin', { denial }: Options): ActionPattern {
  const way = direction === 'egress' ? 'EGRESS' : 'INGRESS';
  return {
    kind: 'discard',
    reason: tier === 'namespace' ? `POLICY_${way}` : `TIER_${way}`,
    answer: denial === 'dropped' ? 'drop' : 'reject',
  };
}
