import { isIP } from 'node:net';
import type { Kube } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Family, Places } from './cluster-places.ts';
import { chance, nodeAddress, outsideAddresses, some } from './cluster-places.ts';
import type { Random } from './random.ts';

const ZONES = ['east', 'west'] as const;
const CONTROLLER = 'endpointslice-controller.k8s.io';

const addressIn = (pod: Kube, family: Family) =>
  (pod.status?.podIPs ?? []).map(({ ip = '' }) => ip).find((ip) => isIP(ip) === family);
const isLive = ({ status }: Kube) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed';

function sliceOf(service: Kube, family: Family, manager: string | undefined, rest: object): Kube {
  const { name, namespace = '' } = service.metadata;
  const managed = manager ? { 'endpointslice.kubernetes.io/managed-by': manager } : {};
  const labels = { 'kubernetes.io/service-name': name, ...managed };
  const suffix = `${manager === CONTROLLER ? 'made' : 'given'}-${family}`;
  const metadata = { name: `${name}-${suffix}`, namespace, labels };
  return kube('discovery.k8s.io/v1', 'EndpointSlice', metadata, { addressType: `IPv${family}`, ...rest });
}

/** For whom endpoints are kept: for every endpoint, or for some only, and then it counts for nothing (S67). */
interface Hinting {
  readonly wanted: 'every' | 'some' | 'none';
  /** Nodes are hinted at only where all have a zone. */
  readonly nodes: readonly Kube[];
}

function hintsOf(random: Random, { wanted, nodes }: Hinting): object {
  if (wanted === 'none' || (wanted === 'some' && chance(random, 50))) return {};
  const zones = chance(random, 70) ? [random.pick(ZONES)] : ZONES;
  const forZones = zones.map((name) => ({ name }));
  if (nodes.length === 0 || chance(random, 60)) return { hints: { forZones } };
  const forNodes = [{ name: random.pick(nodes).metadata.name }];
  return { hints: chance(random, 50) ? { forZones, forNodes } : { forNodes } };
}

/**
 * Slices as the controller writes them, true or out of date: they may lack a pod. They are evidence only
 * (S145), save for the hints that the service was asked to have (S66).
 */
export function controllerSlices(
  random: Random,
  pods: readonly Kube[],
  service: Kube,
  families: readonly Family[],
): readonly Kube[] {
  const { selector = {}, ports = [], publishNotReadyAddresses = false } = service.spec ?? {};
  const isChosen = ({ metadata }: Kube) =>
    metadata.namespace === service.metadata.namespace &&
    Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value);
  const chosen = pods.filter((pod) => isChosen(pod) && isLive(pod));
  const known = chance(random, 20) ? some(random, chosen, 70) : chosen;
  const wanted = service.metadata.annotations
    ? random.pick(['every', 'every', 'some', 'none'] as const)
    : 'none';
  const numbers = ports.map(({ name = '', protocol = 'TCP', port, targetPort = port }) => ({
    ...{ name, protocol, port: typeof targetPort === 'number' ? targetPort : 8080 },
  }));
  return families.map((family) => {
    const endpoints = known.flatMap((pod) => {
      const address = addressIn(pod, family);
      if (address === undefined) return [];
      const serving = pod.status?.conditions?.some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      );
      const terminating = pod.metadata.deletionTimestamp !== undefined;
      const ready = publishNotReadyAddresses || (serving && !terminating);
      const { name, namespace } = pod.metadata;
      return [
        {
          addresses: [address],
          conditions: { ready, serving, terminating },
          nodeName: pod.spec?.nodeName,
          targetRef: { kind: 'Pod', name, namespace },
          ...hintsOf(random, { wanted, nodes: [] }),
        },
      ];
    });
    return sliceOf(service, family, CONTROLLER, { ports: numbers, endpoints });
  });
}

/** What conditions may say: nothing, a part, or all; nothing means ready and serving (S44). */
const CONDITIONS: readonly (object | undefined)[] = [
  undefined,
  {},
  { ready: true },
  { ready: true, serving: true, terminating: false },
  { ready: null, serving: null },
  { ready: false },
  { ready: false, serving: false },
  { ready: false, serving: true, terminating: true },
  { ready: false, terminating: true },
];

/** Slices that somebody made for a service without selector: pods, nodes, and addresses outside (S24–S26, S43). */
export function customSlices(
  random: Random,
  places: Places,
  pods: readonly Kube[],
  service: Kube,
  families: readonly Family[],
): readonly Kube[] {
  const numbers = (service.spec?.ports ?? []).map(({ name = '', protocol = 'TCP' }) => ({
    ...{ name, protocol, port: random.pick([8080, 8081, 9090, 5432]) },
  }));
  const wanted = random.pick(['every', 'some', 'none', 'none'] as const);
  const nodes = places.zones === 'all' ? places.nodes : [];
  return families.flatMap((family) => {
    if (chance(random, 15)) return [];
    const ofPods = some(random, pods.filter(isLive), 45).flatMap((pod) => {
      const address = addressIn(pod, family);
      return address ? [{ address, nodeName: pod.spec?.nodeName }] : [];
    });
    const ofNodes = some(random, [1, 2], 15).map((index) => ({
      ...{ address: nodeAddress(family, index), nodeName: `node-${index}` },
    }));
    const ofOthers = some(random, outsideAddresses(family), 15).map((address) => ({
      address,
      nodeName: undefined,
    }));
    const all = [...ofPods, ...ofNodes, ...ofOthers];
    const isFirst = ({ address }: (typeof all)[number], at: number) =>
      at === all.findIndex((each) => each.address === address);
    const endpoints = all.filter(isFirst).map(({ address, nodeName }) => {
      const [other] = outsideAddresses(family);
      const conditions = random.pick(CONDITIONS);
      return {
        // Only the first address counts.
        addresses: chance(random, 15) && other !== address ? [address, other] : [address],
        ...(conditions ? { conditions } : {}),
        ...(nodeName && chance(random, 80) ? { nodeName } : {}),
        ...hintsOf(random, { wanted, nodes }),
      };
    });
    const ports = chance(random, 85) ? numbers : numbers.slice(1);
    const manager = random.pick([
      undefined,
      'endpoints.example.com',
      'endpointslicemirroring-controller.k8s.io',
    ]);
    return [sliceOf(service, family, manager, { ports, endpoints })];
  });
}
