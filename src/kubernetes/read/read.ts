import { lazyMap } from '../../base/lazy-map.ts';
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
import type { OtherKind } from '../objects/other-policy-kinds.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import { WORKLOAD_KINDS } from '../objects/workload.ts';
import type { Collected } from './collect.ts';
import { collect, emptyCollected } from './collect.ts';
import type { Kind } from './kinds.ts';
import { groupOf, isModelled } from './kinds.ts';
import type { Conflict, Dropped, Merging } from './merge.ts';
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
  /** What they were put together from. */
  readonly gathered: Gathered;
}

/** Objects by what they were read as, each once: what one change of an object is made in. */
export interface Gathered {
  readonly lists: ReadonlyMap<Kind, readonly Metadata[]>;
  readonly others: ReadonlyMap<OtherKind, readonly OtherPolicy[]>;
  /** Given once more, and not used. */
  readonly dropped: readonly Dropped[];
  readonly conflicts: readonly Conflict[];
  /** What there is to say of single objects. */
  readonly said: readonly Diagnostic[];
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
  const { namespaces, unread } = collected;
  return objectsOf(gatheredOf(collected), {
    mentioned: namespaces,
    skipped: skippedOf(collected),
    unread: unread.sort((a, b) => compareOrigins(a.origin, b.origin)),
  });
}

function gatheredOf({ objects, others, diagnostics }: Collected): Gathered {
  const conflicts: Conflict[] = [];
  const dropped: Dropped[] = [];
  const merging: Merging = { conflicts, dropped, diagnostics };
  const once = <K, T extends Metadata>(lists: ReadonlyMap<K, T[]>) =>
    new Map(Array.from(lists, ([kind, list]) => [kind, merged(list, merging)]));
  return { lists: once(objects), others: once(others), dropped, conflicts, said: diagnostics };
}

/** Objects as lists. Those of one kind are the lists gathered, and those of several are `before`, where nothing of it changed. */
export function objectsOf(
  gathered: Gathered,
  rest: Pick<Objects, 'mentioned' | 'skipped' | 'unread'>,
  before?: Objects,
): Objects {
  const counts = new Map<string, number>();
  const listOf = <K extends Kind>(kind: K) => (gathered.lists.get(kind) ?? NOTHING) as readonly ObjectOf[K][];
  const of = <K extends Kind>(kind: K): readonly ObjectOf[K][] => {
    const list = listOf(kind);
    if (list.length > 0) counts.set(kind, list.length);
    return list;
  };
  const isSame = ({ gathered: { lists } }: Objects, kinds: readonly Kind[]): boolean =>
    kinds.every((kind) => lists.get(kind) === gathered.lists.get(kind));
  /** In the order of namespace, name and kind. */
  const ofAll = <K extends Kind>(
    field: 'workloads' | 'endpoints' | 'clusterPolicies' | 'routes',
    kinds: readonly K[],
  ): readonly ObjectOf[K][] => {
    const lists = kinds.map(of);
    if (before !== undefined && isSame(before, kinds))
      return before[field] as readonly Metadata[] as readonly ObjectOf[K][];
    return lists.flat().sort(byName);
  };
  const diagnostics = [...gathered.said];
  const pods = listOf('Pod');
  const lists = {
    namespaces: of('Namespace'),
    hosts: of('Node'),
    pods: of('Pod'),
    workloads: ofAll('workloads', [...WORKLOAD_KINDS].sort(compareText)),
    services: of('Service'),
    serviceCidrs: of('ServiceCIDR'),
    endpoints: ofAll('endpoints', ['EndpointSlice', 'Endpoints']),
    networkPolicies: of('NetworkPolicy'),
    clusterPolicies: ofAll('clusterPolicies', [
      'ClusterNetworkPolicy',
      'AdminNetworkPolicy',
      'BaselineAdminNetworkPolicy',
    ]),
    otherPolicies: othersOf(gathered, diagnostics, counts, before),
    ingresses: of('Ingress'),
    ingressClasses: of('IngressClass'),
    gatewayClasses: of('GatewayClass'),
    gateways: of('Gateway'),
    routes: ofAll('routes', ['GRPCRoute', 'HTTPRoute']),
    grants: of('ReferenceGrant'),
  };
  return {
    ...lists,
    ...rest,
    counts,
    hostAddresses:
      before !== undefined && isSame(before, ['Pod']) && before.gathered.dropped === gathered.dropped
        ? before.hostAddresses
        : lazyMap(() => hostAddressesOf(pods, gathered.dropped)),
    conflicts: [...gathered.conflicts].sort((a, b) => compareOrigins(a.other, b.other)),
    diagnostics: diagnostics.sort(byPlace),
    gathered,
  };
}

const NOTHING: readonly never[] = [];

/** By namespace and name; of two kinds, as they were listed. */
function byName(a: Metadata, b: Metadata): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}

/** The policies that are not modelled, counted by whose they are, and said once a kind. */
function othersOf(
  { others }: Gathered,
  diagnostics: Diagnostic[],
  counts: Map<string, number>,
  before: Objects | undefined,
): readonly OtherPolicy[] {
  const kinds = Array.from(others, ([other, once]) => ({ other, once }));
  kinds.sort((a, b) => compareText(a.once[0]?.kind ?? '', b.once[0]?.kind ?? ''));
  for (const { other, once } of kinds) {
    const [first] = once;
    if (first === undefined) continue;
    counts.set(other.product, (counts.get(other.product) ?? 0) + once.length);
    const many = once.length === 1 ? 'one' : `${once.length}`;
    const message = `${first.kind} is not modelled, and the input has ${many}: what it decides is unknown here`;
    diagnostics.push({ code: 'OTHER_POLICY', severity: 'info', message, origin: first.origin });
  }
  if (before?.gathered.others === others) return before.otherPolicies;
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

function hostAddressesOf(pods: readonly Pod[], dropped: readonly Dropped[]): Map<string, readonly Address[]> {
  const texts = new Map<string, Set<string>>();
  const see = ({ host, hostIPs }: Pod): void => {
    if (host === undefined || hostIPs === undefined) return;
    const known = texts.get(host);
    if (known === undefined) texts.set(host, new Set(hostIPs));
    else for (const one of hostIPs) known.add(one);
  };
  pods.forEach(see);
  for (const { other } of dropped) if (other.origin.object?.kind === 'Pod') see(other as Pod);
  return new Map(
    Array.from(texts, ([host, own]) => {
      const addresses = [...own].flatMap((text) => parseAddress(text) ?? []);
      return [host, oneAFamily(addresses.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))];
    }),
  );
}
