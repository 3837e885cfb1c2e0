import type { Attached, Attachment } from './attach.ts';
import { gatewayPatternsOf } from './hosts.ts';

/** The routes of one kind that a listener has, by hostname: each the first in order, by its place. */
interface Taken {
  /** For a hostname itself. */
  readonly exact: Map<string, number>;
  /** For any hostname that a pattern means, the pattern itself too. */
  readonly within: Map<string, number>;
}

/**
 * For each attachment in turn, the first one before it that is of the other kind of route and has a hostname in common at the
 * same listener, of those that were not refused for one of their own (S139).
 */
export function rivalsOf(all: readonly Attachment[]): ReadonlyMap<Attached, Attached> {
  const rivals = new Map<Attached, Attached>();
  const kept = new Map<string, Taken>();
  all.forEach((one, place) => {
    if (one.kind !== 'attached') return;
    const first = firstPlace(one, kept.get(keyOf(one, 'other')));
    if (first !== undefined) rivals.set(one, all[first] as Attached);
    else take(one, place, kept);
  });
  return rivals;
}

/** Listeners of one Gateway have names of their own. */
function keyOf({ route, listener }: Attached, kind: 'own' | 'other'): string {
  const isHttp = (route.kind === 'HTTPRoute') === (kind === 'own');
  return `${isHttp ? 'HTTPRoute' : 'GRPCRoute'} ${listener.path}`;
}

function firstPlace({ hosts }: Attached, taken: Taken | undefined): number | undefined {
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

function take(one: Attached, place: number, kept: Map<string, Taken>): void {
  const key = keyOf(one, 'own');
  const taken = kept.get(key) ?? { exact: new Map(), within: new Map() };
  kept.set(key, taken);
  for (const { host } of one.hosts) {
    if (!taken.exact.has(host)) taken.exact.set(host, place);
    for (const pattern of gatewayPatternsOf(host)) {
      if (!taken.within.has(pattern)) taken.within.set(pattern, place);
    }
  }
}
