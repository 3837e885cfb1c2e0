import type { LabelSelector } from '../select/selector.ts';
import type { Metadata } from './metadata.ts';
import type { Direction } from './policy.ts';

/**
 * A policy of a kind that is not modelled (CiliumNetworkPolicy, Calico's, Istio's AuthorizationPolicy, …): what it could
 * touch is not known, whatever else is. Selected as far as its kind lets that be read, never narrower than in truth.
 */
export interface OtherPolicy extends Metadata {
  /** `CiliumNetworkPolicy (cilium.io/v2)`. */
  readonly kind: string;
  /** Whose pods it could select: those of its namespace, or all. */
  readonly scope: 'namespace' | 'cluster';
  /** Absent: it could select any pod of its scope. */
  readonly subject?: LabelSelector;
  /** The directions that it could decide. */
  readonly directions: readonly Direction[];
}
