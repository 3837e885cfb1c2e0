import type { Kube, Objects, Peer, Port, Protocol, Rule, TierPeer } from '../conformance/kube.ts';
import type { Side } from './ends.ts';
import { namedPorts, nodeOf, within } from './ends.ts';
import type { World } from './labels.ts';
import { labelOf, nameOf, namespaceOf, ofKind, selects, selectsNamespace } from './labels.ts';

/** One direction of one new connection: `pod` is whose policies are asked, `peer` the other end. */
type Flow = Readonly<{ objects: Objects; world: World; direction: 'ingress' | 'egress' }> &
  Readonly<{ pod: Kube; peer: Side; protocol: Protocol; port: number }>;
type Outcome = 'allow' | 'deny' | 'pass';

/** An empty or missing list does not restrict (S83): as if it had one entry that says nothing. */
const unlessEmpty = <T>(given: readonly T[] = []) => (given.length > 0 ? given : [undefined]);
/** Whether a name is the port (S91): names are those of the pod that a connection goes to, in both directions. */
const isNamed = ({ direction, pod, peer, protocol, port }: Flow, name: string) =>
  namedPorts(direction === 'ingress' ? pod : peer.pod, name, protocol).includes(port);

/** Implements S84, S86, S93, S94, S97, S105: whether a peer entry of a NetworkPolicy is the other end. */
function isPeer({ objects, world, pod: subject, peer }: Flow, entry: Peer): boolean {
  const { ipBlock, podSelector = {}, namespaceSelector } = entry;
  if (ipBlock) return within(peer.address, [ipBlock.cidr ?? '']) && !within(peer.address, ipBlock.except);
  if (peer.pod === undefined || !selects(podSelector, labelOf(peer.pod))) return false;
  if (!namespaceSelector) return namespaceOf(peer.pod) === namespaceOf(subject);
  return selectsNamespace(objects, world, namespaceSelector, namespaceOf(peer.pod));
}
/** Implements S89–S92; in egress a name means nothing beside an ipBlock. */
function isPort(flow: Flow, { protocol = 'TCP', port, endPort }: Port, peer: Peer | undefined): boolean {
  if (protocol !== flow.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'number') return port <= flow.port && flow.port <= (endPort ?? port);
  return !(flow.direction === 'egress' && peer?.ipBlock) && isNamed(flow, port);
}
/** Implements S76, S80, S81, S97: whether a policy isolates the subject in the flow's direction. */
function isolates(policy: Kube, { direction, pod }: Flow): boolean {
  const { podSelector = {}, policyTypes = [], egress = [] } = policy.spec ?? {};
  const asked = direction === 'ingress' ? 'Ingress' : 'Egress';
  const byDefault = direction === 'ingress' || egress.length > 0;
  if (policyTypes.length > 0 ? !policyTypes.includes(asked) : !byDefault) return false;
  return namespaceOf(policy) === namespaceOf(pod) && selects(podSelector, labelOf(pod));
}

/** Implements S76, S77, S82, S83, S95, S100, S101, S104, S110: the NetworkPolicy tier. */
function namespaceTier(flow: Flow): Outcome {
  const { objects, world, direction, pod, peer, protocol } = flow;
  const policies = ofKind(objects, 'NetworkPolicy').filter((policy) => isolates(policy, flow));
  if (policies.length === 0) return 'pass';
  if (!peer.pod && peer.node !== undefined && peer.node === pod.spec?.nodeName) return 'allow';
  if (protocol === 'ICMP') return world(`ICMP, ${direction} of ${nameOf(pod)}`, ['allow', 'deny']);
  for (const policy of policies)
    for (const { from, to, ports } of policy.spec?.[direction] ?? [])
      for (const entry of unlessEmpty(direction === 'ingress' ? from : to))
        for (const port of unlessEmpty(ports))
          if ((!port || isPort(flow, port, entry)) && (!entry || isPeer(flow, entry))) return 'allow';
  return 'deny';
}

