import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Decision } from './decision.ts';
import { decided } from './decision.ts';
import type { GatewayTable, ListenerTable } from './gateway-table.ts';
import { entriesFor } from './gateway-table.ts';
import { normalHost } from './hosts.ts';
import { pickListener } from './listeners.ts';
import { leastBy, unlikeness } from './near.ts';
import { refusalFor } from './refusal.ts';
import type { RouteEntry, WebRequest } from './routes.ts';
import { differences, matchesEntry } from './routes.ts';

/**
 * What a Gateway does with a request that comes to a port: the most specific listener takes it, and there the first
 * entry in the order of the routes; else 404. Without a port, the listeners of the request's scheme. Implements S139.
 */
export function decideAtGateway(table: GatewayTable, request: WebRequest, port?: number): Decision {
  const host = normalHost(request.host ?? '');
  const picked = pickListener(table, request, host, port);
  if ('decision' in picked) return picked.decision;
  const { chosen, others } = picked;
  const assumes: IngressCode[] = table.controller.where === 'planned' ? ['ING_CONTROLLER_PLANNED'] : [];
  const entries = entriesFor(chosen, host);
  const entry = entries.find((one) => matchesEntry(one, host, request));
  if (entry !== undefined) {
    // Where a more specific hostname has rules, none of which matches, proxies differ.
    if (entries[0]?.host !== entry.host) assumes.push('GW_HOSTNAME_FALLBACK');
    return taken(entry, assumes);
  }
  if (others.some((one) => entriesFor(one, host).some((other) => matchesEntry(other, host, request)))) {
    assumes.push('GW_LISTENER_ISOLATION');
  }
  return noRule(chosen, host, request, assumes);
}

function taken(entry: RouteEntry, assumes: readonly IngressCode[]): Decision {
  const { attached, target, by, doubts } = entry;
  if (attached.certainty === 'surely') return decided(target, by, [...assumes, ...doubts]);
  const { listener, route } = attached;
  const text = `listener ${listener.name} selects namespaces by labels, and those of ${route.namespace} are not known`;
  return { kind: 'unknown', code: 'GW_NAMESPACE_LABELS_UNKNOWN', text, by, assumes };
}

/** Nothing attached matches: a route that would, but was refused, says why; else the entry that comes nearest. */
function noRule(
  { entries, refused, listener }: ListenerTable,
  host: string,
  request: WebRequest,
  assumes: readonly IngressCode[],
): Decision {
  const refusal = refusalFor(refused, host, request, assumes);
  if (refusal !== undefined) return refusal;
  const best = leastBy(entries, (one, most) => farness(one, host, request, most));
  const nearest = best && { by: best.by, differs: differences(best, host, request) };
  const text = `no rule at listener ${listener.name} matches ${request.method ?? 'GET'} ${host}${request.path ?? '/'}`;
  return {
    kind: 'status',
    status: 404,
    code: 'GW_NO_RULE',
    text,
    ...(nearest && { nearest }),
    assumes,
  };
}

/** What a difference weighs: who has the path right is nearer than who has all headers right. */
const WEIGHTS = { port: 8, scheme: 8, host: 8, path: 4, method: 2, header: 1, query: 1 } as const;

/** By which conditions differ, then by how many letters. */
function farness(entry: RouteEntry, host: string, request: WebRequest, most: number): number {
  const differs = differences(entry, host, request);
  let far = 0;
  for (const { in: where } of differs) far += WEIGHTS[where] * 10_000;
  for (const { wanted, got } of differs) {
    if (far - wanted.length - got.length > most) break;
    far += unlikeness(wanted, got, most - far);
  }
  return far;
}
