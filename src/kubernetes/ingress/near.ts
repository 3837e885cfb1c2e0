import { onceFor } from '../../base/once.ts';
import type { NearMiss } from './decision.ts';
import { placesFor } from './path-index.ts';
import type { HostRules, PathEntry } from './table.ts';
import { leastBy, leastUnlikenesses, textsOf, unlikeness } from './unlikeness.ts';

/** The entry that comes nearest to a request whose host has rules, none of which takes its path (S135). */
export function nearestPath({ host, entries }: HostRules, path: string): NearMiss | undefined {
  const best = nearestEntry(entries, path);
  if (best === undefined) return undefined;
  const { by, pattern } = best;
  const wanted = `${pattern.kind} ${pattern.value}${host === '' ? '' : ` of ${host}`}`;
  return { by, differs: [{ in: 'path', wanted, got: path }] };
}

const hostsIn = onceFor((hosts: ReadonlyMap<string, HostRules>) => {
  const all = [...hosts.values()];
  return { all, texts: textsOf(all.map(({ host }) => host)) };
});

/** The entry that comes nearest to a request whose host no rule names: a like host, one whose path fits if there is (S134). */
export function nearestHost(
  hosts: ReadonlyMap<string, HostRules>,
  host: string,
  path: string,
): NearMiss | undefined {
  const { all, texts } = hostsIn(hosts);
  const best = leastBy(all, leastUnlikenesses(texts, host), (rules, most) => {
    const fits = placesFor(rules.entries, path).length > 0;
    return unlikeness(rules.host, host, most) + (fits ? 0 : 1);
  });
  if (best === undefined) return undefined;
  const [place] = placesFor(best.entries, path);
  const entry = place === undefined ? undefined : best.entries[place];
  const named = entry ?? nearestEntry(best.entries, path);
  if (named === undefined) return undefined;
  const differs = [{ in: 'host', wanted: best.host, got: host } as const];
  return entry === undefined
    ? { by: named.by, differs: [...differs, pathDifference(named, path)] }
    : { by: named.by, differs };
}

const pathsIn = onceFor((entries: readonly PathEntry[]) =>
  textsOf(entries.map(({ pattern }) => pattern.value)),
);

function nearestEntry(entries: readonly PathEntry[], path: string): PathEntry | undefined {
  return leastBy(entries, leastUnlikenesses(pathsIn(entries), path), ({ pattern }, most) =>
    unlikeness(pattern.value, path, most),
  );
}

function pathDifference({ pattern }: PathEntry, path: string): NearMiss['differs'][number] {
  return { in: 'path', wanted: `${pattern.kind} ${pattern.value}`, got: path };
}
