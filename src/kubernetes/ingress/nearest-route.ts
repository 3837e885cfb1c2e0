import { onceFor } from '../../base/once.ts';
import type { NearMiss } from './decision.ts';
import { matchesHost } from './hosts.ts';
import { placesFor } from './path-index.ts';
import type { RouteEntry, WebRequest } from './routes.ts';
import { differences, meetsMethod, NO_VALUE, pathText, unmetTexts } from './routes.ts';
import { leastBy, leastUnlikeness, textsOf, unlikeness } from './unlikeness.ts';

/** What a difference weighs: who has the path right is nearer than who has all headers right. */
const WEIGHTS = { port: 8, scheme: 8, host: 8, path: 4, method: 2, header: 1, query: 1 } as const;

/** A condition counts more than all letters. */
const LETTERS = 10_000;

/** The entry that comes nearest to a request which none matches: by which conditions differ, then by how many letters (S139). */
export function nearestRoute(
  entries: readonly RouteEntry[],
  host: string,
  request: WebRequest,
): NearMiss | undefined {
  const best = leastBy(entries, leastFarness(entries, host, request), (one, most) =>
    farness(one, host, request, most),
  );
  return best && { by: best.by, differs: differences(best, host, request) };
}

function farness(entry: RouteEntry, host: string, request: WebRequest, most: number): number {
  const differs = differences(entry, host, request);
  let far = 0;
  for (const { in: where } of differs) far += WEIGHTS[where] * LETTERS;
  for (const { wanted, got } of differs) {
    if (far - wanted.length - got.length > most) break;
    far += unlikeness(wanted, got, most - far);
  }
  return far;
}

/** What is compared of entries: hosts, and which of them each has; paths; how many conditions there are beside these. */
const comparedIn = onceFor((entries: readonly RouteEntry[]) => {
  const places = new Map<string, number>();
  const hostOf = new Int32Array(entries.length);
  const others = new Int32Array(entries.length);
  entries.forEach(({ host, method, headers, queries }, i) => {
    const place = places.get(host) ?? places.size;
    places.set(host, place);
    hostOf[i] = place;
    others[i] = headers.length + queries.length + (method === undefined ? 0 : 1);
  });
  return { hosts: textsOf([...places.keys()]), hostOf, paths: textsOf(entries.map(pathText)), others };
});

/**
 * A bound for the farness of each entry: near it for those that differ in least, since all others come after these. Hot:
 * 20,000 entries take 5 ms, as long as an entry is only looked at where it asks more than a host and a path.
 */
function leastFarness(entries: readonly RouteEntry[], host: string, request: WebRequest): Int32Array {
  const { path = '/' } = request;
  const { hosts, hostOf, paths, others } = comparedIn(entries);
  const hostMissed = new Uint8Array(hosts.all.length);
  for (let i = 0; i < hostMissed.length; i++)
    if (!matchesHost(hosts.all[i] as string, host, 'labels')) hostMissed[i] = 1;
  const pathMissed = new Uint8Array(entries.length).fill(1);
  for (const place of placesFor(entries, path)) pathMissed[place] = 0;
  const weights = new Int32Array(entries.length);
  let lightest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < weights.length; i++) {
    let weight =
      (hostMissed[hostOf[i] as number] as number) * WEIGHTS.host + (pathMissed[i] as number) * WEIGHTS.path;
    if (others[i] !== 0) weight += weightOfOthers(entries[i] as RouteEntry, request);
    weights[i] = weight;
    if (weight < lightest) lightest = weight;
  }
  const [inHost, inPath] = [leastUnlikeness(hosts, host), leastUnlikeness(paths, path)];
  // Two texts have no more letters in common than one of them has.
  const [inOther, inAll] = [longestText(request), host.length + path.length];
  return weights.map((weight, i) => {
    const least = weight * LETTERS - inOther * (others[i] as number);
    if (weight > lightest) return least - inAll;
    const place = hostOf[i] as number;
    return least + (hostMissed[place] === 1 ? inHost(place) : 0) + (pathMissed[i] === 1 ? inPath(i) : 0);
  });
}

function weightOfOthers(entry: RouteEntry, request: WebRequest): number {
  return (meetsMethod(entry, request) ? 0 : WEIGHTS.method) + unmetTexts(entry, request) * WEIGHTS.header;
}

/** Of what a request has for a method, a header or a query parameter. */
function longestText({ method = 'GET', headers = {}, query = {} }: WebRequest): number {
  const texts = [method, NO_VALUE, ...Object.values(headers), ...Object.values(query)];
  return texts.reduce((longest, { length }) => Math.max(longest, length), 0);
}
