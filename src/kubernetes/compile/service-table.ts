import { addressSet, LOOPBACK } from '../../model/header/address-set.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { ActionPattern, Family, MatchPattern } from '../../model/network/family.ts';
import { ADDRESSES } from '../../model/network/network.ts';
import { hasRole } from './addresses.ts';
import type { Captured, ServiceTable } from './captured.ts';
import { anywhere, frontend, is, localOnly, MARK, on, onSelf, refusing, SERVICES } from './captured.ts';
import { PROCESSES } from './directories.ts';
import { own } from './pod.ts';
import { refusals } from './source-ranges.ts';

/** What hosts do with messages to addresses of services (01 §6, T1); `then`: on to the next table. */
export function serviceFamilies(table: ServiceTable, then: ActionPattern): Family[] {
  const { kinds, options } = table;
  return [
    ...(kinds.has('cluster') ? clusterFamilies(table, then) : []),
    ...(kinds.has('external') ? externalFamilies(frontend('external'), table, then) : []),
    ...(kinds.has('balancer') ? balancerFamilies(table, then) : []),
    ...(kinds.has('nodePort') ? nodePortFamilies(table, then) : []),
    ...(kinds.has('hostPort') ? hostPortFamilies(then) : []),
    ...(kinds.has('cluster') && options.closedServicePort === 'reject' ? closedPorts(table) : []),
  ];
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
  const dropped: ActionPattern = { kind: 'discard', reason: 'SOURCE_RANGES', answer: 'drop' };
  const refused = refusals((where, match) =>
    on(captured, 'S34', dropped, { where, match, requirements: ['S33', 'S34'] }),
  );
  return [...refused, ...externalFamilies(captured, table, then)];
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

/** A port of the host's address that a pod has asked for (S14); from localhost it goes on with the host's address. */
function hostPortFamilies(then: ActionPattern): Family[] {
  const translate: ActionPattern = {
    kind: 'set',
    register: MARK.translated,
    value: 1,
    then: { kind: 'translate', header: { target: { row: 'address' }, targetPort: { row: 'port' } }, then },
  };
  const family = (match: MatchPattern, action: ActionPattern): Family => ({
    label: 'S14',
    each: { directory: SERVICES.hostPorts, where: [onSelf] },
    match: {
      targets: { row: 'targets' },
      protocols: { row: 'protocol' },
      targetPorts: { row: 'hostPort' },
      ...match,
    },
    action,
    origin: { row: 'origin' },
    requirements: ['S14'],
    assumes: ['HOST_PORT'],
  });
  const masquerade: ActionPattern = { kind: 'set', register: MARK.masquerade, value: 1, then: translate };
  return [family({ sources: LOOPBACK }, masquerade), family({}, translate)];
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
