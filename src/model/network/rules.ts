import type { Family } from './family.ts';
import type { Patch, RuleId } from './fib.ts';
import type { Frame } from './instantiate.ts';
import { countWhere, directoryOf, hasChoice, instantiate, mayLackChoice, rowsWhere } from './instantiate.ts';
import type { Network } from './network.ts';
import { templateOf } from './network.ts';
import type { NodeId } from './node.ts';
import type { Rule } from './rule.ts';

/**
 * Every rule of a switch in the order in which it is tried, written out: the definition of what a FIB says. Lookup
 * must agree with it, and is faster. `table` narrows to one table.
 */
export function* rules(network: Network, self: NodeId, table?: number): Generator<Rule> {
  const template = templateOf(network, self);
  if (template === undefined) return;
  const patches = network.fibs.patches.get(self) ?? [];
  for (const [number, { families }] of template.tables.entries()) {
    if (table !== undefined && table !== number) continue;
    for (const [index, family] of families.entries()) {
      const mine = patches.filter((patch) => patch.at.table === number && patch.at.family === index);
      yield* patched(familyRules(network, self, family, number, index), mine);
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

function* patched(plain: Iterable<Rule>, patches: readonly Patch[]): Generator<Rule> {
  if (patches.length === 0) {
    yield* plain;
    return;
  }
  const inserts = patches.filter((patch) => patch.kind === 'insert').sort((a, b) => a.at.row - b.at.row);
  let inserted = 0;
  for (const rule of plain) {
    while (inserted < inserts.length && (inserts[inserted] as Patch).at.row <= rule.id.row) {
      yield (inserts[inserted++] as { rule: Rule }).rule;
    }
    const change = patches.find((patch) => patch.kind !== 'insert' && patch.at.row === rule.id.row);
    if (change === undefined) yield rule;
    else if (change.kind === 'replace') yield change.rule;
  }
  for (const insert of inserts.slice(inserted)) yield (insert as { rule: Rule }).rule;
}

/** How many rules a switch has, without writing them out. */
export function ruleCount(network: Network, self: NodeId): number {
  let count = 0;
  for (const { families } of templateOf(network, self)?.tables ?? []) {
    for (const family of families) count += familyCount(network, self, family);
  }
  for (const patch of network.fibs.patches.get(self) ?? []) {
    if (patch.kind === 'insert') count++;
    if (patch.kind === 'drop') count--;
  }
  return count;
}

function familyCount(network: Network, self: NodeId, { each, action }: Family): number {
  const outer: Frame = { network, self, row: 0 };
  if (each === undefined) return hasChoice(action, outer) ? 1 : 0;
  if (!mayLackChoice(action)) return countWhere(each, outer);
  const directory = directoryOf(network, each);
  let count = 0;
  for (const row of rowsWhere(each, outer)) if (hasChoice(action, { network, self, directory, row })) count++;
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
