import type { Family } from './family.ts';
import type { Patch } from './fib.ts';
import type { Frame } from './instantiate.ts';
import { countWhere, directoryOf, hasChoice, instantiate, mayLackChoice, rowsWhere } from './instantiate.ts';
import type { Network } from './network.ts';
import { templateOf } from './network.ts';
import type { NodeId } from './node.ts';
import type { Patches } from './patch.ts';
import { hasRow, patchesTo } from './patch.ts';
import type { Rule, RuleId } from './rule.ts';

/**
 * Every rule of a switch in the order in which it is tried, written out: the definition of what a FIB says. Lookup
 * must agree with it, and is faster. `table` narrows to one table.
 */
export function* rules(network: Network, self: NodeId, table?: number): Generator<Rule> {
  const template = templateOf(network, self);
  if (template === undefined) return;
  for (const [number, { families }] of template.tables.entries()) {
    if (table !== undefined && table !== number) continue;
    for (const [index, family] of families.entries()) {
      const plain = familyRules(network, self, family, number, index);
      const patches = patchesTo(network, self, number, index);
      if (patches === undefined) yield* plain;
      else yield* patched(plain, patches);
    }
  }
}

/** The rules of one family in one switch, before patches. */
function* familyRules(
  network: Network,
  self: NodeId,
  family: Family,
  table: number,
  index: number,
): Generator<Rule> {
  const outer: Frame = { network, self, row: 0 };
  if (family.each === undefined) {
    if (hasChoice(family.action, outer)) yield instantiate(family, { table, family: index, row: 0 }, outer);
    return;
  }
  const directory = directoryOf(network, family.each);
  for (const row of rowsWhere(family.each, outer)) {
    const frame: Frame = { network, self, directory, row };
    if (hasChoice(family.action, frame)) yield instantiate(family, { table, family: index, row }, frame);
  }
}

function* patched(plain: Iterable<Rule>, { inserts, changes }: Patches): Generator<Rule> {
  let next = 0;
  for (const rule of plain) {
    for (; (inserts[next]?.at.row ?? Infinity) <= rule.id.row; next++)
      yield (inserts[next] as { rule: Rule }).rule;
    const change = changes.get(rule.id.row);
    if (change === undefined) yield rule;
    else if (change.kind === 'replace') yield change.rule;
  }
  for (const { rule } of inserts.slice(next)) yield rule;
}

/** How many rules a switch has, without writing them out. */
export function ruleCount(network: Network, self: NodeId): number {
  const outer: Frame = { network, self, row: 0 };
  let count = 0;
  for (const [number, { families }] of (templateOf(network, self)?.tables ?? []).entries()) {
    for (const [index, family] of families.entries()) {
      count += familyCount(family, outer);
      const patches = patchesTo(network, self, number, index);
      if (patches === undefined) continue;
      count += patches.inserts.length;
      for (const [row, { kind }] of patches.changes)
        if (kind === 'drop' && hasRow(family, row, outer)) count--;
    }
  }
  return count;
}

function familyCount({ each, action }: Family, outer: Frame): number {
  if (each === undefined) return hasChoice(action, outer) ? 1 : 0;
  if (!mayLackChoice(action)) return countWhere(each, outer);
  const directory = directoryOf(outer.network, each);
  let count = 0;
  for (const row of rowsWhere(each, outer)) if (hasChoice(action, { ...outer, directory, row })) count++;
  return count;
}

/** Whether two ids name the same rule of a switch. */
export function sameRule(a: RuleId, b: RuleId): boolean {
  return a.table === b.table && a.family === b.family && a.row === b.row;
}

/** The network with more patches to one switch: a mutation (R12). Everything else is shared. */
export function withPatches(network: Network, self: NodeId, ...patches: readonly Patch[]): Network {
  const all = new Map(network.fibs.patches);
  all.set(self, [...(all.get(self) ?? []), ...patches]);
  return { ...network, fibs: { ...network.fibs, patches: all } };
}
