import { grouped } from '../../base/grouped.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Cluster } from '../cluster.ts';
import type { Gateway } from '../objects/gateway.ts';
import type { Ingress, IngressClass } from '../objects/ingress.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import { isAssumed } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { labelOf } from '../select/selector.ts';
import type { KnownController } from './known-controllers.ts';
import { knownController, usualController } from './known-controllers.ts';

/** Who answers the requests: the pods that listen, and the services in front of them (S138). */
export interface Controller {
  /** As its class says it; empty if not even a guess is possible. */
  readonly name: string;
  /** `pods`: they are in the input; `planned`: those that it has are assumed (S144); `outside`: a load balancer of the cloud. */
  readonly where: 'pods' | 'planned' | 'outside';
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
}

/** Which class an Ingress is of. */
export type ClassChoice =
  | {
      readonly kind: 'class';
      readonly name: string;
      readonly controller: string;
      readonly class: IngressClass;
    }
  /** Its class is not in the input: the controller is the one that usually has a class of that name, or empty. */
  | { readonly kind: 'unknown class'; readonly name: string; readonly controller: string }
  /** No class, and no default one among those given; `none`: the input has no class at all. */
  | {
      readonly kind: 'ignored';
      readonly code: IngressCode;
      readonly text: string;
      readonly classes: 'given' | 'none';
    };

/** The class of an Ingress: the one it names, by field or old annotation, else the default one. Implements S132. */
export function classOf(
  { ingressClasses }: Pick<Cluster, 'ingressClasses'>,
  { className }: Ingress,
): ClassChoice {
  const found = ingressClasses.find(({ name, isDefault }) =>
    className === undefined ? isDefault === 'yes' : name === className,
  );
  if (found !== undefined) {
    return { kind: 'class', name: found.name, controller: found.controller, class: found };
  }
  if (className === undefined) {
    const text = 'the Ingress names no class, and no IngressClass is the default';
    return {
      kind: 'ignored',
      code: 'ING_IGNORED',
      text,
      classes: ingressClasses.length > 0 ? 'given' : 'none',
    };
  }
  return { kind: 'unknown class', name: className, controller: usualController(className)?.names[0] ?? '' };
}

/** Who serves what, in one cluster. */
export interface Controllers {
  /** Whoever serves the Ingresses of a class; undefined where nobody does. Implements S132, S138. */
  ofClass(choice: ClassChoice): Controller | undefined;
  /** The pods made for a Gateway, else those that its class's controller has for all. Implements S139. */
  ofGateway(gateway: Gateway): Controller;
}

const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);

/** The controllers of a cluster: its pods and services are passed through once, not for each Gateway. */
export function controllersOf(cluster: Pick<Cluster, 'gatewayClasses' | 'pods' | 'services'>): Controllers {
  const { pods } = cluster;
  const shared = new Map<KnownController | undefined, readonly Pod[]>();
  let own: ReadonlyMap<string, readonly Pod[]> | undefined;
  let services: ReadonlyMap<string, readonly Service[]> | undefined;
  const inFront = (of: readonly Pod[], ports: ReadonlySet<number>): readonly Service[] => {
    if (of.length === 0) return [];
    services ??= grouped(cluster.services, ({ namespace }) => [namespace]);
    return servicesOf(services, of, ports);
  };
  const running = (
    name: string,
    known: KnownController | undefined,
    ports: ReadonlySet<number>,
  ): Controller => {
    if (known?.pods === 'outside') return { name, where: 'outside', pods: [], services: [] };
    const found = shared.get(known) ?? podsOf(pods, known?.pods ?? []);
    shared.set(known, found);
    return { name, where: whereOf(found), pods: found, services: inFront(found, ports) };
  };
  return {
    ofClass(choice) {
      if (choice.kind === 'ignored') return undefined;
      return running(choice.controller, knownController(choice.controller), WEB_PORTS);
    },
    ofGateway(gateway) {
      const { name, known } = classOfGateway(cluster, gateway);
      const ports = new Set(gateway.listeners.map(({ port }) => port));
      own ??= grouped(pods, gatewaysOf);
      const made = own.get(`${gateway.namespace}/${gateway.name}`);
      return made === undefined
        ? running(name, known, ports)
        : { name, where: whereOf(made), pods: made, services: inFront(made, ports) };
    },
  };
}

/** The controller of a Gateway's class, which is guessed by the name of the class where that is not in the input. */
export function classOfGateway(
  { gatewayClasses }: Pick<Cluster, 'gatewayClasses'>,
  { className }: Gateway,
): { readonly name: string; readonly known: KnownController | undefined } {
  const name = gatewayClasses.find((one) => one.name === className)?.controller ?? '';
  const known = knownController(name) ?? usualController(className);
  const usual = known?.names.find((one) => one.includes('gateway')) ?? known?.names[0] ?? '';
  return { name: name === '' ? usual : name, known };
}

function whereOf(pods: readonly Pod[]): Controller['where'] {
  return pods.every(isAssumed) ? 'planned' : 'pods';
}

/** Labels of pods that were made for one Gateway: its own name is their value. */
export const OWN_GATEWAY = 'gateway.networking.k8s.io/gateway-name';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/owning-gateway-';

/** The Gateways that a pod was made for, as `namespace/name`. */
function gatewaysOf({ state, namespace, labels }: Pod): readonly string[] {
  if (state === 'ended') return [];
  const here = labelOf(labels, OWN_GATEWAY);
  const name = labelOf(labels, `${ENVOY_GATEWAY}name`);
  const there = labelOf(labels, `${ENVOY_GATEWAY}namespace`);
  const found = new Set<string>();
  if (here !== undefined) found.add(`${namespace}/${here}`);
  if (name !== undefined && there !== undefined) found.add(`${there}/${name}`);
  return [...found];
}

/** The pods with the first set of labels that any has: the others are of older or other ways to install it. */
function podsOf(pods: readonly Pod[], sets: readonly Labels[]): readonly Pod[] {
  for (const set of sets) {
    const found = pods.filter(({ state, labels }) => state !== 'ended' && carries(labels, set));
    if (found.length > 0) return found;
  }
  return [];
}

/** Whether all of these labels are among those given. */
export function carries(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labelOf(labels, key) === value);
}

/** Services in front of these pods, with one of these ports; the one for admission webhooks takes no requests. */
function servicesOf(
  byNamespace: ReadonlyMap<string, readonly Service[]>,
  pods: readonly Pod[],
  ports: ReadonlySet<number>,
): readonly Service[] {
  const namespaces = [...new Set(pods.map(({ namespace }) => namespace))];
  const near = namespaces.flatMap((namespace) => byNamespace.get(namespace) ?? []);
  return near.filter(({ namespace, selector, ports: own }) => {
    if (selector === undefined) return false;
    const serves = own.some(
      ({ port, name, target }) => ports.has(port) && !/webhook/.test(`${name} ${target}`),
    );
    return serves && pods.some((pod) => pod.namespace === namespace && carries(pod.labels, selector));
  });
}
