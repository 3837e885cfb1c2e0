import type { AddressSet } from '../../model/header/address-set.ts';
import { addressSet } from '../../model/header/address-set.ts';
import type { ProtocolSet } from '../../model/header/protocol.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern, Condition, Family, MatchPattern } from '../../model/network/family.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { SetId } from '../../model/network/set.ts';
import { NODE_CACHE_ADDRESS } from '../names/node-cache.ts';
import type { Direction } from '../objects/policy.ts';
import type { Options } from '../profile/options.ts';
import { ownPods } from './addresses.ts';
import type { GoTo, Stage } from './pipeline.ts';
import { always, skipReplies } from './pipeline.ts';
import type { PolicyRow } from './policy-rows.ts';

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

/**
 * The tables of policies of one direction, at the host's end of the pod's link (01 §6, T2 and T4):
 *
 * ```
 *   reply, self ─▶ skip   doubts   admin rules ──pass──▶ isolated? rules ──▶ baseline rules ──▶ default: allow
 *                                   accept, deny            admit, drop        accept, deny
 * ```
 *
 * Implements S75–S79, S83, S98, S100, S101, S116, S118–S120, S122, S123, S125.
 */
export function policyStages(tables: PolicyTables): Stage[] {
  const { direction, tiers, suffix, after } = tables;
  const name = {
    admin: `${direction}-admin${suffix}`,
    namespace: `${direction}${suffix}`,
    baseline: `${direction}-baseline${suffix}`,
  };
  const directories = policyDirectories(direction);
  const first = (to: GoTo): Family[] => [
    ...(tables.replies === 'skip' ? [skipReplies(to(after))] : []),
    selfFamily(tables, to(after)),
    ...doubtFamilies(tables, to(after)),
  ];
  const admin: Stage = {
    name: name.admin,
    assumes: [],
    families: (to) => [
      ...first(to),
      tierFamily(tables, directories.admin, { allow: to(after), pass: to('next') }),
      always(to('next')),
    ],
  };
  const namespace: Stage = {
    name: name.namespace,
    assumes: [],
    families: (to) => [
      ...(tiers.admin === 'some' ? [] : first(to)),
      ...namespaceFamilies(tables, to(after)),
      notIsolated(tables, to(tiers.baseline === 'some' ? 'next' : after)),
      always(to(tiers.baseline === 'some' ? 'next' : after)),
    ],
  };
  const baseline: Stage = {
    name: name.baseline,
    assumes: [],
    families: (to) => [
      tierFamily(tables, directories.baseline, { allow: to(after), pass: to(after) }),
      always(to(after)),
    ],
  };
  if (Object.values(tiers).every((tier) => tier === 'none')) {
    return [{ name: name.namespace, assumes: [], families: (to) => [always(to(after))] }];
  }
  return [
    ...(tiers.admin === 'some' ? [admin] : []),
    namespace,
    ...(tiers.baseline === 'some' ? [baseline] : []),
  ];
}

/** What is asked of a row's subject and of the other end: the pod behind the link, by which the message came or goes. */
function ends(direction: Direction): {
  subject: 'from' | 'out';
  peer: 'targetOwner' | 'sourceOwner';
  addresses: 'targets' | 'sources';
} {
  return direction === 'egress'
    ? { subject: 'from', peer: 'targetOwner', addresses: 'targets' }
    : { subject: 'out', peer: 'sourceOwner', addresses: 'sources' };
}

/** A pod is never cut off from itself (S98): here it comes back through one of its services. */
function selfFamily({ direction }: PolicyTables, then: ActionPattern): Family {
  const { subject, addresses } = ends(direction);
  return {
    label: 'S98',
    each: { directory: ADDRESSES, where: ownPods },
    match: { [subject]: { row: 'node' }, [addresses]: { row: 'address' } },
    action: then,
    requirements: ['S98', 'S99'],
    assumes: [],
  };
}

/** What policies that are not understood may do: drop the message, or admit it whatever the others say (R6). */
function doubtFamilies({ direction, options }: PolicyTables, then: ActionPattern): Family[] {
  const { subject } = ends(direction);
  const family = (fact: string, action: ActionPattern): Family => ({
    label: '?',
    each: { directory: policyDirectories(direction).doubts, where: [] },
    match: { [subject]: { row: 'subject' }, fact: { row: fact } },
    action,
    origin: { row: 'origin' },
    requirements: [],
    assumes: [],
  });
  return [family('drops', drop(direction, 'namespace', options)), family('admits', then)];
}

