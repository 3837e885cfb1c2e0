import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import { carries, classOf, classOfGateway, controllersOf, OWN_GATEWAY } from '../ingress/controller.ts';
import type { KnownController, UsualProxy } from '../ingress/known-controllers.ts';
import { knownController } from '../ingress/known-controllers.ts';
import type { Gateway } from '../objects/gateway.ts';
import { NO_LABELS } from '../objects/metadata.ts';
import { PLACED } from '../objects/placing.ts';
import type { Pod } from '../objects/pod.ts';
import type { Objects } from '../read/read.ts';

/** What a proxy is planned from: the objects given, and the pods that are there or planned. */
type Given = Pick<
  Objects,
  'ingresses' | 'ingressClasses' | 'gateways' | 'gatewayClasses' | 'services' | 'workloads'
> & { readonly pods: readonly Pod[] };

/** The pod that serves an Ingress or a Gateway. */
interface Wanted {
  /** Of the controller. */
  readonly name: string;
  readonly pod: Pod;
  /** Who wants it. */
  readonly by: Origin;
}

/**
 * One pod for each controller that serves an Ingress or a Gateway of the input and has no pod there: where its own
 * manifests put it, with their labels and ports (S138, S144). Nothing for load balancers outside, for controllers that are
 * not known, for Ingresses that nobody serves, and where a workload of the input says itself which pods it has. `place`
 * says whether there is a host that a pod could be on.
 */
export function planProxies(
  given: Given,
  place: 'some' | 'none',
  report: (diagnostic: Diagnostic) => void,
): Pod[] {
  if (place === 'none' || given.ingresses.length + given.gateways.length === 0) return [];
  const wanted = [...forIngresses(given), ...forGateways(given)];
  const taken = new Set(wanted.length === 0 ? [] : given.pods.map(keyOf));
  const free = wanted.filter(({ pod }) => {
    const key = keyOf(pod);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
  const byName = new Map<string, Wanted[]>();
  for (const one of free) {
    const group = byName.get(one.name);
    if (group === undefined) byName.set(one.name, [one]);
    else group.push(one);
  }
  for (const group of byName.values()) report(planned(group));
  return free.map(({ pod }) => pod);
}

function keyOf({ namespace, name }: Pod): string {
  return `${namespace}/${name}`;
}

function planned(group: readonly Wanted[]): Diagnostic {
  const [{ name, pod, by }, ...others] = group as [Wanted, ...Wanted[]];
  const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
  const message = `no pod of controller ${name} is in the input: ${keyOf(pod)} ${more} assumed`;
  return { code: 'PLANNED_CONTROLLER', severity: 'info', message, origin: by };
}

/** One for each class's controller. */
function forIngresses(given: Given): Wanted[] {
  const serving = controllersOf(given);
  const wanted = new Map<string, Wanted | undefined>();
  for (const ingress of given.ingresses) {
    const choice = classOf(given, ingress);
    if (choice.kind === 'ignored' || wanted.has(choice.controller)) continue;
    const known = knownController(choice.controller);
    const found = serving.ofClass(choice)?.pods ?? [];
    wanted.set(
      choice.controller,
      found.length > 0 ? undefined : shared(given, choice.controller, known, ingress.origin),
    );
  }
  return [...wanted.values()].filter((one) => one !== undefined);
}

/** One for each Gateway where its controller makes one for each, else the one for all. */
function forGateways(given: Given): Wanted[] {
  const serving = controllersOf(given);
  const covered = new Set(
    given.workloads.flatMap(({ namespace, podLabels }) => {
      const name = podLabels[OWN_GATEWAY];
      return name === undefined ? [] : [`${namespace}/${name}`];
    }),
  );
  const wanted = new Map<string, Wanted | undefined>();
  for (const gateway of given.gateways) {
    const { name, known } = classOfGateway(given, gateway);
    const container = known?.ofGateway;
    const key = container === undefined ? name : `${gateway.namespace}/${gateway.name}`;
    if (wanted.has(key)) continue;
    if (serving.ofGateway(gateway).pods.length > 0) continue;
    const by = gateway.origin;
    if (container === undefined) wanted.set(key, shared(given, name, known, by));
    else if (!covered.has(key)) wanted.set(key, { name, pod: podOf(proxyOf(gateway, container)), by });
  }
  return [...wanted.values()].filter((one) => one !== undefined);
}

/** The pod that a controller has for all, unless a workload of the input is its. */
function shared(
  { workloads }: Given,
  name: string,
  known: KnownController | undefined,
  by: Origin,
): Wanted | undefined {
  if (known?.usual === undefined || known.pods === 'outside') return undefined;
  const sets = known.pods;
  if (workloads.some(({ podLabels }) => sets.some((set) => carries(podLabels, set)))) return undefined;
  return { name, pod: podOf(known.usual), by };
}

/** What a controller makes for one Gateway: named after it and its class, in its namespace, listening where it does. */
function proxyOf({ namespace, name, className, listeners }: Gateway, container: string): UsualProxy {
  const ports = [...new Set(listeners.map(({ port }) => port))].sort((a, b) => a - b);
  return {
    namespace,
    workload: `Deployment ${name}-${className}`,
    container,
    ports: ports.map((port) => ({ port })),
    labels: { [OWN_GATEWAY]: name },
    network: 'own',
  };
}

function podOf({ namespace, workload, container, ports, labels, network }: UsualProxy): Pod {
  const [kind = '', owner = ''] = workload.split(' ');
  const name = `${owner}-0`;
  const path = 'spec.containers[0]';
  return {
    name,
    namespace,
    labels,
    annotations: NO_LABELS,
    origin: { object: { kind: 'Pod', namespace, name } },
    network,
    addresses: [],
    state: 'running',
    idle: [],
    containers: [
      {
        name: container,
        role: 'regular',
        ports: ports.map((one, i) => ({ ...one, protocol: 'TCP', path: `${path}.ports[${i}]` })),
        path,
      },
    ],
    planned: network === 'own' ? ['pod', 'address', 'host'] : ['pod', 'host'],
    lifetime: 'lasting',
    placing: { ...PLACED, tolerations: [{ operator: 'Exists', value: '' }] },
    readiness: 'ready',
    ending: 'no',
    dns: { policy: 'ClusterFirst', servers: [], searches: [] },
    workload: { kind, namespace, name: owner },
  };
}
