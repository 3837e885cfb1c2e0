import type { Origin } from '../../text/origin.ts';
import type { ValueMap } from '../../text/value.ts';
import { mapsIn, textIn } from '../read/field.ts';

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

/** Who owns an object as its controller; else the first owner named. */
export function readOwner(metadata: ValueMap): Owner | undefined {
  const owners = mapsIn(metadata, 'ownerReferences').map(({ value }) => value);
  const owner = owners.find((one) => one.controller === true) ?? owners[0];
  const kind = owner && textIn(owner, 'kind');
  const name = owner && textIn(owner, 'name');
  return kind === undefined || name === undefined ? undefined : { kind, name };
}
