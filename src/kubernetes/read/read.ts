import { compareText } from '../../base/order.ts';
import type { Address } from '../../model/header/address.ts';
import { parseAddress } from '../../model/header/address.ts';
import type { Code } from '../../text/codes.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Item } from '../../text/item.ts';
import { isList, isMap } from '../../text/value.ts';
import type { NetworkObjects } from '../cluster.ts';
import { oneAFamily } from '../objects/address-field.ts';
import type { Host } from '../objects/host.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import type { OtherPolicy } from '../objects/other-policy.ts';
import type { OtherKind } from '../objects/other-policy-kinds.ts';
import { otherKindOf } from '../objects/other-policy-kinds.ts';
import type { Pod } from '../objects/pod.ts';
import type { Workload } from '../objects/workload.ts';
import { WORKLOAD_KINDS } from '../objects/workload.ts';
import { textIn } from './field.ts';
import type { Kind } from './kinds.ts';
import { groupOf, isModelled, kindOf } from './kinds.ts';
import type { Conflict, Merging } from './merge.ts';
import { compareOrigins, merged } from './merge.ts';
import type { Gathering, Given } from './object.ts';
import { readObject, readOther } from './object.ts';
import { emptyPools } from './pools.ts';
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
  readonly conflicts: readonly Conflict[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What reading needs to know beside the objects. */
export interface ReadOptions {
  /** Where an object lives that names no namespace. */
  readonly namespace: string;
}

/** What has been read so far. */
interface Collected extends Gathering {
  readonly objects: Map<Kind, Metadata[]>;
  /** Policies of kinds that are not modelled. */
  readonly others: Map<OtherKind, OtherPolicy[]>;
  /** By kind, then version. */
  readonly skipped: Map<string, Map<string, number>>;
}

/**
 * Value trees as the narrow objects that the model needs (R6). Total: what cannot be used is a diagnostic, and the rest
 * works. Takes item by item and keeps no value tree; the order of the items never shows.
 */
export function readCluster(items: Iterable<Item>, options: ReadOptions): Objects {
  const collected: Collected = {
    objects: new Map(),
    others: new Map(),
    skipped: new Map(),
    diagnostics: [],
    pools: emptyPools(),
  };
  for (const { value, place, list } of items) readOne({ value, place, prefix: '', list }, options, collected);
  return objectsOf(collected);
}

/** One document, list item, or item of a list within a list. */
function readOne(given: Given, options: ReadOptions, collected: Collected): void {
  const { value, place, prefix, list } = given;
  if (!isMap(value)) {
    say(given, 'NOT_AN_OBJECT', 'this is not a mapping with apiVersion and kind', collected);
    return;
  }
  const kind = textIn(value, 'kind') ?? list?.kind.replace(/List$/, '') ?? '';
  const version = textIn(value, 'apiVersion') ?? list?.apiVersion ?? '';
  if (kind.endsWith('List') && isList(value.items)) {
    const within = { kind, apiVersion: version };
    value.items.forEach((item, index) => {
      readOne({ value: item, place, prefix: `${prefix}items[${index}].`, list: within }, options, collected);
    });
  } else if (kind === '') say(given, 'NO_KIND', 'this object does not say its kind', collected);
  else if (version === '') {
    say(given, 'NO_API_VERSION', `this ${kind} does not say its apiVersion`, collected);
  } else {
    const { namespace } = options;
    const known = kindOf(kind, version);
    const other = known === undefined ? otherKindOf(kind, groupOf(version)) : undefined;
    if (known !== undefined) {
      keep(collected.objects, known, readObject(known, version, value, given, namespace, collected));
    } else if (other !== undefined) {
      keep(collected.others, other, readOther(other, version, value, given, namespace, collected));
    } else skip(kind, version, collected);
  }
}

function keep<K, T>(lists: Map<K, T[]>, kind: K, object: T | undefined): void {
  if (object === undefined) return;
  const list = lists.get(kind);
  if (list === undefined) lists.set(kind, [object]);
  else list.push(object);
}

function skip(kind: string, version: string, { skipped }: Collected): void {
  const versions = skipped.get(kind) ?? new Map<string, number>();
  skipped.set(kind, versions.set(version, (versions.get(version) ?? 0) + 1));
}

function say({ place, prefix }: Given, code: Code, message: string, { diagnostics }: Collected): void {
  const path = prefix.slice(0, -1);
  const origin = path === '' ? { place } : { place, path };
  diagnostics.push({ code, severity: 'error', message: `${message}: it is left out`, origin });
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
  };
  diagnostics.sort(byPlace);
  return {
    ...lists,
    counts,
    skipped: skippedOf(collected),
    hostAddresses: hostAddressesOf(collected),
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
