import type { Kube, Rule } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Places } from './cluster-places.ts';
import { chance, NODE_WORDS, namespaceSelectorOf, POD_WORDS, selectorOf, some } from './cluster-places.ts';
import { PORT_NAMES } from './cluster-pods.ts';
import { BLOCKS } from './cluster-policies.ts';
import type { Random } from './random.ts';

type Direction = 'ingress' | 'egress';
/** v1alpha1 has two kinds, AdminNetworkPolicy and BaselineAdminNetworkPolicy; v1alpha2 has one for both tiers. */
type Version = 'v1alpha1' | 'v1alpha2';
type Tier = 'Admin' | 'Baseline';

/** Pods by namespace, or by namespace and label. */
function podsOf(random: Random, places: Places): object {
  const namespaceSelector = chance(random, 25) ? {} : namespaceSelectorOf(random, places);
  if (chance(random, 55)) return { namespaces: namespaceSelector };
  return { pods: { namespaceSelector, podSelector: selectorOf(random, POD_WORDS) } };
}

/** A peer that has no named ports: blocks, nodes, domain names (only in rules that accept). */
function placeOf(random: Random, version: Version, action: string): object {
  const cidrs = BLOCKS.map(({ cidr }) => cidr);
  const kind = random.below(10);
  if (kind < 3) return { nodes: selectorOf(random, NODE_WORDS) };
  if (kind < 6 && version === 'v1alpha2' && action === 'Accept')
    return { domainNames: [random.pick(['api.example.com', '*.example.org'])] };
  return { networks: [...new Set([random.pick(cidrs), random.pick(cidrs)])] };
}

/** A peer that this version does not know: as if no field were set (S129). */
const unknownPeer = (random: Random): object => random.pick([{}, { serviceAccounts: {} }]);

function peersOf(random: Random, places: Places, version: Version, direction: Direction, action: string) {
  const peers = Array.from({ length: 1 + random.below(2) }, () => {
    if (chance(random, 4)) return { peer: unknownPeer(random), named: true };
    if (direction === 'ingress' || chance(random, 60)) return { peer: podsOf(random, places), named: true };
    return { peer: placeOf(random, version, action), named: false };
  });
  return { peers: peers.map(({ peer }) => peer), isNamed: peers.every(({ named }) => named) };
}

/** A port in the form of its version: a number, a range, a name, a protocol alone (S128). */
function portOf(random: Random, version: Version, isNamed: boolean): object {
  const protocol = random.pick(['TCP', 'TCP', 'TCP', 'UDP', 'SCTP']);
  const number = random.pick([8080, 8080, 8081, 9090, 5353, 80]);
  const range = random.pick([
    { start: 8000, end: 8080 },
    { start: 8081, end: 9090 },
    { start: 1, end: 65535 },
  ]);
  const kind = random.below(isNamed ? 8 : 6);
  const name = random.pick(PORT_NAMES);
  if (version === 'v1alpha1') {
    if (kind >= 6) return { namedPort: name };
    return kind < 4 ? { portNumber: { protocol, port: number } } : { portRange: { protocol, ...range } };
  }
  if (kind >= 6) return { destinationNamedPort: name };
  const destinationPort = kind < 3 ? { number } : { range };
  return { [protocol.toLowerCase()]: kind === 5 ? {} : { destinationPort } };
}

function ruleOf(random: Random, places: Places, version: Version, tier: Tier, direction: Direction): object {
  const accept = version === 'v1alpha1' ? 'Allow' : 'Accept';
  const action = random.pick(tier === 'Admin' ? [accept, accept, 'Deny', 'Deny', 'Pass'] : [accept, 'Deny']);
  const { peers, isNamed } = peersOf(random, places, version, direction, action);
  const ports = Array.from({ length: 1 + random.below(2) }, () => portOf(random, version, isNamed));
  return {
    ...(chance(random, 50) ? { name: `${action.toLowerCase()}-some` } : {}),
    action,
    [direction === 'ingress' ? 'from' : 'to']: peers,
    ...(chance(random, 40) ? { [version === 'v1alpha1' ? 'ports' : 'protocols']: ports } : {}),
  };
}

function specOf(random: Random, places: Places, version: Version, tier: Tier): object {
  const rules = (direction: Direction) => {
    const rule = () => ruleOf(random, places, version, tier, direction);
    return chance(random, 70) ? { [direction]: Array.from({ length: 1 + random.below(3) }, rule) } : {};
  };
  // Few values, so that some policies have equal priority (S121).
  const priority =
    version === 'v1alpha1' && tier === 'Baseline' ? {} : { priority: random.pick([0, 10, 10, 10]) };
  const subject = podsOf(random, places);
  return {
    ...(version === 'v1alpha2' ? { tier } : {}),
    ...{ ...priority, subject, ...rules('ingress'), ...rules('egress') },
  };
}

/** The same policy under another name, saying no where the first says yes: nobody knows which wins (S121). */
function rivalOf({ spec = {}, metadata, ...whole }: Kube): Kube {
  const isPlain = ({ to = [] }: Rule) => to.every(({ domainNames }) => domainNames === undefined);
  const turn = (direction: Direction) => {
    const rules = spec[direction]?.filter(isPlain).map((rule) => ({
      ...{ ...rule, action: rule.action === 'Deny' ? 'Pass' : 'Deny' },
    }));
    return rules?.length ? { [direction]: rules } : {};
  };
  const { ingress: _in, egress: _out, ...rest } = spec;
  return {
    ...{ ...whole, metadata: { ...metadata, name: `${metadata.name}-rival` } },
    spec: { ...rest, ...turn('ingress'), ...turn('egress') },
  };
}

/** Policies of the admin and baseline tiers, all in one version; in some clusters none. */
export function tierPoliciesOf(random: Random, places: Places): readonly Kube[] {
  const version = random.pick([undefined, 'v1alpha1', 'v1alpha2', 'v1alpha2'] as const);
  if (version === undefined) return [];
  const apiVersion = `policy.networking.k8s.io/${version}`;
  const make = (kind: string, name: string, tier: Tier) =>
    kube(apiVersion, kind, { name }, { spec: specOf(random, places, version, tier) });
  const kind = version === 'v1alpha1' ? 'AdminNetworkPolicy' : 'ClusterNetworkPolicy';
  const count = random.below(4);
  const admin = Array.from({ length: count }, (_, at) => make(kind, `admin-${at}`, 'Admin'));
  const rivals = chance(random, 35) ? admin.slice(0, 1).map(rivalOf) : [];
  const baseline =
    version === 'v1alpha1'
      ? [make('BaselineAdminNetworkPolicy', 'default', 'Baseline')]
      : [1, 2].map((at) => make(kind, `baseline-${at}`, 'Baseline'));
  return [...admin, ...rivals, ...some(random, baseline, 40)];
}
