import { compareText } from '../../base/order.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import type { Metadata } from '../objects/metadata.ts';

/** An object given twice with different fields (R6): what they touch is not known. */
export interface Conflict {
  /** The first in the order of the sources, which is used. */
  readonly used: Origin;
  readonly other: Origin;
  /** Field paths: `spec.containers`, `metadata.labels`. */
  readonly fields: readonly string[];
}

/** An object that is given once more, and is not used. */
export interface Dropped {
  readonly used: Metadata;
  readonly other: Metadata;
}

/** Where the conflicts and complaints of a merge go. */
export interface Merging {
  readonly conflicts: Conflict[];
  readonly dropped: Dropped[];
  readonly diagnostics: Diagnostic[];
}

/**
 * The objects of one kind by namespace and name, each once: of two, the first in the order of the sources is kept, and
 * the other one is compared with it (R6). So the order in which they were read never shows.
 */
export function merged<T extends Metadata>(objects: T[], merging: Merging): T[] {
  objects.sort(compareObjects);
  let last: T | undefined;
  return objects.filter((object) => {
    if (last !== undefined && last.name === object.name && last.namespace === object.namespace) {
      compare(last, object, merging);
      return false;
    }
    last = object;
    return true;
  });
}

function compareObjects(a: Metadata, b: Metadata): number {
  if (a.namespace !== b.namespace) return compareText(a.namespace, b.namespace);
  return compareText(a.name, b.name) || compareOrigins(a.origin, b.origin);
}

/** Orders places: by the name of the source, then by how far in. What has no place comes last. */
export function compareOrigins(a: Origin | undefined, b: Origin | undefined): number {
  if (a?.place === undefined || b?.place === undefined) {
    return Number(a?.place === undefined) - Number(b?.place === undefined);
  }
  return (
    compareText(a.place.source.name, b.place.source.name) ||
    a.place.offset - b.place.offset ||
    compareText(a.path ?? '', b.path ?? '')
  );
}

function compare<T extends Metadata>(used: T, other: T, { conflicts, dropped, diagnostics }: Merging): void {
  dropped.push({ used, other });
  const { kind = '' } = used.origin.object ?? {};
  const what = `${kind} ${used.namespace === '' ? '' : `${used.namespace}/`}${used.name}`;
  const fields = differingFields(used, other);
  const where = used.origin.place?.source.name ?? '';
  if (fields.length === 0) {
    const message = `${what} is given twice, the same each time, first in ${where}`;
    diagnostics.push({ code: 'OBJECT_TWICE', severity: 'warning', message, origin: other.origin });
    return;
  }
  conflicts.push({ used: used.origin, other: other.origin, fields });
  const message = `${what} differs in ${fields.join(', ')} from the one in ${where}, which is used`;
  diagnostics.push({ code: 'OBJECTS_DIFFER', severity: 'error', message, origin: other.origin });
}

/** Where in an object the narrow fields come from, of one kind or of all; the rest is under the name itself. */
const PATHS: Readonly<Record<string, string>> = {
  labels: 'metadata.labels',
  owner: 'metadata.ownerReferences',
  // pods, hosts and workloads
  network: 'spec.hostNetwork',
  host: 'spec.nodeName',
  addresses: 'status',
  allAddresses: 'status.addresses',
  state: 'status',
  status: 'status',
  planned: 'status',
  readiness: 'status',
  ending: 'metadata.deletionTimestamp',
  dns: 'spec.dnsConfig',
  containers: 'spec.containers',
  idle: 'status.containerStatuses',
  healthPort: 'spec.healthCheckNodePort',
  placing: 'spec',
  podPrefixes: 'spec.podCIDRs',
  taints: 'spec.taints',
  replicas: 'spec.replicas',
  firstOrdinal: 'spec.ordinals',
  serviceName: 'spec.serviceName',
  podLabels: 'spec.template.metadata.labels',
  pod: 'spec.template.spec',
  // services and endpoints
  type: 'spec.type',
  form: 'spec.clusterIP',
  alias: 'spec.externalName',
  selector: 'spec.selector',
  ports: 'spec.ports',
  clusterAddresses: 'spec.clusterIPs',
  families: 'spec.ipFamilies',
  familyPolicy: 'spec.ipFamilyPolicy',
  externalAddresses: 'spec.externalIPs',
  loadBalancer: 'status.loadBalancer',
  loadBalancerNames: 'status.loadBalancer',
  sourceRanges: 'spec.loadBalancerSourceRanges',
  internalPolicy: 'spec.internalTrafficPolicy',
  externalPolicy: 'spec.externalTrafficPolicy',
  affinity: 'spec.sessionAffinity',
  distribution: 'spec.trafficDistribution',
  topologyMode: 'metadata.annotations',
  publishes: 'spec.publishNotReadyAddresses',
  service: 'metadata.labels',
  madeBy: 'metadata.labels',
  family: 'addressType',
  'EndpointSlice subsets': 'endpoints',
  // policies
  'NetworkPolicy subject': 'spec.podSelector',
  subject: 'spec.subject',
  directions: 'spec.policyTypes',
  ingress: 'spec.ingress',
  egress: 'spec.egress',
  validity: 'spec',
  tier: 'spec.tier',
  priority: 'spec.priority',
  scope: 'spec',
  // ingresses and gateways
  rules: 'spec.rules',
  defaultBackend: 'spec.defaultBackend',
  tls: 'spec.tls',
  controller: 'spec.controller',
  'GatewayClass controller': 'spec.controllerName',
  isDefault: 'metadata.annotations',
  'Ingress className': 'spec.ingressClassName',
  className: 'spec.gatewayClassName',
  listeners: 'spec.listeners',
  parents: 'spec.parentRefs',
  hostnames: 'spec.hostnames',
  from: 'spec.from',
  to: 'spec.to',
};

/** Not told apart: where it was read, how old it is, what is derived, what the model does not read. */
const UNREAD: ReadonlySet<string> = new Set([
  'origin',
  'created',
  'kind',
  'annotations',
  'templateHash',
  'lifetime',
  'workload',
  'hostIPs',
]);

function differingFields<T extends Metadata>(one: T, other: T): string[] {
  return [...new Set(differencesOf(one, other).map(({ path }) => path))].sort(compareText);
}

/** A narrow field in which two objects of one kind differ, and where in an object it comes from. */
export interface FieldDifference<T> {
  readonly field: keyof T & string;
  readonly path: string;
}

/** The fields in which two objects of one kind differ, by value, of those that are told apart. */
export function differencesOf<T extends Metadata>(one: T, other: T): readonly FieldDifference<T>[] {
  const { kind = '' } = one.origin.object ?? {};
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof T & string)[];
  return fields
    .filter((field) => !UNREAD.has(field) && asText(one[field]) !== asText(other[field]))
    .map((field) => ({ field, path: PATHS[`${kind} ${field}`] ?? PATHS[field] ?? field }));
}

/** A value as a text that is equal for equal ones: objects read by one reader have their keys in one order. */
export function asText(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}n` : part)) ?? '';
}
