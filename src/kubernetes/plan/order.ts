import { compareText } from '../../base/order.ts';
import type { Metadata } from '../objects/metadata.ts';

/** The order of the lists of a cluster: by namespace, then name, so the order of the input never shows. */
export function byName(a: Metadata, b: Metadata): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

/** Sorted objects with a few more, behind those of the same name; the same list where there are none. */
export function withMore<T extends Metadata>(sorted: readonly T[], more: readonly T[]): readonly T[] {
  if (more.length === 0) return sorted;
  const all: T[] = [];
  let from = 0;
  for (const one of [...more].sort(byName)) {
    const at = positionAfter(sorted, one);
    for (; from < at; from++) all.push(sorted[from] as T);
    all.push(one);
  }
  for (; from < sorted.length; from++) all.push(sorted[from] as T);
  return all;
}

/** How many of the sorted objects do not come after one. */
function positionAfter(sorted: readonly Metadata[], one: Metadata): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byName(sorted[middle] as Metadata, one) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those of one namespace. */
export function inNamespace<T extends Metadata>(sorted: readonly T[], namespace: string): readonly T[] {
  const first = sorted.length === 0 ? 0 : firstFrom(sorted, namespace);
  let end = first;
  while (sorted[end]?.namespace === namespace) end++;
  return sorted.slice(first, end);
}

function firstFrom(sorted: readonly Metadata[], namespace: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Metadata).namespace < namespace) low = middle + 1;
    else high = middle;
  }
  return low;
}
