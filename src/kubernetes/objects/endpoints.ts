import type { Address, Family } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Metadata } from './metadata.ts';

/** What stands behind one address of a slice (S43, S44). */
export interface Endpoint {
  /** The first address alone counts. */
  readonly address: Address;
  /** As conditions say, defaults filled in. */
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly host?: string;
  readonly zone?: string;
  readonly hostname?: string;
  /** The object that it stands for, if the slice says so. */
  readonly target?: { readonly kind: string; readonly namespace: string; readonly name: string };
  /** Zones and nodes that it is hinted for (S67). */
  readonly hintedZones: readonly string[];
  readonly hintedHosts: readonly string[];
  /** Field path from the object, `endpoints[0]`. */
  readonly path: string;
}

/** A port of a slice, matched by name with the service's (S26). */
export interface EndpointPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Endpoints that have the same ports. */
export interface EndpointSubset {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/**
 * An EndpointSlice, or a legacy Endpoints object: `form` says which. A slice has one subset and one family; slices of
 * FQDNs have no semantics and no endpoints here (S43).
 */
export interface Endpoints extends Metadata {
  readonly form: 'slice' | 'legacy';
  /** The service it names, by its label or, for a legacy object, its own name (S42); empty if none. */
  readonly service: string;
  /** `controller`: made by the endpoint slice controllers from pods (S145) or mirrored; `custom`: by somebody else. */
  readonly madeBy: 'controller' | 'custom';
  readonly family?: Family;
  readonly subsets: readonly EndpointSubset[];
}
