import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Origin } from '../../text/origin.ts';
import type { Service } from '../objects/service.ts';

/** A service that a proxy sends requests to, at one of its ports, with its share of them. */
export interface Backend {
  readonly namespace: string;
  readonly name: string;
  /** A port of the service, not of its endpoints. */
  readonly port: number;
  /** Above 0. */
  readonly weight: number;
  readonly service: Service;
  /** The field that names it. */
  readonly origin: Origin;
}

/** A share of requests that no backend gets. */
export type Failure =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code: IngressCode;
      readonly text: string;
      readonly by?: Origin;
    }
  /** What becomes of it is not modelled, or a named fact is missing. */
  | { readonly kind: 'unknown'; readonly code: IngressCode; readonly text: string; readonly by?: Origin };

/** A failure with its weight beside those of the backends. */
export type FailingShare = Failure & { readonly weight: number };

/** Where a rule leads, whatever the request. */
export type Target =
  | {
      readonly kind: 'backend';
      /** Never empty. */
      readonly backends: readonly Backend[];
      /** What becomes of the other requests. */
      readonly failing: readonly FailingShare[];
    }
  | Failure;

/** One condition that a request does not meet, with both values. */
export interface Difference {
  readonly in: 'port' | 'scheme' | 'host' | 'path' | 'method' | 'header' | 'query';
  readonly wanted: string;
  readonly got: string;
}

/** The entry that comes nearest to a request which none matches. */
export interface NearMiss {
  /** The field of the entry. */
  readonly by: Origin;
  /** What of it the request does not meet; never empty. */
  readonly differs: readonly Difference[];
}

/** What a proxy does with a request (S133–S139). */
export type Decision = (
  | {
      readonly kind: 'backend';
      readonly backends: readonly Backend[];
      readonly failing: readonly FailingShare[];
      /** The rule that decided. */
      readonly by: Origin;
    }
  | Failure
) & {
  /** Where no rule matched. */
  readonly nearest?: NearMiss;
  /** What the decision rests on that the API leaves open. */
  readonly assumes: readonly IngressCode[];
};

/** A decision of the entry at `by`. */
export function decided(target: Target, by: Origin, assumes: readonly IngressCode[]): Decision {
  return target.kind === 'backend' ? { ...target, by, assumes } : { ...target, by: target.by ?? by, assumes };
}

/** The field of an object. */
export function fieldOf({ origin }: { readonly origin: Origin }, path: string): Origin {
  return { ...origin, path };
}
