import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { FactId } from '../../model/network/fact.ts';
import { NO_FACT } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { Service, ServicePort, TrafficPolicy } from '../objects/service.ts';
import type { Options } from '../profile/options.ts';
import type { Blocks } from './blocks.ts';
import type { FactTable } from './facts.ts';
import type { ServiceEndpoint } from './service-endpoints.ts';
import type { Ranged } from './source-ranges.ts';
import { rangesOf, UNRANGED } from './source-ranges.ts';

/** How an address stands for a service: to the cluster, to the outside, or at a load balancer. */
export type FrontendKind = 'cluster' | 'external' | 'balancer';

/** An address and port that hosts capture for a service. */
export interface FrontendRow extends Ranged {
  readonly address: Address;
  readonly protocol: Protocol;
  readonly port: number;
  readonly kind: FrontendKind;
  readonly policy: TrafficPolicy;
  /** Names its backends. */
  readonly group: number;
  /** Whether it has any endpoint that could be used. */
  readonly endpoints: 'some' | 'none';
  /** Under Local, where placement is planned: that an endpoint is on the host, and that none is (S144). */
  readonly here: FactId;
  readonly nowhere: FactId;
  readonly placement: 'known' | 'planned';
  readonly origin: Origin;
  readonly path: string;
}

/** A port of every host that stands for a service (S28); `sources`: the family that it is for. */
export type NodePortRow = Omit<FrontendRow, 'address' | 'kind' | keyof Ranged> & {
  readonly sources: AddressSet;
};

/** One backend of a group. */
export interface BackendRow {
  readonly group: number;
  readonly address: Address;
  readonly port: number;
  readonly origin: Origin;
}

/** A backend for the hosts of a zone. */
export type ZoneBackendRow = BackendRow & { readonly zone: string };

/** A backend for one host. */
export type HostBackendRow = BackendRow & { readonly host: NodeId };

/** What services are, as rows of directories. */
export interface ServiceRows {
  readonly frontends: readonly FrontendRow[];
  readonly nodePorts: readonly NodePortRow[];
  readonly backends: readonly BackendRow[];
  readonly local: readonly HostBackendRow[];
  readonly zonal: readonly ZoneBackendRow[];
  readonly nodal: readonly HostBackendRow[];
  /** What was made of each group, by its number. */
  readonly groups: readonly Group[];
}

/** The endpoints of one port of a service in one family. */
export interface Group {
  readonly service: Service;
  readonly family: Family;
  readonly port: ServicePort;
  readonly backends: readonly Backend[];
}

/** An endpoint with the port that is meant there. */
export interface Backend extends ServiceEndpoint {
  readonly port: number;
}

/** What rows of services are made with. */
export interface ServiceContext {
  readonly options: Options;
  readonly facts: FactTable;
  readonly blocks: Blocks;
  endpointsOf(service: Service): readonly ServiceEndpoint[];
  /** The switch of a host; undefined if it has none. */
  hostNode(name: string): NodeId | undefined;
}

/**
 * Services as rows. Implements S18–S22, S28, S31, S34, S35, S38, S59–S63, S65–S67: per port and family a group of
 * backends, and for each address the group it leads to.
 */
export function serviceRows(services: readonly Service[], context: ServiceContext): ServiceRows {
  const rows = {
    frontends: [] as FrontendRow[],
    nodePorts: [] as NodePortRow[],
    backends: [] as BackendRow[],
    local: [] as HostBackendRow[],
    zonal: [] as ZoneBackendRow[],
    nodal: [] as HostBackendRow[],
    groups: [] as Group[],
  };
  for (const service of services) {
    if (service.form !== 'virtual') continue;
    const endpoints = context.endpointsOf(service);
    for (const port of service.ports) {
      for (const family of ['IPv4', 'IPv6'] as const) {
        const fronts = frontsOf(service, family);
        const nodePort =
          port.nodePort !== undefined && hasFamily(service, family) ? port.nodePort : undefined;
        if (fronts.length === 0 && nodePort === undefined) continue;
        const backends = backendsOf(endpoints, port, family);
        const group = rows.groups.push({ service, family, port, backends }) - 1;
        addBackends(rows, group, service, backends, context);
        for (const { address, kind } of fronts) {
          const policy = kind === 'cluster' ? service.internalPolicy : service.externalPolicy;
          const { ranged, refused, doubted, doubtful } =
            kind === 'balancer' ? rangesOf(service, address, context.blocks) : UNRANGED;
          const front = captured(service, port, port.port, policy, group, backends, context);
          rows.frontends.push({ address, kind, ranged, refused, doubted, doubtful, ...front });
        }
        if (nodePort === undefined) continue;
        const front = captured(service, port, nodePort, service.externalPolicy, group, backends, context);
        rows.nodePorts.push({ sources: ALL_OF(family), ...front });
      }
    }
  }
  return rows;
}

/** What an address and a port of every host have in common that are captured. */
function captured(
  service: Service,
  { protocol, path }: ServicePort,
  port: number,
  policy: TrafficPolicy,
  group: number,
  backends: readonly Backend[],
  context: ServiceContext,
): Omit<NodePortRow, 'sources'> {
  const endpoints = hasUsable(backends) ? 'some' : 'none';
  const { here, nowhere, placement } = doubtOfPlace(policy, backends, service, context);
  const { origin } = service;
  return { protocol, port, policy, group, endpoints, here, nowhere, placement, origin, path };
}

