import type { Random } from './random.ts';
import { random } from './random.ts';

/** How policies lie over pods: what makes a cluster easy or hard to look at whole. */
export type Shape =
  /** Many small namespaces with 10 policies each, that name neighbours, a few other namespaces, and blocks outside. */
  | 'many namespaces'
  /** One namespace for all pods, a policy for each app. */
  | 'one namespace'
  /** A policy for each of many pods. */
  | 'a policy a pod'
  /** Policies that each select half of all pods by one of a few labels, and admit another half. */
  | 'dense';

/** How large a cluster of a shape is. */
export interface ShapeSize {
  readonly shape: Shape;
  readonly pods: number;
  readonly hosts: number;
  readonly services: number;
  readonly policies: number;
  readonly seed: number;
}

/** How many workloads a namespace has where there are many. */
const TIERS = 4;

/** How many pods it has. */
const PODS_IN_NAMESPACE = 15;

/** The objects of a cluster of a shape: nodes, namespaces, pods with a status, services, policies. */
export function* shapeObjects(size: ShapeSize): Generator<object> {
  const numbers = random(size.seed);
  yield* nodes(size);
  for (let n = 0; n < namespaceCount(size); n++) yield namespace(n);
  for (let i = 0; i < size.pods; i++) yield pod(i, size, numbers);
  for (let i = 0; i < size.services; i++) yield service(i, size);
  for (let i = 0; i < size.policies; i++) yield policy(i, size, numbers);
}

/** The name of pod i, without its namespace. */
export const shapePodName = (i: number): string => `pod-${i}`;

/** The namespace of pod i. */
export function shapeNamespaceOf(i: number, size: ShapeSize): string {
  return `ns-${i % namespaceCount(size)}`;
}

function namespaceCount({ shape, pods }: ShapeSize): number {
  return shape === 'one namespace' || shape === 'dense'
    ? 1
    : Math.max(1, Math.floor(pods / PODS_IN_NAMESPACE));
}

function* nodes({ hosts }: ShapeSize): Generator<object> {
  for (let i = 0; i < hosts; i++) {
    yield {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: `node-${i}`, labels: { 'topology.kubernetes.io/zone': `zone-${i % 3}` } },
      status: { addresses: [{ type: 'InternalIP', address: `192.168.${64 + (i >> 8)}.${i & 255}` }] },
    };
  }
}

function namespace(n: number): object {
  const name = `ns-${n}`;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name, team: `team-${n % 500}` } },
  };
}

/** How many labels a pod of the dense shape has, each with one of two values. */
const BITS = 20;

function labelsOf(i: number, { shape, pods }: ShapeSize, numbers: Random): Record<string, string> {
  if (shape === 'dense') {
    const bits = Array.from({ length: BITS }, (_, bit) => [`b${bit}`, `${numbers.below(2)}`]);
    return { app: `app-${i % 10_000}`, ...Object.fromEntries(bits) };
  }
  const nth = Math.floor(i / namespaceCount({ shape, pods } as ShapeSize));
  const app = shape === 'one namespace' ? `app-${i % 10_000}` : `app-${nth % TIERS}`;
  return { app, tier: `tier-${nth % TIERS}`, version: `v${nth % 3}`, name: shapePodName(i) };
}

function pod(i: number, size: ShapeSize, numbers: Random): object {
  const host = i % size.hosts;
  const nth = Math.floor(i / size.hosts) + 2;
  const podIP = `10.${(host >> 8) + 16}.${host & 255}.${nth & 255}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: shapePodName(i),
      namespace: shapeNamespaceOf(i, size),
      labels: labelsOf(i, size, numbers),
    },
    spec: {
      nodeName: `node-${host}`,
      containers: [
        {
          name: 'main',
          image: 'main',
          ports: [
            { containerPort: 8080, name: 'http' },
            { containerPort: 9100, name: 'metrics' },
          ],
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP,
      podIPs: [{ ip: podIP }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function service(i: number, size: ShapeSize): object {
  const value = (10 << 24) + (96 << 16) + 256 + i;
  const clusterIP = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
  const apps = size.shape === 'one namespace' || size.shape === 'dense' ? 10_000 : TIERS;
  const label = { app: `app-${i % apps}` };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `svc-${i}`, namespace: `ns-${i % namespaceCount(size)}` },
    spec: { clusterIP, selector: label, ports: [{ port: 80, targetPort: 'http' }] },
  };
}

function policy(i: number, size: ShapeSize, numbers: Random): object {
  const { podSelector, ...spec } = {
    'many namespaces': manyNamespaces,
    'one namespace': oneNamespace,
    'a policy a pod': policyOfPod,
    dense,
  }[size.shape](i, size, numbers);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${i}`, namespace: `ns-${i % namespaceCount(size)}` },
    spec: { podSelector, ...spec },
  };
}

