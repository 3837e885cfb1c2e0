import { addressSet, LOOPBACK } from '../../model/header/address-set.ts';
import type { ProtocolSet } from '../../model/header/protocol.ts';
import type { ActionPattern, Condition, Family, MatchPattern } from '../../model/network/family.ts';
import { NODE_CACHE_ADDRESS } from '../names/node-cache.ts';
import type { Options } from '../profile/options.ts';
import type { PolicyTables } from './policy-match.ts';
import { drop, ends, matchOf, policyDirectories } from './policy-match.ts';
import type { PolicyRow } from './policy-rows.ts';

/** What NetworkPolicies say of the pods that they isolate; the others pass. */
export function namespaceFamilies(tables: PolicyTables, then: ActionPattern): Family[] {
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
  // Only processes of the host itself come from there.
  const loopback = direction === 'ingress' ? [isolated({ sources: LOOPBACK }, then, label, more)] : [];
  cached.push(...loopback);
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
