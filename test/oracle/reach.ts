import { isIP } from 'node:net';
import type { Kube, Objects, Protocol } from './kube.ts';
import type { Side, World } from './objects.ts';
import {
  inEveryWorld,
  namespaceOf,
  nodeAddresses,
  nodeOf,
  ofKind,
  podAddresses,
  sideOf,
  within,
} from './objects.ts';
import { outcomes } from './policy.ts';
import type { Capture, Connection } from './services.ts';
import { addressesOf, backendsAt, captureAt, endpointsOf } from './services.ts';

/** A pod as namespace/name, the processes of a node, or any address. */
export type End = { readonly pod: string } | { readonly node: string } | { readonly address: string };
/** A new connection; the port of an ICMP message is 0. */
export type Question = Readonly<{ source: End; target: End; protocol: Protocol; port: number }>;
/** Why a message is lost before policies are asked, or what they say of it. */
export type Verdict = 'allowed' | 'denied' | 'ambiguous' | 'unknown' | 'refused' | 'dropped' | 'noRoute';
/** One thing that may become of a connection, translated by the node `via`; `share` is its probability. */
export type Detail = Readonly<{ share: number; verdict: Verdict }> &
  Readonly<
    Partial<Record<'via' | 'address' | 'pod' | 'sourceSeen', string | undefined>> & {
      port?: number | undefined;
    }
  >;
/** What the details come to. */
export type Answer = 'reachable' | 'unreachable' | 'ambiguous' | 'unknown';

/** Where a message arrives (or its `fate`), from whom, whom ingress policy sees, and what egress policy saw. */
type Way = Readonly<{ share: number; via?: string; fate?: Verdict; arrival?: Arrival; left?: Aim }>;
type Aim = Readonly<{ target: Side; port: number }>;
type Arrival = Aim & Readonly<{ sender: Side; admitted: Side }>;

const nameOf = (pod: Kube) => `${namespaceOf(pod)}/${pod.metadata.name}`;
function addressesOfEnd(objects: Objects, end: End): readonly string[] {
  if ('address' in end) return [end.address];
  if ('node' in end) return nodeAddresses(nodeOf(objects, end.node), 'internal');
  return ofKind(objects, 'Pod')
    .filter((pod) => nameOf(pod) === end.pod)
    .flatMap(podAddresses);
}
/** A node as the sender of what it masquerades. */
function masquerade(objects: Objects, node: string | undefined, { address }: Side): Side {
  const own = nodeAddresses(nodeOf(objects, node), 'internal').find((each) => isIP(each) === isIP(address));
  return { address: own ?? address, pod: undefined, node };
}

/** Implements S55–S60, S72: which endpoints a node lets a connection use, and whether it masquerades. */
function treatment({ service: { spec = {} }, by }: Capture, node: string, source: Side) {
  const { internalTrafficPolicy = 'Cluster', externalTrafficPolicy = 'Cluster' } = spec;
  if (by === 'clusterIP') return { policy: internalTrafficPolicy, hides: !source.pod };
  if (externalTrafficPolicy === 'Cluster') return { policy: 'Cluster', hides: true };
  const own = source.pod !== undefined || source.node === node;
  return { policy: own ? 'Cluster' : 'Local', hides: own && !source.pod };
}

/** Implements S16, S33, S34, S51, S54, S70, S99, S102, S109: all that a node may make of what it captured. */
function translations(objects: Objects, capture: Capture, node: string, source: Side): readonly Way[] {
  const ranges = capture.service.spec?.loadBalancerSourceRanges ?? [];
  const balanced = capture.by === 'VIP' || capture.by === 'Proxy';
  if (balanced && ranges.length > 0 && !within(source.address, ranges))
    return [{ via: node, share: 1, fate: 'dropped' }];
  const { policy, hides } = treatment(capture, node, source);
  const backends = backendsAt(
    objects,
    capture,
    endpointsOf(objects, capture, isIP(source.address)),
    node,
    policy,
  );
  if (typeof backends === 'string') return [{ via: node, share: 1, fate: backends }];
  return backends.map(({ address, port }) => {
    const target = sideOf(objects, address);
    const hidden = hides || within(address, [source.address]) || (source.pod && !target.node);
    const sender = hidden ? masquerade(objects, node, source) : source;
    const arrival = { target, port, sender, admitted: target.node === node ? source : sender };
    return { via: node, share: 1 / backends.length, arrival };
  });
}

