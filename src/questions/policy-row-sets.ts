import { policyDirectories } from '../kubernetes/compile/policy-match.ts';
import type { Direction } from '../kubernetes/objects/policy.ts';
import { DIRECTIONS } from '../kubernetes/objects/policy.ts';
import type { Directory, RowSet } from '../model/network/directory.ts';
import type { Network } from '../model/network/network.ts';
import type { Origin } from '../text/origin.ts';

/** The rows that policies were compiled to. */
export interface PolicyRowSets {
  /** Those of one rule, by its path. */
  ofRule(policy: Origin, direction: Direction, path: string): RowSet;
  /** All of one policy, in one direction. */
  ofPolicy(policy: Origin, direction: Direction): RowSet;
}

type ByPath = Map<string, Map<Directory, Set<number>>>;

/** Finds the rows of policies in the directories of a network. */
export function policyRowSets({ directories }: Network): PolicyRowSets {
  const found = new Map<Direction, Map<Origin, ByPath>>();
  for (const direction of DIRECTIONS) {
    const byOrigin = new Map<Origin, ByPath>();
    const names = policyDirectories(direction);
    for (const name of [names.isolations, names.rules, names.admin, names.baseline]) {
      const directory = directories[name];
      if (directory !== undefined) put(byOrigin, directory);
    }
    found.set(direction, byOrigin);
  }
  const at = (policy: Origin, direction: Direction): ByPath => found.get(direction)?.get(policy) ?? new Map();
  return {
    ofRule: (policy, direction, path) => at(policy, direction).get(path) ?? new Map(),
    ofPolicy(policy, direction) {
      const all = new Map<Directory, Set<number>>();
      for (const rows of at(policy, direction).values())
        for (const [directory, numbers] of rows)
          all.set(directory, new Set([...(all.get(directory) ?? []), ...numbers]));
      return all;
    },
  };
}

function put(byOrigin: Map<Origin, ByPath>, directory: Directory): void {
  const { origin, path } = directory.columns;
  for (let row = 0; row < directory.size; row++) {
    const policy = origin?.cells[row] as Origin | undefined;
    if (policy === undefined) continue;
    const byPath: ByPath = byOrigin.get(policy) ?? new Map();
    byOrigin.set(policy, byPath);
    const key = (path?.cells[row] as string | undefined) ?? '';
    const rows = byPath.get(key) ?? new Map<Directory, Set<number>>();
    byPath.set(key, rows);
    const numbers = rows.get(directory) ?? new Set<number>();
    rows.set(directory, numbers.add(row));
  }
}
