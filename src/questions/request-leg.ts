import type { Cluster } from '../kubernetes/cluster.ts';
import type { ServiceEndpoint } from '../kubernetes/compile/service-endpoints.ts';
import { usable } from '../kubernetes/compile/service-rows.ts';
import type { Controller } from '../kubernetes/ingress/controller.ts';
import { decide } from '../kubernetes/ingress/decide.ts';
import type { Backend, Decision } from '../kubernetes/ingress/decision.ts';
import { decideAtGateway } from '../kubernetes/ingress/gateway.ts';
import { gatewayTables } from '../kubernetes/ingress/gateway-table.ts';
import { ingressTables } from '../kubernetes/ingress/table.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { Service } from '../kubernetes/objects/service.ts';
import type { Address } from '../model/header/address.ts';
import { familyOf } from '../model/header/address.ts';
import type { Request } from '../model/header/request.ts';
import { neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nodeNamed, roleOf } from '../model/network/node.ts';
import type { RequestEnd } from '../state/end.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { Sender } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import { serviceTargets } from '../state/target.ts';
import type { Delivery, Ways, Word } from './delivery.ts';
import { deliver } from './delivery.ts';
import type { AskedMessage } from './message-input.ts';

/** A request that a proxy sends on to one endpoint of a backend (S138). */
export interface Onward {
  /** The pod of the proxy. */
  readonly proxy: string;
  readonly backend: string;
  readonly delivery?: Delivery;
  readonly status: number;
  /** Its share of all requests. */
  readonly share: number;
}

/** A request on its way through a proxy: to it, its decision, and from it on. */
export interface RequestLeg {
  readonly request: Request;
  /** Where the controller runs, and as what it is known. */
  readonly controller: Controller | undefined;
  /** The message to the proxy; absent where how it gets there is assumed. */
  readonly arrival?: Delivery;
  readonly decision: Decision;
  readonly onward: readonly Onward[];
  readonly answer: Word;
  readonly probability: number;
  readonly status?: number;
  readonly code?: string;
  readonly symptom?: string;
  readonly unknown: readonly string[];
  readonly assumes: readonly string[];
}

