import type { Metadata } from './metadata.ts';
import type { LoadBalancerAddress } from './service.ts';

/** Where a path leads (S136). */
export type IngressBackend =
  | { readonly kind: 'service'; readonly name: string; readonly port: number | string; readonly path: string }
  | { readonly kind: 'resource'; readonly resource: string; readonly path: string };

/** How a path is compared (S135). */
export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';

/** One path of a rule. */
export interface IngressPath {
  readonly type: PathType;
  /** Begins with a slash; `/` if none is given. */
  readonly value: string;
  readonly backend: IngressBackend;
  readonly path: string;
}

/** The paths of one host; an empty host is any (S134). */
export interface IngressRule {
  readonly host: string;
  readonly paths: readonly IngressPath[];
  readonly path: string;
}

/** An Ingress. */
export interface Ingress extends Metadata {
  /** ingressClassName, else the old annotation (S132); absent: the default class, if there is one. */
  readonly className?: string;
  readonly rules: readonly IngressRule[];
  readonly defaultBackend?: IngressBackend;
  readonly tls: readonly {
    readonly hosts: readonly string[];
    readonly secret?: string;
    readonly path: string;
  }[];
  readonly addresses: readonly LoadBalancerAddress[];
  /** metadata.creationTimestamp, empty if unknown: of two with one path the older wins (S135). */
  readonly created: string;
}

/** An IngressClass: which controller serves it (S132). */
export interface IngressClass extends Metadata {
  readonly controller: string;
  readonly isDefault: 'yes' | 'no';
}
