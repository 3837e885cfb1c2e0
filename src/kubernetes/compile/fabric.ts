import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern, Condition, Each, Family } from '../../model/network/family.ts';
import type { Template } from '../../model/network/fib.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { Options } from '../profile/options.ts';
import type { Profile } from '../profile/profile.ts';
import { addressFamily, hasRole } from './addresses.ts';
import type { BalancerRow } from './balancers.ts';
import type { Layout } from './layout.ts';
import { refusals } from './source-ranges.ts';

/** Names of the directories of the fabric. */
export const FABRIC_DIRECTORIES = {
  balancers: 'balancers',
  entries: 'balancer entries',
  external: 'external addresses',
} as const;

/**
 * The FIB of the fabric (F9): host addresses → that host; addresses of load balancers → a choice of hosts; pod addresses as
 * S17 says; everything else → outside.
 */
export function fabricTemplate(
  { options }: Profile,
  outside: NodeId,
  balancers: readonly BalancerRow[],
  external: FactId | undefined,
): Template {
  const toHosts = addressFamily('F9', [hasRole('host')], 'node', (to) => ({ kind: 'forward', to }));
  const toOutside: Family = {
    label: 'F9',
    match: {},
    action: { kind: 'deliver', to: outside },
    requirements: [],
    assumes: [],
  };
  const families = [
    toHosts,
    ...externalAddresses(external),
    ...(balancers.length === 0 ? [] : balancerFamilies(options)),
    podAddresses(options.outsideToPod),
    serviceAddresses,
    toOutside,
  ];
  return { name: 'fabric', tables: [{ name: 'main', families, assumes: [] }], sessions: 'kept' };
}

/** An address of a host that is not its InternalIP: whether somebody translates it to that one is not known (S29). */
export interface ExternalRow {
  readonly address: Address;
  readonly host: NodeId;
  readonly internal: Address;
  readonly origin: Origin;
}

/** The other addresses of hosts, each with the InternalIP of its family. */
export function externalRows({ hosts }: Layout): ExternalRow[] {
  return hosts.flatMap(({ host, node }) =>
    host.allAddresses
      .filter((address) => !host.addresses.includes(address))
      .flatMap((address): ExternalRow[] => {
        const internal = host.addresses.find((own) => familyOf(own) === familyOf(address));
        return internal === undefined ? [] : [{ address, host: node, internal, origin: host.origin }];
      }),
  );
}

function externalAddresses(fact: FactId | undefined): Family[] {
  if (fact === undefined) return [];
  const family = (action: ActionPattern, match: Family['match']): Family => ({
    label: 'S29',
    each: { directory: FABRIC_DIRECTORIES.external, where: [] },
    match: { targets: { row: 'address' }, ...match },
    action,
    origin: { row: 'origin' },
    requirements: ['S29'],
    assumes: [],
  });
  const inside: ActionPattern = {
    kind: 'translate',
    header: { target: { row: 'internal' } },
    then: { kind: 'forward', to: { row: 'host' } },
  };
  return [family(inside, { fact }), family({ kind: 'discard', reason: 'NO_ROUTE', answer: 'drop' }, {})];
}

/** Implements S30–S33, S35, S64: to one of the hosts; a proxy sends from its own address. */
function balancerFamilies({ externalIPs, balancerSource }: Options): Family[] {
  const entries: Each = {
    directory: FABRIC_DIRECTORIES.entries,
    where: [{ field: 'group', is: 'equal', to: { row: 'group' } }],
  };
  const forward: ActionPattern = { kind: 'forward', to: { row: 'host' } };
  const target = { target: { row: 'address' }, targetPort: { row: 'port' } };
  const header = balancerSource === 'client' ? target : { source: { row: 'balancer' }, ...target };
  const choose = (action: ActionPattern): ActionPattern => ({
    kind: 'choose',
    among: 'backends',
    each: entries,
    weight: { row: 'weight' },
    action,
  });
  const lost = (reason: string): ActionPattern => ({ kind: 'discard', reason, answer: 'drop' });
  return [
    ...refusals((where, match) => balancer('S33', where, lost('SOURCE_RANGES'), [], match)),
    balancer(
      'S31',
      [is('kind', 'balancer'), is('way', 'proxied')],
      choose({ kind: 'translate', header, then: forward }),
      ['BALANCER_SOURCE'],
    ),
    balancer('S31', [is('kind', 'balancer'), is('way', 'through')], choose(forward), []),
    balancer('S64', [is('kind', 'balancer')], lost('NO_HEALTHY_NODE'), []),
    balancer('S35', [is('kind', 'external')], externalIPs === 'routed' ? choose(forward) : lost('NO_ROUTE'), [
      'EXTERNAL_IPS',
    ]),
    balancer('S35', [is('kind', 'external')], lost('NO_HEALTHY_NODE'), ['EXTERNAL_IPS']),
    closedPort('S30', [is('kind', 'balancer')], []),
    ...(externalIPs === 'routed' ? [closedPort('S35', [is('kind', 'external')], ['EXTERNAL_IPS'])] : []),
  ];
}

/** A balancer forwards the ports of its service and nothing else. */
function closedPort(label: string, where: readonly Condition[], assumes: readonly string[]): Family {
  const discard: ActionPattern = { kind: 'discard', reason: 'BALANCER_PORT_CLOSED', answer: 'drop' };
  return { ...balancer(label, where, discard, assumes), match: { targets: { row: 'address' } } };
}

const is = (field: string, cell: string): Condition => ({ field, is: 'equal', to: { cell } });

function balancer(
  label: string,
  where: readonly Condition[],
  action: ActionPattern,
  assumes: readonly string[],
  match: Family['match'] = {},
): Family {
  return {
    label,
    each: { directory: FABRIC_DIRECTORIES.balancers, where },
    match: {
      targets: { row: 'address' },
      protocols: { row: 'protocol' },
      targetPorts: { row: 'port' },
      ...match,
    },
    action,
    origin: { row: 'origin' },
    requirements: [label],
    assumes,
  };
}

/** A cluster address means something on the hosts of the cluster alone (S18). */
const serviceAddresses: Family = {
  ...addressFamily('S18', [hasRole('service')], 'node', () => ({
    kind: 'discard',
    reason: 'NO_ROUTE',
    answer: 'drop',
  })),
  requirements: ['S18', 'S40'],
};

/** Whether the outside has a route to pod addresses is not promised (S17): an option. */
function podAddresses(outsideToPod: 'unrouted' | 'routed'): Family {
  const forPods = addressFamily('S17', [hasRole('pod')], 'host', (to) =>
    outsideToPod === 'routed'
      ? { kind: 'forward', to }
      : { kind: 'discard', reason: 'NO_ROUTE', answer: 'drop' },
  );
  return { ...forPods, requirements: ['S17'], assumes: ['OUTSIDE_TO_POD'] };
}
