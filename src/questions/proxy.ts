import type { Cluster } from '../kubernetes/cluster.ts';
import type { Controller } from '../kubernetes/ingress/controller.ts';
import { decide } from '../kubernetes/ingress/decide.ts';
import type { Decision } from '../kubernetes/ingress/decision.ts';
import { decideAtGateway } from '../kubernetes/ingress/gateway.ts';
import { gatewayTables } from '../kubernetes/ingress/gateway-table.ts';
import { ingressTables } from '../kubernetes/ingress/table.ts';
import type { Ingress } from '../kubernetes/objects/ingress.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Address } from '../model/header/address.ts';
import type { Request } from '../model/header/request.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { nodeNamed, roleOf } from '../model/network/node.ts';
import type { RequestEnd } from '../state/end.ts';
import type { Sender } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import { serviceTargets } from '../state/target.ts';
import type { Delivery, Ways } from './delivery.ts';
import { deliver } from './delivery.ts';

/** What decides at a proxy. */
export interface Proxy {
  readonly controller: Controller | undefined;
  readonly decision: Decision;
  readonly port: number;
  /** Addresses at which the object itself says that it is reached. */
  readonly addresses: readonly Address[];
}

/** Whether the Ingress or Gateway that is asked for exists. */
export function requestTarget(cluster: Cluster, { object, name }: RequestEnd, namespace: string): boolean {
  const all = object === 'ingress' ? cluster.ingresses : cluster.gateways;
  return all.some((one) => one.namespace === namespace && one.name === name);
}

/** The proxy that takes a request to an Ingress or Gateway, and what it decides; undefined if there is none. */
export function proxyOf(cluster: Cluster, end: RequestEnd, request: Request): Proxy | undefined {
  const { object, name, namespace = 'default' } = end;
  const port = end.port ?? (end.scheme === 'https' ? 443 : 80);
  if (object === 'ingress') {
    for (const table of ingressTables(cluster)) {
      const own = table.ingresses.find((one) => one.namespace === namespace && one.name === name);
      if (own === undefined) continue;
      const addresses = own.addresses.map(({ address }) => address);
      const decision = beside(table.ingresses, decide(table, request), request);
      return { controller: table.controller, decision, port, addresses };
    }
    return undefined;
  }
  const table = gatewayTables(cluster).find(
    ({ gateway }) => gateway.namespace === namespace && gateway.name === name,
  );
  if (table === undefined) return undefined;
  const listener = table.gateway.listeners.find(
    (one) => (end.scheme === 'https') === /^(HTTPS|TLS)$/i.test(one.protocol),
  );
  const at = end.port ?? listener?.port ?? port;
  return {
    controller: table.controller,
    decision: decideAtGateway(table, request, at),
    port: at,
    addresses: table.gateway.addresses,
  };
}

/** Annotations by which controllers decide who may ask, and where requests go on to. */
const DECIDING =
  /^[^/]*(ingress|nginx|traefik|haproxy|alb)[^/]*\/.*(whitelist|allowlist|denylist|blacklist|auth|redirect|snippet|canary|app-root|middlewares|satisfy|inbound-cidrs|conditions|actions)/;

/** A decision with what annotations and TLS say beside the rules (S137). */
function beside(ingresses: readonly Ingress[], decision: Decision, { scheme, host = '' }: Request): Decision {
  const by = 'by' in decision ? decision.by?.object : undefined;
  const own = ingresses.find((one) => one.namespace === by?.namespace && one.name === by?.name);
  if (own === undefined || decision.kind === 'unknown') return decision;
  const annotation = Object.keys(own.annotations).find((key) => DECIDING.test(key));
  if (annotation !== undefined && decision.kind === 'backend') {
    const { assumes, by: origin } = decision;
    return {
      kind: 'unknown',
      code: 'ING_ANNOTATIONS',
      text: `${annotation} is not modelled`,
      by: origin,
      assumes,
    };
  }
  const secured = ingresses.some(({ tls }) => tls.some(({ hosts }) => hosts.includes(host)));
  return scheme === 'http' && secured
    ? { ...decision, assumes: [...decision.assumes, 'ING_TLS_REDIRECT'] }
    : decision;
}