/** The addresses of a service that hosts capture: not those that a proxy stands at (S31). */
function frontsOf(
  { clusterAddresses, externalAddresses, loadBalancer }: Service,
  family: Family,
): { address: Address; kind: FrontendKind }[] {
  const fronts: { address: Address; kind: FrontendKind }[] = [];
  const put = (address: Address, kind: FrontendKind): void => {
    if (familyOf(address) === family) fronts.push({ address, kind });
  };
  for (const address of clusterAddresses) put(address, 'cluster');
  for (const address of externalAddresses) put(address, 'external');
  for (const { address, mode } of loadBalancer) if (mode === 'VIP') put(address, 'balancer');
  return fronts;
}

/** Whether a service has a family: by what it says, else by its cluster addresses (S38). */
export function hasFamily({ families, clusterAddresses }: Service, family: Family): boolean {
  const known = families.length > 0 ? families : clusterAddresses.map(familyOf);
  return known.length === 0 ? family === 'IPv4' : known.includes(family);
}

function backendsOf(endpoints: readonly ServiceEndpoint[], port: ServicePort, family: Family): Backend[] {
  return endpoints.flatMap((endpoint) => {
    const number = familyOf(endpoint.address) === family ? endpoint.portOf(port) : undefined;
    return number === undefined || isTransient(endpoint) ? [] : [{ ...endpoint, port: number }];
  });
}

/** A pod of a Job that is only planned: it comes and goes, and is no backend to count on (S144). */
export function isTransient({ pod }: ServiceEndpoint): boolean {
  return pod !== undefined && pod.lifetime === 'transient' && pod.planned.includes('pod');
}

/** The ready ones; if there are none, those that still serve while they end (S51, S62, S63). */
export function usable<T extends Pick<ServiceEndpoint, 'ready' | 'serving' | 'terminating'>>(
  backends: readonly T[],
): readonly T[] {
  if (backends.every((one) => one.ready)) return backends;
  const ready = backends.filter((one) => one.ready);
  return ready.length > 0 ? ready : backends.filter((one) => one.serving && one.terminating);
}

function hasUsable(backends: readonly Backend[]): boolean {
  return backends.some((one) => one.ready || (one.serving && one.terminating));
}

function addBackends(
  rows: { backends: BackendRow[]; local: HostBackendRow[]; zonal: ZoneBackendRow[]; nodal: HostBackendRow[] },
  group: number,
  service: Service,
  backends: readonly Backend[],
  { hostNode }: ServiceContext,
): void {
  const row = ({ address, port, origin }: Backend): BackendRow => ({ group, address, port, origin });
  rows.backends.push(...usable(backends).map(row));
  if (service.internalPolicy === 'Local' || service.externalPolicy === 'Local') {
    for (const [host, local] of groupBy(backends, (one) => one.host)) {
      const node = hostNode(host);
      if (node !== undefined) rows.local.push(...usable(local).map((one) => ({ ...row(one), host: node })));
    }
  }
  const ready = backends.filter((one) => one.ready);
  const hosts = ready.map((one) => hintedHosts(one, service));
  if (ready.length > 0 && hosts.every((names) => names.length > 0)) {
    ready.forEach((one, i) => {
      for (const name of hosts[i] ?? []) {
        const node = hostNode(name);
        if (node !== undefined) rows.nodal.push({ ...row(one), host: node });
      }
    });
  }
  const zones = ready.map((one) => hintedZones(one, service));
  if (ready.length > 0 && zones.every((names) => names.length > 0)) {
    ready.forEach((one, i) => {
      for (const zone of zones[i] ?? []) rows.zonal.push({ ...row(one), zone });
    });
  }
}

/** Implements S65–S67: hints as given, else as the controller would give them for the distribution asked for. */
function hintedZones(
  { hintedZones: given, zone, hintedHosts }: Backend,
  { distribution, topologyMode }: Service,
): readonly string[] {
  if (given.length > 0 || hintedHosts.length > 0) return given;
  return distribution === 'none' || topologyMode === 'Auto' || zone === '' ? [] : [zone];
}

function hintedHosts(
  { hintedHosts: given, hintedZones, host }: Backend,
  { distribution, topologyMode }: Service,
): readonly string[] {
  if (given.length > 0 || hintedZones.length > 0) return given;
  return distribution !== 'PreferSameNode' || topologyMode === 'Auto' || host === undefined ? [] : [host];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** Under Local, whether an endpoint is on a host is not known where its placement is planned (S144). */
function doubtOfPlace(
  policy: TrafficPolicy,
  backends: readonly Backend[],
  { namespace, name, origin }: Service,
  { options, facts }: ServiceContext,
): Pick<FrontendRow, 'here' | 'nowhere' | 'placement'> {
  const open = options.planned === 'unknown' && backends.some(({ pod }) => pod?.planned.includes('host'));
  if (policy === 'Cluster' || !open) return { here: NO_FACT, nowhere: NO_FACT, placement: 'known' };
  const fact = (what: string): FactId =>
    facts.of(`placement ${namespace}/${name} ${what}`, () => ({
      kind: 'unknown',
      code: 'PLANNED_NODE',
      text: `the nodes of the endpoints of service ${namespace}/${name} are planned: ${what}`,
      origin,
    }));
  return {
    here: fact('an endpoint is on this node'),
    nowhere: fact('no endpoint is on this node'),
    placement: 'planned',
  };
}
