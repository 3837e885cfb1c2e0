import { isIP } from 'node:net';
import type { Kube, Objects, Protocol, ServicePort } from '../conformance/kube.ts';
import { namedPorts, nodeAddresses, nodeOf, podAddresses, sideOf, within } from './ends.ts';
import type { World } from './labels.ts';
import { inEveryWorld, labelOf, nameOf, namespaceOf, ofKind, selects } from './labels.ts';
import { outcomes } from './policy.ts';

/** A pod as namespace/name, the processes of a node, or any address. */
export type End = { readonly pod: string } | { readonly node: string } | { readonly address: string };
/** A new connection; the port of an ICMP message is 0. */
export type Question = Readonly<{ source: End; target: End; protocol: Protocol; port: number }>;
/** Where a message goes. */
type Aim = Readonly<{ address: string; protocol: Protocol; port: number }>;
/** A port of a service, and the kind of address by which a connection found it. */
type Capture = Readonly<{ service: Kube; port: ServicePort; by: string }>;
type Fate = 'arrives' | 'refused' | 'dropped' | 'noRoute' | 'unknown';
/** A way that it may take, translated by the node `via`: egress policy sees `sent`, ingress policy `admitted`. */
type Way = Aim &
  Readonly<{ fate: Fate; share: number; via?: string; sent: Aim; admitted: string; sourceSeen: string }>;

/** Implements S27, S30, S31, S35, S36, S38: the addresses of a service and their kinds; none without a cluster IP. */
function addressesOf({ spec = {}, status }: Kube, family: number) {
  const clusterIPs = (spec.clusterIPs ?? [spec.clusterIP ?? '']).filter((each) => isIP(each) === family);
  const own = clusterIPs.map((address) => ({ by: 'clusterIP', address }));
  const external = (spec.externalIPs ?? []).map((address) => ({ by: 'externalIP', address }));
  const ingress = status?.loadBalancer?.ingress ?? [];
  const balanced = ingress.map(({ ip = '', ipMode = 'VIP' }) => ({ by: ipMode, address: ip }));
  return own.length > 0 ? [...own, ...external, ...balanced] : [];
}
/** Implements S18–S20, S28, S29, S31, S35, S40: what answers at a node; without one, at a load balancer. */
function captureAt(objects: Objects, node: string | undefined, to: Aim): Capture | undefined {
  const kinds = node ? ['clusterIP', 'externalIP', 'VIP'] : ['VIP', 'Proxy'];
  const isMine = within(to.address, nodeAddresses(nodeOf(objects, node), 'internal'));
  for (const service of ofKind(objects, 'Service')) {
    const listed = addressesOf(service, isIP(to.address));
    const found = listed.find(({ by, address }) => kinds.includes(by) && within(to.address, [address]));
    for (const port of listed.length > 0 ? (service.spec?.ports ?? []) : []) {
      if ((port.protocol ?? 'TCP') !== to.protocol) continue;
      if (found && port.port === to.port) return { service, port, by: found.by };
      if (isMine && port.nodePort === to.port) return { service, port, by: 'nodePort' };
    }
  }
  return undefined;
}

