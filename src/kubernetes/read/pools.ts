import { detached } from '../../base/detach.ts';
import type { Value } from '../../text/value.ts';

/**
 * What many objects share is kept once while a cluster is read: the labels and containers of the pods of one template,
 * the names of namespaces and hosts. Mutable, and dropped with the reading. 150,000 pods take 0.75 kB instead of 3.3
 * each, and most of the time goes with the garbage.
 */
export interface Pools {
  readonly texts: Map<string, string>;
  /** Labels by what they say, as text. Only those that nothing is wrong with. */
  readonly labels: Map<string, SharedLabels>;
  /** Selectors that ask for labels alone, by these. */
  readonly selectors: Map<
    SharedLabels,
    { readonly labels: SharedLabels; readonly expressions: readonly never[] }
  >;
  /** Owners, lists of addresses, lists of containers: each by its sort and what it says. */
  readonly parts: Map<string, unknown>;
  /** What a pod said last of the addresses of its host, by that one's name. */
  readonly hostIPs: Map<string, readonly string[]>;
}

type SharedLabels = Readonly<Record<string, string>>;

/** Empty pools, for one reading. */
export function emptyPools(): Pools {
  return { texts: new Map(), labels: new Map(), selectors: new Map(), parts: new Map(), hostIPs: new Map() };
}

/** The text that stands for all equal ones. */
export function shared(pools: Pools, text: string): string {
  const known = pools.texts.get(text);
  if (known !== undefined) return known;
  const own = detached(text);
  pools.texts.set(own, own);
  return own;
}

/** A value as part of a key: two lists of values have one key only if they are the same, whatever is in them. */
export function textKey(value: Value | undefined): string {
  if (typeof value === 'string') return `${value.length}:${value}`;
  const json = JSON.stringify(value) ?? '';
  return `${json.length};${json}`;
}

/** The part that stands for all equal ones. `key` begins with its sort, and a sort has one type. */
export function sharedPart<T>(pools: Pools, key: string, make: () => T): T {
  const known = pools.parts.get(key) as T | undefined;
  if (known !== undefined) return known;
  const made = make();
  pools.parts.set(key, made);
  return made;
}
