import { readdirSync, readFileSync } from 'node:fs';
import type { Kube, Objects, Protocol } from './kube.ts';
import { kube } from './kube.ts';

/** One probe of an upstream test: `from` is a pod (namespace/name), `address` what it connects to. */
export interface Probe {
  readonly from: string;
  readonly to: string;
  readonly address: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly connected: boolean;
}

/** A whole cluster at one moment of an upstream test, and what that test expects of it. */
export interface Step {
  readonly name: string;
  readonly objects: Objects;
  readonly probes: readonly Probe[];
}

type Labels = Readonly<Record<string, string>>;
type Named = { readonly name: string };
type Port = Named & { readonly containerPort: number; readonly protocol: string };
type Container = Named & { readonly ports: readonly Port[] };
type NodeFacts = Named & { labels?: Labels; internalIP?: string; addresses?: readonly object[] };
type NamespaceFacts = Named & { readonly labels: Labels };
type PodFacts = Named & {
  readonly namespace: string;
  readonly labels: Labels;
  readonly podIP: string;
  readonly nodeName: string;
  readonly hostNetwork?: boolean;
  readonly containers: readonly Container[];
};
type ServiceFacts = Named & {
  readonly namespace: string;
  readonly type: string;
  readonly clusterIP: string;
  readonly selector: Labels;
  readonly ports: readonly object[];
};

/** A file of kubernetes-e2e. */
interface EndToEnd {
  readonly suite: string;
  readonly test: string;
  readonly step: number;
  readonly cluster: {
    readonly nodes: readonly NodeFacts[];
    readonly namespaces: readonly NamespaceFacts[];
    readonly pods: readonly PodFacts[];
    readonly services: readonly ServiceFacts[];
  };
  readonly policies: readonly Kube[];
  readonly probe: { readonly protocol: Protocol; readonly port: number };
  readonly expected: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}

/** A line of admin-network-policy.jsonl. */
interface AdminSubtest {
  readonly test: string;
  readonly subtest: string;
  readonly cluster: { readonly nodes: readonly NodeFacts[]; readonly pods: readonly PodFacts[] };
  readonly steps: readonly {
    readonly namespaces: readonly NamespaceFacts[];
    readonly policies: readonly Kube[];
    readonly networkPolicies: readonly Kube[];
    readonly checks: readonly (Omit<Probe, 'address'> & { readonly toIP: string })[];
  }[];
}

const namespaceObject = ({ name, labels }: NamespaceFacts): Kube =>
  kube('v1', 'Namespace', { name, labels }, { status: { phase: 'Active' } });

function nodeObject({ name, labels = {}, internalIP, addresses }: NodeFacts): Kube {
  const given = addresses ?? [{ type: 'InternalIP', address: internalIP }];
  const status = { addresses: given, conditions: [{ type: 'Ready', status: 'True' }] };
  return kube('v1', 'Node', { name, labels }, { spec: {}, status });
}

function podObject({ namespace, name, labels, podIP, nodeName, hostNetwork, containers }: PodFacts): Kube {
  const withImages = containers.map((each) => ({
    image: 'registry.k8s.io/e2e-test-images/agnhost',
    ...each,
  }));
  const spec = { nodeName, ...(hostNetwork ? { hostNetwork } : {}), containers: withImages };
  const conditions = [{ type: 'Ready', status: 'True' }];
  const status = { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions };
  return kube('v1', 'Pod', { name, namespace, labels }, { spec, status });
}

function serviceObject({ namespace, name, type, clusterIP, selector, ports }: ServiceFacts): Kube {
  const families = { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
  const spec = { type, clusterIP, clusterIPs: [clusterIP], ...families, selector, ports };
  return kube('v1', 'Service', { name, namespace }, { spec, status: { loadBalancer: {} } });
}

const folder = new URL('./', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

function stepOf({ suite, test, step, cluster, policies, probe, expected }: EndToEnd): Step {
  const addressOf = (pod: string) =>
    cluster.services.find(({ namespace, selector }) => `${namespace}/${selector.pod}` === pod)?.clusterIP;
  const probes = Object.entries(expected).flatMap(([from, row]) =>
    Object.entries(row)
      .filter(([to]) => to !== from)
      .map(([to, connected]) => ({ from, to, address: addressOf(to) ?? '', ...probe, connected })),
  );
  const objects = [
    ...cluster.nodes.map(nodeObject),
    ...cluster.namespaces.map(namespaceObject),
    ...cluster.pods.map(podObject),
    ...cluster.services.map(serviceObject),
    ...policies,
  ];
  return { name: `${suite}: ${test}, step ${step}`, objects, probes };
}

/**
 * The steps of Kubernetes' own NetworkPolicy tests: every pod probes the Service of every other one.
 * A pod's probe of itself, which upstream ignores, is left out (S99).
 */
export function networkPolicySteps(): readonly Step[] {
  const paths = readdirSync(new URL('kubernetes-e2e', folder), { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => path.endsWith('.json')).sort();
  return files.map((path) => stepOf(JSON.parse(read(`kubernetes-e2e/${path.replaceAll('\\', '/')}`))));
}

/** The steps of the conformance tests of AdminNetworkPolicy: probes go to the address of a pod. */
export function adminPolicySteps(): readonly Step[] {
  const lines = read('admin-network-policy.jsonl').split('\n').filter(Boolean);
  const subtests = lines.map((line): AdminSubtest => JSON.parse(line));
  return subtests.flatMap(({ test, subtest, cluster, steps }) =>
    steps.map(({ namespaces, policies, networkPolicies, checks }, index) => ({
      name: `${test}: ${subtest}, step ${index + 1}`,
      objects: [
        ...cluster.nodes.map(nodeObject),
        ...namespaces.map(namespaceObject),
        ...cluster.pods.map(podObject),
        ...policies,
        ...networkPolicies,
      ],
      probes: checks.map(({ toIP, from, to, protocol, port, connected }) => ({
        from,
        to,
        address: toIP,
        protocol,
        port,
        connected,
      })),
    })),
  );
}
