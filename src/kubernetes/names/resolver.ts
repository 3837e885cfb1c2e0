import type { Address } from '../../model/header/address.ts';
import { address } from '../../model/header/address.ts';
import type { NameCode } from '../../text/codes/names.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { CLUSTER_DOMAIN, normalName } from './cluster-name.ts';
import { dnsServiceOf } from './dns-service.ts';
import type { NodeCache } from './node-cache.ts';
import { NODE_CACHE_ADDRESS, nodeCacheOf } from './node-cache.ts';

/** Whom a process asks for names. */
export type NameServer =
  /** The cluster DNS, at an address of its service. */
  | { readonly kind: 'service'; readonly address: Address; readonly service: Service }
  /** The cache of its own node, which answers what the cluster DNS does (S142). */
  | { readonly kind: 'cache'; readonly address: Address; readonly pod?: Pod; readonly origin: Origin }
  /** The node's own servers: the input does not say which. */
  | { readonly kind: 'node' }
  /** A server of dnsConfig that is neither. */
  | { readonly kind: 'other'; readonly address: Address; readonly origin: Origin };

/** How a process finds addresses of names: what its resolv.conf and its hosts file say (S141). */
export interface Resolver {
  /** At most three; the next is asked only if the one before is silent. */
  readonly servers: readonly NameServer[];
  readonly searches: readonly string[];
  /** A name with fewer dots is looked for in the search list first. */
  readonly ndots: number;
  /** Whose bare names are its own; absent for processes outside pods. */
  readonly namespace?: string;
  /** Names that it asks nobody for. */
  readonly hosts: ReadonlyMap<string, readonly Address[]>;
  readonly assumes: readonly NameCode[];
}

/** More servers and searches than these are cut off when the file is written. */
const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;

const LOOPBACK = [address('127.0.0.1'), address('::1')];

/** The resolver of a pod's processes, or of the processes of a host. Implements S141, S142. */
export function resolverOf(cluster: Cluster, of: Pod | 'host'): Resolver {
  if (of === 'host') {
    return { servers: [{ kind: 'node' }], searches: [], ndots: 1, hosts: hostsOf(), assumes: [] };
  }
  const { dns, namespace } = of;
  const servers = serversOf(cluster, of).slice(0, MOST_SERVERS);
  const first = asksCluster(of) ? clusterSearches(namespace) : [];
  return {
    servers,
    searches: [...new Set([...first, ...dns.searches.map(normalName)])].slice(0, MOST_SEARCHES),
    ndots: dns.ndots ?? (asksCluster(of) ? 5 : 1),
    namespace,
    hosts: hostsOf(of),
    assumes: servers[0]?.kind === 'cache' ? ['DNS_NODELOCAL'] : [],
  };
}

/** ClusterFirst in the host network falls back to the node's servers (S141). */
function asksCluster({ dns: { policy }, network }: Pod): boolean {
  return policy === 'ClusterFirstWithHostNet' || (policy === 'ClusterFirst' && network === 'own');
}

function clusterSearches(namespace: string): string[] {
  return [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
}

/** Those of the policy, then those of dnsConfig. */
function serversOf(cluster: Cluster, pod: Pod): NameServer[] {
  const parts = partsOf(cluster);
  const servers: NameServer[] = [];
  if (asksCluster(pod)) servers.push(...clusterServers(parts, pod));
  else if (pod.dns.policy !== 'None') servers.push({ kind: 'node' });
  for (const given of pod.dns.servers) {
    if (servers.some((one) => one.kind !== 'node' && one.address === given)) continue;
    servers.push(givenServer(parts, given, pod));
  }
  return servers;
}

function clusterServers({ service, cache }: DnsParts, pod: Pod): NameServer[] {
  if (cache !== undefined) return [cacheServer(cache, pod)];
  if (service === undefined) return [];
  return service.clusterAddresses.map((one) => ({ kind: 'service', address: one, service }));
}

function cacheServer({ origin, pods }: NodeCache, { host }: Pod): NameServer {
  const pod = host === undefined ? undefined : pods.get(host);
  return { kind: 'cache', address: NODE_CACHE_ADDRESS, ...(pod && { pod }), origin };
}

function givenServer({ service, cache }: DnsParts, given: Address, pod: Pod): NameServer {
  if (service?.clusterAddresses.includes(given)) return { kind: 'service', address: given, service };
  if (cache !== undefined && given === NODE_CACHE_ADDRESS) return cacheServer(cache, pod);
  return { kind: 'other', address: given, origin: { ...pod.origin, path: 'spec.dnsConfig.nameservers' } };
}

/** The hosts file that the kubelet writes: localhost, and the pod's own name with and without its subdomain. */
function hostsOf(pod?: Pod): ReadonlyMap<string, readonly Address[]> {
  const hosts = new Map<string, readonly Address[]>([['localhost', LOOPBACK]]);
  if (pod === undefined || pod.network === 'host') return hosts;
  const { dns, name, namespace, addresses } = pod;
  const hostname = dns.hostname ?? name;
  hosts.set(hostname, addresses);
  if (dns.subdomain !== undefined) {
    hosts.set(`${hostname}.${dns.subdomain}.${namespace}.svc.${CLUSTER_DOMAIN}`, addresses);
  }
  return hosts;
}

/** What all resolvers of a cluster share. */
interface DnsParts {
  readonly service: Service | undefined;
  readonly cache: NodeCache | undefined;
}

/** Found once a cluster: for each of 150,000 pods anew, it would be 150,000 passes over all services. */
const partsOfClusters = new WeakMap<Cluster, DnsParts>();

function partsOf(cluster: Cluster): DnsParts {
  const known = partsOfClusters.get(cluster);
  if (known !== undefined) return known;
  const parts = { service: dnsServiceOf(cluster), cache: nodeCacheOf(cluster) };
  partsOfClusters.set(cluster, parts);
  return parts;
}
