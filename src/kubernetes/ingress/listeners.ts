import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Gateway, Listener } from '../objects/gateway.ts';
import type { Decision, Difference, NearMiss } from './decision.ts';
import { fieldOf } from './decision.ts';
import type { GatewayTable, ListenerTable } from './gateway-table.ts';
import { hostnameOf } from './gateway-table.ts';
import { matchesHost, normalHost } from './hosts.ts';
import { refusalFor } from './refusal.ts';
import type { WebRequest } from './routes.ts';
import { leastBy, leastUnlikenesses, textsOf, unlikeness } from './unlikeness.ts';

/** The listener that takes a request, with those of its port that could; or what is answered without one. */
export type Picked =
  | { readonly chosen: ListenerTable; readonly others: readonly ListenerTable[] }
  | { readonly decision: Decision };

/** Implements S139: by port and scheme, then by the most specific hostname; with TLS by the server name first. */
export function pickListener(table: GatewayTable, request: WebRequest, host: string, port?: number): Picked {
  const { gateway } = table;
  const scheme = request.scheme ?? (port === 443 ? 'https' : 'http');
  const onPort = table.listeners.filter(({ listener }) => port === undefined || listener.port === port);
  const speaking = onPort.filter(({ listener }) => schemeOf(listener) === scheme);
  const [wrong] = onPort;
  if (speaking.length === 0 && wrong !== undefined && request.scheme !== undefined) {
    const { name, protocol } = wrong.listener;
    const text = `listener ${name} speaks ${protocol}, and the request is ${scheme}`;
    return rejected(gateway, 400, 'GW_WRONG_SCHEME', text);
  }
  const candidates = speaking.length > 0 ? speaking : onPort;
  const fitting = (name: string): ListenerTable[] =>
    candidates.filter((one) => matchesHost(hostnameOf(one), name, 'labels'));
  const [best, ...others] = fitting(host);
  const [connected] =
    scheme === 'https' && request.serverName ? fitting(normalHost(request.serverName)) : [best];
  if (best !== undefined && connected !== undefined && best !== connected) {
    const text = `the connection is for ${request.serverName}, and the request for ${host}`;
    return rejected(gateway, 421, 'GW_MISDIRECTED', text);
  }
  if (best !== undefined && connected !== undefined) {
    return { chosen: best, others: others.filter(({ listener }) => listener.port === best.listener.port) };
  }
  const refusal = refusalFor(candidates, host, request, []);
  if (refusal !== undefined) return { decision: refusal };
  const where = port === undefined ? scheme : `${scheme} on port ${port}`;
  const text = `Gateway ${gateway.name} has no listener for ${where} and host ${host}`;
  return rejected(gateway, 404, 'GW_NO_LISTENER', text, nearestListener(table, request.scheme, host, port));
}

function rejected(
  { origin }: Gateway,
  status: number,
  code: IngressCode,
  text: string,
  nearest?: NearMiss,
): Picked {
  return {
    decision: { kind: 'status', status, code, text, by: origin, ...(nearest && { nearest }), assumes: [] },
  };
}

function schemeOf({ protocol }: Listener): string {
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'https' : 'http';
}

function nearestListener(
  { gateway, listeners }: GatewayTable,
  scheme: string | undefined,
  host: string,
  port: number | undefined,
): NearMiss | undefined {
  const away = ({ listener }: ListenerTable): number => (listener.port === port ? 0 : 1000);
  const texts = textsOf(listeners.map(({ listener }) => listener.hostname));
  const best = leastBy(
    listeners,
    leastUnlikenesses(texts, host).map((bound, place) => bound + away(listeners[place] as ListenerTable)),
    (one, most) => away(one) + unlikeness(one.listener.hostname, host, most - away(one)),
  );
  if (best === undefined) return undefined;
  const { listener } = best;
  const differs: Difference[] = [];
  if (port !== undefined && listener.port !== port) {
    differs.push({ in: 'port', wanted: `${listener.port}`, got: `${port}` });
  }
  if (scheme !== undefined && schemeOf(listener) !== scheme) {
    differs.push({ in: 'scheme', wanted: schemeOf(listener), got: scheme });
  }
  if (!matchesHost(normalHost(listener.hostname), host, 'labels')) {
    differs.push({ in: 'host', wanted: listener.hostname, got: host });
  }
  return { by: fieldOf(gateway, listener.path), differs };
}