/** Implements S21, S22, S24, S26, S42–S48, S145: pods by the selector, and what custom slices hold. */
function endpointsOf(objects: Objects, { service, port: served }: Capture, family: number) {
  const { selector = {}, publishNotReadyAddresses = false } = service.spec ?? {};
  const { port, targetPort = port, protocol = 'TCP', name = '' } = served;
  const near = objects.filter((object) => namespaceOf(object) === namespaceOf(service));
  const isOwn = (slice: Kube) => labelOf(slice)('kubernetes.io/service-name') === service.metadata.name;
  const slices = ofKind(near, 'EndpointSlice').filter(isOwn);
  const managerOf = (slice: Kube) => labelOf(slice)('endpointslice.kubernetes.io/managed-by');
  const isMade = (slice: Kube) => managerOf(slice) === 'endpointslice-controller.k8s.io';
  const made = slices.filter(isMade).flatMap(({ endpoints = [] }) => endpoints);
  const ofPods = ofKind(near, 'Pod').flatMap((pod) => {
    if (Object.keys(selector).length === 0 || !selects({ matchLabels: selector }, labelOf(pod))) return [];
    const [number] = typeof targetPort === 'string' ? namedPorts(pod, targetPort, protocol) : [targetPort];
    const serving = pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
    const terminating = pod.metadata.deletionTimestamp !== undefined;
    const ready = publishNotReadyAddresses || (serving && !terminating);
    const state = { ready, serving, terminating, port: number, node: pod.spec?.nodeName };
    const hintsOf = (address: string) => made.find((each) => within(address, each.addresses))?.hints;
    return podAddresses(pod).map((address) => ({ address, ...state, hints: hintsOf(address) }));
  });
  const isServed = (each: ServicePort) => (each.name ?? '') === name && (each.protocol ?? 'TCP') === protocol;
  const ofSlices = slices.flatMap((slice) => {
    const ports = isMade(slice) ? [] : (slice.ports ?? []).filter(isServed);
    return (slice.endpoints ?? []).flatMap(({ addresses, nodeName: node, conditions, hints }) => {
      const state = { ready: true, serving: true, terminating: false, ...conditions, node, hints };
      return ports.map(({ port }) => ({ address: addresses?.[0] ?? '', port, ...state }));
    });
  });
  const all = [...ofPods, ...ofSlices].filter(({ address, port }) => isIP(address) === family && port);
  return [...new Map(all.map((each) => [`${each.address} ${each.port}`, each])).values()];
}
/** Implements S51, S56, S59, S61–S63, S65–S67: who may be chosen at a node, under Cluster or Local. */
function backendsAt(objects: Objects, capture: Capture, family: number, node: string, policy: string) {
  const { metadata, spec } = capture.service;
  const all = endpointsOf(objects, capture, family);
  const ready = all.filter((each) => each.ready);
  const draining = all.filter((each) => !each.ready && each.serving && each.terminating);
  const isAuto = metadata.annotations?.['service.kubernetes.io/topology-mode'] === 'Auto';
  const near = isAuto ? undefined : spec?.trafficDistribution;
  const zoneOf = (name: string | undefined) => labelOf(nodeOf(objects, name))('topology.kubernetes.io/zone');
  const hinted = (kind: 'forNodes' | 'forZones', wanted: string | undefined) => {
    const hints = ready.map((each) => {
      const own = kind === 'forZones' ? zoneOf(each.node) : near === 'PreferSameNode' ? each.node : undefined;
      return near ? [own ?? []].flat() : (each.hints?.[kind] ?? []).map(({ name }) => name);
    });
    const count = zoneOf(node) && hints.every(({ length }) => length > 0);
    return count ? ready.filter((_, at) => hints[at]?.includes(wanted ?? '')) : [];
  };
  const anywhere = [hinted('forNodes', node), hinted('forZones', zoneOf(node)), ready, draining];
  const local = [ready, draining].map((set) => set.filter((each) => each.node === node));
  const found = (policy === 'Local' ? local : anywhere).find(({ length }) => length > 0);
  return found ?? (ready.length + draining.length > 0 ? 'dropped' : 'refused');
}
function addressesOfEnd(objects: Objects, end: End): readonly string[] {
  if ('address' in end) return [end.address];
  if ('node' in end) return nodeAddresses(nodeOf(objects, end.node), 'internal');
  return ofKind(objects, 'Pod').flatMap((pod) => (nameOf(pod) === end.pod ? podAddresses(pod) : []));
}
/** What a node puts in the place of a source address. */
const masquerade = (objects: Objects, node: string | undefined, source: string) =>
  nodeAddresses(nodeOf(objects, node), 'internal').find((each) => isIP(each) === isIP(source)) ?? source;

/** Implements S16, S33, S34, S51, S54–S60, S70, S72, S99, S102, S109: what a node may make of what it captures; on the way to its own processes a source is kept. */
function translate(objects: Objects, capture: Capture, node: string, source: string, sent: Aim): Way[] {
  const { pod, node: home } = sideOf(objects, source);
  const spec = capture.service.spec ?? {};
  const way = { ...sent, share: 1, via: node, sourceSeen: source, admitted: source, sent };
  const ranges = ['VIP', 'Proxy'].includes(capture.by) ? (spec.loadBalancerSourceRanges ?? []) : [];
  if (ranges.length > 0 && !within(source, ranges)) return [{ ...way, fate: 'dropped' }];
  const isInside = capture.by === 'clusterIP';
  const policy = (isInside ? spec.internalTrafficPolicy : spec.externalTrafficPolicy) ?? 'Cluster';
  const isShort = !isInside && policy === 'Local' && (pod !== undefined || home === node);
  const backends = backendsAt(objects, capture, isIP(source), node, isShort ? 'Cluster' : policy);
  if (typeof backends === 'string') return [{ ...way, fate: backends }];
  const isHidden = isInside || isShort ? pod === undefined : policy !== 'Local';
  return backends.map(({ address, port = 0 }) => {
    const target = { ...sent, address, port };
    const { node: host, pod: own } = sideOf(objects, address);
    const isRewritten = (host !== node || own) && (isHidden || within(address, [source]) || (pod && !host));
    const sourceSeen = isRewritten ? masquerade(objects, node, source) : source;
    const shared = { sourceSeen, sent: node === home ? target : sent, share: 1 / backends.length };
    return { ...way, ...target, ...shared, admitted: host === node ? source : sourceSeen, fate: 'arrives' };
  });
}

