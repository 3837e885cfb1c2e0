import { compareText } from '../../base/order.ts';
import type { Item } from '../../text/item.ts';
import type { ObjectReference } from '../../text/origin.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { OtherPolicy } from '../objects/other-policy.ts';
import type { OtherKind } from '../objects/other-policy-kinds.ts';
import type { Collected } from './collect.ts';
import { collect, emptyCollected } from './collect.ts';
import type { Kind } from './kinds.ts';
import { asText, compareOrigins } from './merge.ts';
import type { Gathered, Objects, ReadOptions } from './read.ts';
import { objectsOf } from './read.ts';

/**
 * One change of a cluster. `put`: there is such an object now, instead of any of its kind, namespace and name. `delete`:
 * there is none; of the object nothing is read but those.
 */
export interface Change {
  readonly kind: 'put' | 'delete';
  readonly item: Item;
}

/**
 * The objects after a change: as if they were read anew, the one that is changed at its new place. Lists of kinds that
 * are not touched are the same, and so are the parts of an object that stay as they were. Of kinds that are not
 * modelled nothing changes; what is put and cannot be used is left out, and said.
 */
export function changedObjects(
  objects: Objects,
  { kind, item }: Change,
  { namespace }: ReadOptions,
): Objects {
  const { value, place, list } = item;
  const collected = emptyCollected();
  collect({ value, place, prefix: '', list }, namespace, collected);
  const { objects: some, others, diagnostics } = collected;
  if (some.size + others.size + (kind === 'put' ? diagnostics.length : 0) === 0) return objects;
  const draft = draftOf(objects);
  for (const [type, some] of collected.objects)
    for (const one of some) replace(draft, draft.lists, type, one, kind);
  for (const [type, some] of collected.others) {
    const same = [...draft.others.keys()].find(
      (one) => one.kind === type.kind && one.product === type.product,
    );
    for (const one of some) replace(draft, draft.others, same ?? type, one, kind);
  }
  if (kind === 'put') {
    draft.said.push(...collected.diagnostics);
    draft.unread.push(...collected.unread);
  } else if (draft.gone.size === 0) return objects;
  return finished(objects, draft, collected);
}

/** What a change makes its way through. */
interface Draft {
  readonly lists: Map<Kind, readonly Metadata[]>;
  readonly others: Map<OtherKind, readonly OtherPolicy[]>;
  readonly dropped: Gathered['dropped'];
  readonly said: Gathered['said'][number][];
  readonly unread: Objects['unread'][number][];
  /** What the objects that are replaced or deleted are called by everything that was said of them. */
  readonly gone: Set<ObjectReference | undefined>;
  readonly namespaces: Set<string>;
}

function draftOf({ gathered, unread }: Objects): Draft {
  return {
    lists: new Map(gathered.lists),
    others: new Map(gathered.others),
    dropped: gathered.dropped,
    said: [],
    unread: [...unread],
    gone: new Set(),
    namespaces: new Set(),
  };
}

/** Replaces an object in its list, or adds it, or takes it out; notes what is gone with it. */
function replace<K, T extends Metadata>(
  { dropped, gone, namespaces }: Draft,
  lists: Map<K, readonly T[]>,
  type: K,
  one: T,
  kind: Change['kind'],
): void {
  const list = lists.get(type) ?? [];
  const at = positionOf(list, one);
  const found = list[at];
  const before = found?.namespace === one.namespace && found.name === one.name ? found : undefined;
  if (before !== undefined) {
    gone.add(before.origin.object);
    for (const { used, other } of dropped) if (used === before) gone.add(other.origin.object);
  }
  if (kind === 'delete' && before === undefined) return;
  namespaces.add(one.namespace);
  const more = kind === 'delete' ? [] : [before === undefined ? one : sharing(before, one)];
  lists.set(type, spliced(list, at, before === undefined ? 0 : 1, more));
}

/** A copy of a list: some of its items replaced. */
function spliced<T>(list: readonly T[], at: number, count: number, more: readonly T[]): readonly T[] {
  const copy = list.slice();
  copy.splice(at, count, ...more);
  return copy;
}

function positionOf(sorted: readonly Metadata[], { namespace, name }: Metadata): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle] as Metadata;
    if ((compareText(one.namespace, namespace) || compareText(one.name, name)) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The later one, with those fields of the former one that say the same: who looks at these alone sees no change. */
function sharing<T extends Metadata>(before: T, after: T): T {
  const shared: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(after)) {
    const former = (before as Readonly<Record<string, unknown>>)[field];
    // An origin leads to its text, and names what was said of it.
    shared[field] = field !== 'origin' && asText(value) === asText(former) ? former : value;
  }
  return shared as unknown as T;
}

function finished(objects: Objects, draft: Draft, collected: Collected): Objects {
  const { gathered, skipped } = objects;
  const { gone } = draft;
  const isGone = (one: { readonly origin?: { readonly object?: ObjectReference } }): boolean =>
    one.origin?.object !== undefined && gone.has(one.origin.object);
  // The same list, where nothing goes: others see by it that nothing changed.
  const dropped = gathered.dropped.filter(({ used }) => !isGone(used));
  const others = collected.others.size === 0 ? gathered.others : nonEmpty(draft.others);
  const after: Gathered = {
    lists: nonEmpty(draft.lists),
    others,
    dropped: dropped.length < gathered.dropped.length ? dropped : gathered.dropped,
    conflicts: gathered.conflicts.filter(({ used }) => !isGone({ origin: used })),
    said: [...gathered.said.filter((one) => !isGone(one)), ...draft.said],
  };
  const left = draft.unread.filter((one) => !isGone(one));
  const changed = collected.unread.length > 0 || left.length < draft.unread.length;
  const unread = changed ? left.sort((a, b) => compareOrigins(a.origin, b.origin)) : objects.unread;
  return objectsOf(after, { mentioned: mentionedAfter(objects, after, draft), skipped, unread }, objects);
}

function nonEmpty<K, T>(lists: ReadonlyMap<K, readonly T[]>): ReadonlyMap<K, readonly T[]> {
  return new Map([...lists].filter(([, list]) => list.length > 0));
}

/** The namespaces that objects stand in: the same set, where none comes and none goes. */
function mentionedAfter({ mentioned }: Objects, { lists, others }: Gathered, { namespaces }: Draft) {
  const all: readonly (readonly Metadata[])[] = [...lists.values(), ...others.values()];
  const isThere = (name: string): boolean =>
    all.some((list) => list[positionOf(list, { namespace: name, name: '' } as Metadata)]?.namespace === name);
  const changed = [...namespaces].filter((name) => name !== '' && mentioned.has(name) !== isThere(name));
  if (changed.length === 0) return mentioned;
  const after = new Set(mentioned);
  for (const name of changed) if (!after.delete(name)) after.add(name);
  return after;
}
