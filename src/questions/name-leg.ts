import type { Cluster } from '../kubernetes/cluster.ts';
import type { Resolution } from '../kubernetes/names/resolve.ts';
import { resolve } from '../kubernetes/names/resolve.ts';
import type { NameServer, Resolver } from '../kubernetes/names/resolver.ts';
import { resolverOf } from '../kubernetes/names/resolver.ts';
import { suggestions } from '../kubernetes/names/suggest.ts';
import type { Address } from '../model/header/address.ts';
import { address, familyOf } from '../model/header/address.ts';
import { lookupsOf, podOfNode } from '../state/lookups.ts';
import type { Sender } from '../state/sender.ts';
import type { State } from '../state/state.ts';
import type { Delivery, Word } from './delivery.ts';
import { deliver } from './delivery.ts';

/** How a sender finds the address of a name: the query to its resolver, which obeys every rule, and the answer. */
export interface NameLeg {
  readonly text: string;
  readonly resolution: Resolution;
  readonly server?: NameServer;
  /** The query on its way to the server; absent where the server is not in the cluster. */
  readonly delivery?: Delivery;
  /** Whether the server gets the query. */
  readonly answer: Word;
  /** What of the server is assumed: that there is one (S142). */
  readonly assumes: readonly string[];
  /** Names that exist and come near, where this one does not. */
  readonly nearest: readonly string[];
}

/** The port that name servers listen on. */
const DNS_PORT = 53;

/**
 * Looks a name up as the sender would (S37, S115, S141, S142): its servers in order, the next only where the one before
 * cannot be reached; undefined for a network that was not compiled from a cluster.
 */
export function lookUp({ network, cluster }: State, sender: Sender, text: string): NameLeg | undefined {
  if (cluster === undefined) return undefined;
  const { zone } = lookupsOf(cluster);
  const pod = podOfNode(cluster, network, sender.process);
  const resolver = resolverOf(cluster, pod ?? 'host');
  const servers = serversOf(cluster, resolver);
  let blocked: NameLeg | undefined;
  for (const server of servers) {
    const resolution = resolve(zone, resolver, text, server);
    const nearest = resolution.outcome.kind === 'no such host' ? suggestions(zone, resolver, text) : [];
    const leg = {
      text,
      resolution,
      nearest,
      assumes: assumedOf(server),
      ...(server === undefined ? {} : { server }),
    };
    const to = resolution.queries.length === 0 ? undefined : addressOf(server);
    if (to === undefined) return { ...leg, answer: 'reachable' };
    const delivery = deliver(network, { sender, target: to, port: DNS_PORT, protocol: 'UDP' }, 'one');
    const made: NameLeg = {
      ...leg,
      ...(delivery === undefined ? {} : { delivery }),
      answer: delivery?.answer ?? 'unreachable',
    };
    if (made.answer !== 'unreachable') return made;
    blocked ??= made;
  }
  return blocked;
}

/** Whom a resolver asks; where the input has no service at all, a cluster DNS that is not in it (S142). */
function serversOf(
  { services }: Cluster,
  { servers, namespace }: Resolver,
): readonly (NameServer | undefined)[] {
  if (servers.length > 0) return servers;
  return services.length === 0 && namespace !== undefined ? [ASSUMED] : [undefined];
}

/** A cluster DNS of which nothing is known, taken as answering. */
const ASSUMED: NameServer = { kind: 'other', address: address('10.96.0.10'), origin: {} };

function assumedOf(server: NameServer | undefined): string[] {
  const planned = server === ASSUMED || (server?.kind === 'service' && server.service.planned === 'service');
  return planned ? ['PLANNED_DNS'] : [];
}

function addressOf(server: NameServer | undefined): Address | undefined {
  return server === undefined || server === ASSUMED || server.kind === 'node' ? undefined : server.address;
}

/** The addresses that a name has for a sender: of its own families, its first one first; which it tries is its affair (S38). */
export function addressesFor({ resolution }: NameLeg, sender: Sender): readonly Address[] {
  const { outcome } = resolution;
  if (outcome.kind !== 'addresses') return [];
  const families = new Set(sender.addresses.map(familyOf));
  return [...families].flatMap((family) => outcome.addresses[family].map(({ address }) => address));
}
