import type { Family } from './family.ts';
import type { Patch } from './fib.ts';
import type { Frame } from './instantiate.ts';
import { directoryOf, hasChoice, holds } from './instantiate.ts';
import type { Network } from './network.ts';
import type { NodeId } from './node.ts';

/** The patches to one family of one switch, settled: a later patch to a row takes the place of an earlier one. */
export interface Patches {
  /** By row, ascending; those to one row in the order in which they were given. */
  readonly inserts: readonly Extract<Patch, { kind: 'insert' }>[];
  /** Row → what became of its rule. */
  readonly changes: ReadonlyMap<number, Exclude<Patch, { kind: 'insert' }>>;
}

/** The patches of a switch to one family; undefined where there are none. */
export function patchesTo(
  network: Network,
  self: NodeId,
  table: number,
  family: number,
): Patches | undefined {
  const all = network.fibs.patches.get(self) ?? [];
  const mine = all.filter(({ at }) => at.table === table && at.family === family);
  if (mine.length === 0) return undefined;
  const inserts = mine.filter((patch) => patch.kind === 'insert').sort((a, b) => a.at.row - b.at.row);
  const changes = new Map(
    mine.filter((patch) => patch.kind !== 'insert').map((patch) => [patch.at.row, patch]),
  );
  return { inserts, changes };
}

/** Whether a family has a rule for that row in this switch, before patches. */
export function hasRow({ each, action }: Family, row: number, outer: Frame): boolean {
  if (each === undefined) return row === 0 && hasChoice(action, outer);
  const directory = directoryOf(outer.network, each);
  if (row < 0 || row >= directory.size) return false;
  if (!each.where.every((condition) => holds(condition, directory, row, outer))) return false;
  return hasChoice(action, { ...outer, directory, row });
}
