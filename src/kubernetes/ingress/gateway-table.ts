import type { Cluster } from '../cluster.ts';
import type { Gateway, Listener } from '../objects/gateway.ts';
import type { Attached, Refused } from './attach.ts';
import { attachments } from './attach.ts';
import { serviceIndex } from './backend.ts';
import type { Controller } from './controller.ts';
import { controllersOf } from './controller.ts';
import { comparePrecision, gatewayPatternsOf, normalHost } from './hosts.ts';
import type { RouteEntry } from './routes.ts';
import { entriesOf } from './routes.ts';

/** A listener, with what routes attached to it say. */
export interface ListenerTable {
  readonly listener: Listener;
  /** The first that matches wins. */
  readonly entries: readonly RouteEntry[];
  /** Those for each hostname, in the same order: a request is compared with few. */
  readonly byHost: ReadonlyMap<string, readonly RouteEntry[]>;
  /** Never asked, but told where nothing else matches. */
  readonly refused: readonly RefusedRoute[];
}

/** A route that a listener refuses, or that names no listener, with the entries that it would have. */
export interface RefusedRoute {
  readonly refusal: Refused;
  readonly entries: readonly RouteEntry[];
}

/** How a Gateway decides. */
export interface GatewayTable {
  readonly gateway: Gateway;
  readonly controller: Controller;
  /** The most specific hostname first. */
  readonly listeners: readonly ListenerTable[];
}

/** The tables of all Gateways. Implements S139. */
export function gatewayTables(cluster: Cluster): readonly GatewayTable[] {
  const found = attachments(cluster);
  const services = serviceIndex(cluster);
  const serving = controllersOf(cluster);
  return cluster.gateways.map((gateway) => {
    const own = found.get(gateway) ?? [];
    const listeners = gateway.listeners.map((listener): ListenerTable => {
      const at = own.filter((one) => one.listener === listener || one.listener === undefined);
      const attached = at.filter((one): one is Attached => one.kind === 'attached');
      const refused = at.filter((one): one is Refused => one.kind === 'refused');
      const entries = entriesOf(services, cluster.grants, attached);
      return {
        listener,
        entries,
        byHost: byHost(entries),
        refused: refused.map((refusal) => ({
          refusal,
          entries: entriesOf(services, cluster.grants, [asIfAttached(refusal, listener)]),
        })),
      };
    });
    listeners.sort((a, b) => comparePrecision(hostnameOf(a), hostnameOf(b)));
    return { gateway, controller: serving.ofGateway(gateway), listeners };
  });
}

function byHost(entries: readonly RouteEntry[]): ReadonlyMap<string, readonly RouteEntry[]> {
  const hosts = new Map<string, RouteEntry[]>();
  for (const entry of entries) {
    const own = hosts.get(entry.host);
    if (own === undefined) hosts.set(entry.host, [entry]);
    else own.push(entry);
  }
  return hosts;
}

function asIfAttached({ route, parent }: Refused, listener: Listener): Attached {
  const own = route.hostnames.length === 0 ? [''] : route.hostnames.map(normalHost);
  const hosts = own.map((host) => ({ host, own: host }));
  return { kind: 'attached', route, parent, listener, hosts, certainty: 'surely' };
}

/** The hostname that a listener is for, as hosts are compared; empty: any. */
export function hostnameOf({ listener }: ListenerTable): string {
  return normalHost(listener.hostname);
}

/** The entries at a listener that are for a host, in the order in which they are tried (S139). */
export function entriesFor({ byHost }: ListenerTable, host: string): readonly RouteEntry[] {
  return gatewayPatternsOf(host).flatMap((pattern) => byHost.get(pattern) ?? []);
}
