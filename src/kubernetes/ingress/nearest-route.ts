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

/** Hosts and paths of entries as they are compared, and which host each entry has. */
const textsIn = onceFor((entries: readonly RouteEntry[]) => {
  const places = new Map<string, number>();
  const hostOf = new Int32Array(entries.length);
  entries.forEach(({ host }, i) => {
    const place = places.get(host) ?? places.size;
    places.set(host, place);
    hostOf[i] = place;
  });
  return { hosts: textsOf([...places.keys()]), hostOf, paths: textsOf(entries.map(pathText)) };
});

/** A bound for the farness of each entry; near it for those that differ in least, since all others come after these. */
function leastFarness(
  entries: readonly RouteEntry[],
  host: string,
  request: WebRequest,
): (place: number) => number {
  const { path = '/' } = request;
  const { hosts, hostOf, paths } = textsIn(entries);
  const hostFits = hosts.all.map((pattern) => matchesHost(pattern, host, 'labels'));
  const pathFits = new Uint8Array(entries.length);
  for (const place of placesFor(entries, path)) pathFits[place] = 1;
  const weights = new Int32Array(entries.length);
  let lightest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < weights.length; i++) {
    const entry = entries[i] as RouteEntry;
    const weight =
      (hostFits[hostOf[i] as number] ? 0 : WEIGHTS.host) +
      (pathFits[i] === 1 ? 0 : WEIGHTS.path) +
      (meetsMethod(entry, request) ? 0 : WEIGHTS.method) +
      unmetTexts(entry, request) * WEIGHTS.header;
    weights[i] = weight;
    if (weight < lightest) lightest = weight;
  }
  const [inHost, inPath] = [leastUnlikeness(hosts, host), leastUnlikeness(paths, path)];
  const longest = longestText(request);
  return (place) => {
    const { headers, queries } = entries[place] as RouteEntry;
    const weight = weights[place] as number;
    // Two texts have no more letters in common than one of them has.
    const others = longest * (1 + headers.length + queries.length);
    if (weight > lightest) return weight * LETTERS - host.length - path.length - others;
    const ofHost = hostFits[hostOf[place] as number] ? 0 : inHost(hostOf[place] as number);
    const ofPath = pathFits[place] === 1 ? 0 : inPath(place);
    return weight * LETTERS + ofHost + ofPath - others;
  };
}

/** Of what a request has for a method, a header or a query parameter. */
function longestText({ method = 'GET', headers = {}, query = {} }: WebRequest): number {
  const texts = [method, NO_VALUE, ...Object.values(headers), ...Object.values(query)];
  return texts.reduce((longest, { length }) => Math.max(longest, length), 0);
}
