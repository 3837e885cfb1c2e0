import { once } from '../../base/once.ts';
import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Endpoint, EndpointSubset, Endpoints } from '../objects/endpoints.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service, ServicePort } from '../objects/service.ts';
import { podsByLabel } from './pods-by-label.ts';

/** One address that stands behind a service: of a pod, or as a slice says. */
export interface ServiceEndpoint {
  readonly address: Address;
  readonly pod?: Pod;
  readonly host?: string;
  readonly zone: string;
  readonly hostname?: string;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly hintedZones: readonly string[];
  readonly hintedHosts: readonly string[];
  readonly origin: Origin;
  /** Where a port of the service goes there; undefined where it has no such port (S22, S26). */
  portOf(port: ServicePort): number | undefined;
}

/** The endpoints of a service, ready or not, in the order of their addresses' owners. */
export type EndpointsOf = (service: Service) => readonly ServiceEndpoint[];

const NO_HINTS: readonly string[] = [];
const NO_SLICES: readonly Endpoints[] = [];

/**
 * Implements S15, S21–S24, S26, S42–S48, S145: where a service has a selector its endpoints are derived from the pods;
 * slices of the controller only tell of hints. Without one they are those of custom slices, or of a legacy object where
 * there is no slice.
 */
export function endpointsIn(cluster: Cluster): EndpointsOf {
  let known = endpoints.get(cluster);
  if (known === undefined) {
    known = find(cluster);
    endpoints.set(cluster, known);
  }
  return known;
}

const endpoints = new WeakMap<Cluster, EndpointsOf>();

function find(cluster: Cluster): EndpointsOf {
  const zones = new Map(cluster.hosts.map(({ name, labels }) => [name, labels[ZONE_LABEL] ?? '']));
  const selected = podsByLabel(
    cluster.pods,
    cluster.services.flatMap(({ namespace, selector }) =>
      selector === undefined ? [] : [[namespace, selector] as const],
    ),
  );
  const slices = new Map<string, Endpoints[]>();
  for (const one of cluster.endpoints) {
    if (one.service === '') continue;
    const key = `${one.namespace}/${one.service}`;
    const same = slices.get(key);
    if (same === undefined) slices.set(key, [one]);
    else same.push(one);
  }
  // Where no slice names a pod nobody asks.
  const pods = once(() => new Map(cluster.pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod])));
  const hostAddresses = new Map(cluster.hosts.map(({ name, addresses }) => [name, addresses]));
  const known = new Map<Service, readonly ServiceEndpoint[]>();
  return (service) => {
    let found = known.get(service);
    if (found === undefined) {
      const given = slices.get(`${service.namespace}/${service.name}`) ?? NO_SLICES;
      found =
        service.form === 'alias'
          ? []
          : service.selector === undefined
            ? givenEndpoints(given, zones, pods)
            : ofPods(service, selected(service.namespace, service.selector), zones, hostAddresses, given);
      known.set(service, found);
    }
    return found;
  };
}

/** The label of a node that names its zone (S48). */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';

type Hints = ReadonlyMap<Address, Pick<Endpoint, 'hintedZones' | 'hintedHosts'>>;

/** What the controller's own slices hint, by address (S67). */
function hintsIn(given: readonly Endpoints[]): Hints {
  const hints = new Map<Address, Pick<Endpoint, 'hintedZones' | 'hintedHosts'>>();
  for (const { form, madeBy, subsets } of given) {
    if (form !== 'slice' || madeBy !== 'controller') continue;
    for (const { endpoints } of subsets) for (const one of endpoints) hints.set(one.address, one);
  }
  return hints;
}

function ofPods(
  service: Service,
  pods: readonly Pod[],
  zones: ReadonlyMap<string, string>,
  hosts: ReadonlyMap<string, readonly Address[]>,
  given: readonly Endpoints[],
): ServiceEndpoint[] {
  const hints = hintsIn(given);
  return pods.flatMap((pod) => ofPod(service, pod, zones, hosts, hints));
}

