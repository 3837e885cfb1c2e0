/** A kind that is read. */
export interface KnownKind {
  /** The version that it is read in. */
  readonly version: string;
  /** Other versions that are served and say the same. */
  readonly alike: readonly string[];
  /** Versions of other groups that it once had, and that no API server serves any more: read all the same. */
  readonly former: readonly string[];
  /** Versions whose fields are others, and their type: it is read in these as well. */
  readonly types?: Readonly<Record<string, string>>;
  readonly within: 'namespace' | 'cluster';
  readonly name: 'label' | 'subdomain';
  /** The longest name, where the rule for names allows too much. */
  readonly longest?: number;
}

const core = { version: 'v1', alike: [], former: [], within: 'namespace', name: 'subdomain' } as const;
const apps = { ...core, version: 'apps/v1', former: ['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1'] };
const batch = { ...core, version: 'batch/v1', former: ['batch/v1beta1', 'batch/v2alpha1'] };
const networking = { ...core, version: 'networking.k8s.io/v1', former: ['extensions/v1beta1'] };
const policy = { ...core, version: 'policy.networking.k8s.io/v1alpha1', within: 'cluster' } as const;
const gateway = {
  ...core,
  version: 'gateway.networking.k8s.io/v1',
  alike: ['gateway.networking.k8s.io/v1beta1', 'gateway.networking.k8s.io/v1alpha2'],
};

/** Every kind of object that a cluster is made of: the only list. Others are counted and named as skipped. */
export const KINDS = {
  Namespace: { ...core, within: 'cluster', name: 'label' },
  Node: { ...core, within: 'cluster' },
  Pod: core,
  ReplicationController: core,
  Deployment: apps,
  ReplicaSet: apps,
  StatefulSet: apps,
  DaemonSet: apps,
  Job: batch,
  // The controller adds 11 characters to make the names of Jobs.
  CronJob: { ...batch, longest: 52 },
  Service: { ...core, name: 'label' },
  Endpoints: core,
  ServiceCIDR: {
    ...networking,
    alike: ['networking.k8s.io/v1beta1', 'networking.k8s.io/v1alpha1'],
    former: [],
    within: 'cluster',
  },
  EndpointSlice: { ...core, version: 'discovery.k8s.io/v1' },
  NetworkPolicy: networking,
  ClusterNetworkPolicy: {
    ...policy,
    version: 'policy.networking.k8s.io/v1alpha2',
    alike: ['policy.networking.k8s.io/v1beta1'],
  },
  AdminNetworkPolicy: policy,
  BaselineAdminNetworkPolicy: policy,
  Ingress: {
    ...networking,
    types: { 'networking.k8s.io/v1beta1': 'FormerIngress', 'extensions/v1beta1': 'FormerIngress' },
  },
  IngressClass: { ...networking, within: 'cluster' },
  GatewayClass: { ...gateway, within: 'cluster' },
  Gateway: gateway,
  HTTPRoute: gateway,
  GRPCRoute: gateway,
  ReferenceGrant: gateway,
} as const satisfies Readonly<Record<string, KnownKind>>;

/** One of them. */
export type Kind = keyof typeof KINDS;

/** What is known of a kind. */
export function knownKind(kind: Kind): KnownKind {
  return KINDS[kind];
}

const byText: ReadonlyMap<string, Kind> = new Map((Object.keys(KINDS) as Kind[]).map((kind) => [kind, kind]));

/** The kind that a text names in a version: the kind of another group may have the same name. */
export function kindOf(text: string, version: string): Kind | undefined {
  const kind = byText.get(text);
  if (kind === undefined) return undefined;
  const known = knownKind(kind);
  if (known.version === version) return kind;
  return groupOf(known.version) === groupOf(version) || known.former.includes(version) ? kind : undefined;
}

/** Whether some group has a kind of this name that is read. */
export function isModelled(kind: string): boolean {
  return byText.has(kind);
}

/** `apps` of `apps/v1`; empty for `v1`. */
export function groupOf(version: string): string {
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}
