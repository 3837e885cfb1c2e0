import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import { labelOf } from '../select/selector.ts';

/** The pods of a namespace whose labels equal all of a service's selector (S24), in their order. */
export type FindPods = (namespace: string, selector: Labels) => readonly Pod[];

const NONE: readonly Pod[] = [];

/**
 * An index of pods by namespace and label, of the pairs that some selector asks for: 10,000 services of one namespace
 * look at their own pods, not at all 150,000.
 */
export function podsByLabel(pods: readonly Pod[], selectors: Iterable<readonly [string, Labels]>): FindPods {
  const wanted = new Map<string, Map<string, Pod[]>>();
  for (const [namespace, selector] of selectors) {
    let pairs = wanted.get(namespace);
    if (pairs === undefined) {
      pairs = new Map();
      wanted.set(namespace, pairs);
    }
    for (const key of Object.keys(selector)) pairs.set(pairOf(key, selector[key] as string), []);
  }
  for (const pod of pods) {
    const pairs = wanted.get(pod.namespace);
    if (pairs === undefined) continue;
    for (const key in pod.labels) pairs.get(pairOf(key, labelOf(pod.labels, key) ?? ''))?.push(pod);
  }
  return (namespace, selector) => {
    const pairs = wanted.get(namespace);
    let fewest: readonly Pod[] | undefined;
    for (const key of Object.keys(selector)) {
      const found = pairs?.get(pairOf(key, selector[key] as string)) ?? NONE;
      if (fewest === undefined || found.length < fewest.length) fewest = found;
    }
    return (fewest ?? NONE).filter(({ labels }) =>
      Object.keys(selector).every((key) => labelOf(labels, key) === selector[key]),
    );
  };
}

/** Neither a key nor a value holds a line break. */
function pairOf(key: string, value: string): string {
  return `${key}\n${value}`;
}
