import type { Origin } from '../../text/origin.ts';

/** Labels or annotations as given. */
export type Labels = Readonly<Record<string, string>>;

/** The controller that owns an object. */
export interface Owner {
  readonly kind: string;
  readonly name: string;
}

/** What every object says of itself. `origin.object` carries kind, namespace and name again, for printing. */
export interface Metadata {
  readonly name: string;
  /** Empty for kinds that no namespace holds. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly owner?: Owner;
  readonly origin: Origin;
}
