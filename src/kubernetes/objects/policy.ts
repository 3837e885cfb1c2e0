import type { Prefix } from '../../model/header/prefix.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { LabelSelector } from '../select/selector.ts';
import type { Metadata } from './metadata.ts';

/** A way that a policy speaks about. */
export type Direction = 'ingress' | 'egress';

/** Both, in the order in which they are listed. */
export const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

/** Pods, by labels of themselves and of their namespaces. */
export interface PodPeer {
  readonly kind: 'pods';
  /** Absent: the policy's own namespace (S84). */
  readonly namespaces?: LabelSelector;
  /** Absent: all pods of them. */
  readonly pods?: LabelSelector;
  readonly path: string;
}

/** Addresses: a block less its exceptions (S93). */
export interface BlockPeer {
  readonly kind: 'block';
  readonly block: Prefix;
  readonly except: readonly Prefix[];
  readonly path: string;
}

/** Who is on the other end (S84, S86). */
export type PolicyPeer = PodPeer | BlockPeer;

/** Which target ports (S89–S92). */
export type PolicyPort = { readonly protocol: Protocol; readonly path: string } & (
  | { readonly kind: 'range'; readonly first: number; readonly last: number }
  | { readonly kind: 'named'; readonly name: string }
);

/**
 * One rule: peers and ports are both required; absent ones do not restrict (S83). A list that is there and empty admits
 * nothing: none of what was given could be used.
 */
export interface PolicyRule {
  readonly peers?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
  /** `spec.ingress[0]`. */
  readonly path: string;
}

/** A NetworkPolicy (v1). */
export interface NetworkPolicy extends Metadata {
  readonly kind: 'NetworkPolicy';
  readonly subject: LabelSelector;
  /** The directions in which it isolates, defaults filled in (S81). */
  readonly directions: readonly Direction[];
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
  /** `refused`: the API server would not take it, so the verdicts of pods it could select are unknown (R6). */
  readonly validity: 'valid' | 'refused';
}