/** What decides at a proxy. */
interface Proxy {
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

/** Sends a request to an Ingress or Gateway, follows what its proxy sends on, and says which status the client sees. */
export function sendRequest(state: State, asked: AskedMessage, ways: Ways): RequestLeg {
  const { cluster } = state;
  const end = asked.request as RequestEnd;
  const request: Request = {
    scheme: end.scheme,
    host: end.host,
    path: end.path,
    method: 'GET',
    ...(end.scheme === 'https' ? { serverName: end.host } : {}),
  };
  const proxy = cluster && proxyOf(cluster, end, request);
  if (cluster === undefined || proxy === undefined) {
    return ended(request, undefined, {
      kind: 'status',
      status: 404,
      code: 'ING_IGNORED',
      text: 'there is no such proxy',
      assumes: [],
    });
  }
  const { controller, decision } = proxy;
  if (decision.kind === 'status' && decision.code === 'ING_IGNORED')
    return ended(request, controller, decision);
  const arrival = arrivalOf(state, asked.sender, proxy, ways);
  const processes = proxyProcesses(state, controller, arrival);
  const assumes = [
    ...decision.assumes,
    ...(arrival === undefined ? ['ING_CONTROLLER_PLANNED'] : []),
    'CONTROLLER_TARGET',
  ];
  const common = { request, controller, decision, assumes, ...(arrival === undefined ? {} : { arrival }) };
  if (arrival !== undefined && arrival.answer === 'unreachable') {
    return { ...common, onward: [], answer: 'unreachable', probability: 0, unknown: [] };
  }
  if (decision.kind === 'unknown')
    return {
      ...common,
      onward: [],
      answer: 'unknown',
      probability: 0,
      code: decision.code,
      unknown: [decision.code],
    };
  if (decision.kind === 'status') {
    const answer: Word = decision.status < 400 ? 'reachable' : 'unreachable';
    return withArrival({
      ...common,
      onward: [],
      answer,
      probability: answer === 'reachable' ? 1 : 0,
      status: decision.status,
      code: decision.code,
      symptom: String(decision.status),
      unknown: [],
    });
  }
  if (processes.length === 0) {
    return { ...common, onward: [], answer: 'unknown', probability: 0, unknown: ['ING_CONTROLLER_PLANNED'] };
  }
  const onward = decision.backends.flatMap((backend) => forward(state, processes, backend, decision, ways));
  const failing = decision.failing.map(
    (one): Onward => ({
      proxy: '',
      backend: '',
      status: one.kind === 'status' ? one.status : 500,
      share: one.weight / totalWeight(decision),
    }),
  );
  return withArrival(summed({ ...common, onward: [...onward, ...failing] }));
}

/** A request that no proxy takes. */
function ended(
  request: Request,
  controller: Controller | undefined,
  decision: Decision & { kind: 'status' },
): RequestLeg {
  const { status, code, assumes } = decision;
  return {
    request,
    controller,
    decision,
    onward: [],
    answer: 'unreachable',
    probability: 0,
    status,
    code,
    symptom: String(status),
    unknown: [],
    assumes,
  };
}

function proxyOf(cluster: Cluster, end: RequestEnd, request: Request): Proxy | undefined {
  const { object, name, namespace = 'default' } = end;
  const port = end.scheme === 'https' ? 443 : 80;
  if (object === 'ingress') {
    for (const table of ingressTables(cluster)) {
      const own = table.ingresses.find((one) => one.namespace === namespace && one.name === name);
      if (own === undefined) continue;
      const addresses = own.addresses.map(({ address }) => address);
      return { controller: table.controller, decision: decide(table, request), port, addresses };
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
  const at = listener?.port ?? port;
  return {
    controller: table.controller,
    decision: decideAtGateway(table, request, at),
    port: at,
    addresses: table.gateway.addresses,
  };
}

/** The message to the proxy: by the address that is published, else by its service, its host's port, or its own address. */
function arrivalOf(
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
function proxyProcesses(
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

function totalWeight(decision: Decision & { kind: 'backend' }): number {
  return [...decision.backends, ...decision.failing].reduce((sum, { weight }) => sum + weight, 0);
}

/** From each pod of the proxy to each endpoint of a backend, or to the address of its service (S138). */
function forward(
  state: State,
  processes: ReturnType<typeof proxyProcesses>,
  backend: Backend,
  decision: Decision & { kind: 'backend' },
  ways: Ways,
): Onward[] {
  const part = backend.weight / totalWeight(decision);
  const label = `${backend.namespace}/${backend.name}:${backend.port}`;
  return processes.flatMap(({ process, pod, share }) => {
    const targets = targetsOf(state, process, backend);
    const common = { proxy: pod, backend: label };
    if (targets.length === 0) return [{ ...common, status: 503, share: part * share }];
    return targets.map(({ sender, target, port }): Onward => {
      const delivery = deliver(state.network, { sender, target, port, protocol: 'TCP' }, ways);
      const own = (part * share) / targets.length;
      return {
        ...common,
        ...(delivery === undefined ? {} : { delivery }),
        status: statusOf(delivery),
        share: own,
      };
    });
  });
}

function targetsOf(
  { network, cluster, profile }: State,
  process: NodeId,
  { service, port }: Backend,
): readonly { readonly sender: Sender; readonly target: Address; readonly port: number }[] {
  const over = [...neighbours(network.links, process)].find((node) => isSwitch(network.nodes, node));
  if (over === undefined || cluster === undefined) return [];
  const sender: Sender = { process, over, addresses: addressesOf(network, over) };
  const families = new Set(sender.addresses.map(familyOf));
  if (profile.options.controller === 'service' && service.clusterAddresses.length > 0) {
    const target = service.clusterAddresses.find((one) => families.has(familyOf(one)));
    return target === undefined ? [] : [{ sender, target, port }];
  }
  const own = service.ports.find((one) => one.port === port);
  if (own === undefined) return [];
  const endpoints = lookupsOf(cluster).endpointsOf(service);
  const first = [...families].find((family) => endpoints.some((one) => familyOf(one.address) === family));
  const fitting = endpoints.filter((one) => familyOf(one.address) === first && one.portOf(own) !== undefined);
  return usable(fitting).map((one: ServiceEndpoint) => ({
    sender,
    target: one.address,
    port: one.portOf(own) as number,
  }));
}

/** What the client sees of how its request ended behind the proxy: a timeout is 504, a refusal 502. */
function statusOf(delivery: Delivery | undefined): number {
  if (delivery === undefined) return 503;
  if (delivery.answer === 'reachable') return 200;
  const failing = delivery.ways.find((way) => way.answer !== 'reachable');
  return failing?.trace.disposition.kind === 'refused' ? 502 : 504;
}

/** The answer over all that the proxy may do. */
function summed(leg: Omit<RequestLeg, 'answer' | 'probability' | 'unknown'>): RequestLeg {
  const good = leg.onward.filter(({ status }) => status < 400);
  const probability = good.reduce((sum, { share }) => sum + share, 0);
  const open = leg.onward.some(({ delivery }) => delivery?.answer === 'unknown');
  const partly = leg.onward.some(({ delivery }) => delivery?.answer === 'ambiguous');
  const [first] = leg.onward;
  const failing = leg.onward.find(({ status }) => status >= 400);
  const shown = failing ?? first;
  const answer: Word = open
    ? 'unknown'
    : good.length === leg.onward.length
      ? 'reachable'
      : good.length === 0 && !partly
        ? 'unreachable'
        : 'ambiguous';
  const code = shown !== undefined && shown.status === 503 ? 'ING_BACKEND_NO_ENDPOINTS' : undefined;
  return {
    ...leg,
    answer,
    probability,
    unknown: [],
    ...(shown === undefined ? {} : { status: shown.status }),
    ...(failing === undefined ? {} : { symptom: String(failing.status) }),
    ...(code === undefined ? {} : { code }),
  };
}

/** The answer with the way to the proxy. */
function withArrival(leg: RequestLeg): RequestLeg {
  const { arrival, answer, probability } = leg;
  if (arrival === undefined || arrival.answer === 'reachable') return leg;
  const word: Word =
    answer === 'unreachable'
      ? 'unreachable'
      : arrival.answer === 'unknown' || answer === 'unknown'
        ? 'unknown'
        : 'ambiguous';
  return { ...leg, answer: word, probability: probability * arrival.probability };
}
