import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import type { Metadata } from '../../../src/kubernetes/objects/metadata.ts';
import type { Namespace } from '../../../src/kubernetes/objects/namespace.ts';
import { NAME_LABEL } from '../../../src/kubernetes/objects/namespace.ts';
import { PLACED } from '../../../src/kubernetes/objects/placing.ts';
import type { Pod } from '../../../src/kubernetes/objects/pod.ts';
import type { PodDns } from '../../../src/kubernetes/objects/pod-dns.ts';
import type { Service, ServicePort } from '../../../src/kubernetes/objects/service.ts';
import { address } from '../../../src/model/header/address.ts';

/** What every object says of itself; `shop/web` is web of namespace shop. */
export function metadata(kind: string, name: string, more: Partial<Metadata> = {}): Metadata {
  const slash = name.indexOf('/');
  const [namespace, own] = slash < 0 ? ['', name] : [name.slice(0, slash), name.slice(slash + 1)];
  const object = { kind, ...(namespace === '' ? {} : { namespace }), name: own };
  return { name: own, namespace, labels: {}, annotations: {}, origin: { object }, ...more };
}

/** A port of a service: `http:80`, `dns:53/UDP`, or `80`. */
export function servicePort(text: string, index = 0): ServicePort {
  const [, name = '', port, protocol] = /^(?:([a-z-]+):)?(\d+)(?:\/(TCP|UDP))?$/.exec(text) ?? [];
  const number = Number(port);
  return {
    name,
    protocol: protocol === 'UDP' ? 'UDP' : 'TCP',
    port: number,
    target: number,
    path: `spec.ports[${index}]`,
  };
}

/** A service with a cluster address, unless `more` says otherwise. */
export function service(name: string, ports: readonly string[], more: Partial<Service> = {}): Service {
  return {
    ...metadata('Service', name),
    type: 'ClusterIP',
    form: 'virtual',
    selector: { app: name },
    ports: ports.map(servicePort),
    clusterAddresses: [],
    families: [],
    familyPolicy: 'SingleStack',
    externalAddresses: [],
    loadBalancer: [],
    loadBalancerNames: [],
    sourceRanges: [],
    internalPolicy: 'Cluster',
    externalPolicy: 'Cluster',
    affinity: 'None',
    distribution: 'none',
    topologyMode: 'none',
    publishes: 'ready',
    planned: 'none',
    ...more,
  };
}

/** A service at these addresses. */
export function virtual(
  name: string,
  addresses: readonly string[],
  ports: readonly string[] = ['80'],
): Service {
  return service(name, ports, { clusterAddresses: addresses.map(address) });
}

/** A headless service (S27). */
export function headless(name: string, more: Partial<Service> = {}): Service {
  return service(name, ['peer:7000'], { form: 'headless', ...more });
}

/** An ExternalName service (S36). */
export function alias(name: string, target: string): Service {
  return service(name, [], { type: 'ExternalName', form: 'alias', alias: target });
}

/** A ready pod of the pod network. */
export function pod(name: string, addresses: readonly string[] = [], more: Partial<Pod> = {}): Pod {
  const own = metadata('Pod', name);
  return {
    ...own,
    network: 'own',
    host: 'worker-1',
    addresses: addresses.map(address),
    state: 'running',
    idle: [],
    containers: [],
    planned: [],
    lifetime: 'lasting',
    placing: PLACED,
    readiness: 'ready',
    ending: 'no',
    dns: dns(),
    workload: { kind: 'Pod', namespace: own.namespace, name: own.name },
    ...more,
  };
}

/** How a pod finds names: ClusterFirst, unless `more` says otherwise. */
export function dns(more: Partial<PodDns> = {}): PodDns {
  return { policy: 'ClusterFirst', servers: [], searches: [], ...more };
}

/** A namespace of the input. */
export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): Namespace {
  return {
    ...metadata('Namespace', name, { labels: { ...labels, [NAME_LABEL]: name } }),
    known: 'given',
  };
}

/** A cluster that has these objects and no others. */
export function clusterOf(objects: Partial<Cluster>): Cluster {
  return {
    namespaces: [],
    hosts: [],
    pods: [],
    workloads: [],
    services: [],
    endpoints: [],
    networkPolicies: [],
    clusterPolicies: [],
    otherPolicies: [],
    unread: [],
    ingresses: [],
    ingressClasses: [],
    serviceCidrs: [],
    gatewayClasses: [],
    gateways: [],
    routes: [],
    grants: [],
    skipped: new Map(),
    conflicts: [],
    diagnostics: [],
    ...objects,
  };
}