/** The message to the proxy: by the address that is published, else by its service, its host's port, or its own address. */
export function arrivalOf(
  state: State,
  sender: Sender,
  { controller, port, addresses }: Proxy,
  ways: Ways,
): Delivery | undefined {
  if (
    controller === undefined ||
    controller.where !== 'pods' ||
    controller.pods.every((pod) => pod.planned.includes('pod'))
  )
    return undefined;
  for (const { target, port: at } of frontsOf(state, sender, controller, port, addresses)) {
    const delivery = deliver(state.network, { sender, target, port: at, protocol: 'TCP' }, ways);
    if (delivery !== undefined) return delivery;
  }
  return undefined;
}

/** Where the proxy can be reached, the best first. */
function frontsOf(
  { network, cluster }: State,
  sender: Sender,
  { pods, services }: Controller,
  port: number,
  published: readonly Address[],
): { readonly target: Address; readonly port: number }[] {
  const outside = roleOf(network.nodes, sender.process) === 'outside';
  const looking = { network, cluster, namespace: '', sender };
  const known = services.flatMap((service) => {
    const own = service.ports.find((one) => one.port === port);
    const targets = serviceTargets(looking, service);
    if (own === undefined || 'problem' in targets) return [];
    const entrances = outside ? entrancesOf(service) : undefined;
    const addresses = targets
      .map(({ address }) => address)
      .filter((one) => entrances === undefined || entrances.includes(one));
    const nodePorts = outside && own.nodePort !== undefined ? hostAddresses(network) : [];
    return [
      ...addresses.map((target) => ({ target, port })),
      ...nodePorts.map((target) => ({ target, port: own.nodePort as number })),
    ];
  });
  const given = outside ? published.map((target) => ({ target, port })) : [];
  const direct = pods.flatMap((pod) => podFronts(network, pod, port, outside ? 'outside' : 'inside'));
  return [...known, ...given, ...direct];
}

function entrancesOf(service: Service): readonly Address[] {
  return [...service.loadBalancer.map(({ address }) => address), ...service.externalAddresses];
}

function hostAddresses(network: Network): Address[] {
  const hosts: Address[] = [];
  for (let id = 0; id < network.nodes.size; id++) {
    if (roleOf(network.nodes, id as NodeId) === 'host') hosts.push(...addressesOf(network, id as NodeId));
  }
  return hosts;
}

/** A pod of the host network, or with a port of its host, is reached there; else, from inside, at its own address. */
function podFronts(
  network: Network,
  pod: Pod,
  port: number,
  from: 'inside' | 'outside',
): { target: Address; port: number }[] {
  const host = pod.host === undefined ? undefined : nodeNamed(network.nodes, pod.host);
  const onHost =
    pod.network === 'host' || pod.containers.some(({ ports }) => ports.some((one) => one.hostPort === port));
  if (onHost && host !== undefined) return addressesOf(network, host).map((target) => ({ target, port }));
  return from === 'inside' ? pod.addresses.map((target) => ({ target, port })) : [];
}

/** The processes that a request may come to, each with its chance; where its way is assumed, all pods of the controller. */
export function proxyProcesses(
  { network }: State,
  controller: Controller | undefined,
  arrival: Delivery | undefined,
): readonly { readonly process: NodeId; readonly pod: string; readonly share: number }[] {
  const byName = (controller?.pods ?? []).flatMap((pod) => {
    const name = `${pod.namespace}/${pod.name}`;
    const process = pod.containers
      .map((one) => nodeNamed(network.nodes, `${name}/${one.name}`))
      .find((one) => one !== undefined);
    return process === undefined ? [] : [{ process, pod: name }];
  });
  if (arrival === undefined) return byName.map((one) => ({ ...one, share: 1 / byName.length }));
  const shares = new Map<NodeId, number>();
  for (const { trace, answer } of arrival.ways) {
    if (trace.disposition.kind !== 'delivered' || answer !== 'reachable') continue;
    shares.set(trace.disposition.at, (shares.get(trace.disposition.at) ?? 0) + trace.probability);
  }
  const total = [...shares.values()].reduce((sum, one) => sum + one, 0);
  return [...shares].map(([process, share]) => ({
    process,
    pod: byName.find((one) => one.process === process)?.pod ?? network.nodes.names[process] ?? '?',
    share: share / total,
  }));
}
