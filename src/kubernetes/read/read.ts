import { compareText } from '../../base/order.ts';
import type { Address } from '../../model/header/address.ts';
import { parseAddress } from '../../model/header/address.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import type { NetworkObjects } from '../cluster.ts';
import { oneAFamily } from '../objects/address-field.ts';
import type { Host } from '../objects/host.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import type { OtherPolicy } from '../objects/other-policy.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import { WORKLOAD_KINDS } from '../objects/workload.ts';
import type { Collected } from './collect.ts';
import { collect, emptyCollected } from './collect.ts';
import type { Kind } from './kinds.ts';
import { groupOf, isModelled } from './kinds.ts';
import type { Conflict, Merging } from './merge.ts';
import { compareOrigins, merged } from './merge.ts';
import type { ObjectOf } from './readers.ts';

/** The objects of a cluster, as given: what `planCluster` makes a cluster of. Each list is by namespace and name. */
export interface Objects extends NetworkObjects {
  readonly namespaces: readonly Namespace[];
  readonly hosts: readonly Host[];
  readonly pods: readonly Pod[];
  readonly workloads: readonly Workload[];
  /** How many objects of each kind were used. */
  readonly counts: ReadonlyMap<string, number>;
  /** How many of each kind that is not modelled; `Kind (group/version)` where the kind alone would mislead. */
  readonly skipped: ReadonlyMap<string, number>;
  /** The addresses that running pods give their hosts, at most one a family, by the host's name. */
  readonly hostAddresses: ReadonlyMap<string, readonly Address[]>;
  /** The namespaces that any of them stands in (S143). */
  readonly mentioned: ReadonlySet<string>;
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading needs to know beside the objects. */
export interface ReadOptions {
  /** Where an object lives that names no namespace. */
  readonly namespace: string;
}

/**
 * Value trees as the narrow objects that the model needs (R6). Total: what cannot be used is a diagnostic, and the rest
 * works. Takes item by item and keeps no value tree; the order of the items never shows.
 */
export function readCluster(items: Iterable<Item>, options: ReadOptions): Objects {
  const collected = emptyCollected();
  for (const { value, place, list } of items)
    collect({ value, place, prefix: '', list }, options.namespace, collected);
  return objectsOf(collected);
}

function objectsOf(collected: Collected): Objects {
  const { diagnostics } = collected;
  const conflicts: Conflict[] = [];
  const merging: Merging = { conflicts, diagnostics };
  const counts = new Map<string, number>();
  /** Of one kind or several, in the order of namespace, name and kind. */
  const of = <K extends Kind>(...kinds: readonly K[]): ObjectOf[K][] => {
    const lists = kinds.map((kind) => {
      const once = merged((collected.objects.get(kind) ?? []) as ObjectOf[K][], merging);
      if (once.length > 0) counts.set(kind, once.length);
      return once;
    });
    return lists.length === 1 ? (lists[0] as ObjectOf[K][]) : lists.flat().sort(byName);
  };
  const lists = {
    namespaces: of('Namespace'),
    hosts: of('Node'),
    pods: of('Pod'),
    workloads: of(...[...WORKLOAD_KINDS].sort(compareText)),
    services: of('Service'),
    serviceCidrs: of('ServiceCIDR'),
    endpoints: of('EndpointSlice', 'Endpoints'),
    networkPolicies: of('NetworkPolicy'),
    clusterPolicies: of('ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'),
    otherPolicies: othersOf(collected, merging, counts),
    ingresses: of('Ingress'),
    ingressClasses: of('IngressClass'),
    gatewayClasses: of('GatewayClass'),
    gateways: of('Gateway'),
    routes: of('GRPCRoute', 'HTTPRoute'),
    grants: of('ReferenceGrant'),
    unread: collected.unread.sort((a, b) => compareOrigins(a.origin, b.origin)),
  };
  diagnostics.sort(byPlace);
  return {
    ...lists,
    counts,
    skipped: skippedOf(collected),
    hostAddresses: hostAddressesOf(collected),
    mentioned: collected.namespaces,
    conflicts: conflicts.sort((a, b) => compareOrigins(a.other, b.other)),
    diagnostics,
  };
}

/** By namespace and name; of two kinds, as they were listed. */
function byName(a: Metadata, b: Metadata): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

/** The policies that are not modelled, counted by whose they are, and said once a kind. */
function othersOf({ others }: Collected, merging: Merging, counts: Map<string, number>): OtherPolicy[] {
  const kinds = [...others].map(([other, list]) => ({ other, once: merged(list, merging) }));
  kinds.sort((a, b) => compareText(a.once[0]?.kind ?? '', b.once[0]?.kind ?? ''));
  for (const { other, once } of kinds) {
    const [first] = once;
    if (first === undefined) continue;
    counts.set(other.product, (counts.get(other.product) ?? 0) + once.length);
    const many = once.length === 1 ? 'one' : `${once.length}`;
    const message = `${first.kind} is not modelled, and the input has ${many}: what it decides is unknown here`;
    merging.diagnostics.push({ code: 'OTHER_POLICY', severity: 'info', message, origin: first.origin });
  }
  return kinds.flatMap(({ once }) => once).sort(byName);
}

/** Orders complaints by what they are about, wherever they were found. */
export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareOrigins(a.origin, b.origin) || compareText(a.code, b.code) || compareText(a.message, b.message)
  );
}

/** A kind stands alone unless two groups have one of that name, or one that is modelled has it too. */
function skippedOf({ skipped }: Collected): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of [...skipped.keys()].sort(compareText)) {
    const versions = [...(skipped.get(kind) ?? [])].sort(([a], [b]) => compareText(a, b));
    const groups = new Set(versions.map(([version]) => groupOf(version)));
    const alone = groups.size === 1 && !isModelled(kind);
    for (const [version, count] of versions) {
      const name = alone ? kind : `${kind} (${version})`;
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return counts;
}

function hostAddressesOf({ pools }: Collected): Map<string, readonly Address[]> {
  const found = new Map<string, readonly Address[]>();
  for (const [host, texts] of pools.hosts) {
    const addresses = [...texts].flatMap((text) => parseAddress(text) ?? []);
    addresses.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    found.set(host, oneAFamily(addresses));
  }
  return found;
}
