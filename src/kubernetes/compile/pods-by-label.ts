import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import { labelOf } from '../select/selector.ts';

/** The pods of a namespace whose labels equal all of a service's selector (S24), in their order. */
export type FindPods = (namespace: string, selector: Labels) => readonly Pod[];

const NONE: readonly Pod[] = [];

/** By value. */
type Wanted = Map<string, Pod[]>;

/**
 * An index of pods by namespace and label, of the pairs that some selector asks for: 10,000 services of one namespace
 * look at their own pods, not at all 150,000. Pods stand in the order of their namespaces.
 */
export function podsByLabel(pods: readonly Pod[], selectors: Iterable<readonly [string, Labels]>): FindPods {
  const wanted = new Map<string, Map<string, Wanted>>();
  for (const [namespace, selector] of selectors) {
    const keys = madeIn(wanted, namespace, () => new Map<string, Wanted>());
    for (const key of Object.keys(selector))
      madeIn(keys, key, () => new Map<string, Pod[]>()).set(selector[key] as string, []);
  }
  let namespace: string | undefined;
  let keys: readonly (readonly [string, Wanted])[] = [];
  for (const pod of pods) {
    if (pod.namespace !== namespace) {
      ({ namespace } = pod);
      keys = [...(wanted.get(namespace) ?? [])];
    }
    for (const [key, values] of keys) {
      const value = labelOf(pod.labels, key);
      if (value !== undefined) values.get(value)?.push(pod);
    }
  }
  return (namespace, selector) => {
    const keys = wanted.get(namespace);
    const asked = Object.keys(selector);
    let fewest: readonly Pod[] | undefined;
    for (const key of asked) {
      const found = keys?.get(key)?.get(selector[key] as string) ?? NONE;
      if (fewest === undefined || found.length < fewest.length) fewest = found;
    }
    if (fewest === undefined || asked.length === 1) return fewest ?? NONE;
    return fewest.filter(({ labels }) => asked.every((key) => labelOf(labels, key) === selector[key]));
  };
}

function madeIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