function matchOf(direction: Direction): MatchPattern {
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

function tierFamily(
  { direction, options, assumes }: PolicyTables,
  directory: string,
  cases: { readonly allow: ActionPattern; readonly pass: ActionPattern },
): Family {
  return {
    label: 'S119',
    each: { directory, where: [] },
    match: { ...matchOf(direction), fact: { row: 'fact' }, tie: { row: 'tie' } },
    action: { kind: 'case', of: 'action', cases: { ...cases, deny: drop(direction, 'admin', options) } },
    origin: { row: 'origin' },
    requirements: ['S118', 'S119', 'S120', 'S122', 'S126', 'S128', 'S129'],
    assumes,
  };
}

/** What NetworkPolicies say of the pods that they isolate; the others pass. */
function namespaceFamilies(tables: PolicyTables, then: ActionPattern): Family[] {
  const { direction, options, assumes } = tables;
  const { isolations, rules } = policyDirectories(direction);
  const { subject } = ends(direction);
  const isolated = (
    match: MatchPattern,
    action: ActionPattern,
    label: string,
    more: readonly string[],
  ): Family => ({
    label,
    each: { directory: isolations, where: [] },
    match: { [subject]: { row: 'subject' }, ...match },
    action,
    origin: { row: 'origin' },
    requirements: [label],
    assumes: [...assumes, ...more],
  });
  const admits = (
    sort: PolicyRow['sort'],
    span: PolicyRow['span'],
    match: MatchPattern,
    more: readonly string[],
  ): Family => ({
    label: 'S77',
    each: { directory: rules, where: [is('sort', sort), is('span', span)] },
    match: { ...matchOf(direction), ...match },
    action: then,
    origin: { row: 'origin' },
    requirements: [
      ...(span === 'range' ? ['S92'] : []),
      'S77',
      'S83',
      'S84',
      'S86',
      'S89',
      'S90',
      'S91',
      ...(sort === 'pods' || sort === 'any' ? [] : ['S93', 'S105']),
    ],
    assumes: [...assumes, ...more, ...(span === 'range' ? ['END_PORT'] : [])],
  });
  const notPods: MatchPattern =
    options.blocksMatchPods === 'never' ? { [ends(direction).peer]: { not: tables.pods } } : {};
  return [
    ...ownNode(tables, isolated, then),
    ...ungoverned(tables, isolated, then),
    // Rules that rest on endPort come last: they are named only where no other admits.
    ...SPANS.flatMap((span) => [
      admits('any', span, {}, []),
      admits('pods', span, {}, []),
      admits('block', span, notPods, ['BLOCKS_MATCH_PODS']),
      admits('perhaps', span, {}, ['BLOCKS_MATCH_PODS']),
    ]),
    isolated({}, drop(direction, 'namespace', options), 'S76', ['DENIAL']),
  ];
}

const SPANS: readonly PolicyRow['span'][] = ['single', 'range'];

const is = (field: string, cell: string): Condition => ({ field, is: 'equal', to: { cell } });

/** A pod's own host always reaches it, and by option the pod its host (S100, S101, S104). */
function ownNode(
  { direction, options, places, linkLocal }: PolicyTables,
  isolated: (match: MatchPattern, action: ActionPattern, label: string, more: readonly string[]) => Family,
  then: ActionPattern,
): Family[] {
  if (direction === 'egress' && options.podToOwnNode === 'governed') return [];
  const [label, more] = direction === 'ingress' ? ['S100', []] : ['S101', ['POD_TO_OWN_NODE']];
  const { addresses } = ends(direction);
  const owner = direction === 'ingress' ? 'targetOwner' : 'sourceOwner';
  const own: MatchPattern = { [addresses]: { self: 'addresses' } };
  // The cache of names is a process of the pod's own host, whatever its address (S100, S142).
  const cache: MatchPattern = { targets: addressSet(NODE_CACHE_ADDRESS) };
  const cached = direction === 'egress' && linkLocal === 'some' ? [isolated(cache, then, label, more)] : [];
  if (places === undefined) return [...cached, isolated(own, then, label, more)];
  return [
    ...cached,
    isolated({ ...own, [owner]: { not: places.sure } }, then, label, more),
    isolated({ [addresses]: places.hosts, [owner]: { set: places.perhaps } }, then, label, more),
  ];
}

/** What NetworkPolicies do not govern is left to the plugin: ICMP and the like (S95, S110), SCTP where it has no support (S113). */
function ungoverned(
  { direction, options, ungoverned: fact }: PolicyTables,
  isolated: (match: MatchPattern, action: ActionPattern, label: string, more: readonly string[]) => Family,
  then: ActionPattern,
): Family[] {
  const stop = drop(direction, 'namespace', options);
  const of = (protocols: ProtocolSet, taken: Options['icmp'], label: string, code: string): Family[] => {
    const match: MatchPattern = { protocols };
    switch (taken) {
      case 'allowed':
        return [isolated(match, then, label, [code])];
      case 'denied':
        return [isolated(match, stop, label, [code])];
      case 'unknown':
        return [isolated({ ...match, fact }, then, label, [code]), isolated(match, stop, label, [code])];
    }
  };
  return [
    ...of(['ICMP', 'other'], options.icmp, 'S110', 'ICMP_POLICY'),
    ...(options.sctp === 'enforced' ? [] : of(['SCTP'], 'unknown', 'S113', 'SCTP_POLICY')),
  ];
}

/** The pod behind the link is not isolated (S76): shown, since it is the reason that it passes. */
function notIsolated({ direction, pods }: PolicyTables, then: ActionPattern): Family {
  return {
    label: 'open',
    match: { [ends(direction).subject]: { set: pods } },
    action: then,
    requirements: ['S76'],
    assumes: [],
  };
}

/** How a message ends that policies do not admit (S116). */
function drop(direction: Direction, tier: 'namespace' | 'admin', { denial }: Options): ActionPattern {
  const way = direction === 'egress' ? 'EGRESS' : 'INGRESS';
  return {
    kind: 'discard',
    reason: tier === 'namespace' ? `POLICY_${way}` : `TIER_${way}`,
    answer: denial === 'dropped' ? 'drop' : 'reject',
  };
}