/** Implements S16–S18, S30, S31, S35, S40, S41, S57, S64: where a message may go, and which node translates it. */
function waysOf(objects: Objects, source: string, to: Aim): readonly Way[] {
  const { pod, node: home } = sideOf(objects, source);
  const owner = sideOf(objects, to.address);
  for (const node of [home, owner.pod ? undefined : owner.node]) {
    const capture = node && captureAt(objects, node, to);
    if (node && capture) return translate(objects, capture, node, source, to);
  }
  const sourceSeen = pod && !owner.node ? masquerade(objects, home, source) : source;
  const way = { ...to, share: 1, sourceSeen, admitted: source, sent: to };
  const balancer = captureAt(objects, undefined, to);
  if (balancer) {
    if (balancer.by === 'Proxy' && !balancer.port.nodePort) return [{ ...way, fate: 'unknown' }];
    const isLocal = balancer.service.spec?.externalTrafficPolicy === 'Local';
    const ready = endpointsOf(objects, balancer, isIP(source)).filter((each) => each.ready);
    const names = ofKind(objects, 'Node').map(({ metadata }) => metadata.name);
    const nodes = names.filter((name) => !isLocal || ready.some((each) => each.node === name));
    const ways = nodes.flatMap((node) => translate(objects, balancer, node, sourceSeen, to));
    if (ways.length === 0) return [{ ...way, fate: 'dropped' }];
    return ways.map((each) => ({ ...each, sent: to, share: each.share / nodes.length }));
  }
  if (owner.node) return [{ ...way, fate: owner.pod && !home ? 'noRoute' : 'arrives' }];
  const listed = ofKind(objects, 'Service').flatMap((service) => addressesOf(service, isIP(source)));
  const kinds = listed.filter(({ address }) => within(to.address, [address])).map(({ by }) => by);
  if (home && kinds.includes('clusterIP'))
    return [{ ...way, fate: to.protocol === 'ICMP' ? 'unknown' : 'refused' }];
  return [{ ...way, fate: home && kinds.every((kind) => kind === 'externalIP') ? 'arrives' : 'noRoute' }];
}
/** Implements S78, S98, S99, S122: what policies say; a pod is never cut off from itself. */
function judge(objects: Objects, world: World, source: string, { fate, sent, admitted, ...way }: Way) {
  const { protocol, address } = way;
  if (fate !== 'arrives') return fate;
  const ask = (direction: 'egress' | 'ingress', mine: string, other: string, port: number) => {
    const [{ pod }, peer] = [sideOf(objects, mine), sideOf(objects, other)];
    if (pod === undefined || pod === peer.pod) return ['allow'];
    return outcomes({ objects, world, direction, pod, peer, protocol, port });
  };
  const both = [ask('egress', source, sent.address, sent.port), ask('ingress', address, admitted, way.port)];
  if (both.some((said) => !said.includes('allow'))) return 'denied';
  return both.flat().includes('deny') ? 'ambiguous' : 'allowed';
}

/** Whether new connections come about under the default options; in the first family that both ends have (S38). */
export function oracleOf(given: Objects) {
  const objects: Objects = JSON.parse(JSON.stringify(given), (_, value) => value ?? undefined);
  return ({ source, target, protocol, port }: Question) => {
    const sources = addressesOfEnd(objects, source);
    const isSource = (to: string) => sources.some((from) => isIP(from) === isIP(to));
    const address = addressesOfEnd(objects, target).find(isSource) ?? '';
    const from = sources.find((each) => isIP(each) === isIP(address)) ?? '';
    const ways = address === '' ? [] : waysOf(objects, from, { address, protocol, port });
    const judged = (world: World) => ways.map((way) => judge(objects, world, from, way));
    const answer = inEveryWorld((world) => {
      const verdicts = new Set(judged(world));
      if (verdicts.has('unknown')) return 'unknown';
      if (verdicts.has('allowed') && verdicts.size === 1) return 'reachable';
      return verdicts.has('allowed') || verdicts.has('ambiguous') ? 'ambiguous' : 'unreachable';
    });
    const verdictAt = (at: number) => inEveryWorld((world) => judged(world)[at] ?? 'unknown');
    const podAt = (at: string) => [sideOf(objects, at).pod ?? []].flat().map(nameOf)[0];
    const details = ways.map((way, at) => ({ ...way, pod: podAt(way.address), verdict: verdictAt(at) }));
    return { answer, details };
  };
}
/** The same for one question. */
export const reach = (objects: Objects, question: Question) => oracleOf(objects)(question);