/** Implements S16–S18, S30, S31, S35, S40, S41, S57, S64: where a message may go, and who translates it. */
function waysOf(objects: Objects, source: Side, to: Connection): readonly Way[] {
  const owner = sideOf(objects, to.address);
  const left = { target: owner, port: to.port };
  for (const node of [source.node, owner.pod ? undefined : owner.node]) {
    const capture = node && captureAt(objects, node, to);
    if (capture)
      return translations(objects, capture, node, source).map((way) =>
        node === source.node ? way : { left, ...way },
      );
  }
  const leaving = source.pod && !owner.node ? masquerade(objects, source.node, source) : source;
  const balancer = captureAt(objects, undefined, to);
  if (balancer) {
    const { by, port, service } = balancer;
    if (by === 'Proxy' && !port.nodePort) return [{ share: 1, fate: 'unknown' }];
    const endpoints = endpointsOf(objects, balancer, isIP(to.address));
    const isSent = (node: string) =>
      service.spec?.externalTrafficPolicy !== 'Local' ||
      endpoints.some((each) => each.ready && each.node === node);
    const nodes = ofKind(objects, 'Node')
      .map(({ metadata }) => metadata.name)
      .filter(isSent);
    const ways = nodes.flatMap((node) => translations(objects, balancer, node, leaving));
    return ways.map((way) => ({ left, ...way, share: way.share / nodes.length }));
  }
  const services = ofKind(objects, 'Service').map((service) => addressesOf(service, isIP(to.address)));
  const isClosed = services.some(({ clusterIP }) => within(to.address, clusterIP));
  const isVirtual =
    isClosed || services.some(({ VIP = [], Proxy = [] }) => within(to.address, [...VIP, ...Proxy]));
  if (!owner.node && to.protocol === 'ICMP' && isVirtual && source.node)
    return [{ share: 1, fate: 'unknown' }];
  if (!owner.node && isClosed && source.node) return [{ share: 1, fate: 'refused' }];
  if (source.node ? !owner.node && isVirtual : owner.pod || !owner.node)
    return [{ share: 1, fate: 'noRoute' }];
  return [{ share: 1, arrival: { ...left, sender: leaving, admitted: source } }];
}

/** Implements S78, S98, S99, S122: what policies say of one way; a pod is never cut off from itself. */
function judge(objects: Objects, world: World, source: Side, protocol: Protocol, way: Way): Verdict {
  const { fate, arrival, left = arrival } = way;
  if (!arrival || !left)
    return fate === 'unknown' ? world('fate', ['allowed', 'dropped']) : (fate ?? 'noRoute');
  const ask = (direction: 'egress' | 'ingress', { pod }: Side, peer: Side, port: number) =>
    pod && pod !== peer.pod ? outcomes({ objects, world, direction, pod, peer, protocol, port }) : ['allow'];
  const said = [
    ask('egress', source, left.target, left.port),
    ask('ingress', arrival.target, arrival.admitted, arrival.port),
  ];
  if (said.some((half) => !half.includes('allow'))) return 'denied';
  return said.flat().includes('deny') ? 'ambiguous' : 'allowed';
}

/** What becomes of a new connection under the default options; in the first family that both ends have (S38). */
export function reach(given: Objects, { source, target, protocol, port }: Question) {
  // Null is the same as missing.
  const objects: Objects = JSON.parse(JSON.stringify(given), (_, value) => value ?? undefined);
  const sources = addressesOfEnd(objects, source);
  const pairs = addressesOfEnd(objects, target).flatMap((address) =>
    sources
      .filter((from) => isIP(from) === isIP(address))
      .map((from) => ({ from: sideOf(objects, from), to: { address, protocol, port } })),
  );
  const [{ from, to } = {}] = pairs;
  const ways = from && to ? waysOf(objects, from, to) : [];
  const verdictOf = (world, way) => judge(objects, world, from, protocol, way);
  const answer: Answer = inEveryWorld((world) => {
    const verdicts = ways.map((way) => judge(objects, world, from, protocol, way));
    if (verdicts.every((verdict) => verdict === 'allowed') && ways.length > 0) return 'reachable';
    return verdicts.some((verdict) => verdict === 'allowed' || verdict === 'ambiguous')
      ? 'ambiguous'
      : 'unreachable';
  });
}
