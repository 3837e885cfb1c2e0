import type { Listener, Route } from '../objects/gateway.ts';
import { gatewayPatternsOf } from './hosts.ts';

/** A route at one listener of a Gateway, with the hostnames that both mean. */
interface Claim {
  readonly route: Pick<Route, 'kind'>;
  readonly listener: Listener;
  readonly hosts: readonly { readonly host: string }[];
}

/** The routes of one kind that a listener has, by hostname: each the first in order, by its place. */
interface Taken {
  /** For a hostname itself. */
  readonly exact: Map<string, number>;
  /** For any hostname that a pattern means, the pattern itself too. */
  readonly within: Map<string, number>;
}

/**
 * For each claim on a Gateway in turn, the first one before it that is of the other kind of route and has a hostname in common
 * at the same listener, of those that have no such rival themselves (S139).
 */
export function rivalsOf<T extends Claim>(claims: readonly T[]): ReadonlyMap<T, T> {
  const rivals = new Map<T, T>();
  const kept = new Map<string, Taken>();
  claims.forEach((claim, place) => {
    const first = firstPlace(claim, kept.get(keyOf(claim, 'other')));
    if (first !== undefined) rivals.set(claim, claims[first] as T);
    else take(claim, place, kept);
  });
  return rivals;
}

function keyOf({ route, listener }: Claim, kind: 'own' | 'other'): string {
  const isHttp = (route.kind === 'HTTPRoute') === (kind === 'own');
  return `${isHttp ? 'HTTPRoute' : 'GRPCRoute'} ${listener.path}`;
}

function firstPlace({ hosts }: Claim, taken: Taken | undefined): number | undefined {
  if (taken === undefined) return undefined;
  let first: number | undefined;
  const see = (place: number | undefined): void => {
    if (place !== undefined && (first === undefined || place < first)) first = place;
  };
  for (const { host } of hosts) {
    see(taken.within.get(host));
    for (const pattern of gatewayPatternsOf(host)) see(taken.exact.get(pattern));
  }
  return first;
}

function take(claim: Claim, place: number, kept: Map<string, Taken>): void {
  const key = keyOf(claim, 'own');
  const taken = kept.get(key) ?? { exact: new Map(), within: new Map() };
  kept.set(key, taken);
  for (const { host } of claim.hosts) {
    if (!taken.exact.has(host)) taken.exact.set(host, place);
    for (const pattern of gatewayPatternsOf(host)) {
      if (!taken.within.has(pattern)) taken.within.set(pattern, place);
    }
  }
}
