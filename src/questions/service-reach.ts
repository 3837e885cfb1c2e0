import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { connectionOf } from '../analysis/symbolic/connection-set.ts';
import type { Backend, Reaching } from '../analysis/symbolic/count-reaching.ts';
import { reachingOf } from '../analysis/symbolic/count-reaching.ts';
import { once } from '../base/once.ts';
import type { Service, ServicePort } from '../kubernetes/objects/service.ts';
import type { Family } from '../model/header/address.ts';
import { familyOf } from '../model/header/address.ts';
import { hasPorts } from '../model/header/protocol.ts';
import { ownerOf } from '../model/network/network.ts';
import { lookupsOf } from '../state/lookups.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { Listing, Row } from './listing.ts';
import { listedName } from './listing.ts';

/**
 * How many pods reach each port of each service, through all of its endpoints or some (04 §3): of the pods with networks of
 * their own that are none of them. What depends on where a pod is, is not told here: `fibula sources` follows each.
 */
export const SERVICE_REACH: Listing = {
  columns: ['NAME', 'PORT', 'REACHED BY', 'SOME ENDPOINTS ONLY', 'NOT', 'ENDPOINTS'],
  *rows(state) {
    const { cluster } = state;
    if (cluster === undefined) return;
    const known = new Map<Family | undefined, InFamily | undefined>();
    const sameEnds = once(() => haveSameEnds(state));
    for (const service of cluster.services) {
      const [family] = service.families;
      if (!known.has(family)) known.set(family, family && inFamily(state, family));
      const own = known.get(family);
      const isAlike = service.families.length <= 1 || sameEnds();
      for (const port of service.ports) {
        const backends = own && isAlike ? backendsOf(state, own.pairs, service, port) : undefined;
        yield own === undefined || backends === undefined
          ? untold(service, port)
          : told(service, port, backends, own.reaching(backends), own.count);
      }
    }
  },
};

interface InFamily {
  readonly pairs: AllPairs;
  readonly reaching: (backends: readonly Backend[]) => Reaching;
  readonly count: number;
}

function inFamily(state: State, family: Family): InFamily | undefined {
  const pairs = pairsOf(state, family);
  const reaching = 'why' in pairs ? undefined : reachingOf(pairs);
  if ('why' in pairs || reaching === undefined) return undefined;
  return { pairs, reaching, count: pairs.relation.finding.ends.nodes.length };
}

/** Whether the same pods have addresses of both families: each then uses the first one of a service. */
function haveSameEnds(state: State): boolean {
  const [nodes, others] = (['IPv4', 'IPv6'] as const).map((family) => {
    const pairs = pairsOf(state, family);
    return 'why' in pairs ? undefined : pairs.relation.finding.ends.nodes;
  });
  return nodes?.length === others?.length && nodes?.every((node, i) => node === others?.[i]) === true;
}

const portText = ({ port, protocol }: ServicePort): string => `${port}/${protocol}`;

function told(
  service: Service,
  port: ServicePort,
  backends: readonly Backend[],
  { any, all }: Reaching,
  count: number,
): Row {
  const others = count - backends.length;
  return [listedName(service), portText(port), all, any - all, others - any, backends.length];
}

function untold(service: Service, port: ServicePort): Row {
  return [listedName(service), portText(port), 'not told here', '-', '-', '-'];
}

/** Where each port of a service goes; undefined where that is not the same for all pods, or not to pods alone (S42, S65). */
export function backendsOf(
  { cluster, network, profile }: State,
  { relation }: AllPairs,
  service: Service,
  port: ServicePort,
): readonly Backend[] | undefined {
  const { ends } = relation.finding;
  const isPlain =
    service.form === 'virtual' &&
    service.internalPolicy === 'Cluster' &&
    service.distribution === 'none' &&
    service.topologyMode === 'none' &&
    hasPorts(port.protocol) &&
    service.families.includes(ends.family) &&
    profile.options.egressPolicy === 'after';
  if (!isPlain || cluster === undefined) return undefined;
  const own = lookupsOf(cluster)
    .endpointsOf(service)
    .filter(({ address }) => familyOf(address) === ends.family);
  const backends: Backend[] = [];
  for (const endpoint of own) {
    const { address, ready, terminating, hintedHosts, hintedZones } = endpoint;
    if (terminating || hintedHosts.length + hintedZones.length > 0) return undefined;
    if (!ready) continue;
    const target = endpoint.portOf(port);
    if (target === undefined) continue;
    const owner = ownerOf(network, address);
    const end = owner === undefined ? -1 : (ends.numbers[owner] as number);
    if (end === -1) return undefined;
    backends.push({ end, point: connectionOf(port.protocol, target) });
  }
  return backends.length === 0 ? undefined : backends;
}
