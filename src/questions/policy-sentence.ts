import type { Cluster } from '../kubernetes/cluster.ts';
import type { Enforcement } from '../kubernetes/compile/enforcement.ts';
import { enforcementOf } from '../kubernetes/compile/enforcement.ts';
import type { ClusterPolicy, TierPeer, TierPort, TierRule } from '../kubernetes/objects/cluster-policy.ts';
import type {
  Direction,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  PolicyRule,
} from '../kubernetes/objects/policy.ts';
import { DIRECTIONS } from '../kubernetes/objects/policy.ts';
import type { Options } from '../kubernetes/profile/options.ts';
import type { PodGroup, Selected, SelectGroups } from '../kubernetes/select/selected-pods.ts';
import { countPods, selectedPods } from '../kubernetes/select/selected-pods.ts';
import type { LabelSelector } from '../kubernetes/select/selector.ts';
import { selects } from '../kubernetes/select/selector.ts';
import { formatPrefix } from '../model/header/prefix.ts';

/** What sentences about policies are made with: the pods that they mean, and whether they have any effect. */
export interface PolicyView {
  readonly cluster: Cluster;
  readonly select: SelectGroups;
  readonly seesHostNetwork: 'as pods' | 'as nodes';
  readonly enforcement: Enforcement;
}

/** What sentences about the policies of a cluster are made with. */
export function policyView(cluster: Cluster, options: Options): PolicyView {
  return {
    cluster,
    select: selectedPods(cluster, options),
    seesHostNetwork: options.hostNetworkPods === 'pods' ? 'as pods' : 'as nodes',
    enforcement: enforcementOf(cluster, options),
  };
}

/** How many pods a selector means: for sure, perhaps, and of the host network, which policies see as nodes (S103). */
interface Count {
  readonly surely: number;
  readonly perhaps: number;
  readonly unseen: number;
}

/** How many pods a policy selects. */
export function subjectOf(
  view: PolicyView,
  namespaces: string | LabelSelector,
  pods: LabelSelector | undefined,
): Count {
  return counted(view, view.select(namespaces, pods));
}

function counted({ seesHostNetwork }: PolicyView, selected: Selected): Count {
  const own = countPods(selected, 'own');
  const host = countPods(selected, 'host');
  if (seesHostNetwork === 'as nodes') return { ...own, unseen: host.surely + host.perhaps };
  return { surely: own.surely + host.surely, perhaps: own.perhaps + host.perhaps, unseen: 0 };
}

/**
 * What a NetworkPolicy does, with counts: `isolates 3 pods for ingress; admits from 1 pod on 8080/TCP`. Implements S76,
 * S81–S84, S89, S103.
 */
export function policySentence(policy: NetworkPolicy, view: PolicyView): string {
  const { namespace, subject, directions, validity } = policy;
  if (validity === 'refused') return 'the API server would refuse it: what it does is not known';
  const selected = subjectOf(view, namespace, subject);
  const ignored = DIRECTIONS.filter((one) => !directions.includes(one) && policy[one].length > 0)
    .map((one) => `; its ${one} rules have no effect: policyTypes does not name ${one}`)
    .join('');
  if (selected.surely === 0) return `${nobodySelected(selected)}${ignored}`;
  const parts = directions.map((direction) => ({ direction, rules: policy[direction] }));
  const admits = parts.every(({ rules }) => rules.length === 0)
    ? 'nothing'
    : parts
        .map(({ direction, rules }) => admittedBy(rules, direction, namespace, view))
        .join(parts.length > 1 ? ', and ' : '');
  const isolates = `isolates ${podsText(selected)} for ${directions.join(' and ')}; admits ${admits}${ignored}`;
  return withEnforcement(isolates, view);
}

/** What a policy of the whole cluster does: its rules in order. Implements S119, S124, S125. */
export function clusterPolicySentence(policy: ClusterPolicy, view: PolicyView): string {
  if (policy.validity === 'refused') return 'the API server would refuse it: what it does is not known';
  const { subject } = policy;
  const own = counted(
    { ...view, seesHostNetwork: 'as nodes' },
    view.select(subject.namespaces, subject.pods),
  );
  if (own.surely + own.perhaps === 0) return nobodySelected(own);
  const parts = DIRECTIONS.flatMap((direction) => {
    const rules = policy[direction];
    if (rules.length === 0) return [];
    const all = rules.map((rule) => `${VERBS[rule.action]} ${tierRuleText(rule, view)}`);
    return [`${direction} of ${podsText(own)}: ${limited(all, ', then ')}`];
  });
  return withEnforcement(parts.length === 0 ? 'it has no rule, and so no effect' : parts.join('; '), view);
}

const VERBS = { allow: 'accepts', deny: 'denies', pass: 'lets NetworkPolicies decide about' } as const;

/** Policies have no effect where nothing enforces them (S8, S146). */
function withEnforcement(text: string, { enforcement: { enforced, because } }: PolicyView): string {
  if (enforced !== 'no') return text;
  const who = because === 'option' ? 'nothing enforces policies' : `${because} enforces no policies`;
  return `has no effect (${who}); enforced, it ${text}`;
}

