import { once } from '../../base/once.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Refused } from './attach.ts';
import type { Decision } from './decision.ts';
import { gatewayPatternsOf, normalHost } from './hosts.ts';
import { placesFor } from './path-index.ts';
import type { Conditions, WebRequest } from './routes.ts';
import { conditionsOf, meets } from './routes.ts';

/** The routes that a listener refuses, or that name no listener: never asked, but told where nothing else matches. */
export interface RefusedRoutes {
  readonly all: readonly Refused[];
  /** What those for one hostname ask, as the routes have it, in their order; worked out when it is asked for. */
  readonly at: (host: string) => readonly RefusedMatch[];
}

/** A match of a refused route. */
interface RefusedMatch extends Conditions {
  /** Which of all. */
  readonly place: number;
}

const NONE: readonly RefusedMatch[] = [];

/** Refused routes by hostname. */
export function refusedRoutes(all: readonly Refused[]): RefusedRoutes {
  const places = once(() => placesByHost(all));
  const made = new Map<string, readonly RefusedMatch[]>();
  return {
    all,
    at(host) {
      const known = made.get(host);
      if (known !== undefined) return known;
      const own = places().get(host);
      if (own === undefined) return NONE;
      const matches = own.flatMap((place) =>
        (all[place] as Refused).route.rules.flatMap((rule) =>
          rule.matches.map((match) => ({ ...conditionsOf(match), place })),
        ),
      );
      made.set(host, matches);
      return matches;
    },
  };
}

function placesByHost(all: readonly Refused[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  all.forEach(({ route: { hostnames } }, place) => {
    for (const host of hostnames.length === 0 ? [''] : hostnames.map(normalHost)) {
      const own = places.get(host);
      if (own === undefined) places.set(host, [place]);
      else own.push(place);
    }
  });
  return places;
}

/** The answer where a route would take the request, had it been attached: the first of those at these listeners (S139). */
export function refusalFor(
  tables: readonly { readonly refused: RefusedRoutes }[],
  host: string,
  request: WebRequest,
  assumes: readonly IngressCode[],
): Decision | undefined {
  for (const { refused } of tables) {
    const places = gatewayPatternsOf(host).flatMap((pattern) => firstMet(refused.at(pattern), request) ?? []);
    if (places.length === 0) continue;
    const { route, code, text: why, by } = refused.all[Math.min(...places)] as Refused;
    const text = `${route.kind} ${route.namespace}/${route.name} is not attached: ${why}`;
    return { kind: 'status', status: 404, code, text, by, assumes };
  }
  return undefined;
}

function firstMet(matches: readonly RefusedMatch[], request: WebRequest): number | undefined {
  const found = placesFor(matches, request.path ?? '/').find((one) =>
    meets(matches[one] as RefusedMatch, request),
  );
  return found === undefined ? undefined : (matches[found] as RefusedMatch).place;
}
