import type { ServiceEndpoint } from '../kubernetes/compile/service-endpoints.ts';
import { usable } from '../kubernetes/compile/service-rows.ts';
import type { Controller } from '../kubernetes/ingress/controller.ts';
import type { Backend, Decision } from '../kubernetes/ingress/decision.ts';
import type { Address } from '../model/header/address.ts';
import { familyOf } from '../model/header/address.ts';
import type { Request } from '../model/header/request.ts';
import { neighbours } from '../model/network/link.ts';
import { addressesOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch } from '../model/network/node.ts';
import type { RequestEnd } from '../state/end.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { Sender } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import type { Origin } from '../text/origin.ts';
import type { AskedMessage } from './asked-message.ts';
import type { Delivery, Ways, Word } from './delivery.ts';
import { deliver } from './delivery.ts';
import { arrivalOf, proxyOf, proxyProcesses } from './proxy.ts';

/** A request that a proxy sends on to one endpoint of a backend (S138). */
export interface Onward {
  /** The pod of the proxy. */
  readonly proxy: string;
  readonly backend: string;
  readonly delivery?: Delivery;
  readonly status: number;
  /** Why nothing is sent on, where nothing is; and what says so. */
  readonly code?: string;
  readonly by?: Origin;
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
  /** What decided, where it was no message. */
  readonly by?: Origin;
  readonly symptom?: string;
  readonly unknown: readonly string[];
  readonly assumes: readonly string[];
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
    ...(arrival === undefined && controller?.where === 'pods' ? ['ING_CONTROLLER_NO_ADDRESS'] : []),
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
  if (decision.backends.some(({ service }) => service.form === 'alias'))
    return { ...common, onward: [], answer: 'unknown', probability: 0, unknown: ['ING_BACKEND_ALIAS'] };
  const missing =
    processes.length === 0
      ? 'ING_CONTROLLER_PLANNED'
      : arrival === undefined && controller?.where === 'pods' && !awaitsAddress(controller, proxy.port)
        ? 'ING_CONTROLLER_NO_ADDRESS'
        : undefined;
  if (missing !== undefined)
    return { ...common, onward: [], answer: 'unknown', probability: 0, unknown: [missing] };
  const onward = decision.backends.flatMap((backend) => forward(state, processes, backend, decision, ways));
  const failing = decision.failing.map(
    (one): Onward => ({
      proxy: '',
      backend: '',
      status: one.kind === 'status' ? one.status : 500,
      code: one.code,
      ...(one.by === undefined ? {} : { by: one.by }),
      share: one.weight / totalWeight(decision),
    }),
  );
  return withArrival(summed({ ...common, onward: [...onward, ...failing] }));
}

/** A request that no proxy takes. */
/** Whether a load balancer leads to a controller by this port, whose address only the running cluster knows (S30). */
function awaitsAddress({ services }: Controller, port: number): boolean {
  return services.some(
    ({ type, ports }) => type === 'LoadBalancer' && ports.some((one) => one.port === port),
  );
}

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
    if (targets.length === 0) {
      const none = { status: 503, code: 'ING_BACKEND_NO_ENDPOINTS', by: backend.service.origin };
      return [{ ...common, ...none, share: part * share }];
    }
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
  return {
    ...leg,
    answer,
    probability,
    unknown: [],
    ...(shown === undefined ? {} : { status: shown.status }),
    ...(failing === undefined ? {} : { symptom: String(failing.status) }),
    ...(shown?.code === undefined ? {} : { code: shown.code }),
    ...(shown?.by === undefined ? {} : { by: shown.by }),
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
