import { once } from '../../base/once.ts';
import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { TrafficPolicy } from '../objects/service.ts';
import type { Blocks } from './blocks.ts';
import type { Layout } from './layout.ts';
import { ZONE_LABEL } from './service-endpoints.ts';
import type { Backend, Group, ServiceRows } from './service-rows.ts';
import { usable } from './service-rows.ts';
import type { Ranged } from './source-ranges.ts';
import { rangesOf, UNRANGED } from './source-ranges.ts';

/** An address that somebody outside the cluster leads to its hosts: a load balancer's, or an external IP (S30, S35). */
export interface BalancerRow extends Ranged {
  readonly address: Address;
  readonly protocol: Protocol;
  readonly port: number;
  readonly group: number;
  /** `through`: the message arrives as it is; `proxied`: at a node port or pod, from the balancer's address (S31). */
  readonly way: 'through' | 'proxied';
  readonly kind: 'balancer' | 'external';
  readonly origin: Origin;
  readonly path: string;
}

/** Where a balancer sends messages: a host, with how many that are like it; and the header there, if it is proxied. */
export interface EntryRow {
  readonly group: number;
  readonly host: NodeId;
  readonly weight: number;
  readonly balancer: Address;
  readonly address: Address;
  readonly port: number;
}

/** Balancers and their entries. */
export interface BalancerRows {
  readonly balancers: readonly BalancerRow[];
  readonly entries: readonly EntryRow[];
}

/**
 * Load balancers and external addresses as rows of the fabric. Implements S30–S33, S35, S64: to any host under Cluster,
 * to those with an endpoint that can be used under Local. Hosts of one zone without an endpoint that no policy's block tells
 * apart stand for each other, by weight.
 */
export function balancerRows({ groups }: ServiceRows, layout: Layout, blocks: Blocks): BalancerRows {
  const balancers: BalancerRow[] = [];
  const entries: EntryRow[] = [];
  const hosts = once(() => hostsOf(layout, blocks));
  let number = 0;
  for (const group of groups) {
    for (const { address, way, kind } of fronts(group)) {
      const { service, port } = group;
      const known = hosts();
      balancers.push({
        address,
        protocol: port.protocol,
        port: port.port,
        group: number,
        way,
        kind,
        ...(kind === 'balancer' ? rangesOf(service, address, blocks) : UNRANGED),
        origin: service.origin,
        path: port.path,
      });
      entries.push(...entriesOf(group, number, address, way, known));
      number++;
    }
  }
  return { balancers, entries };
}

const NONE: readonly never[] = [];

function fronts({ service, family }: Group): readonly Pick<BalancerRow, 'address' | 'way' | 'kind'>[] {
  if (service.loadBalancer.length + service.externalAddresses.length === 0) return NONE;
  const all: Pick<BalancerRow, 'address' | 'way' | 'kind'>[] = [
    ...service.loadBalancer.map(({ address, mode }) => ({
      address,
      way: mode === 'VIP' ? ('through' as const) : ('proxied' as const),
      kind: 'balancer' as const,
    })),
    ...service.externalAddresses.map((address) => ({
      address,
      way: 'through' as const,
      kind: 'external' as const,
    })),
  ];
  return all.filter(({ address }) => familyOf(address) === family);
}

/** A host as a balancer sees it. */
interface HostEntry {
  readonly node: NodeId;
  readonly name: string;
  readonly addresses: readonly Address[];
  /** Equal for hosts of one zone that no policy's block tells apart: what hints prefer differs by zone (S67). */
  readonly sort: string;
}

/** The hosts of a cluster, by name and by sort. */
interface Hosts {
  readonly byName: ReadonlyMap<string, HostEntry>;
  readonly bySort: ReadonlyMap<string, readonly HostEntry[]>;
}

/** Of so many hosts each is followed for itself; of more, those that nothing tells apart stand for each other. */
const FEW_HOSTS = 32;

function hostsOf({ hosts }: Layout, blocks: Blocks): Hosts {
  const byName = new Map<string, HostEntry>();
  const bySort = new Map<string, HostEntry[]>();
  for (const { host, node } of hosts) {
    const { name, addresses } = host;
    const alikeAs = [host.labels[ZONE_LABEL] ?? '', ...addresses.map((address) => blocks.classOf(address))];
    const sort = hosts.length <= FEW_HOSTS ? name : alikeAs.join('|');
    const entry: HostEntry = { node, name, addresses, sort };
    byName.set(name, entry);
    const alike = bySort.get(sort);
    if (alike === undefined) bySort.set(sort, [entry]);
    else alike.push(entry);
  }
  return { byName, bySort };
}

function entriesOf(
  { service, backends, port }: Group,
  group: number,
  balancer: Address,
  way: BalancerRow['way'],
  hosts: Hosts,
): EntryRow[] {
  const row = ({ node }: HostEntry, weight: number, address: Address, to: number): EntryRow[] => [
    { group, host: node, weight, balancer, address, port: to },
  ];
  if (way === 'proxied' && port.nodePort === undefined) {
    return usable(backends).flatMap((one) => {
      const host = hosts.byName.get(one.host ?? '');
      return host === undefined ? [] : row(host, 1, one.address, one.port);
    });
  }
  return entryHosts(service.externalPolicy, backends, hosts).flatMap(({ host, weight }) => {
    if (way === 'through') return row(host, weight, balancer, port.port);
    const address = host.addresses.find((one) => familyOf(one) === familyOf(balancer));
    return address === undefined ? [] : row(host, weight, address, port.nodePort as number);
  });
}

/** Under Local the hosts with a ready endpoint (S64); under Cluster each with one, and of each sort of the others one. */
function entryHosts(
  policy: TrafficPolicy,
  backends: readonly Backend[],
  { byName, bySort }: Hosts,
): { readonly host: HostEntry; readonly weight: number }[] {
  const used = policy === 'Local' ? backends.filter(({ ready }) => ready) : usable(backends);
  const names = [...new Set(used.flatMap(({ host }) => host ?? []))];
  const holders = names.flatMap((name) => byName.get(name) ?? []).sort((a, b) => a.node - b.node);
  const entries = holders.map((host) => ({ host, weight: 1 }));
  if (policy === 'Local') return entries;
  for (const [sort, alike] of bySort) {
    const rest = alike.length - holders.filter((host) => host.sort === sort).length;
    const host = alike.find(({ name }) => !names.includes(name));
    if (host !== undefined) entries.push({ host, weight: rest });
  }
  return entries;
}
