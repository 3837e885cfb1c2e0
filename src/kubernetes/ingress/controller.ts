import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Cluster } from '../cluster.ts';
import type { Gateway } from '../objects/gateway.ts';
import type { Ingress, IngressClass } from '../objects/ingress.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { labelOf } from '../select/selector.ts';
import type { KnownController } from './known-controllers.ts';
import { knownController, usualController } from './known-controllers.ts';

/** Who answers the requests: the pods that listen, and the services in front of them (S138). */
export interface Controller {
  /** As its class says it; empty if not even a guess is possible. */
  readonly name: string;
  /** `pods`: they are in the input; `planned`: they are not, and assumed; `outside`: a load balancer of the cloud. */
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
export function classOf({ ingressClasses }: Cluster, { className }: Ingress): ClassChoice {
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

/** The controller that serves the Ingresses of a class; undefined where nobody does. Implements S132, S138. */
export function controllerOf(cluster: Cluster, choice: ClassChoice): Controller | undefined {
  if (choice.kind === 'ignored') return undefined;
  return runningController(cluster, choice.controller, knownController(choice.controller), WEB_PORTS);
}

const WEB_PORTS: ReadonlySet<number> = new Set([80, 443]);

/** Labels of pods that were made for one Gateway: its own name is their value. */
const OWN_GATEWAY = 'gateway.networking.k8s.io/gateway-name';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/owning-gateway-';

/** The pods made for a Gateway, else those that its class's controller has for all. Implements S139. */
export function gatewayControllerOf(cluster: Cluster, gateway: Gateway): Controller {
  const name = cluster.gatewayClasses.find((one) => one.name === gateway.className)?.controller ?? '';
  const known = knownController(name) ?? usualController(gateway.className);
  const ports = new Set(gateway.listeners.map(({ port }) => port));
  const own = cluster.pods.filter((pod) => isOf(gateway, pod));
  if (own.length > 0) return { name, where: 'pods', pods: own, services: servicesOf(cluster, own, ports) };
  return runningController(cluster, name === '' ? (known?.names[0] ?? '') : name, known, ports);
}

function isOf(gateway: Gateway, { state, namespace, labels }: Pod): boolean {
  if (state === 'ended') return false;
  if (labelOf(labels, OWN_GATEWAY) === gateway.name && namespace === gateway.namespace) return true;
  return (
    labelOf(labels, `${ENVOY_GATEWAY}name`) === gateway.name &&
    labelOf(labels, `${ENVOY_GATEWAY}namespace`) === gateway.namespace
  );
}

function runningController(
  cluster: Cluster,
  name: string,
  known: KnownController | undefined,
  ports: ReadonlySet<number>,
): Controller {
  if (known?.pods === 'outside') return { name, where: 'outside', pods: [], services: [] };
  const pods = podsOf(cluster, known?.pods ?? []);
  const services = servicesOf(cluster, pods, ports);
  return { name, where: pods.length > 0 ? 'pods' : 'planned', pods, services };
}

/** The pods with the first set of labels that any has: the others are of older or other ways to install it. */
function podsOf({ pods }: Cluster, sets: readonly Labels[]): readonly Pod[] {
  for (const set of sets) {
    const found = pods.filter(({ state, labels }) => state !== 'ended' && carries(labels, set));
    if (found.length > 0) return found;
  }
  return [];
}

function carries(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labelOf(labels, key) === value);
}

/** Services in front of these pods, with one of these ports; the one for admission webhooks takes no requests. */
function servicesOf(
  { services }: Cluster,
  pods: readonly Pod[],
  ports: ReadonlySet<number>,
): readonly Service[] {
  if (pods.length === 0) return [];
  const namespaces = new Set(pods.map(({ namespace }) => namespace));
  return services.filter(({ namespace, selector, ports: own }) => {
    if (selector === undefined || !namespaces.has(namespace)) return false;
    const serves = own.some(
      ({ port, name, target }) => ports.has(port) && !/webhook/.test(`${name} ${target}`),
    );
    return serves && pods.some((pod) => pod.namespace === namespace && carries(pod.labels, selector));
  });
}
