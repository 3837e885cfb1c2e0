import { lazyMap } from '../../base/lazy-map.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { Template } from '../../model/network/fib.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, LISTENERS } from '../../model/network/network.ts';
import { findNodes } from '../../model/network/node.ts';
import type { Cluster } from '../cluster.ts';
import type { Options } from '../profile/options.ts';
import type { Profile } from '../profile/profile.ts';
import { askedSets } from './asked-sets.ts';
import type { BalancerRows } from './balancers.ts';
import { balancerRows } from './balancers.ts';
import { blocksOf } from './blocks.ts';
import type { RowKind } from './captured.ts';
import { SERVICES } from './captured.ts';
import { directoryOf } from './columns.ts';
import { directoriesOf, PROCESSES } from './directories.ts';
import { unclearPolicies } from './doubts.ts';
import { enforcementOf } from './enforcement.ts';
import { externalRows, FABRIC_DIRECTORIES, fabricTemplate } from './fabric.ts';
import { factTable } from './facts.ts';
import { fibsOf } from './fibs.ts';
import { handlesOf } from './handles.ts';
import type { HostParts } from './host.ts';
import { articleHost, hostTemplate } from './host.ts';
import type { HostPortRow } from './host-ports.ts';
import { hostPortRows } from './host-ports.ts';
import type { Layout } from './layout.ts';
import { layoutOf } from './layout.ts';
import { linkLocalDirectories, linkLocalRows } from './link-local.ts';
import { nodeFinder } from './node-names.ts';
import { podTemplate } from './pod.ts';
import { podSets } from './pod-sets.ts';
import { policiesOf } from './policies.ts';
import { entriesOf, vocabulary } from './policy-entries.ts';
import { endpointsIn } from './service-endpoints.ts';
import type { ServiceRows } from './service-rows.ts';
import { serviceRows } from './service-rows.ts';
import { RANGED } from './source-ranges.ts';

/**
 * A cluster as a network graph (01 §3). The order of the cluster's objects never shows: they come sorted.
 *
 * ```
 *                 ┌─ layout ──────── nodes and links: who is linked to whom
 *                 ├─ directories ─── addresses, listeners, processes: one row each, kept once
 *   Cluster ──────┼─ services ────── their addresses, node ports, backends; host ports; balancers
 *                 ├─ policies ────── sets of pods, and per direction: doubts, admin, isolations, rules, baseline
 *                 └─ handles ─────── names of groups of nodes
 *   Profile ──────┬─ pod ─────────── F1 F2 (F8) F3
 *                 ├─ host ────────── F4 F5, or the pipeline
 *                 │                    services ▸ egress ▸ route F4–F9 ▸ ingress ▸ source translation
 *                 └─ fabric ──────── host addresses → hosts, balancers → hosts, the rest → outside
 *                                      │
 *                                      └─ fibs: a template a switch ──▶ Network
 * ```
 */
export function compile(cluster: Cluster, profile: Profile): Network {
  const layout = layoutOf(cluster, profile);
  findNodes(layout.nodes, nodeFinder(layout));
  const { addresses, listeners, processes } = directoriesOf(layout);
  const own = { [ADDRESSES]: addresses, [LISTENERS]: listeners, [PROCESSES]: processes };
  const pipeline = layout.fabric === undefined ? undefined : pipelineOf(layout, profile);
  const network: Network = {
    name: 'cluster',
    nodes: layout.nodes,
    links: layout.links,
    fibs: fibsOf(layout.nodes, [podTemplate(profile), ...(pipeline?.templates ?? [articleHost()])]),
    directories: { ...own, ...pipeline?.directories },
    sets: pipeline?.sets ?? [],
    facts: pipeline?.facts ?? [],
    handles: lazyMap(() => handlesOf(layout)),
  };
  if (pipeline !== undefined) hostParts.set(network, { host: pipeline.host, orders: new Map() });
  return network;
}

/** What the pipeline of the hosts of a network was made of, and the networks with other orders that were made of it. */
const hostParts = new WeakMap<Network, { readonly host: HostParts; readonly orders: Map<string, Network> }>();

/** Options that only say in which order the tables of a host stand. */
export type OrderOptions = Partial<Pick<Options, 'egressPolicy' | 'ingressPolicy'>>;

/**
 * The same network with the tables of its hosts in another order (S102, S106): everything else is shared. Undefined for
 * a network without a pipeline.
 */
export function reordered(network: Network, changes: OrderOptions): Network | undefined {
  const parts = hostParts.get(network);
  if (parts === undefined) return undefined;
  const key = `${changes.egressPolicy} ${changes.ingressPolicy}`;
  const known = parts.orders.get(key);
  if (known !== undefined) return known;
  const { profile } = parts.host;
  const host = hostTemplate({
    ...parts.host,
    profile: { ...profile, options: { ...profile.options, ...changes } },
  });
  const templates = network.fibs.templates.map((one) => (one.name === host.name ? host : one));
  const made = { ...network, fibs: { ...network.fibs, templates } };
  parts.orders.set(key, made);
  return made;
}

/** What the standard graph has beyond the article's. */
interface Pipeline extends Pick<Network, 'sets' | 'facts'> {
  readonly host: HostParts;
  readonly templates: readonly Template[];
  readonly directories: Readonly<Record<string, Directory>>;
}

