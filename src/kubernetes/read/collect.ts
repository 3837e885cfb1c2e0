import { present } from '../../base/assert.ts';
import type { Code } from '../../text/codes.ts';
import { isList, isMap } from '../../text/value.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { OtherPolicy } from '../objects/other-policy.ts';
import type { OtherKind } from '../objects/other-policy-kinds.ts';
import { otherKindOf } from '../objects/other-policy-kinds.ts';
import { textIn } from './field.ts';
import type { Kind } from './kinds.ts';
import { groupOf, kindOf } from './kinds.ts';
import type { Gathering, Given } from './object.ts';
import { readObject, readOther } from './object.ts';
import { emptyPools } from './pools.ts';
import type { Unread } from './unread.ts';
import { leftOut } from './unread.ts';

/** What has been read so far. */
export interface Collected extends Gathering {
  readonly objects: Map<Kind, Metadata[]>;
  /** Of those and of the others: whatever stands in a namespace mentions it (S143). */
  readonly namespaces: Set<string>;
  /** Policies of kinds that are not modelled. */
  readonly others: Map<OtherKind, OtherPolicy[]>;
  /** Objects that are left out and could be policies. */
  readonly unread: Unread[];
  /** By kind, then version. */
  readonly skipped: Map<string, Map<string, number>>;
}

/** Nothing yet. */
export function emptyCollected(): Collected {
  return {
    objects: new Map(),
    namespaces: new Set(),
    others: new Map(),
    unread: [],
    skipped: new Map(),
    diagnostics: [],
    pools: emptyPools(),
  };
}

/** What became of an object: it was taken, or counted; or it is left out, and the last complaint says why. */
type Fate = 'taken' | 'left out';

/** Adds one document, list item, or item of a list within a list. `namespace`: where an object lives that names none. */
export function collect(given: Given, namespace: string, collected: Collected): void {
  const { value, place, prefix } = given;
  const { kind, version } = saysOf(given);
  if (isMap(value) && kind.endsWith('List') && (isList(value.items) || value.items === null)) {
    const within = { kind, apiVersion: version };
    (value.items ?? []).forEach((item, index) => {
      collect(
        { value: item, place, prefix: `${prefix}items[${index}].`, list: within },
        namespace,
        collected,
      );
    });
    return;
  }
  if (take(kind, version, given, namespace, collected) === 'taken') return;
  const why = present(collected.diagnostics.at(-1), 'why an object is left out');
  const unread = leftOut(why, value, kind);
  if (unread !== undefined) collected.unread.push(unread);
}

/** What an object says that it is, or its list for it; empty where neither does. */
function saysOf({ value, list }: Given): { readonly kind: string; readonly version: string } {
  if (!isMap(value)) return { kind: '', version: '' };
  return {
    kind: textIn(value, 'kind') ?? list?.kind.replace(/List$/, '') ?? '',
    version: textIn(value, 'apiVersion') ?? list?.apiVersion ?? '',
  };
}

function take(kind: string, version: string, given: Given, namespace: string, collected: Collected): Fate {
  const { value } = given;
  if (!isMap(value))
    return leave(given, 'NOT_AN_OBJECT', 'this is not a mapping with apiVersion and kind', collected);
  if (kind === '') return leave(given, 'NO_KIND', 'this object does not say its kind', collected);
  if (version === '')
    return leave(given, 'NO_API_VERSION', `this ${kind} does not say its apiVersion`, collected);
  const known = kindOf(kind, version);
  if (known !== undefined) {
    const object = readObject(known, version, value, given, namespace, collected);
    return put(collected.objects, known, object, collected);
  }
  const other = otherKindOf(kind, groupOf(version));
  if (other === undefined) return skip(kind, version, collected);
  const policy = readOther(other, version, value, given, namespace, collected);
  return put(collected.others, sameKind(other, collected), policy, collected);
}

function put<K, T extends Metadata>(
  lists: Map<K, T[]>,
  kind: K,
  object: T | undefined,
  { namespaces }: Collected,
): Fate {
  if (object === undefined) return 'left out';
  if (object.namespace !== '') namespaces.add(object.namespace);
  const list = lists.get(kind);
  if (list === undefined) lists.set(kind, [object]);
  else list.push(object);
  return 'taken';
}

/** A kind that nothing is known of but its name is made anew each time that it is met. */
function sameKind(other: OtherKind, { others }: Collected): OtherKind {
  for (const one of others.keys()) if (one.kind === other.kind && one.product === other.product) return one;
  return other;
}

function skip(kind: string, version: string, { skipped }: Collected): Fate {
  const versions = skipped.get(kind) ?? new Map<string, number>();
  skipped.set(kind, versions.set(version, (versions.get(version) ?? 0) + 1));
  return 'taken';
}

function leave({ place, prefix }: Given, code: Code, message: string, { diagnostics }: Collected): Fate {
  const path = prefix.slice(0, -1);
  const origin = path === '' ? { place } : { place, path };
  diagnostics.push({ code, severity: 'error', message: `${message}: it is left out`, origin });
  return 'left out';
}
