import { onceFor } from '../../base/once.ts';
import type { Cluster } from '../cluster.ts';
import type { Gateway, Listener } from '../objects/gateway.ts';
import type { Attached, Refused } from './attach.ts';
import { attachments } from './attach.ts';
import { serviceIndex } from './backend.ts';
import type { Controller } from './controller.ts';
import { controllersOf } from './controller.ts';
import { grantIndex } from './grants.ts';
import { gatewayPatternsOf, normalHost, precisionOf } from './hosts.ts';
import type { ListenerEntries } from './listener-entries.ts';
import { listenerEntries } from './listener-entries.ts';
import { placesFor } from './path-index.ts';
import type { RefusedRoutes } from './refusal.ts';
import { refusedRoutes } from './refusal.ts';
import type { RouteEntry, WebRequest } from './routes.ts';
import { meets } from './routes.ts';

/** A listener, with what routes attached to it say. */
export interface ListenerTable {
  readonly listener: Listener;
  readonly entries: ListenerEntries;
  readonly refused: RefusedRoutes;
}

/** How a Gateway decides. */
export interface GatewayTable {
  readonly gateway: Gateway;
  readonly controller: Controller;
  /** The most specific hostname first. */
  readonly listeners: readonly ListenerTable[];
}

/** The tables of all Gateways, made at the first call for a cluster. Implements S139. */
export const gatewayTables = onceFor((cluster: Cluster): readonly GatewayTable[] => {
  const found = attachments(cluster);
  const services = serviceIndex(cluster);
  const grants = grantIndex(cluster.grants);
  const serving = controllersOf(cluster);
  return cluster.gateways.map((gateway) => {
    const own = found.get(gateway) ?? [];
    const listeners = gateway.listeners.map((listener): ListenerTable => {
      const at = own.filter((one) => one.listener === listener || one.listener === undefined);
      const attached = at.filter((one): one is Attached => one.kind === 'attached');
      const refused = at.filter((one): one is Refused => one.kind === 'refused');
      const entries = listenerEntries(services, grants, attached);
      return { listener, entries, refused: refusedRoutes(refused) };
    });
    listeners.sort((a, b) => precisionOf(hostnameOf(a)) - precisionOf(hostnameOf(b)));
    return { gateway, controller: serving.ofGateway(gateway), listeners };
  });
});

/** The hostname that a listener is for, as hosts are compared; empty: any. */
export function hostnameOf({ listener }: ListenerTable): string {
  return normalHost(listener.hostname);
}

/** The first entry at a listener that a request meets, in the order in which they are tried, if there is one (S139). */
export function entryFor(
  { entries }: ListenerTable,
  host: string,
  request: WebRequest,
): { readonly entry: RouteEntry; readonly host: 'most specific' | 'fallback' } | undefined {
  let tried: 'most specific' | 'fallback' = 'most specific';
  for (const pattern of gatewayPatternsOf(host)) {
    const own = entries.at(pattern);
    if (own.length === 0) continue;
    const place = placesFor(own, request.path ?? '/').find((one) => meets(own[one] as RouteEntry, request));
    if (place !== undefined) return { entry: own[place] as RouteEntry, host: tried };
    tried = 'fallback';
  }
  return undefined;
}
