import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Decision } from './decision.ts';
import { decided } from './decision.ts';
import type { GatewayTable, ListenerTable } from './gateway-table.ts';
import { entryFor } from './gateway-table.ts';
import { normalHost } from './hosts.ts';
import { pickListener } from './listeners.ts';
import { nearestRoute } from './nearest-route.ts';
import { refusalFor } from './refusal.ts';
import type { RouteEntry, WebRequest } from './routes.ts';

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
  const found = entryFor(chosen, host, request);
  if (found !== undefined) {
    // Where a more specific hostname has rules, none of which matches, proxies differ.
    if (found.host === 'fallback') assumes.push('GW_HOSTNAME_FALLBACK');
    return taken(found.entry, assumes);
  }
  if (others.some((one) => entryFor(one, host, request) !== undefined)) {
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
  table: ListenerTable,
  host: string,
  request: WebRequest,
  assumes: readonly IngressCode[],
): Decision {
  const { entries, listener } = table;
  const refusal = refusalFor([table], host, request, assumes);
  if (refusal !== undefined) return refusal;
  const nearest = nearestRoute(entries.all(), host, request);
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
