import { LOOPBACK } from '../../model/header/address-set.ts';
import type { ActionPattern, Condition, Family } from '../../model/network/family.ts';
import type { Table, Template } from '../../model/network/fib.ts';
import { OUT } from '../../model/network/match.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Profile } from '../profile/profile.ts';
import { anyListener, listening, refused } from './pod.ts';

/** The tables of a host's pipeline (01 §6), in order. */
const TABLES = ['services', 'egress', 'route', 'ingress', 'source'] as const;
const INGRESS = TABLES.indexOf('ingress');

/** The FIB of a host switch: F4 and F5 alone in the article's graph, else the pipeline of 01 §6. */
export function hostTemplate(profile: Profile, fabric: NodeId | undefined): Template {
  if (fabric === undefined) {
    const families = [
      localPods((to) => ({ kind: 'forward', to })),
      remotePods((to) => ({ kind: 'forward', to })),
    ];
    return { name: 'host', tables: [{ name: 'main', families, assumes: [] }], sessions: 'none' };
  }
  const tables: Table[] = [
    { name: 'services', families: [onTo(1)], assumes: [] },
    { name: 'egress', families: [onTo(2)], assumes: [] },
    { name: 'route', families: routes(profile, fabric), assumes: [] },
    { name: 'ingress', families: [onTo(4)], assumes: [] },
    { name: 'source', families: sourceTranslation(profile, fabric), assumes: [] },
  ];
  return { name: 'host', tables, sessions: 'kept' };
}

/** F6 to its own processes, F4 to its pods, F7 to other hosts, F5 to their pods, F9 to the fabric. */
function routes(profile: Profile, fabric: NodeId): Family[] {
  const own = { self: 'addresses' } as const;
  const choose = (to: { row: string } | NodeId): ActionPattern => ({
    kind: 'set',
    register: OUT,
    value: to,
    then: { kind: 'next', table: INGRESS },
  });
  return [
    listening('F6', own),
    listening('F6', LOOPBACK),
    ...(profile.options.listens === 'any' ? [anyListener(own), anyListener(LOOPBACK)] : []),
    refused(own, ['LISTENS']),
    refused(LOOPBACK, ['LISTENS']),
    localPods(choose),
    family('F7', [hasRole('host'), { field: 'node', is: 'unequal', to: { self: 'node' } }], 'node', choose),
    remotePods(choose),
    { label: 'F9', match: {}, action: choose(fabric), requirements: ['S17'], assumes: [] },
  ];
}

/** `addr(P) → P` for each pod P of this host (F4). */
function localPods(to: (target: { row: string }) => ActionPattern): Family {
  return family('F4', [hasRole('pod'), { field: 'host', is: 'equal', to: { self: 'node' } }], 'node', to);
}

/** `addr(P) → N2` for each pod P of another host N2 (F5). */
function remotePods(to: (target: { row: string }) => ActionPattern): Family {
  return family('F5', [hasRole('pod'), { field: 'host', is: 'unequal', to: { self: 'node' } }], 'host', to);
}

/** A rule for each address that meets the conditions. */
export function family(
  label: string,
  where: readonly Condition[],
  to: 'node' | 'host',
  action: (target: { row: string }) => ActionPattern,
): Family {
  return {
    label,
    each: { directory: ADDRESSES, where },
    match: { targets: { row: 'address' } },
    action: action({ row: to }),
    origin: { row: 'origin' },
    requirements: [],
    assumes: [],
  };
}

/** Of addresses: those of pods, or of hosts. */
export function hasRole(role: 'pod' | 'host'): Condition {
  return { field: 'role', is: 'equal', to: { cell: role } };
}

/** What leaves for the outside has the host's address (S16); everything goes out by the link chosen. */
function sourceTranslation({ options }: Profile, fabric: NodeId): Family[] {
  const out: Family = {
    label: 'out',
    match: {},
    action: { kind: 'forward', to: 'out' },
    requirements: [],
    assumes: [],
  };
  if (options.podToOutside === 'routed') return [out];
  const masquerade: Family = {
    label: 'S16',
    each: { directory: ADDRESSES, where: [{ field: 'node', is: 'equal', to: { self: 'node' } }] },
    match: { out: { node: fabric }, targets: { row: 'family' } },
    action: {
      kind: 'translate',
      header: { source: { row: 'address' } },
      then: { kind: 'forward', to: 'out' },
    },
    requirements: ['S16'],
    assumes: ['POD_TO_OUTSIDE'],
  };
  return [masquerade, out];
}

function onTo(table: number): Family {
  return { label: '', match: {}, action: { kind: 'next', table }, requirements: [], assumes: [] };
}
