import { Type } from 'typebox';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import type { ConnectionId } from '../analysis/symbolic/connection-set.ts';
import { ALL, NONE } from '../analysis/symbolic/connection-set.ts';
import type { Outside } from '../analysis/symbolic/outside.ts';
import { outsideOf } from '../analysis/symbolic/outside.ts';
import { formatAddress } from '../model/header/address.ts';
import type { AddressSet } from '../model/header/address-set.ts';
import type { ObjectReference } from '../text/origin.ts';
import type { Exchanged } from './exchanged.ts';
import { exchangedSchema, viewer } from './exchanged.ts';
import type { Group } from './matrix-groups.ts';
import type { PairSummary } from './pair-summary.ts';
import { objectSchema } from './schemas.ts';

/** Addresses that no pod has; as first and last of each range. */
export interface External {
  readonly kind: 'External';
  readonly ranges: readonly (readonly [string, string])[];
}

/** What policies let through between pods and addresses outside; whether it is routed there is not said (S16, S17). */
export interface ExternalRow extends Exchanged {
  readonly source: ObjectReference | External;
  readonly target: ObjectReference | External;
}

const external = Type.Object({
  kind: Type.Literal('External'),
  ranges: Type.Array(Type.Tuple([Type.String(), Type.String()])),
});

const end = Type.Union([external, objectSchema]);

/** The schema of an ExternalRow. */
export const externalRowSchema = Type.Object({ source: end, target: end, ...exchangedSchema });

/** The rows of groups and the outside: to `sources` belong rows that lead there, to `targets` those from there. */
export function externalRows(
  pairs: AllPairs,
  sources: readonly Group[],
  targets: readonly Group[],
): { readonly outside: readonly ExternalRow[]; readonly outsideUnknown?: string } {
  const outside = outsideOf(pairs);
  if ('why' in outside) return { outside: [], outsideUnknown: outside.why };
  const { table } = pairs.relation.finding;
  const rows: ExternalRow[] = [];
  const view = viewer(table);
  const put = (group: Group, side: 'source' | 'target', part: number, end: External): void => {
    const exchanged = view(summaryAt(pairs, outside, group, side, part));
    if (exchanged === undefined) return;
    const [source, target] = side === 'source' ? [group.object, end] : [end, group.object];
    rows.push({ source, target, ...exchanged });
  };
  for (const [part, addresses] of outside.parts.entries()) {
    const end = externalOf(addresses);
    for (const group of sources) put(group, 'source', part, end);
    for (const group of targets) put(group, 'target', part, end);
  }
  return { outside: rows };
}

/** A set of addresses as answers show it. */
export function externalOf(addresses: AddressSet): External {
  const ranges = addresses.map(([first, last]) => [formatAddress(first), formatAddress(last)] as const);
  return { kind: 'External', ranges };
}

function summaryAt(
  pairs: AllPairs,
  outside: Outside,
  { ends }: Group,
  side: 'source' | 'target',
  part: number,
): PairSummary {
  const { table } = pairs.relation.finding;
  let [every, some, perhaps]: [ConnectionId, ConnectionId, ConnectionId] = [ALL, NONE, NONE];
  for (const rules of new Set(ends.map((end) => outside.rulesOf(end, side)))) {
    const passing = outside.passing(rules, part);
    every = table.intersect(every, passing.sure);
    some = table.union(some, passing.sure);
    perhaps = table.union(perhaps, passing.perhaps);
  }
  return { every, some, perhaps };
}
