import { isIP } from 'node:net';
import type { Kube, Objects, Protocol } from '../conformance/kube.ts';
import type { End, Question } from '../oracle/reach.ts';
import { chance, outsideAddresses } from './cluster-places.ts';
import type { Random } from './random.ts';

type Aim = { readonly target: End; readonly protocol: Protocol; readonly port: number };

const endOf = ({ metadata }: Kube): End => ({ pod: `${metadata.namespace ?? 'default'}/${metadata.name}` });
const ofKind = (objects: Objects, kind: string) => objects.filter((object) => object.kind === kind);
const protocolOf = (text: string | undefined) => (text ?? 'TCP') as Protocol;
const addressesOf = (node: Kube, wanted: string) =>
  (node.status?.addresses ?? []).filter(({ type }) => type === wanted).map(({ address = '' }) => address);

/** What pods and nodes are asked for: numbers that pods declare, policies name, or nobody does; ICMP at times. */
function portOf(random: Random): { readonly protocol: Protocol; readonly port: number } {
  if (chance(random, 6)) return { protocol: 'ICMP', port: 0 };
  if (chance(random, 75))
    return { protocol: 'TCP', port: random.pick([8080, 8080, 8081, 9090, 9100, 80, 5432]) };
  return { protocol: random.pick(['UDP', 'UDP', 'SCTP']), port: random.pick([5353, 5353, 53, 8080]) };
}

const publishedBy = ({ spec = {}, status }: Kube): readonly string[] => [
  ...(spec.externalIPs ?? []),
  ...(status?.loadBalancer?.ingress ?? []).map(({ ip = '' }) => ip),
];

/** Every address and port under which a service can be asked for. */
function serviceAims(service: Kube, nodes: readonly Kube[]): readonly Aim[] {
  const { spec = {} } = service;
  const addresses = [...(spec.clusterIPs ?? []), ...publishedBy(service)];
  const nodeAddresses = nodes.flatMap((node) => addressesOf(node, 'InternalIP'));
  return (spec.ports ?? []).flatMap(({ port = 0, nodePort, protocol }) => {
    const asked = (address: string, number: number): Aim => ({
      ...{ target: { address }, protocol: protocolOf(protocol), port: number },
    });
    const own = addresses.filter((address) => isIP(address)).map((address) => asked(address, port));
    const onNodes = nodePort ? nodeAddresses.map((address) => asked(address, nodePort)) : [];
    return [...own, ...own, ...onNodes];
  });
}

/** An address of a service, asked for something that it does not serve (S40, S41). */
function closedAim(random: Random, aims: readonly Aim[]): Aim | undefined {
  if (aims.length === 0) return undefined;
  const { target, protocol, port } = random.pick(aims);
  const other = protocol === 'TCP' ? 'UDP' : 'TCP';
  return chance(random, 70)
    ? { target, protocol, port: 8888 }
    : { target, protocol: other, port: port + 1000 };
}

function aimOf(random: Random, objects: Objects, aims: readonly Aim[], strangers: readonly string[]): Aim {
  const kind = random.below(100);
  if (kind < 55 && aims.length > 0) return random.pick(aims);
  const closed = kind < 60 ? closedAim(random, aims) : undefined;
  if (closed) return closed;
  const node = random.pick(ofKind(objects, 'Node'));
  if (kind < 68) return { target: { node: node.metadata.name }, ...portOf(random) };
  if (kind < 72)
    return { target: { address: random.pick(addressesOf(node, 'InternalIP')) }, ...portOf(random) };
  if (kind < 80) return { target: { address: random.pick(strangers) }, ...portOf(random) };
  const pod = random.pick(ofKind(objects, 'Pod'));
  const address = random.pick(pod.status?.podIPs ?? [{ ip: '' }]).ip;
  const isNamed = kind < 92 || !address;
  return { target: isNamed ? endOf(pod) : { address }, ...portOf(random) };
}

/**
 * New connections that a cluster can be asked about: from pods, nodes and outside addresses, mostly to the
 * addresses of services, also to closed ports, pods, nodes and the outside. None goes from outside to outside.
 */
export function questionsOf(objects: Objects, random: Random, count = 80): readonly Question[] {
  const nodes = ofKind(objects, 'Node');
  const pods = ofKind(objects, 'Pod');
  const families = new Set(nodes.flatMap((node) => addressesOf(node, 'InternalIP')).map(isIP));
  const strangers = ([4, 6] as const).filter((family) => families.has(family)).flatMap(outsideAddresses);
  const services = ofKind(objects, 'Service');
  const aims = services.flatMap((service) => serviceAims(service, nodes));
  const onNodes = nodes.flatMap((node) => addressesOf(node, 'InternalIP'));
  const published = new Set([...onNodes, ...services.flatMap(publishedBy)]);
  const running = pods.filter(({ status }) => status?.phase === 'Running');
  const live = running.length > 0 ? running : pods;
  return Array.from({ length: count }, () => {
    const { target, protocol, port } = aimOf(random, objects, aims, strangers);
    const isOutside = 'address' in target && strangers.includes(target.address);
    const isHidden = !('node' in target) && !('address' in target && published.has(target.address));
    const kind = random.below(100);
    const source: End =
      kind < (isOutside ? 0 : isHidden ? 8 : 45)
        ? { address: random.pick(strangers) }
        : kind < 55
          ? { node: random.pick(nodes).metadata.name }
          : endOf(random.pick(chance(random, 90) ? live : pods));
    return { source, target, protocol, port };
  });
}

/** Who runs on its own network: messages straight to pods meet policies most. */
function isGoverned({ spec, status }: Kube): boolean {
  return status?.phase === 'Running' && spec?.hostNetwork !== true;
}

/** New connections that no service translates: from and to pods of their own network, mostly, nodes and the outside. */
export function directQuestionsOf(objects: Objects, random: Random, count: number): readonly Question[] {
  const nodes = ofKind(objects, 'Node');
  const pods = ofKind(objects, 'Pod').filter(isGoverned);
  const strangers = outsideAddresses(4);
  const endOfAny = (): End => {
    const kind = random.below(100);
    if (kind < 85 && pods.length > 0) return endOf(random.pick(pods));
    return kind < 92 ? { node: random.pick(nodes).metadata.name } : { address: random.pick(strangers) };
  };
  return Array.from({ length: count }, () => {
    const ends = { source: endOfAny(), target: endOfAny() };
    const isAway = 'address' in ends.source && 'address' in ends.target;
    return {
      ...(isAway ? { ...ends, source: { node: random.pick(nodes).metadata.name } } : ends),
      ...portOf(random),
    };
  });
}
