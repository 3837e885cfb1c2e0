import type { Prefix } from '../../model/header/prefix.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { LabelSelector } from '../select/selector.ts';
import type { Metadata } from './metadata.ts';

/** Which layer of policies (S118). */
export type Tier = 'admin' | 'namespace' | 'baseline';

/** The kinds that speak for the whole cluster. */
export type ClusterPolicyKind = 'ClusterNetworkPolicy' | 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy';

/** Pods of namespaces: never of the host network (S124). An absent selector of pods: all of them. */
export interface TierPods {
  readonly namespaces: LabelSelector;
  readonly pods?: LabelSelector;
}

/** Who is on the other end of a tier rule (S126, S127). `unknown`: a peer of no known field fails closed (S129). */
export type TierPeer = { readonly path: string } & (
  | ({ readonly kind: 'pods' } & TierPods)
  | { readonly kind: 'hosts'; readonly hosts: LabelSelector }
  | { readonly kind: 'networks'; readonly blocks: readonly Prefix[] }
  | { readonly kind: 'domains'; readonly names: readonly string[] }
  | { readonly kind: 'unknown' }
);

/** Which target ports (S128). A named port without a protocol is that of any. */
export type TierPort = { readonly path: string } & (
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly first: number; readonly last: number }
  | { readonly kind: 'named'; readonly name: string }
);

/** What a tier rule does with what it matches. */
export type TierAction = 'allow' | 'deny' | 'pass';

/** One rule of a tier; its place in the list is its order (S119). Absent ports: all traffic, ICMP too. */
export interface TierRule {
  readonly name: string;
  readonly action: TierAction;
  readonly peers: readonly TierPeer[];
  readonly ports?: readonly TierPort[];
  readonly path: string;
}

/** A ClusterNetworkPolicy (v1alpha2), AdminNetworkPolicy or BaselineAdminNetworkPolicy (v1alpha1). */
export interface ClusterPolicy extends Metadata {
  readonly kind: ClusterPolicyKind;
  readonly tier: 'admin' | 'baseline';
  /** Lower first; 0 to 1000 (S119). */
  readonly priority: number;
  readonly subject: TierPods;
  readonly ingress: readonly TierRule[];
  readonly egress: readonly TierRule[];
  /** `refused`: the API server would not take it, so the verdicts of pods it could select are unknown (R6). */
  readonly validity: 'valid' | 'refused';
}
