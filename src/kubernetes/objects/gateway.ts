import type { Address } from '../../model/header/address.ts';
import type { LabelSelector } from '../select/selector.ts';
import type { Metadata } from './metadata.ts';

/** A GatewayClass: which controller serves its Gateways. */
export interface GatewayClass extends Metadata {
  readonly controller: string;
}

/** From which namespaces routes may attach (S139). */
export type AllowedNamespaces =
  | { readonly from: 'All' | 'Same' | 'None' }
  | { readonly from: 'Selector'; readonly selector: LabelSelector };

/** One listener of a Gateway. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** Empty: any. */
  readonly hostname: string;
  readonly namespaces: AllowedNamespaces;
  /** Group and kind, `gateway.networking.k8s.io/HTTPRoute`; empty: those that the protocol takes. */
  readonly kinds: readonly string[];
  readonly path: string;
}

/** A Gateway. */
export interface Gateway extends Metadata {
  readonly className: string;
  readonly listeners: readonly Listener[];
  /** Addresses of its status, else those it asks for. */
  readonly addresses: readonly Address[];
}

/** A reference to a parent: which Gateway, and there which listener. */
export interface ParentReference {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly section?: string;
  readonly port?: number;
  readonly path: string;
}

/** A backend of a route, with its share. */
export interface RouteBackend {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port?: number;
  readonly weight: number;
  readonly path: string;
}

/** How a text is compared. */
export type TextMatch = { readonly type: 'Exact' | 'RegularExpression'; readonly value: string };

/** What a route's rule asks of a request; all of it must hold. */
export interface RouteMatch {
  /** For a GRPCRoute: the path that its service and method mean. */
  readonly pathMatch: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string };
  readonly method?: string;
  readonly headers: readonly (TextMatch & { readonly name: string })[];
  readonly queries: readonly (TextMatch & { readonly name: string })[];
  readonly path: string;
}

/** A rule of a route. */
export interface RouteRule {
  /** Any of them; never empty (the default is every path). */
  readonly matches: readonly RouteMatch[];
  readonly backends: readonly RouteBackend[];
  /** Its filters by type, in their order: `URLRewrite`, `RequestRedirect:301` with the status that it says, … */
  readonly filters: readonly string[];
  readonly path: string;
}

/** An HTTPRoute or a GRPCRoute. */
export interface Route extends Metadata {
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly parents: readonly ParentReference[];
  /** Empty: any. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
  /** metadata.creationTimestamp, empty if unknown: the older wins (S139). */
  readonly created: string;
}

/** A ReferenceGrant: who may name what of its namespace. */
export interface ReferenceGrant extends Metadata {
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
}
