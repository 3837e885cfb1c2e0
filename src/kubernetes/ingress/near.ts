import { distance } from '../../text/nearest.ts';
import type { NearMiss } from './decision.ts';
import { matchesPath } from './paths.ts';
import type { HostRules, PathEntry } from './table.ts';

/** The entry that comes nearest to a request whose host has rules, none of which takes its path (S135). */
export function nearestPath({ host, entries }: HostRules, path: string): NearMiss | undefined {
  const best = leastBy(entries, ({ pattern }, most) => unlikeness(pattern.value, path, most));
  if (best === undefined) return undefined;
  const { by, pattern } = best;
  const wanted = `${pattern.kind} ${pattern.value}${host === '' ? '' : ` of ${host}`}`;
  return { by, differs: [{ in: 'path', wanted, got: path }] };
}

/** The entry that comes nearest to a request whose host no rule names: a like host, one whose path fits if there is (S134). */
export function nearestHost(hosts: Iterable<HostRules>, host: string, path: string): NearMiss | undefined {
  const best = leastBy(hosts, (rules, most) => {
    const fits = rules.entries.some(({ pattern }) => matchesPath(pattern, path));
    return unlikeness(rules.host, host, most) + (fits ? 0 : 1);
  });
  if (best === undefined) return undefined;
  const entry = best.entries.find(({ pattern }) => matchesPath(pattern, path));
  const named = entry ?? leastBy(best.entries, ({ pattern }, most) => unlikeness(pattern.value, path, most));
  if (named === undefined) return undefined;
  const differs = [{ in: 'host', wanted: best.host, got: host } as const];
  return entry === undefined
    ? { by: named.by, differs: [...differs, pathDifference(named, path)] }
    : { by: named.by, differs };
}

function pathDifference({ pattern }: PathEntry, path: string): NearMiss['differs'][number] {
  return { in: 'path', wanted: `${pattern.kind} ${pattern.value}`, got: path };
}

/**
 * How unlike two texts are: letters to change, less those that they begin or end with in common. More than `most` is
 * not told exactly, which finds the nearest of 10,000 hosts in a quarter of the time.
 */
export function unlikeness(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  const longest = Math.min(a.length, b.length);
  let start = 0;
  while (start < longest && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  const [lastOfA, lastOfB] = [a.length - 1, b.length - 1];
  while (end < longest - start && a.charCodeAt(lastOfA - end) === b.charCodeAt(lastOfB - end)) end++;
  const alike = start + end;
  const [one, other] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return distance(one, other, most + alike) - alike;
}

/** The first of those with the least cost; a cost above `most` need not be exact. */
export function leastBy<T>(items: Iterable<T>, cost: (item: T, most: number) => number): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const own = cost(item, least);
    if (own >= least) continue;
    least = own;
    best = item;
  }
  return best;
}
