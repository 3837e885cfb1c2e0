import { compareText } from '../../base/order.ts';
import type { Metadata } from '../objects/metadata.ts';

/** The order of the lists of a cluster: by namespace, then name, so the order of the input never shows. */
export function byName(a: Metadata, b: Metadata): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}
