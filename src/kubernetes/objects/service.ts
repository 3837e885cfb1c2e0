import type { Address, Family } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Labels, Metadata } from './metadata.ts';

/** The type of a service; each level adds to the one before (S19). */
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** A traffic policy: all endpoints, or those of the node alone (S56, S59). */
export type TrafficPolicy = 'Cluster' | 'Local';

/** One port of a service, identified by its number and protocol (S20). */
export interface ServicePort {
  /** Empty where the only port has no name. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
  /** A number, or the name of a container port, resolved a pod (S21). */
  readonly target: number | string;
  /** Absent where none is allocated. */
  readonly nodePort?: number;
  /** Field path from the object, `spec.ports[0]`. */
  readonly path: string;
}

/** An address that a load balancer has published (S30, S31). */
export interface LoadBalancerAddress {
  readonly address: Address;
  /** `VIP`: nodes capture it; `Proxy`: they do not. */
  readonly mode: 'VIP' | 'Proxy';
}

/** A Service. */
export interface Service extends Metadata {
  readonly type: ServiceType;
  /** `virtual`: it has cluster addresses; `headless`: `clusterIP: None` (S27); `alias`: ExternalName (S36). */
  readonly form: 'virtual' | 'headless' | 'alias';
  /** The name that an ExternalName stands for. */
  readonly alias?: string;
  /** Absent where it is empty, missing or ignored: then others make its endpoints (S24). */
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
  /** At most one a family, as given or planned; empty if headless or an alias. */
  readonly clusterAddresses: readonly Address[];
  /** `ipFamilies` as given, else those of its cluster addresses; empty where nothing says (S38). */
  readonly families: readonly Family[];
  /** Where nodes say whether they have endpoints (S64); absent: nowhere. */
  readonly healthPort?: number;
  readonly familyPolicy: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly externalAddresses: readonly Address[];
  readonly loadBalancer: readonly LoadBalancerAddress[];
  /** Names that a load balancer has published without an address: which addresses they have is not known (S30). */
  readonly loadBalancerNames: readonly string[];
  /** Empty: any source (S33). */
  readonly sourceRanges: readonly Prefix[];
  readonly internalPolicy: TrafficPolicy;
  readonly externalPolicy: TrafficPolicy;
  readonly affinity: 'None' | 'ClientIP';
  /** `PreferClose` is `PreferSameZone` (S65). */
  readonly distribution: 'none' | 'PreferSameZone' | 'PreferSameNode';
  /** The annotation service.kubernetes.io/topology-mode (S66). */
  readonly topologyMode: 'none' | 'Auto';
  /** Which pods count as ready: those that are, or all (S46). */
  readonly publishes: 'ready' | 'all';
  /** `address`: its cluster addresses are planned (S144); `service`: the object itself is (S142). */
  readonly planned: 'none' | 'address' | 'service';
}
