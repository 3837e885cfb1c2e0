import { LOOPBACK } from '../../model/header/address-set.ts';
import type { ActionPattern, Family } from '../../model/network/family.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import { hasRole, ownPods } from './addresses.ts';
import { namespaceFamilies } from './namespace-table.ts';
import type { GoTo, Stage } from './pipeline.ts';
import { always, skipReplies } from './pipeline.ts';
import type { PolicyTables } from './policy-match.ts';
import { drop, ends, matchOf, policyDirectories } from './policy-match.ts';

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
    ...(tables.options.hostNetworkPods === 'pods' ? hostNetworkFamilies(tables, to(after)) : []),
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

/**
 * Where policies see pods of the host network as pods (S103): localhost cannot be blocked to them either (S98), and of
 * what only comes from another host, or goes on to one, the policies are asked there.
 */
function hostNetworkFamilies({ direction }: PolicyTables, then: ActionPattern): Family[] {
  const { subject, addresses } = ends(direction);
  const skip = { label: '', action: then, assumes: [] };
  return [
    { ...skip, match: { [addresses]: LOOPBACK }, requirements: ['S98'] },
    {
      ...skip,
      each: { directory: ADDRESSES, where: [hasRole('host')] },
      match: { [subject]: { row: 'node' } },
      requirements: ['S103'],
    },
  ];
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
