import { grouped } from '../base/grouped.ts';
import { compareText } from '../base/order.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { differencesOf } from '../kubernetes/read/merge.ts';
import type { ObjectReference, Origin } from '../text/origin.ts';

/** An object or a field of it, or the pods of a workload, that is not the same in two clusters. */
export interface ObjectChange {
  readonly object: ObjectReference;
  readonly what: 'added' | 'removed' | 'changed';
  /** Where it stands: in the head, or, if it was removed, in the base. */
  readonly origin: Origin | undefined;
  /** A cluster with the object as another one has it. */
  readonly as: (cluster: Cluster, other: Cluster) => Cluster;
}

/** The lists of a cluster whose objects decide what becomes of messages. */
const LISTS = [
  'networkPolicies',
  'clusterPolicies',
  'otherPolicies',
  'namespaces',
  'pods',
  'services',
  'endpoints',
  'ingresses',
  'gateways',
  'routes',
  'hosts',
] as const;

type ListName = (typeof LISTS)[number];
type Item = Cluster[ListName][number];

/**
 * What differs between two clusters, by value and never by line (04 §7): the pods of a workload together where they are
 * several, anything else object by object; of an object that both have, field by field.
 */
export function changesOf(base: Cluster, head: Cluster): readonly ObjectChange[] {
  return LISTS.flatMap((list) => {
    if (base[list] === head[list]) return [];
    const [before, after] = [byObject(base, list), byObject(head, list)];
    const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
    return keys.flatMap((key): readonly ObjectChange[] => {
      const [one, other] = [before.get(key), after.get(key)];
      if (one?.length === other?.length && one?.every((item, i) => item === other?.[i])) return [];
      if (one !== undefined && other !== undefined && textOf(one) === textOf(other)) return [];
      // What is only assumed to be there is not in the input.
      const [was, is] = [isGiven(one), isGiven(other)];
      if (!was && !is) return [];
      const first = ((is ? other : one) as readonly Item[])[0] as Item;
      const [alone, now] = [onlyOne(one), onlyOne(other)];
      if (was && is && alone !== undefined && now !== undefined) return fieldChanges(list, key, alone, now);
      const what = !was ? 'added' : !is ? 'removed' : 'changed';
      return [
        {
          object: objectOf(first, list),
          what,
          origin: first.origin,
          as: (to, from) => replaced(to, from, list, key),
        },
      ];
    });
  });
}

function onlyOne(items: readonly Item[] | undefined): Item | undefined {
  return items?.length === 1 ? items[0] : undefined;
}

/** A change for each field of an object that is not the same (04 §7). */
function fieldChanges(list: ListName, key: string, before: Item, after: Item): readonly ObjectChange[] {
  return differencesOf(before, after).map(({ field, path }) => ({
    object: objectOf(after, list),
    what: 'changed',
    origin: { ...after.origin, path: exactPath(path, before[field], after[field]) },
    as: (to, from) => withField(to, from, list, key, field),
  }));
}

/** The path of a list's one entry that is not the same, where it is but one. */
function exactPath(path: string, before: unknown, after: unknown): string {
  if (!Array.isArray(before) || !Array.isArray(after)) return path;
  const length = Math.max(before.length, after.length);
  const other = Array.from({ length }, (_, i) => i).filter((i) => textOf([before[i]]) !== textOf([after[i]]));
  return other.length === 1 && (other[0] as number) < after.length ? `${path}[${other[0]}]` : path;
}

/** The cluster with one field of an object as another one has it. */
function withField(
  cluster: Cluster,
  other: Cluster,
  list: ListName,
  key: string,
  field: keyof Item & string,
): Cluster {
  const theirs = (other[list] as readonly Item[]).find((item) => keyOf(item, list) === key);
  const changed = (cluster[list] as readonly Item[]).map((item) => {
    if (theirs === undefined || keyOf(item, list) !== key) return item;
    const { [field]: _, ...rest } = item;
    return theirs[field] === undefined ? rest : { ...item, [field]: theirs[field] };
  });
  return { ...cluster, [list]: changed };
}

function isGiven(items: readonly Item[] | undefined): boolean {
  return items?.[0]?.origin.place !== undefined;
}

function byObject(cluster: Cluster, list: ListName): ReadonlyMap<string, readonly Item[]> {
  return grouped<string, Item>(cluster[list], (item) => [keyOf(item, list)]);
}

function objectOf(item: Item, list: ListName): ObjectReference {
  if ('workload' in item) return item.workload;
  if (list === 'namespaces') return { kind: 'Namespace', name: item.name };
  const kind = item.origin.object?.kind ?? list;
  return { kind, ...(item.namespace === '' ? {} : { namespace: item.namespace }), name: item.name };
}

function keyOf(item: Item, list: ListName): string {
  const { kind, namespace = '', name } = objectOf(item, list);
  return `${namespace}/${kind}/${name}`;
}

/** A value without where it was read. */
function textOf(items: readonly unknown[]): string {
  return JSON.stringify(items, (key, value: unknown) => {
    if (key === 'origin') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

/** The cluster with the objects of a key as another one has them, in the order that lists have. */
function replaced(cluster: Cluster, other: Cluster, list: ListName, key: string): Cluster {
  const rest = (cluster[list] as readonly Item[]).filter((item) => keyOf(item, list) !== key);
  const theirs = (other[list] as readonly Item[]).filter((item) => keyOf(item, list) === key);
  const all = [...rest, ...theirs].sort(
    (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
  );
  return { ...cluster, [list]: all };
}
