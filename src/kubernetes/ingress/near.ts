import { distance } from '../../text/nearest.ts';
import type { NearMiss } from './decision.ts';
import { matchesPath } from './paths.ts';
import type { HostRules, PathEntry } from './table.ts';

/** The entry that comes nearest to a request whose host has rules, none of which takes its path (S135). */
export function nearestPath({ host, entries }: HostRules, path: string): NearMiss | undefined {
  const best = leastBy(entries, ({ pattern }) => unlikeness(pattern.value, path));
  if (best === undefined) return undefined;
  const { by, pattern } = best;
  const wanted = `${pattern.kind} ${pattern.value}${host === '' ? '' : ` of ${host}`}`;
  return { by, differs: [{ in: 'path', wanted, got: path }] };
}

/** The entry that comes nearest to a request whose host no rule names: a like host, one whose path fits if there is (S134). */
export function nearestHost(hosts: Iterable<HostRules>, host: string, path: string): NearMiss | undefined {
  const best = leastBy(hosts, (rules) => {
    const fits = rules.entries.some(({ pattern }) => matchesPath(pattern, path));
    return unlikeness(rules.host, host) + (fits ? 0 : 1);
  });
  if (best === undefined) return undefined;
  const entry = best.entries.find(({ pattern }) => matchesPath(pattern, path));
  const named = entry ?? leastBy(best.entries, ({ pattern }) => unlikeness(pattern.value, path));
  if (named === undefined) return undefined;
  const differs = [{ in: 'host', wanted: best.host, got: host } as const];
  return entry === undefined
    ? { by: named.by, differs: [...differs, pathDifference(named, path)] }
    : { by: named.by, differs };
}

function pathDifference({ pattern }: PathEntry, path: string): NearMiss['differs'][number] {
  return { in: 'path', wanted: `${pattern.kind} ${pattern.value}`, got: path };
}

/** How unlike two texts are: letters to change, less those that they begin or end with in common. */
export function unlikeness(a: string, b: string): number {
  const longest = Math.min(a.length, b.length);
  let start = 0;
  while (start < longest && a[start] === b[start]) start++;
  let end = 0;
  while (end < longest - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end)) - start - end;
}

/** The first of those with the least cost. */
export function leastBy<T>(items: Iterable<T>, cost: (item: T) => number): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const own = cost(item);
    if (own >= least) continue;
    least = own;
    best = item;
  }
  return best;
}
