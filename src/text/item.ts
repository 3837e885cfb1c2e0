import type { Place } from './origin.ts';
import type { Value } from './value.ts';

/**
 * One thing that a text holds: a document, or an item of the `items` of a top-level list, cut out so that a dump of
 * any size is read item by item. `place` is where it begins; a list's own kind and version stand in `list`.
 */
export interface Item {
  readonly value: Value;
  readonly place: Place;
  /** Set for an item cut out of a list: what the list says of itself (`PodList`, `v1`). */
  readonly list?: { readonly kind: string; readonly apiVersion: string };
}
