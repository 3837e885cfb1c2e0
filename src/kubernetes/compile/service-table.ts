import { addressSet } from '../../model/header/address-set.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern, Condition, Each, Family, MatchPattern } from '../../model/network/family.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import type { SetId } from '../../model/network/set.ts';
import type { Options } from '../profile/options.ts';
import { hasRole } from './addresses.ts';
import { PROCESSES } from './directories.ts';
import { own } from './pod.ts';
import type { FrontendKind, ServiceRows } from './service-rows.ts';

/** Names of the directories that the services table ranges over. */
export const SERVICES = {
  frontends: 'service addresses',
  nodePorts: 'node ports',
  backends: 'backends',
  local: 'local backends',
  zonal: 'zonal backends',
  nodal: 'nodal backends',
  hostPorts: 'host ports',
} as const;

/** Registers that tell later tables what services did. */
export const MARK = {
  /** The target was translated: the message may come back to its sender (S70). */
  translated: 'translated',
  /** It leaves with the host's address (S55, S58). */
  masquerade: 'masquerade',
  /** It was sent to a cluster address (S72). */
  cluster: 'cluster',
  /** Its service has no endpoints: it is refused behind the policies, where they come first (S117). */
  refused: 'refused',
} as const;

/** What the families of the services table are made of. */
export interface ServiceTable {
  readonly options: Options;
  readonly rows: ServiceRows;
  readonly hostPorts: 'some' | 'none';
  /** Every pod. */
  readonly pods: SetId;
  /** Whether a message that is no TCP, UDP or SCTP comes somewhere at a service's address (S40). */
  readonly icmp: FactId;
}

/** What hosts do with messages to addresses of services (01 §6, T1); `then`: on to the next table. */
export function serviceFamilies(table: ServiceTable, then: ActionPattern): Family[] {
  const { rows, options } = table;
  const kinds = new Set(rows.frontends.map(({ kind }) => kind));
  return [
    ...(kinds.has('cluster') ? clusterFamilies(table, then) : []),
    ...(kinds.has('external') ? externalFamilies(frontend('external'), table, then) : []),
    ...(kinds.has('balancer') ? balancerFamilies(table, then) : []),
    ...(rows.nodePorts.length > 0 ? nodePortFamilies(table, then) : []),
    ...(table.hostPorts === 'some' ? [hostPortFamily(then)] : []),
    ...(kinds.has('cluster') && options.closedServicePort === 'reject' ? closedPorts(table) : []),
  ];
}

/** Which rows of which directory, and how a message is one of them. */
interface Captured {
  readonly directory: string;
  readonly where: readonly Condition[];
  readonly match: MatchPattern;
  readonly requirements: readonly string[];
  readonly assumes: readonly string[];
}

const is = (field: string, cell: string): Condition => ({ field, is: 'equal', to: { cell } });

function frontend(kind: FrontendKind): Captured {
  return {
    directory: SERVICES.frontends,
    where: [is('kind', kind)],
    match: { targets: { row: 'address' }, protocols: { row: 'protocol' }, targetPorts: { row: 'port' } },
    requirements: [{ cluster: 'S18', external: 'S35', balancer: 'S31' }[kind]],
    assumes: [],
  };
}

/** A family over captured rows. */
function on(
  { directory, where, match, requirements, assumes }: Captured,
  label: string,
  action: ActionPattern,
  more: {
    where?: readonly Condition[];
    match?: MatchPattern;
    requirements?: readonly string[];
    assumes?: readonly string[];
  } = {},
): Family {
  return {
    label,
    each: { directory, where: [...where, ...(more.where ?? [])] },
    match: { ...match, ...more.match },
    action,
    origin: { row: 'origin' },
    requirements: [...requirements, ...(more.requirements ?? [])],
    assumes: [...assumes, ...(more.assumes ?? [])],
  };
}

