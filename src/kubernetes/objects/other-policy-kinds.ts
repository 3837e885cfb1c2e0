import type { ValueMap } from '../../text/value.ts';
import { has } from '../read/field.ts';
import type { Direction } from './policy.ts';
import { DIRECTIONS } from './policy.ts';
import { looksLikePolicy } from './policy-like.ts';

/** How policies of a kind that is not modelled say what they could touch. */
export interface OtherKind {
  readonly kind: string;
  readonly groups: readonly string[];
  /** Whose it is, as it is counted: `2 cilium policies`. */
  readonly product: string;
  /** `given`: in a namespace if it names one. */
  readonly within: 'namespace' | 'cluster' | 'given';
  /**
   * Whose pods it could select; `root`: all, if it stands in the namespace of the mesh itself; `given`: those of the
   * namespace that it names, if any.
   */
  readonly scope: 'namespace' | 'cluster' | 'root' | 'given';
  /** The field of its spec that selects pods, where that can be read surely, and how it is written. */
  readonly subject?: { readonly field: string; readonly form: 'selector' | 'prefixed' };
  readonly directions: (spec: ValueMap) => readonly Direction[];
}

/** Those of which it has a section, if it has any: `ingress`, `ingressDeny`; else it could be either. */
const SECTIONS = (spec: ValueMap): readonly Direction[] => {
  const given = DIRECTIONS.filter((one) => has(spec, one) || has(spec, `${one}Deny`));
  return given.length === 0 ? DIRECTIONS : given;
};

/** Calico's `types`, else either. */
const TYPES = (spec: ValueMap): readonly Direction[] => {
  const { types } = spec;
  if (!Array.isArray(types)) return DIRECTIONS;
  const given = DIRECTIONS.filter((one) =>
    types.some((type) => typeof type === 'string' && type.toLowerCase() === one),
  );
  return given.length === 0 ? DIRECTIONS : given;
};

const INGRESS = (): readonly Direction[] => ['ingress'];
const EGRESS = (): readonly Direction[] => ['egress'];

const selector = (field: string): OtherKind['subject'] & {} => ({ field, form: 'selector' });
const namespaced = { within: 'namespace', scope: 'namespace' } as const;
const clusterWide = { within: 'cluster', scope: 'cluster' } as const;

const cilium = {
  product: 'Cilium policy',
  groups: ['cilium.io'],
  subject: { field: 'endpointSelector', form: 'prefixed' },
  directions: SECTIONS,
} as const;
const calico = {
  product: 'Calico policy',
  groups: ['projectcalico.org', 'crd.projectcalico.org'],
  directions: TYPES,
} as const;
const antrea = {
  product: 'Antrea policy',
  groups: ['crd.antrea.io', 'security.antrea.tanzu.vmware.com'],
  directions: SECTIONS,
} as const;
const istio = {
  product: 'Istio policy',
  groups: ['security.istio.io'],
  within: 'namespace',
  scope: 'root',
  subject: selector('selector'),
  directions: INGRESS,
} as const;
const linkerd = {
  product: 'Linkerd policy',
  groups: ['policy.linkerd.io'],
  ...namespaced,
  directions: INGRESS,
} as const;
const kuma = { product: 'Kuma policy', groups: ['kuma.io'], scope: 'cluster', directions: INGRESS } as const;
const aws = { product: 'AWS policy', groups: ['networking.k8s.aws'], directions: SECTIONS } as const;

/** Every kind of policy that is known and not modelled: the only list. Staged ones decide nothing, so they are not here. */
export const OTHER_KINDS: readonly OtherKind[] = [
  { kind: 'CiliumNetworkPolicy', ...cilium, ...namespaced },
  { kind: 'CiliumClusterwideNetworkPolicy', ...cilium, ...clusterWide },
  { kind: 'NetworkPolicy', ...calico, ...namespaced },
  { kind: 'GlobalNetworkPolicy', ...calico, ...clusterWide },
  { kind: 'NetworkPolicy', ...antrea, ...namespaced },
  { kind: 'ClusterNetworkPolicy', ...antrea, ...clusterWide },
  { kind: 'AuthorizationPolicy', ...istio },
  { kind: 'PeerAuthentication', ...istio },
  { kind: 'Server', ...linkerd, subject: selector('podSelector') },
  { kind: 'ServerAuthorization', ...linkerd },
  { kind: 'AuthorizationPolicy', ...linkerd },
  { kind: 'MeshTrafficPermission', ...kuma, within: 'namespace' },
  { kind: 'TrafficPermission', ...kuma, within: 'cluster' },
  {
    kind: 'EgressFirewall',
    product: 'OVN-Kubernetes policy',
    groups: ['k8s.ovn.org'],
    ...namespaced,
    directions: EGRESS,
  },
  {
    kind: 'EgressNetworkPolicy',
    product: 'OpenShift policy',
    groups: ['network.openshift.io'],
    ...namespaced,
    directions: EGRESS,
  },
  {
    kind: 'ServiceIntentions',
    product: 'Consul policy',
    groups: ['consul.hashicorp.com'],
    within: 'namespace',
    scope: 'cluster',
    directions: INGRESS,
  },
  {
    kind: 'FQDNNetworkPolicy',
    product: 'GKE policy',
    groups: ['networking.gke.io'],
    ...namespaced,
    subject: selector('podSelector'),
    directions: EGRESS,
  },
  { kind: 'ApplicationNetworkPolicy', ...aws, ...namespaced, subject: selector('podSelector') },
  { kind: 'ClusterNetworkPolicy', ...aws, ...clusterWide },
];

/** The kind that a text names in a group, if it is a policy that is not modelled, or looks like one. */
export function otherKindOf(kind: string, group: string): OtherKind | undefined {
  const known = OTHER_KINDS.find((one) => one.kind === kind && one.groups.includes(group));
  return known ?? (looksLikePolicy(kind, group) ? unknownKind(kind, group) : undefined);
}

/** A kind that nothing is known of but its name. */
function unknownKind(kind: string, group: string): OtherKind {
  return {
    kind,
    groups: [group],
    product: `${group === '' ? 'unknown' : group} policy`,
    within: 'given',
    scope: 'given',
    directions: () => DIRECTIONS,
  };
}