type Spec = Readonly<Record<string, unknown>> & { readonly podSelector: object };

const selects = (labels: Record<string, string>): object => ({ matchLabels: labels });
const inNamespace = (name: string): object => selects({ 'kubernetes.io/metadata.name': name });
const DNS = { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] };

/** The n-th of a namespace's ten: no two alike. */
function manyNamespaces(i: number, size: ShapeSize, numbers: Random): Spec {
  const count = namespaceCount(size);
  const nth = Math.floor(i / count);
  const tier = (number: number): object => ({ podSelector: selects({ tier: `tier-${number}` }) });
  if (nth === 0) return { podSelector: {}, policyTypes: ['Ingress'] };
  if (nth === 1) {
    const monitoring = { namespaceSelector: inNamespace('ns-0'), podSelector: selects({ app: 'app-1' }) };
    return { podSelector: {}, ingress: [{ from: [monitoring], ports: [{ port: 'metrics' }] }] };
  }
  if (nth === 2) {
    const front = { namespaceSelector: inNamespace('ns-1') };
    return {
      podSelector: selects({ tier: 'tier-0' }),
      ingress: [{ from: [front], ports: [{ port: 'http' }] }],
    };
  }
  const subject = selects({ tier: `tier-${(nth - 3) % TIERS}` });
  const ingress = [{ from: [tier((nth - 2) % TIERS), tier(numbers.below(TIERS))], ports: [{ port: 8080 }] }];
  if (nth % 2 === 0) return { podSelector: subject, policyTypes: ['Ingress'], ingress };
  const other = {
    namespaceSelector: inNamespace(`ns-${numbers.below(count)}`),
    podSelector: selects({ app: 'app-2' }),
  };
  return {
    podSelector: subject,
    policyTypes: ['Ingress', 'Egress'],
    ingress,
    egress: [
      DNS,
      { to: [tier(numbers.below(TIERS)), other] },
      { to: [{ ipBlock: { cidr: `203.0.${numbers.below(256)}.0/24` } }] },
    ],
  };
}

function oneNamespace(i: number, _: ShapeSize, numbers: Random): Spec {
  const app = (): object => ({ podSelector: selects({ app: `app-${numbers.below(10_000)}` }) });
  return {
    podSelector: selects({ app: `app-${i % 10_000}` }),
    policyTypes: i % 2 === 0 ? ['Ingress'] : ['Ingress', 'Egress'],
    ingress: [{ from: [app(), app()], ports: [{ port: numbers.pick([8080, 9100]) }] }],
    ...(i % 2 === 0 ? {} : { egress: [DNS, { to: [app(), app()] }] }),
  };
}

function policyOfPod(i: number, size: ShapeSize, numbers: Random): Spec {
  const app = selects({ app: `app-${numbers.below(TIERS)}` });
  const team = { namespaceSelector: selects({ team: `team-${numbers.below(500)}` }), podSelector: app };
  return {
    podSelector: selects({ name: shapePodName(i % size.pods) }),
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ podSelector: app }], ports: [{ port: 8080 }] },
      { from: [team], ports: [{ port: 9100 }] },
    ],
  };
}

function dense(_i: number, _: ShapeSize, numbers: Random): Spec {
  const half = (): object => selects({ [`b${numbers.below(BITS)}`]: `${numbers.below(2)}` });
  return {
    podSelector: { matchLabels: { [`b${numbers.below(BITS)}`]: '1', [`b${numbers.below(BITS)}`]: '1' } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: half() }], ports: [{ port: 8000 + numbers.below(20) }] }],
  };
}