/** One of the backends of the row's group, as its target; marked. */
function backendOf(
  directory: string,
  more: readonly Condition[],
  marks: readonly string[],
  then: ActionPattern,
): ActionPattern {
  const each: Each = { directory, where: [{ field: 'group', is: 'equal', to: { row: 'group' } }, ...more] };
  const choose: ActionPattern = {
    kind: 'choose',
    among: 'backends',
    each,
    action: { kind: 'translate', header: { target: { row: 'address' }, targetPort: { row: 'port' } }, then },
  };
  return [MARK.translated, ...marks].reduce<ActionPattern>(
    (action, register) => ({ kind: 'set', register, value: 1, then: action }),
    choose,
  );
}

const onSelf: Condition = { field: 'host', is: 'equal', to: { self: 'node' } };
const inZone: Condition = { field: 'zone', is: 'equal', to: { self: 'zone' } };

/** All endpoints, or those that hints prefer for this node or its zone (S51, S65, S67). */
function anywhere(
  captured: Captured,
  { rows }: ServiceTable,
  marks: readonly string[],
  then: ActionPattern,
  more: Parameters<typeof on>[3],
): Family[] {
  const preferred = (label: string, directory: string, condition: Condition): Family =>
    on(captured, label, backendOf(directory, [condition], marks, then), {
      ...more,
      requirements: [...(more?.requirements ?? []), 'S65', 'S66', 'S67'],
    });
  return [
    ...(rows.nodal.length > 0 ? [preferred('S67', SERVICES.nodal, onSelf)] : []),
    ...(rows.zonal.length > 0 ? [preferred('S67', SERVICES.zonal, inZone)] : []),
    on(captured, 'S51', backendOf(SERVICES.backends, [], marks, then), {
      ...more,
      requirements: [...(more?.requirements ?? []), 'S51', 'S63'],
    }),
  ];
}

/** The endpoints of this node alone; none here: the message is dropped (S56, S59, S61, S62). */
function localOnly(
  captured: Captured,
  marks: readonly string[],
  then: ActionPattern,
  requirement: string,
): Family[] {
  const local = [is('policy', 'Local')];
  const planned = [...local, is('placement', 'planned')];
  const dropped: ActionPattern = { kind: 'discard', reason: 'NO_LOCAL_ENDPOINT', answer: 'drop' };
  return [
    on(captured, requirement, dropped, {
      where: planned,
      match: { fact: { row: 'nowhere' } },
      requirements: ['S144'],
    }),
    on(captured, requirement, backendOf(SERVICES.backends, [], marks, then), {
      where: planned,
      match: { fact: { row: 'here' } },
      requirements: ['S144'],
    }),
    on(captured, requirement, backendOf(SERVICES.local, [onSelf], marks, then), {
      where: local,
      requirements: [requirement, 'S62'],
    }),
    on(captured, requirement, dropped, {
      where: [...local, is('endpoints', 'some')],
      requirements: [requirement, 'S61'],
    }),
  ];
}

/** What a service without endpoints answers (S61). */
export const NO_ENDPOINTS: ActionPattern = { kind: 'discard', reason: 'NO_ENDPOINTS', answer: 'reject' };

/** No endpoints at all: the client is told, before policies are asked or behind them (S61, S117). */
function refusing(captured: Captured, { options }: ServiceTable, then: ActionPattern): Family {
  const later: ActionPattern = { kind: 'set', register: MARK.refused, value: 1, then };
  return on(captured, 'S61', options.noEndpoints === 'reject' ? NO_ENDPOINTS : later, {
    requirements: ['S61', 'S117'],
    assumes: ['NO_ENDPOINTS_ORDER'],
  });
}

/** Implements S18, S51, S54, S59, S60, S73: to a cluster address, from wherever. */
function clusterFamilies(table: ServiceTable, then: ActionPattern): Family[] {
  const captured = frontend('cluster');
  const marks = [MARK.cluster];
  return [
    ...localOnly(captured, marks, then, 'S59'),
    ...anywhere(captured, table, marks, then, { where: [is('policy', 'Cluster')] }),
    refusing(captured, table, then),
  ];
}

/**
 * Implements S55–S58, S60: to an address for the outside. Under Cluster any endpoint, with the host's address; under Local
 * that of the host for the host's own messages, any endpoint for what is local, else the endpoints of this host.
 */