function pipelineOf(layout: Layout, profile: Profile): Pipeline | undefined {
  const { fabric, outside, cluster } = layout;
  if (fabric === undefined || outside === undefined) return undefined;
  const { options } = profile;
  const facts = factTable();
  const words = vocabulary(askedSets(options), options);
  const sets = podSets(layout, options, words.sets, facts);
  const blocks = blocksOf(layout, options, sets, facts);
  const enforcement = enforcementOf(cluster, options);
  const entries = entriesOf(enforcement.enforced === 'no' ? [] : cluster.networkPolicies, words);
  const unclear = unclearPolicies(cluster, entries.refused);
  const policies = policiesOf({ layout, options, sets, blocks, facts, enforcement, entries, words, unclear });
  const rows = serviceRows(cluster.services, {
    options,
    facts,
    blocks,
    endpointsOf: endpointsIn(cluster),
    hostNode: (name) => layout.hostByName.get(name),
  });
  const hostPorts = options.hostPort === 'translated' ? hostPortRows(layout) : [];
  const linkLocal = linkLocalRows(layout);
  const balanced = balancerRows(rows, layout, blocks);
  const icmp = facts.of('icmp to a service', () => ({
    kind: 'unknown',
    code: 'ICMP_TO_SERVICE',
    text: 'what a message that is neither TCP, UDP nor SCTP means at the address of a service is not defined',
  }));
  const external = externalRows(layout);
  const translated =
    external.length === 0
      ? undefined
      : facts.of('external addresses', () => ({
          kind: 'unknown',
          code: 'EXTERNAL_ADDRESS',
          text: 'whether somebody translates the ExternalIP of a node to its InternalIP is not known',
        }));
  const services = {
    options,
    kinds: kindsOf(rows, hostPorts),
    pods: sets.all,
    icmp,
  };
  const host: HostParts = {
    profile,
    fabric,
    services,
    linkLocal: linkLocal.length > 0 ? 'some' : 'none',
    egress: policies.egress,
    ingress: policies.ingress,
  };
  return {
    host,
    templates: [hostTemplate(host), fabricTemplate(profile, outside, balanced.balancers, translated)],
    directories: {
      ...policies.directories,
      ...serviceDirectories(rows, hostPorts, balanced),
      ...linkLocalDirectories(linkLocal),
      [FABRIC_DIRECTORIES.external]: directoryOf(external, {
        address: 'address',
        host: 'node',
        internal: 'address',
        origin: 'origin',
      }),
    },
    sets: sets.finish(),
    facts: facts.finish(),
  };
}

function kindsOf(rows: ServiceRows, hostPorts: readonly HostPortRow[]): ReadonlySet<RowKind> {
  return new Set([
    ...rows.frontends.map(({ kind }) => kind),
    ...(rows.nodePorts.length > 0 ? (['nodePort'] as const) : []),
    ...(hostPorts.length > 0 ? (['hostPort'] as const) : []),
    ...(rows.nodal.length > 0 ? (['nodal'] as const) : []),
    ...(rows.zonal.length > 0 ? (['zonal'] as const) : []),
  ]);
}

const FRONTEND = {
  protocol: 'protocol',
  port: 'number',
  policy: 'text',
  group: 'number',
  endpoints: 'text',
  here: 'number',
  nowhere: 'number',
  placement: 'text',
  origin: 'origin',
  path: 'text',
} as const;
const BACKEND = { group: 'number', address: 'address', port: 'number', origin: 'origin' } as const;

function serviceDirectories(
  { frontends, nodePorts, backends, local, zonal, nodal }: ServiceRows,
  hostPorts: readonly HostPortRow[],
  { balancers, entries }: BalancerRows,
): Record<string, Directory> {
  const place = { origin: 'origin', path: 'text' } as const;
  const front = {
    address: 'address',
    protocol: 'protocol',
    port: 'number',
    kind: 'text',
    group: 'number',
  } as const;
  return {
    [SERVICES.frontends]: directoryOf(frontends, {
      ...FRONTEND,
      ...RANGED,
      address: 'address',
      kind: 'text',
    }),
    [SERVICES.nodePorts]: directoryOf(nodePorts, { ...FRONTEND, sources: 'addresses' }),
    [SERVICES.backends]: directoryOf(backends, BACKEND),
    [SERVICES.local]: directoryOf(local, { ...BACKEND, host: 'node' }),
    [SERVICES.zonal]: directoryOf(zonal, { ...BACKEND, zone: 'text' }),
    [SERVICES.nodal]: directoryOf(nodal, { ...BACKEND, host: 'node' }),
    [SERVICES.hostPorts]: directoryOf(hostPorts, {
      host: 'node',
      targets: 'addresses',
      protocol: 'protocol',
      hostPort: 'number',
      address: 'address',
      port: 'number',
      ...place,
    }),
    [FABRIC_DIRECTORIES.balancers]: directoryOf(balancers, { ...front, ...RANGED, ...place, way: 'text' }),
    [FABRIC_DIRECTORIES.entries]: directoryOf(entries, {
      group: 'number',
      host: 'node',
      weight: 'number',
      balancer: 'address',
      address: 'address',
      port: 'number',
    }),
  };
}
