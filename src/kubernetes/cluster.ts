import type { Diagnostic } from '../text/diagnostic.ts';
import type { ClusterPolicy } from './objects/cluster-policy.ts';
import type { Endpoints } from './objects/endpoints.ts';
import type { Gateway, GatewayClass, ReferenceGrant, Route } from './objects/gateway.ts';
import type { Host } from './objects/host.ts';
import type { Ingress, IngressClass } from './objects/ingress.ts';
import type { Namespace } from './objects/namespace.ts';
import type { OtherPolicy } from './objects/other-policy.ts';
import type { Pod } from './objects/pod.ts';
import type { NetworkPolicy } from './objects/policy.ts';
import type { Service } from './objects/service.ts';
import type { ServiceCidr } from './objects/service-cidr.ts';
import type { Workload } from './objects/workload.ts';
import type { Conflict } from './read/merge.ts';
import type { Unread } from './read/unread.ts';

/** What a cluster says about messages beside who is there. Each list is in the order of (namespace, name). */
export interface NetworkObjects {
  readonly services: readonly Service[];
  readonly serviceCidrs: readonly ServiceCidr[];
  readonly endpoints: readonly Endpoints[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly clusterPolicies: readonly ClusterPolicy[];
  /** Policies of kinds that are not modelled. */
  readonly otherPolicies: readonly OtherPolicy[];
  /** What was not understood and could be a policy, by place. */
  readonly unread: readonly Unread[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
  readonly gatewayClasses: readonly GatewayClass[];
  readonly gateways: readonly Gateway[];
  readonly routes: readonly Route[];
  readonly grants: readonly ReferenceGrant[];
}

/**
 * A cluster as far as the input tells, planned where it does not (S142–S144). Each list is in the order of
 * (namespace, name), so the order of the input never shows.
 */
export interface Cluster extends NetworkObjects {
  readonly namespaces: readonly Namespace[];
  readonly hosts: readonly Host[];
  /** Running, pending and ended ones; only the running ones are in the graph. */
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
  /** Of kinds that are not modelled, with how many of each. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Objects given twice that differ: what they touch is not known (R6). */
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
}
