import type { Cluster } from '../../src/kubernetes/cluster.ts';
import { planCluster } from '../../src/kubernetes/plan/plan.ts';
import type { Objects } from '../../src/kubernetes/read/read.ts';
import { readCluster } from '../../src/kubernetes/read/read.ts';
import type { Item } from '../../src/text/item.ts';
import type { Source } from '../../src/text/origin.ts';
import { readText } from '../../src/text/read.ts';
import type { Value } from '../../src/text/value.ts';

/** A source that holds this text. */
export function sourceOf(name: string, text: string): Source {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes: () => bytes };
}

/** The cluster of several files, read one after the other. */
export function clusterOfFiles(files: readonly Source[]): Cluster {
  const items = files.flatMap((source) => [...readText(source, () => undefined)]);
  return planCluster(readCluster(items, { namespace: 'default' }));
}

/** The objects of values that are no text. */
export function objectsOfValues(values: readonly Value[]): Objects {
  const items: Item[] = values.map((value, offset) => ({
    value,
    place: { source: sourceOf('values', ''), offset },
  }));
  return readCluster(items, { namespace: 'default' });
}

/** Their cluster. */
export function clusterOfValues(values: readonly Value[]): Cluster {
  return planCluster(objectsOfValues(values));
}

/** A cluster as text that is equal for equal clusters: places by name, addresses in full, maps as lists. */
export function printed(cluster: Cluster): string {
  return JSON.stringify(cluster, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString(16);
    if (value instanceof Map) return [...value];
    if (typeof value === 'object' && value !== null && 'bytes' in value && 'name' in value) return value.name;
    return value;
  });
}
