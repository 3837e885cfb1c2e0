import { compareText } from '../../base/order.ts';
import type { Metadata } from '../objects/metadata.ts';

/** The order of all lists of a cluster: by namespace, then name, then kind, so the order of the input never shows. */
export function byName(
  a: Metadata & { readonly kind?: string },
  b: Metadata & { readonly kind?: string },
): number {
  return (
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name) ||
    compareText(a.kind ?? '', b.kind ?? '')
  );
}
