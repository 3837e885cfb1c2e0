import type { ValueMap } from '../../text/value.ts';
import type { ClusterPolicy, ClusterPolicyKind } from '../objects/cluster-policy.ts';
import { readClusterPolicy } from '../objects/cluster-policy-reader.ts';
import type { Endpoints } from '../objects/endpoints.ts';
import { readEndpoints, readSlice } from '../objects/endpoints-reader.ts';
import type { Gateway, GatewayClass, ReferenceGrant, Route } from '../objects/gateway.ts';
import { readGateway, readGatewayClass, readReferenceGrant } from '../objects/gateway-reader.ts';
import type { Host } from '../objects/host.ts';
import { readHost } from '../objects/host.ts';
import type { Ingress, IngressClass } from '../objects/ingress.ts';
import { readIngress, readIngressClass } from '../objects/ingress-reader.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { readNamespace } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import { readPod } from '../objects/pod.ts';
import type { NetworkPolicy } from '../objects/policy.ts';
import { readNetworkPolicy } from '../objects/policy-reader.ts';
import { readRoute } from '../objects/route-reader.ts';
import type { Service } from '../objects/service.ts';
import type { ServiceCidr } from '../objects/service-cidr.ts';
import { readServiceCidr } from '../objects/service-cidr.ts';
import { readService } from '../objects/service-reader.ts';
import type { Workload, WorkloadKind } from '../objects/workload.ts';
import { readWorkload } from '../objects/workload.ts';
import type { Kind } from './kinds.ts';
import type { Reading } from './reading.ts';

/** What each kind is read as. */
export interface ObjectOf
  extends Readonly<Record<WorkloadKind, Workload>>,
    Readonly<Record<ClusterPolicyKind, ClusterPolicy>>,
    Readonly<Record<Route['kind'], Route>> {
  readonly Namespace: Namespace;
  readonly Node: Host;
  readonly Pod: Pod;
  readonly Service: Service;
  readonly ServiceCIDR: ServiceCidr;
  readonly Endpoints: Endpoints;
  readonly EndpointSlice: Endpoints;
  readonly NetworkPolicy: NetworkPolicy;
  readonly Ingress: Ingress;
  readonly IngressClass: IngressClass;
  readonly GatewayClass: GatewayClass;
  readonly Gateway: Gateway;
  readonly ReferenceGrant: ReferenceGrant;
}

/** Makes the narrow object of a value whose name and fields were checked. */
export type Reader<T> = (metadata: Metadata, value: ValueMap, reading: Reading) => T;

const workload =
  (kind: WorkloadKind): Reader<Workload> =>
  (metadata, value, reading) =>
    readWorkload(kind, metadata, value, reading);
const clusterPolicy =
  (kind: ClusterPolicyKind): Reader<ClusterPolicy> =>
  (metadata, value, reading) =>
    readClusterPolicy(kind, metadata, value, reading);
const route =
  (kind: Route['kind']): Reader<Route> =>
  (metadata, value, reading) =>
    readRoute(kind, metadata, value, reading);

/** The reader of each kind. */
export const READERS: { readonly [K in Kind]: Reader<ObjectOf[K]> } = {
  Namespace: readNamespace,
  Node: readHost,
  Pod: readPod,
  ReplicationController: workload('ReplicationController'),
  Deployment: workload('Deployment'),
  ReplicaSet: workload('ReplicaSet'),
  StatefulSet: workload('StatefulSet'),
  DaemonSet: workload('DaemonSet'),
  Job: workload('Job'),
  CronJob: workload('CronJob'),
  Service: readService,
  ServiceCIDR: readServiceCidr,
  Endpoints: readEndpoints,
  EndpointSlice: readSlice,
  NetworkPolicy: readNetworkPolicy,
  ClusterNetworkPolicy: clusterPolicy('ClusterNetworkPolicy'),
  AdminNetworkPolicy: clusterPolicy('AdminNetworkPolicy'),
  BaselineAdminNetworkPolicy: clusterPolicy('BaselineAdminNetworkPolicy'),
  Ingress: readIngress,
  IngressClass: readIngressClass,
  GatewayClass: readGatewayClass,
  Gateway: readGateway,
  HTTPRoute: route('HTTPRoute'),
  GRPCRoute: route('GRPCRoute'),
  ReferenceGrant: readReferenceGrant,
};
