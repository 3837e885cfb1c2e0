import type { Cell, Matched } from '../analysis/compare/difference.ts';
import { setsOf } from '../analysis/compare/difference.ts';
import type { OutsideCell } from '../analysis/compare/outside.ts';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { outsideOf } from '../analysis/symbolic/outside.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { compile } from '../kubernetes/compile/compile.ts';
import type { Family } from '../model/header/address.ts';
import { containsAddress, formatAddressSet } from '../model/header/address-set.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf, nodeNamed } from '../model/network/node.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { ObjectChange } from './changes.ts';

/** What was found to have changed in a family. */
export interface Found {
  readonly matched: readonly Matched[];
  readonly cells: readonly Cell[];
  readonly outside: readonly OutsideCell[];
}

/** The changes that cause what became of a pair, by the places of its ends in the list of those that both have. */
export function causesOf(
  base: State,
  head: State,
  family: Family,
  changes: readonly ObjectChange[],
  found: Found,
): Causes {
  const causes = new Map<string, Set<ObjectChange>>();
  const probes = [...probesOf(found, nameIn(base, family, found.matched))];
  if (probes.length === 0) return causes;
  // Undoing the only one undoes everything.
  const [only, ...more] = changes;
  if (only !== undefined && more.length === 0)
    return new Map(probes.map(({ key }) => [key, new Set([only])]));
  const [b, h] = [base.cluster as Cluster, head.cluster as Cluster];
  const [was, is] = [base, head].map((one) => pairsOf(one, family) as AllPairs) as [AllPairs, AllPairs];
  for (const change of changes) {
    const undone = pairsIn(change.as(h, b), head, family);
    const done = pairsIn(change.as(b, h), base, family);
    for (const { key, verdict } of probes) {
      const effect = (pairs: AllPairs | undefined, of: AllPairs): boolean =>
        pairs !== undefined && verdict(pairs) !== verdict(of);
      // Undoing it alone changes what came of it, or doing it alone what was.
      if (!effect(undone, is) && !effect(done, was)) continue;
      const known = causes.get(key);
      if (known === undefined) causes.set(key, new Set([change]));
      else known.add(change);
    }
  }
  return causes;
}

/** Something that changed, and how to see how it is in any network. */
interface Probe {
  readonly key: string;
  verdict(pairs: AllPairs): string;
}

function* probesOf({ cells, outside }: Found, name: (index: number) => string): Generator<Probe> {
  for (const [s, t] of pairsOfCells(cells))
    yield { key: `${s} ${t}`, verdict: (pairs) => verdictText(pairs, name(s), name(t)) };
  for (const cell of outside) {
    const key = outsideKey(cell);
    for (const end of cell.ends)
      yield { key: key(end), verdict: (pairs) => outsideText(pairs, cell, name(end)) };
  }
}

/** The keys of what became of the ends of a cell and its part of the outside. */
export function outsideKey({ side, addresses }: OutsideCell): (end: number) => string {
  const text = formatAddressSet(addresses);
  return (end) => `${side} ${end} ${text}`;
}

/** What passes between an end and the first address of a cell. */
function outsideText(pairs: AllPairs, { side, addresses }: OutsideCell, name: string): string {
  const outside = outsideOf(pairs);
  const node = nodeNamed(pairs.relation.finding.network.nodes, name);
  const end = node === undefined ? -1 : (pairs.relation.finding.ends.numbers[node] as number);
  const first = addresses[0]?.[0];
  if ('why' in outside || end === -1 || first === undefined) return 'absent';
  const part = outside.parts.findIndex((one) => containsAddress(one, first));
  return JSON.stringify(setsOf(pairs, outside.passing(outside.rulesOf(end, side), part)));
}

/** Changes by the key of what they cause. */
export type Causes = ReadonlyMap<string, ReadonlySet<ObjectChange>>;

/** Every pair of different ends of cells. */
function* pairsOfCells(cells: readonly Cell[]): Generator<readonly [number, number]> {
  for (const { source, target } of cells)
    for (const s of source.ends) for (const t of target.ends) if (s !== t) yield [s, t];
}

/** How many pairs of ends, and ends with the outside, changed. */
export function countOfPairs({ cells, outside }: Found): number {
  const pairs = cells.reduce((sum, { source, target }) => sum + source.ends.length * target.ends.length, 0);
  return outside.reduce((sum, { ends }) => sum + ends.length, pairs);
}

function nameIn(state: State, family: Family, matched: readonly Matched[]): (index: number) => string {
  const { ends } = (pairsOf(state, family) as AllPairs).relation.finding;
  return (index) => nameOf(state.network.nodes, ends.nodes[matched[index]?.base as number] as NodeId);
}

function pairsIn(cluster: Cluster, { profile }: State, family: Family): AllPairs | undefined {
  const pairs = pairsOf({ network: compile(cluster, profile), profile }, family);
  return 'why' in pairs ? undefined : pairs;
}

function verdictText({ relation, verdict }: AllPairs, source: string, target: string): string {
  const { network } = relation.finding;
  const [s, t] = [nodeNamed(network.nodes, source), nodeNamed(network.nodes, target)];
  if (s === undefined || t === undefined) return 'absent';
  const { sure, perhaps } = verdict(s, t);
  return JSON.stringify([sure, perhaps]);
}
