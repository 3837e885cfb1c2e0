import type { Address } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import type { Metadata } from './metadata.ts';

/** A Kubernetes Node: the host of pods. */
export interface Host extends Metadata {
  /** InternalIPs, at most one a family, as given or planned. */
  readonly addresses: readonly Address[];
  /** Every address of status.addresses that is an address (InternalIP, ExternalIP), for S127. */
  readonly allAddresses: readonly Address[];
  readonly podPrefixes: readonly Prefix[];
  /** What of it the input does not hold: the whole host, or its address. */
  readonly planned: 'none' | 'address' | 'host';
}
