import { isIP } from 'node:net';
import type { Kube, Objects, ServicePort, SliceEndpoint } from './kube.ts';
import { labelOf, namedPorts, namespaceOf, nodeAddresses, nodeOf, ofKind, podAddresses } from './objects.ts';
import { selects, within } from './objects.ts';

export type Connection = Readonly<{ address: string; protocol: string; port: number }>;
type Kind = 'clusterIP' | 'nodePort' | 'externalIP' | 'VIP' | 'Proxy';
/** A port of a service, and the kind of address by which a connection found it. */
export type Capture = Readonly<{ service: Kube; port: ServicePort; by: Kind }>;

/** Implements S27, S30, S31, S35, S36, S38: the addresses of a service in a family, by kind. */
export function addressesOf({ spec = {}, status }: Kube, family: number): Partial<Record<Kind, string[]>> {
  const clusterIP = (spec.clusterIPs ?? [spec.clusterIP ?? '']).filter((each) => isIP(each) === family);
  if (spec.type === 'ExternalName' || clusterIP.length === 0) return {};
  const ips = (mode: string) =>
    status?.loadBalancer?.ingress?.filter(({ ipMode = 'VIP' }) => ipMode === mode);
  const [VIP = [], Proxy = []] = ['VIP', 'Proxy'].map((mode) => ips(mode)?.map(({ ip = '' }) => ip));
  return { clusterIP, externalIP: [...(spec.externalIPs ?? [])], VIP, Proxy };
}

/** Implements S18–S20, S28, S29, S31, S35, S40: what answers at a node; without one, at a load balancer. */
export function captureAt(objects: Objects, node: string | undefined, to: Connection): Capture | undefined {
  const kinds: readonly Kind[] = node ? ['clusterIP', 'externalIP', 'VIP'] : ['VIP', 'Proxy'];
  const mine = nodeAddresses(nodeOf(objects, node), 'internal');
  for (const service of ofKind(objects, 'Service')) {
    const addresses = addressesOf(service, isIP(to.address));
    for (const port of (addresses.clusterIP && service.spec?.ports) ?? []) {
      const kind = kinds.find((each) => port.port === to.port && within(to.address, addresses[each]));
      const by = kind ?? (port.nodePort === to.port && within(to.address, mine) ? 'nodePort' : undefined);
      if (by && (port.protocol ?? 'TCP') === to.protocol) return { service, port, by };
    }
  }
  return undefined;
}

/** An endpoint of a service port; a draining one is not ready but still serves while it terminates. */
export type Backend = Readonly<{ address: string; port: number; node: string | undefined }> &
  Readonly<{ ready: boolean; draining: boolean; hints: SliceEndpoint['hints'] }>;
/** Implements S21, S22, S24, S26, S42–S48, S145: of pods by the selector, and of custom slices as they are. */
export function endpointsOf(objects: Objects, { service, port: served }: Capture, family: number) {
  const { selector = {}, publishNotReadyAddresses = false } = service.spec ?? {};
  const { port, targetPort = port, protocol = 'TCP', name = '' } = served;
  const near = objects.filter((object) => namespaceOf(object) === namespaceOf(service));
  const backends: Backend[] = [];
  const add = (given: SliceEndpoint, port: number | undefined) => {
    const { addresses: [address = ''] = [], nodeName: node, conditions = {}, hints } = given;
    const { ready = true, serving = true, terminating = false } = conditions;
    const isNew = !backends.some((each) => each.port === port && within(address, [each.address]));
    if (port && isIP(address) === family && isNew)
      backends.push({ address, port, node, hints, ready, draining: !ready && serving && terminating });
  };
  const slices = ofKind(near, 'EndpointSlice').filter(
    (slice) => labelOf(slice)('kubernetes.io/service-name') === service.metadata.name,
  );
  const isMade = (slice: Kube) =>
    labelOf(slice)('endpointslice.kubernetes.io/managed-by') === 'endpointslice-controller.k8s.io';
  const made = slices.filter(isMade).flatMap(({ endpoints = [] }) => endpoints);
  const isSelected = (pod: Kube) =>
    Object.keys(selector).length > 0 && selects({ matchLabels: selector }, labelOf(pod));
  for (const pod of ofKind(near, 'Pod').filter(isSelected)) {
    const serving = pod.status?.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') ?? false;
    const terminating = pod.metadata.deletionTimestamp !== undefined;
    const conditions = { serving, terminating, ready: publishNotReadyAddresses || (serving && !terminating) };
    const [number] = typeof targetPort === 'string' ? namedPorts(pod, targetPort, protocol) : [targetPort];
    for (const address of podAddresses(pod)) {
      const { hints = {} } = made.find(({ addresses }) => within(address, addresses)) ?? {};
      add({ addresses: [address], nodeName: pod.spec?.nodeName ?? '', conditions, hints }, number);
    }
  }
  for (const { ports = [], endpoints = [] } of slices.filter((slice) => !isMade(slice)))
    for (const each of ports)
      if ((each.name ?? '') === name && (each.protocol ?? 'TCP') === protocol)
        for (const endpoint of endpoints) add(endpoint, each.port);
  return backends;
}

/** Implements S51, S56, S59, S61–S63, S65–S67: who may be chosen at a node, under Cluster or Local. */
export function backendsAt(
  objects: Objects,
  { service }: Capture,
  all: readonly Backend[],
  node: string,
  policy: string,
) {
  const [ready, draining] = [all.filter((each) => each.ready), all.filter((each) => each.draining)];
  const local = (set: readonly Backend[]) => set.filter((each) => each.node === node);
  const zoneOf = (name: string | undefined) => labelOf(nodeOf(objects, name))('topology.kubernetes.io/zone');
  const auto = service.metadata.annotations?.['service.kubernetes.io/topology-mode'] === 'Auto';
  const near = auto ? undefined : service.spec?.trafficDistribution;
  const namesIn = (kind: 'forNodes' | 'forZones', { node, hints }: Backend) => {
    if (!near) return (hints?.[kind] ?? []).map(({ name }) => name);
    return [kind === 'forZones' ? zoneOf(node) : near === 'PreferSameNode' ? node : undefined].filter(
      (each) => each !== undefined,
    );
  };
  const hinted = (kind: 'forNodes' | 'forZones', wanted: string | undefined) =>
    zoneOf(node) && ready.every((each) => namesIn(kind, each).length > 0)
      ? ready.filter((each) => namesIn(kind, each).includes(wanted))
      : [];
  const order =
    policy === 'Local'
      ? [local(ready), local(draining)]
      : [hinted('forNodes', node), hinted('forZones', zoneOf(node)), ready, draining];
  const none = ready.length + draining.length > 0 ? 'dropped' : 'refused';
  return order.find(({ length }) => length > 0) ?? none;
}