/** Implements S124, S126, S127: whom a peer or subject names; which addresses a domain has, the objects do not say. */
function isTierPeer({ objects, world }: Flow, entry: TierPeer, { address, pod, node }: Side): boolean {
  const { namespaces, pods, nodes, networks, domainNames } = entry;
  if (networks) return within(address, networks);
  if (domainNames) return domainNames.some((name) => world(`${name} is ${address}`, [true, false]));
  if (nodes) return !pod && node !== undefined && selects(nodes, labelOf(nodeOf(objects, node)));
  if (!pod || !selects(pods?.podSelector ?? {}, labelOf(pod))) return false;
  return selectsNamespace(objects, world, namespaces ?? pods?.namespaceSelector ?? {}, namespaceOf(pod));
}
/** Implements S128, both versions; a name means nothing beside nodes, networks and domain names. */
function isTierPort(flow: Flow, entry: Port, { pods, namespaces }: TierPeer): boolean {
  const { portNumber, portRange, tcp, udp, sctp, namedPort, destinationNamedPort } = entry;
  const name = namedPort ?? destinationNamedPort;
  if (name) return (pods ?? namespaces) !== undefined && isNamed(flow, name);
  const older = portNumber ?? portRange;
  const newer = { TCP: tcp, UDP: udp, SCTP: sctp, ICMP: undefined }[flow.protocol];
  if (older ? (older.protocol ?? 'TCP') !== flow.protocol : !newer) return false;
  const { start = 0, end = 65535 } = portRange ?? newer?.destinationPort?.range ?? {};
  const number = portNumber?.port ?? newer?.destinationPort?.number ?? flow.port;
  return number === flow.port && start <= flow.port && flow.port <= end;
}
/** What a rule says, if it matches; implements S129: with an unknown peer, Deny all, or nothing if it accepts. */
function ruling(flow: Flow, { action, from = [], to = [], ports, protocols }: Rule): Outcome | undefined {
  const outcome = action === 'Deny' ? 'deny' : action === 'Pass' ? 'pass' : 'allow';
  const peers = flow.direction === 'ingress' ? from : to;
  const known = ({ namespaces, pods, nodes, networks, domainNames }: TierPeer) =>
    namespaces ?? pods ?? (flow.direction === 'egress' ? (nodes ?? networks ?? domainNames) : undefined);
  if (!peers.every(known)) return outcome === 'allow' ? undefined : 'deny';
  for (const peer of peers)
    for (const port of unlessEmpty(ports ?? protocols))
      if ((!port || isTierPort(flow, port, peer)) && isTierPeer(flow, peer, flow.peer)) return outcome;
  return undefined;
}
/** Implements S119, S121, S125, S131: all that a tier may say; of equal priorities any that matches may win. */
function clusterTier(flow: Flow, tier: 'Admin' | 'Baseline'): readonly Outcome[] {
  const older = tier === 'Admin' ? 'AdminNetworkPolicy' : 'BaselineAdminNetworkPolicy';
  const said = flow.objects.flatMap(({ kind, spec = {} }) => {
    if (kind !== older && !(kind === 'ClusterNetworkPolicy' && spec.tier === tier)) return [];
    if (!isTierPeer(flow, spec.subject ?? {}, { address: '', pod: flow.pod, node: undefined })) return [];
    const [outcome] = (spec[flow.direction] ?? []).flatMap((rule) => ruling(flow, rule) ?? []);
    return outcome ? [{ priority: spec.priority ?? 0, outcome }] : [];
  });
  const first = Math.min(...said.map(({ priority }) => priority));
  const winners = said.filter(({ priority }) => priority === first).map(({ outcome }) => outcome);
  return winners.length > 0 ? winners : ['pass'];
}
/** Implements S118, S120: admin, NetworkPolicy, baseline, then allowed: whatever may come out. */
export function outcomes(flow: Flow): readonly Outcome[] {
  return clusterTier(flow, 'Admin').flatMap((admin) => {
    const said = admin === 'pass' ? namespaceTier(flow) : admin;
    if (said !== 'pass') return [said];
    return clusterTier(flow, 'Baseline').map((last) => (last === 'pass' ? 'allow' : last));
  });
}