/** One endpoint a family of the pod (S43, S45, S47). */
function ofPod(
  service: Service,
  pod: Pod,
  zones: ReadonlyMap<string, string>,
  hosts: ReadonlyMap<string, readonly Address[]>,
  hints: Hints,
): ServiceEndpoint[] {
  if (pod.state !== 'running' || pod.host === undefined) return [];
  const serving = pod.readiness === 'ready';
  const terminating = pod.ending === 'terminating';
  const ready = service.publishes === 'all' || (serving && !terminating);
  const addresses = pod.network === 'host' ? (hosts.get(pod.host) ?? []) : pod.addresses;
  const { host } = pod;
  return addresses.map((address) => ({
    address,
    pod,
    host,
    zone: zones.get(host) ?? '',
    ...(pod.dns.hostname === undefined ? {} : { hostname: pod.dns.hostname }),
    ready,
    serving,
    terminating,
    hintedZones: hints.get(address)?.hintedZones ?? NO_HINTS,
    hintedHosts: hints.get(address)?.hintedHosts ?? NO_HINTS,
    origin: pod.origin,
    portOf: (port) => portOfPod(service, pod, port),
  }));
}

/** Implements S21–S23: a number as it is; a name among the container ports of the same protocol. */
function portOfPod({ form }: Service, pod: Pod, { target, port, protocol }: ServicePort): number | undefined {
  if (form === 'headless' && typeof target === 'number') return port;
  if (typeof target === 'number') return target;
  for (const { ports } of pod.containers) {
    const found = ports.find((one) => one.name === target && one.protocol === protocol);
    if (found !== undefined) return found.port;
  }
  return undefined;
}

/** Implements S24, S42, S43: all slices that name the service; a legacy object only where there is none (S145). */
function givenEndpoints(
  given: readonly Endpoints[],
  zones: ReadonlyMap<string, string>,
  pods: () => ReadonlyMap<string, Pod>,
): ServiceEndpoint[] {
  const slices = given.filter(({ form }) => form === 'slice');
  const seen = new Map<string, ServiceEndpoint>();
  for (const one of slices.length > 0 ? slices : given) {
    for (const subset of one.subsets) {
      for (const endpoint of subset.endpoints) {
        const made = ofSlice(one, subset, endpoint, zones, pods);
        const key = `${endpoint.address} ${subset.ports.map(({ name, port, protocol }) => `${name}:${port}/${protocol}`)}`;
        if (!seen.has(key)) seen.set(key, made);
      }
    }
  }
  return [...seen.values()].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function ofSlice(
  { origin }: Endpoints,
  { ports }: EndpointSubset,
  endpoint: Endpoint,
  zones: ReadonlyMap<string, string>,
  pods: () => ReadonlyMap<string, Pod>,
): ServiceEndpoint {
  const { address, host, zone, hostname, target, ready, serving, terminating, path } = endpoint;
  const pod = target?.kind === 'Pod' ? pods().get(`${target.namespace}/${target.name}`) : undefined;
  return {
    address,
    ...(pod === undefined ? {} : { pod }),
    ...(host === undefined ? {} : { host }),
    zone: zone ?? zones.get(host ?? '') ?? '',
    ...(hostname === undefined ? {} : { hostname }),
    ready,
    serving,
    terminating,
    hintedZones: endpoint.hintedZones,
    hintedHosts: endpoint.hintedHosts,
    origin: { ...origin, path },
    portOf: ({ name, protocol }) =>
      ports.find((port) => port.name === name && port.protocol === protocol)?.port,
  };
}

/** Of endpoints of one family: those of it. */
export function inFamilyOf(endpoints: readonly ServiceEndpoint[], address: Address): ServiceEndpoint[] {
  return endpoints.filter((one) => familyOf(one.address) === familyOf(address));
}