function externalFamilies(captured: Captured, table: ServiceTable, then: ActionPattern): Family[] {
  const { options, pods } = table;
  const local = { where: [is('policy', 'Local')] };
  const isLocal: MatchPattern =
    options.detectLocal === 'clusterCIDR' ? { sourceOwner: { set: pods } } : { from: { set: pods } };
  return [
    ...anywhere(captured, table, [MARK.masquerade], then, {
      where: [is('policy', 'Cluster')],
      requirements: ['S53', 'S55'],
    }),
    ...anywhere(captured, table, [MARK.masquerade], then, {
      ...local,
      match: { sourceOwner: { self: 'node' } },
      requirements: ['S57', 'S58'],
    }),
    ...(options.detectLocal === 'none'
      ? []
      : anywhere(captured, table, [], then, {
          ...local,
          match: isLocal,
          requirements: ['S57', 'S58'],
          assumes: ['DETECT_LOCAL'],
        })),
    ...localOnly(captured, [], then, 'S56'),
    refusing(captured, table, then),
  ];
}

/** Implements S31, S33, S34: a load balancer's own address, captured on every host; other sources are dropped. */
function balancerFamilies(table: ServiceTable, then: ActionPattern): Family[] {
  const captured = frontend('balancer');
  const refused = on(
    captured,
    'S34',
    { kind: 'discard', reason: 'SOURCE_RANGES', answer: 'drop' },
    { where: [is('ranged', 'yes')], match: { sources: { row: 'refused' } }, requirements: ['S33', 'S34'] },
  );
  return [refused, ...externalFamilies(captured, table, then)];
}

/** Implements S19, S28, S29: a port of each of the host's own addresses. */
function nodePortFamilies(table: ServiceTable, then: ActionPattern): Family[] {
  const captured = (targets: NonNullable<MatchPattern['targets']>): Captured => ({
    directory: SERVICES.nodePorts,
    where: [],
    match: {
      targets,
      sources: { row: 'sources' },
      protocols: { row: 'protocol' },
      targetPorts: { row: 'port' },
    },
    requirements: ['S28', 'S29'],
    assumes: ['NODE_PORT_ADDRESSES'],
  });
  const onAddresses = externalFamilies(captured({ self: 'addresses' }), table, then);
  if (table.options.nodePortAddresses === 'primary') return onAddresses;
  return [...onAddresses, ...externalFamilies(captured(addressSet(prefix('127.0.0.0/8'))), table, then)];
}

/** A port of the host's address that a pod has asked for (S14). */
function hostPortFamily(then: ActionPattern): Family {
  return {
    label: 'S14',
    each: { directory: SERVICES.hostPorts, where: [onSelf] },
    match: { targets: { row: 'targets' }, protocols: { row: 'protocol' }, targetPorts: { row: 'hostPort' } },
    action: {
      kind: 'set',
      register: MARK.translated,
      value: 1,
      then: { kind: 'translate', header: { target: { row: 'address' }, targetPort: { row: 'port' } }, then },
    },
    origin: { row: 'origin' },
    requirements: ['S14'],
    assumes: ['HOST_PORT'],
  };
}

/** The host answers for an address. */
const answerItself: ActionPattern = {
  kind: 'choose',
  among: 'equals',
  each: own(PROCESSES),
  action: { kind: 'deliver', to: { row: 'process' } },
};

/** A cluster address answers on the ports of its service alone (S41); what ICMP means there is not defined (S40). */
function closedPorts({ icmp }: ServiceTable): Family[] {
  const family = (match: MatchPattern, action: ActionPattern, requirement: string): Family => ({
    label: requirement,
    each: { directory: ADDRESSES, where: [hasRole('service')] },
    match: { targets: { row: 'address' }, ...match },
    action,
    origin: { row: 'origin' },
    requirements: [requirement],
    assumes: ['CLOSED_SERVICE_PORT'],
  });
  return [
    family(
      { protocols: ['TCP', 'UDP', 'SCTP'] },
      { kind: 'discard', reason: 'SERVICE_PORT_CLOSED', answer: 'reject' },
      'S41',
    ),
    // In some modes the host has the address itself and answers a ping, in others nobody does.
    family({ fact: icmp }, answerItself, 'S40'),
    family({}, { kind: 'discard', reason: 'SERVICE_PORT_CLOSED', answer: 'drop' }, 'S40'),
  ];
}
