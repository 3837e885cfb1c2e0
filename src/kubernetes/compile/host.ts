import { LOOPBACK } from '../../model/header/address-set.ts';
import type { ActionPattern, Family } from '../../model/network/family.ts';
import type { Template } from '../../model/network/fib.ts';
import { OUT } from '../../model/network/match.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Options } from '../profile/options.ts';
import type { Profile } from '../profile/profile.ts';
import { addressFamily, hasRole, ownPods } from './addresses.ts';
import type { ServiceTable } from './captured.ts';
import { MARK, NO_ENDPOINTS } from './captured.ts';
import { PROCESSES } from './directories.ts';
import { linkLocalFamilies } from './link-local.ts';
import type { GoTo, Stage } from './pipeline.ts';
import { always, skipReplies, tablesOf } from './pipeline.ts';
import { anyListener, listening, own, refused } from './pod.ts';
import type { PolicyTables } from './policy-match.ts';
import { policyStages } from './policy-tables.ts';
import { serviceFamilies } from './service-table.ts';
import { sourceFamilies } from './source-table.ts';

/** What the pipeline of a host is made of. */
export interface HostParts {
  readonly profile: Profile;
  readonly fabric: NodeId;
  readonly services: ServiceTable;
  /** Whether a host has processes at link-local addresses. */
  readonly linkLocal: 'some' | 'none';
  /** Without what their place in the pipeline says. */
  readonly egress: Omit<PolicyTables, 'after' | 'replies' | 'suffix' | 'linkLocal'>;
  readonly ingress: Omit<PolicyTables, 'after' | 'replies' | 'suffix' | 'linkLocal'>;
}

/** The FIB of a host switch in the article's graph: F4 and F5 alone. */
export function articleHost(): Template {
  const families = [
    localPods((to) => ({ kind: 'forward', to })),
    remotePods((to) => ({ kind: 'forward', to })),
  ];
  return { name: 'host', tables: [{ name: 'main', families, assumes: [] }], sessions: 'none' };
}

/**
 * The FIB of a host switch: the pipeline of 01 §6. Options move egress policies before the services, and ingress policies
 * behind the translation of sources (S102, S106).
 */
export function hostTemplate(parts: HostParts): Template {
  const { options } = parts.profile;
  const { linkLocal } = parts;
  const order = options.egressPolicy;
  const services = servicesStage(parts);
  const egress = (after: string, suffix: string): Stage[] =>
    policyStages({ ...parts.egress, linkLocal, after, suffix, replies: 'never come' });
  const front = {
    after: () => [services, ...egress('route', '')],
    before: () => [...egress('services', ''), services],
    both: () => [...egress('services', '-before'), services, ...egress('route', '')],
  }[order]();
  const back =
    options.ingressPolicy === 'before'
      ? [
          ...policyStages({ ...parts.ingress, linkLocal, after: 'source', suffix: '', replies: 'skip' }),
          sourceStage(parts, 'out'),
        ]
      : [
          sourceStage(parts, 'next'),
          ...policyStages({ ...parts.ingress, linkLocal, after: 'out', suffix: '', replies: 'skip' }),
          outStage(parts.profile),
        ];
  const route: Stage = { name: 'route', assumes: [], families: (to) => routes(parts, to('next')) };
  const plain =
    parts.services.kinds.size === 0 && Object.values(parts.egress.tiers).every((one) => one === 'none');
  const stages = plain ? [...front, route, ...back] : withReplies([...front, route, ...back]);
  return { name: 'host', tables: tablesOf(stages), sessions: 'kept' };
}

/** What a reply does first: it goes on where it is routed (S74). */
function withReplies([first, ...rest]: readonly Stage[]): Stage[] {
  if (first === undefined) return [];
  return [{ ...first, families: (to) => [skipReplies(to('route')), ...first.families(to)] }, ...rest];
}

function servicesStage({ services }: HostParts): Stage {
  return {
    name: 'services',
    assumes: ['EGRESS_POLICY_ORDER'],
    families: (to) => [...serviceFamilies(services, to('next')), always(to('next'))],
  };
}

