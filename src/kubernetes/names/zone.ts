import type { Address, Family } from '../../model/header/address.ts';
import { familyOf, parseAddress } from '../../model/header/address.ts';
import type { NameCode } from '../../text/codes/names.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Service } from '../objects/service.ts';
import type { AddressRecord, Answer, NoAnswer, PortRecord } from './answer.ts';
import type { ClusterName } from './cluster-name.ts';
import { CLUSTER_DOMAIN, normalName, readClusterName } from './cluster-name.ts';
import type { EndpointsOf, Member, Members } from './members.ts';
import { membersOf } from './members.ts';

/** What the cluster DNS knows. */
export interface Zone {
  readonly namespaces: ReadonlySet<string>;
  /** By namespace, then by name. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, Service>>;
  /** The endpoints of a service, worked out when first asked for. */
  readonly membersOf: (service: Service) => Members;
}

/** The zone of a cluster: one pass over its services, so that a name is answered in microseconds. */
export function zoneOf(cluster: Cluster, endpointsOf: EndpointsOf): Zone {
  const services = new Map<string, Map<string, Service>>();
  for (const service of cluster.services) {
    let own = services.get(service.namespace);
    if (own === undefined) {
      own = new Map();
      services.set(service.namespace, own);
    }
    own.set(service.name, service);
  }
  const namespaces = new Set([...cluster.namespaces.map(({ name }) => name), ...services.keys()]);
  const known = new Map<Service, Members>();
  const remembered = (service: Service): Members => {
    let members = known.get(service);
    if (members === undefined) {
      members = membersOf(service, endpointsOf);
      known.set(service, members);
    }
    return members;
  };
  return { namespaces, services, membersOf: remembered };
}

/**
 * What the cluster DNS answers for a full name, as CoreDNS does: its addresses, of one family if one is given; for
 * `_port._protocol.` before a service, its ports. Implements S27, S36, S37, S38, S46.
 */
export function answerOf(zone: Zone, text: string, family?: Family): Answer {
  const name = normalName(text);
  const asked = readClusterName(name);
  if (asked === undefined) return { kind: 'outside', name };
  const answer = answerFor(zone, name, asked);
  if (answer.kind !== 'addresses') return answer;
  const records = family
    ? answer.records.filter(({ address }) => familyOf(address) === family)
    : answer.records;
  if (records.length > 0) return { ...answer, records };
  return noData(name, `${name} has no ${family ?? ''} address`.replace('  ', ' '), answer.records[0]?.origin);
}

function answerFor(zone: Zone, name: string, asked: ClusterName): Answer {
  if (asked.kind === 'domain') return noData(name, `${name} has no address: other names are in it`);
  if (asked.kind === 'nothing')
    return noName(name, 'DNS_NO_SUCH_NAME', `no name of the cluster reads ${name}`);
  const { namespace } = asked;
  if (!zone.namespaces.has(namespace)) {
    if (isApiServer(asked)) return apiServer(name);
    return noName(name, 'DNS_NO_SUCH_NAMESPACE', `there is no namespace ${namespace}`);
  }
  if (asked.kind === 'namespace') return noData(name, `${name} has no address: services are in it`);
  if (asked.kind === 'address') return written(name, asked.written);
  const service = zone.services.get(namespace)?.get(asked.service);
  if (service === undefined) {
    if (isApiServer(asked)) return apiServer(name);
    return noName(name, 'DNS_NO_SUCH_SERVICE', `namespace ${namespace} has no service ${asked.service}`);
  }
  switch (asked.kind) {
    case 'service':
      return serviceAnswer(zone, name, service);
    case 'endpoint':
      return endpointAnswer(zone, name, service, asked.endpoint);
    case 'port':
      return portAnswer(zone, name, service, asked);
  }
}

/** Every cluster has this service, so its absence from the input says nothing. */
function isApiServer(asked: ClusterName): boolean {
  return asked.kind === 'service' && asked.service === 'kubernetes' && asked.namespace === 'default';
}

function apiServer(name: string): Answer {
  const text = 'the service of the API server is not in the input, so its address is not known';
  return { kind: 'unknown', name, code: 'DNS_API_SERVICE', text };
}

/** Four groups of digits are an IPv4 address, anything else an IPv6 one; whether somebody has it is not asked. */
function written(name: string, label: string): Answer {
  const isIPv4 = label.split('-').length === 4 && !label.includes('--');
  const address = parseAddress(label.replaceAll('-', isIPv4 ? '.' : ':'));
  if (address === undefined)
    return noName(name, 'DNS_NO_SUCH_NAME', `${label} is no address written as a name`);
  const records: AddressRecord[] = [{ address, bearer: { kind: 'anyone' } }];
  return { kind: 'addresses', name, records, assumes: ['DNS_PODS_INSECURE'] };
}

