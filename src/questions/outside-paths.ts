import { Type } from 'typebox';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { IngressBackend } from '../kubernetes/objects/ingress.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Address } from '../model/header/address.ts';
import { formatAddress } from '../model/header/address.ts';
import { hasPorts } from '../model/header/protocol.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Origin } from '../text/origin.ts';
import type { OriginView } from './describe.ts';
import { viewOrigin } from './describe.ts';
import { ask as reach } from './reach.ts';
import { originSchema } from './schemas.ts';

/** One way in from outside. */
export interface OutsidePath {
  readonly by:
    | 'node port'
    | 'load balancer'
    | 'external IP'
    | 'host port'
    | 'host network'
    | 'ingress'
    | 'pod address';
  /** Where a message is sent: as `reach internet` takes it. Several that fare alike are one. */
  readonly to: readonly string[];
  readonly port?: number;
  readonly protocol?: string;
  /** Whose way it is, and where that is said. */
  readonly origin: OriginView;
  /** What becomes of a message from outside there: an answer of `reach`. */
  readonly answer: string;
  readonly code?: string;
  readonly unknown?: readonly string[];
}

/** The schema of OutsidePath. */
export const outsidePathSchema = Type.Object({
  by: Type.String(),
  to: Type.Array(Type.String()),
  port: Type.Optional(Type.Integer()),
  protocol: Type.Optional(Type.String()),
  origin: originSchema,
  answer: Type.String(),
  code: Type.Optional(Type.String()),
  unknown: Type.Optional(Type.Array(Type.String())),
});

/** More messages are not sent for one answer. */
const MOST_MESSAGES = 2000;

/** What is said of a load balancer without an address. */
const PENDING = { answer: 'unknown', code: 'BALANCER_PENDING' } as const;

type Way = Omit<OutsidePath, 'to' | 'origin' | 'answer' | 'code' | 'unknown'> & {
  readonly to: string;
  readonly origin: Origin;
};

/** The ways from outside to pods, or to a service alone: each followed (S13, S14, S17, S27–S33, S134). */
export function outsidePaths(
  state: State,
  cluster: Cluster,
  pods: ReadonlySet<Pod>,
  service: string | undefined,
): { readonly paths: readonly OutsidePath[]; readonly notFollowed: number } {
  const services = cluster.services.filter((one) =>
    service === undefined
      ? lookupsOf(cluster)
          .endpointsOf(one)
          .some(({ pod }) => pod !== undefined && pods.has(pod))
      : `${one.namespace}/${one.name}` === service,
  );
  const ways = [
    ...services.flatMap((one) => [...serviceWays(cluster, one)]),
    ...ingressWays(cluster, services),
    ...[...pods].flatMap((pod) => [...podWays(cluster, pod)]),
  ];
  const paths = new Map<string, OutsidePath>();
  for (const { to, origin, ...way } of ways.slice(0, MOST_MESSAGES)) {
    const outcome = to.startsWith('svc/') ? PENDING : outcomeOf(state, { ...way, to });
    const view = viewOrigin(origin);
    const key = JSON.stringify([way, view, outcome]);
    const known = paths.get(key)?.to ?? [];
    paths.set(key, { ...way, to: [...known, to], origin: view, ...outcome });
  }
  return { paths: [...paths.values()], notFollowed: Math.max(0, ways.length - MOST_MESSAGES) };
}

function outcomeOf(
  state: State,
  { to, port, protocol }: Pick<Way, 'to' | 'port' | 'protocol'>,
): Pick<OutsidePath, 'answer' | 'code' | 'unknown'> {
  const found = reach(state, { from: 'internet', to, port, protocol });
  if ('error' in found) return { answer: 'unknown', code: found.error.code };
  const { answer, code, unknown } = found;
  return { answer, ...(code === undefined ? {} : { code }), ...(unknown === undefined ? {} : { unknown }) };
}

function* serviceWays({ hosts }: Cluster, service: Service): Generator<Way> {
  const { origin } = service;
  for (const { port, nodePort, protocol } of service.ports) {
    if (!hasPorts(protocol)) continue;
    const at = (by: Way['by'], address: Address, number: number): Way => {
      return { by, to: formatAddress(address), port: number, protocol, origin };
    };
    if (nodePort !== undefined)
      for (const { addresses } of hosts)
        for (const address of addresses) yield at('node port', address, nodePort);
    const { namespace, name, type } = service;
    // One without an address that is published may have one that is not.
    if (type === 'LoadBalancer' && service.loadBalancer.length === 0)
      yield { by: 'load balancer', to: `svc/${namespace}/${name}`, port, protocol, origin };
    for (const { address } of service.loadBalancer) yield at('load balancer', address, port);
    for (const address of service.externalAddresses) yield at('external IP', address, port);
  }
}

function* ingressWays({ ingresses }: Cluster, services: readonly Service[]): Generator<Way> {
  const isMeant = (namespace: string, backend: IngressBackend | undefined): boolean =>
    backend !== undefined &&
    backend.kind === 'service' &&
    services.some((one) => one.namespace === namespace && one.name === backend.name);
  for (const { namespace, name, rules, defaultBackend, origin } of ingresses) {
    const at = (host: string, path: string): Way => {
      // A host of any name is asked by one that nobody has.
      const text = host === '' ? 'any.invalid' : host.replace(/^\*/, 'any');
      return { by: 'ingress', to: `ingress/${namespace}/${name}@${text}${path}`, origin };
    };
    for (const { host, paths } of rules)
      for (const { value, backend } of paths) if (isMeant(namespace, backend)) yield at(host, value);
    if (isMeant(namespace, defaultBackend)) yield at('', '/');
  }
}

function* podWays({ hosts }: Cluster, pod: Pod): Generator<Way> {
  const { origin, containers, network, addresses } = pod;
  if (pod.state !== 'running') return;
  const own = hosts.find((host) => host.name === pod.host)?.addresses ?? [];
  for (const { ports } of containers) {
    for (const { hostPort, port, protocol } of ports) {
      if (!hasPorts(protocol)) continue;
      const by = network === 'host' ? 'host network' : 'host port';
      if (hostPort !== undefined)
        for (const address of own) yield { by, to: formatAddress(address), port: hostPort, protocol, origin };
      if (network === 'own')
        for (const address of addresses)
          yield { by: 'pod address', to: formatAddress(address), port, protocol, origin };
    }
  }
}