function nobodySelected({ perhaps, unseen }: Count): string {
  if (perhaps > 0) return `may have no effect: it selects ${podsText({ surely: 0, perhaps })}`;
  if (unseen === 0) return 'has no effect: it selects no pod';
  const pods = `${unseen} ${unseen === 1 ? 'pod' : 'pods'} of the host network`;
  return `has no effect: all it selects is ${pods}, which policies do not see as ${unseen === 1 ? 'a pod' : 'pods'}`;
}

/** `1 pod`, `3 pods`, `3 pods and perhaps 2 more`, `no pod`. */
function podsText({ surely, perhaps }: Pick<Count, 'surely' | 'perhaps'>): string {
  const pods = (count: number) => (count === 0 ? 'no pod' : count === 1 ? '1 pod' : `${count} pods`);
  if (perhaps === 0) return pods(surely);
  return surely === 0 ? `perhaps ${pods(perhaps)}` : `${pods(surely)} and perhaps ${perhaps} more`;
}

/** What rules admit in one direction: `from 1 pod on 8080/TCP or 10.0.0.0/8`. */
function admittedBy(
  rules: readonly PolicyRule[],
  direction: Direction,
  namespace: string,
  view: PolicyView,
): string {
  const way = WAYS[direction];
  if (rules.length === 0) return `${way} nobody`;
  const everything = rules.find(({ peers, ports }) => peers === undefined && ports === undefined);
  const field = (path: string) => path.replace(/^spec\./, '');
  if (everything !== undefined) return `EVERYTHING ${INTO[direction]} (${field(everything.path)} is empty)`;
  const texts = rules.map(({ peers, ports }) => {
    return `${peers === undefined ? 'anybody' : peersText(peers, namespace, view)}${portsText(ports)}`;
  });
  return `${way} ${limited(texts, ', or ')}`;
}

const WAYS = { ingress: 'from', egress: 'to' } as const;
const INTO = { ingress: 'in', egress: 'out' } as const;

/** More rules than that are counted only. */
const MOST_RULES = 3;

function limited(texts: readonly string[], separator: string): string {
  const more = texts.length - MOST_RULES;
  const shown = texts.slice(0, MOST_RULES).join(separator);
  return more > 0 ? `${shown}, and ${more} more rule${more === 1 ? '' : 's'}` : shown;
}

/** Peers of one rule: how many pods they mean together, and the blocks (S83, S84, S86, S93). */
function peersText(peers: readonly PolicyPeer[], namespace: string, view: PolicyView): string {
  const groups = new Map<PodGroup, 'surely' | 'perhaps'>();
  const blocks: string[] = [];
  for (const peer of peers) {
    if (peer.kind === 'block') {
      const except = peer.except.map(formatPrefix).join(' and ');
      blocks.push(`${formatPrefix(peer.block)}${except === '' ? '' : ` but ${except}`}`);
    } else add(groups, view.select(peer.namespaces ?? namespace, peer.pods));
  }
  const some = peers.some(({ kind }) => kind === 'pods');
  const pods = some || peers.length === 0 ? [peerCountText(counted(view, groups))] : [];
  return [...pods, ...blocks].join(' or ');
}

/** Pods of the host network are no pods for a peer, and people wonder (S103). */
function peerCountText(count: Count): string {
  if (count.surely + count.perhaps > 0 || count.unseen === 0) return podsText(count);
  return `no pod (the ${count.unseen} that it means are of the host network)`;
}

function add(to: Map<PodGroup, 'surely' | 'perhaps'>, selected: Selected): void {
  for (const [group, how] of selected) if (to.get(group) !== 'surely') to.set(group, how);
}

/** ` on 80/TCP, http/TCP`; nothing for every port. */
function portsText(ports: readonly (PolicyPort | TierPort)[] | undefined): string {
  if (ports === undefined) return '';
  if (ports.length === 0) return ' on no port';
  return ` on ${ports.map(portText).join(', ')}`;
}

function portText(port: PolicyPort | TierPort): string {
  if (port.kind === 'named') return 'protocol' in port ? `${port.name}/${port.protocol}` : port.name;
  const { first, last, protocol } = port;
  if (first === 0 && last === 65535) return `every ${protocol} port`;
  return `${first === last ? first : `${first}-${last}`}/${protocol}`;
}

/** `1 pod or 10.0.0.0/8 on 80/TCP`. */
function tierRuleText({ peers, ports }: TierRule, view: PolicyView): string {
  const own: PolicyView = { ...view, seesHostNetwork: 'as nodes' };
  const groups = new Map<PodGroup, 'surely' | 'perhaps'>();
  const others: string[] = [];
  for (const peer of peers) {
    if (peer.kind === 'pods') add(groups, view.select(peer.namespaces, peer.pods));
    else others.push(otherPeerText(peer, view));
  }
  const pods = peers.some(({ kind }) => kind === 'pods') ? [peerCountText(counted(own, groups))] : [];
  return `${[...pods, ...others].join(' or ') || 'nobody'}${portsText(ports)}`;
}

function otherPeerText(peer: Exclude<TierPeer, { kind: 'pods' }>, { cluster }: PolicyView): string {
  switch (peer.kind) {
    case 'hosts': {
      const count = cluster.hosts.filter(({ labels }) => selects(peer.hosts, labels)).length;
      return count === 1 ? '1 node' : `${count} nodes`;
    }
    case 'networks':
      return peer.blocks.map(formatPrefix).join(' or ');
    case 'domains':
      return peer.names.join(' or ');
    case 'unknown':
      return 'a peer that is not understood';
  }
}
