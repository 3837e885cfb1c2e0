import { grouped } from '../../base/grouped.ts';
import { intersect } from '../../base/intervals.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { normalizeAddresses } from '../../model/header/address-set.ts';
import type { AllPairs } from '../symbolic/all-pairs.ts';
import type { Outside } from '../symbolic/outside.ts';
import { outsideOf } from '../symbolic/outside.ts';
import type { Change, Matched } from './difference.ts';
import { changesBetween } from './difference.ts';

/** What became of messages between some matched ends and addresses outside, as far as rules at the ends go. */
export interface OutsideCell {
  /** `source`: the ends send. */
  readonly side: 'source' | 'target';
  /** By their place in the list of matched ends. */
  readonly ends: readonly number[];
  readonly addresses: AddressSet;
  readonly change: Change;
}

/** What changed between ends and the outside; undefined where one of the two cannot be told. */
export function outsideDifferences(
  base: AllPairs,
  head: AllPairs,
  matched: readonly Matched[],
): readonly OutsideCell[] | undefined {
  const [before, after] = [outsideOf(base), outsideOf(head)];
  if ('why' in before || 'why' in after) return undefined;
  const shared = sharedParts(before, after);
  const changeAt = changesBetween(base, head);
  return (['source', 'target'] as const).flatMap((side) => {
    const groups = grouped<string, number>([...matched.keys()], (index) => {
      const one = matched[index] as Matched;
      return [`${before.rulesOf(one.base, side)} ${after.rulesOf(one.head, side)}`];
    });
    return [...groups.values()].flatMap((ends) => {
      const one = matched[ends[0] as number] as Matched;
      const found = new Map<string, { readonly change: Change; addresses: AddressSet }>();
      for (const { b, h, addresses } of shared) {
        const was = before.passing(before.rulesOf(one.base, side), b);
        const change = changeAt(was, after.passing(after.rulesOf(one.head, side), h));
        if (change === 'none') continue;
        const key = JSON.stringify(change);
        const other = found.get(key)?.addresses ?? [];
        found.set(key, { change, addresses: normalizeAddresses([...other, ...addresses]) });
      }
      return [...found.values()].map((cell) => ({ side, ends, ...cell }));
    });
  });
}

/** Parts of the outside that neither tells apart. */
function sharedParts(
  before: Outside,
  after: Outside,
): readonly { readonly b: number; readonly h: number; readonly addresses: AddressSet }[] {
  return before.parts.flatMap((part, b) =>
    after.parts.flatMap((other, h) => {
      const addresses = intersect(part, other);
      return addresses.length === 0 ? [] : [{ b, h, addresses }];
    }),
  );
}