function sourceStage({ profile, fabric, services }: HostParts, then: 'out' | 'next'): Stage {
  const families = (to: GoTo): Family[] => {
    const action: ActionPattern = then === 'out' ? FORWARD : to('next');
    return [
      ...(then === 'out' ? toChosenProcess(profile.options) : []),
      ...sourceFamilies(
        {
          options: profile.options,
          fabric,
          pods: services.pods,
          translates: services.kinds.size > 0 ? 'some' : 'none',
        },
        action,
      ),
      always(action, then === 'out' ? 'out' : ''),
    ];
  };
  return { name: 'source', assumes: ['INGRESS_POLICY_ORDER'], families };
}

const FORWARD: ActionPattern = { kind: 'forward', to: 'out' };
function outStage({ options }: Profile): Stage {
  return { name: 'out', assumes: [], families: () => [...toChosenProcess(options), always(FORWARD, 'out')] };
}

/** Link-local to the process there, F6 to its own processes, F4 to its pods, F7 to other hosts, F5 to their pods, F9 to the fabric. */
function routes({ profile, fabric, linkLocal }: HostParts, next: ActionPattern): Family[] {
  const choose = (to: { row: string } | NodeId): ActionPattern => ({
    kind: 'set',
    register: OUT,
    value: to,
    then: next,
  });
  const { listens, noEndpoints } = profile.options;
  return [
    ...(noEndpoints === 'reject' ? [] : [refusedLater]),
    ...(linkLocal === 'some' ? linkLocalFamilies(profile.options) : []),
    ...ownProcesses(profile.options, next),
    listening('F6', LOOPBACK),
    ...(listens === 'any' ? [anyListener(LOOPBACK)] : []),
    refused({ self: 'addresses' }, ['LISTENS']),
    refused(LOOPBACK, ['LISTENS']),
    localPods(choose),
    addressFamily(
      'F7',
      [hasRole('host'), { field: 'node', is: 'unequal', to: { self: 'node' } }],
      'node',
      choose,
    ),
    remotePods(choose),
    { label: 'F9', match: {}, action: choose(fabric), requirements: ['S17'], assumes: [] },
  ];
}

/** F6: to the host's own processes; where policies see those of pods as pods, behind ingress policies (S103). */
function ownProcesses({ listens, hostNetworkPods }: Options, next: ActionPattern): Family[] {
  const targets = { self: 'addresses' } as const;
  const families = [listening('F6', targets), ...(listens === 'any' ? [anyListener(targets)] : [])];
  if (hostNetworkPods === 'node') return families;
  const choose: ActionPattern = { kind: 'set', register: OUT, value: { row: 'process' }, then: next };
  return families.map((family) => ({
    ...family,
    action:
      family.action.kind === 'choose' && 'each' in family.action
        ? { ...family.action, action: choose }
        : choose,
    assumes: [...family.assumes, 'HOST_NETWORK_PODS'],
  }));
}

/** Delivers to the process that was chosen, where it is one (S103). */
function toChosenProcess({ hostNetworkPods }: Options): Family[] {
  if (hostNetworkPods === 'node') return [];
  return [
    {
      label: 'F6',
      each: own(PROCESSES),
      match: { out: { row: 'process' } },
      action: { kind: 'deliver', to: { row: 'process' } },
      requirements: [],
      assumes: ['HOST_NETWORK_PODS'],
    },
  ];
}

/** A service without endpoints, whose client's policies were asked first (S117). */
const refusedLater: Family = {
  label: 'S117',
  match: { registers: [{ register: MARK.refused, value: 1 }] },
  action: NO_ENDPOINTS,
  requirements: ['S61', 'S117'],
  assumes: ['NO_ENDPOINTS_ORDER'],
};

/** `addr(P) → P` for each pod P of this host (F4). */
function localPods(to: (target: { row: string }) => ActionPattern): Family {
  return addressFamily('F4', ownPods, 'node', to);
}

/** `addr(P) → N2` for each pod P of another host N2 (F5). */
function remotePods(to: (target: { row: string }) => ActionPattern): Family {
  return addressFamily(
    'F5',
    [hasRole('pod'), { field: 'host', is: 'unequal', to: { self: 'node' } }],
    'host',
    to,
  );
}