function serviceAnswer(zone: Zone, name: string, service: Service): Answer {
  const { origin } = service;
  switch (service.form) {
    case 'alias':
      return aliasAnswer(name, service);
    case 'virtual': {
      const records = service.clusterAddresses.map((address: Address): AddressRecord => {
        return { address, bearer: { kind: 'service', service }, origin };
      });
      return { kind: 'addresses', name, records, assumes: [] };
    }
    case 'headless': {
      const published = zone.membersOf(service).all.filter(({ state }) => state === 'published');
      if (published.length > 0)
        return { kind: 'addresses', name, records: recordsOf(service, published), assumes: [] };
      const count = zone.membersOf(service).all.length;
      const text = `headless service ${service.name} has no ready endpoint (of ${count})`;
      return noName(name, 'DNS_NO_READY_ENDPOINTS', text, origin);
    }
  }
}

/** Implements S36: one that looks like an address is digits, and no name server knows such a name. */
function aliasAnswer(name: string, { alias, name: service, origin: object }: Service): Answer {
  const origin: Origin = { ...object, path: 'spec.externalName' };
  const target = normalName(alias ?? '');
  if (target === '') return noName(name, 'DNS_NO_SUCH_NAME', `service ${service} stands for no name`, origin);
  if (parseAddress(target) !== undefined) {
    const text = `service ${service} stands for the name ${target}, which is no name but looks like an address`;
    return noName(name, 'DNS_ALIAS_IS_ADDRESS', text, origin);
  }
  return { kind: 'alias', name, target, origin };
}

/** Endpoints of services with a cluster address have names too, though few use them. */
function endpointAnswer(zone: Zone, name: string, service: Service, endpoint: string): Answer {
  const named = service.form === 'alias' ? [] : (zone.membersOf(service).byLabel.get(endpoint) ?? []);
  const published = named.filter(({ state }) => state === 'published');
  if (published.length > 0) {
    const assumed = published.some(({ naming }) => naming === 'assumed');
    const assumes: NameCode[] = assumed ? ['DNS_GOVERNING_SERVICE'] : [];
    return { kind: 'addresses', name, records: recordsOf(service, published), assumes };
  }
  const [unready] = named;
  if (unready !== undefined) {
    const text = `${endpoint} is not ready, and service ${service.name} publishes ready endpoints only`;
    return noName(name, 'DNS_ENDPOINT_NOT_READY', text, unready.endpoint.origin);
  }
  const text = `service ${service.name} has no endpoint named ${endpoint}`;
  return noName(name, 'DNS_NO_SUCH_ENDPOINT', text, service.origin);
}

function recordsOf(service: Service, members: readonly Member[]): AddressRecord[] {
  return members.map(({ endpoint: { address, pod, origin } }) => {
    return { address, bearer: { kind: 'endpoint', service, ...(pod && { pod }) }, origin };
  });
}

function portAnswer(
  zone: Zone,
  name: string,
  service: Service,
  asked: { readonly port: string; readonly protocol: string },
): Answer {
  const port = service.ports.find(
    (one) => one.name === asked.port && one.protocol.toLowerCase() === asked.protocol,
  );
  if (port === undefined || service.form === 'alias') {
    const text = `service ${service.name} has no ${asked.protocol.toUpperCase()} port named ${asked.port}`;
    return noName(name, 'DNS_NO_SUCH_PORT', text, service.origin);
  }
  const target = `${service.name}.${service.namespace}.svc.${CLUSTER_DOMAIN}`;
  const origin: Origin = { ...service.origin, path: port.path };
  if (service.form === 'virtual')
    return { kind: 'ports', name, records: [{ port: port.port, target, origin }] };
  const records = zone.membersOf(service).all.flatMap(({ state, label, endpoint }): PortRecord[] => {
    const number = endpoint.portOf(port);
    if (state === 'unready' || number === undefined) return [];
    return [{ port: number, target: `${label}.${target}`, origin: endpoint.origin }];
  });
  if (records.length > 0) return { kind: 'ports', name, records };
  const text = `headless service ${service.name} has no ready endpoint with port ${asked.port}`;
  return noName(name, 'DNS_NO_READY_ENDPOINTS', text, service.origin);
}

function noName(name: string, code: NameCode, text: string, origin?: Origin): NoAnswer {
  return { kind: 'NXDOMAIN', name, code, text, ...(origin && { origin }) };
}

function noData(name: string, text: string, origin?: Origin): NoAnswer {
  return { kind: 'NODATA', name, code: 'DNS_NO_ADDRESS', text, ...(origin && { origin }) };
}
