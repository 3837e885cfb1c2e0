import type { Kube } from '../conformance/kube.ts';
import { kube } from '../conformance/kube.ts';
import type { Random } from './random.ts';

export type Family = 4 | 6;

/** Where pods of a generated cluster can be. */
export interface Places {
  /** The families that every node has, the first one first. */
  readonly families: readonly Family[];
  /** Which nodes have a zone: only where all have one do services ask for near endpoints. */
  readonly zones: 'all' | 'some' | 'none';
  readonly nodes: readonly Kube[];
  /** Objects of namespaces: one of the names may have none. */
  readonly namespaces: readonly Kube[];
  readonly names: readonly string[];
}

/** Keys of labels and the values that they take. */
export type Words = Readonly<Record<string, readonly string[]>>;
export const POD_WORDS: Words = { app: ['web', 'web', 'db'], tier: ['front', 'front', 'back'] };
export const NAMESPACE_WORDS: Words = { team: ['a', 'b'], env: ['dev', 'prod'] };
export const NODE_WORDS: Words = {
  'kubernetes.io/os': ['linux'],
  'topology.kubernetes.io/zone': ['east', 'west'],
};

/** Addresses of a generated cluster; `index` counts from 1. */
export const nodeAddress = (family: Family, index: number) =>
  family === 4 ? `192.168.0.${10 + index}` : `fd00:192::${10 + index}`;
export const podAddress = (family: Family, node: number, index: number) =>
  family === 4 ? `10.244.${node}.${index}` : `fd00:10:244:${node}::${index}`;
export const clusterAddress = (family: Family, index: number) =>
  family === 4 ? `10.96.0.${index}` : `fd00:10:96::${index}`;
/** What services publish to the outside: external addresses and those of load balancers. */
export const publicAddress = (family: Family, index: number) =>
  family === 4 ? `192.0.2.${index}` : `2001:db8:2::${index}`;
/** Who is outside the cluster. */
export const outsideAddresses = (family: Family): readonly string[] =>
  family === 4 ? ['203.0.113.7', '198.51.100.8'] : ['2001:db8:113::7', '2001:db8:51::8'];

/** True in so many of a hundred cases. */
export const chance = (random: Random, percent: number): boolean => random.below(100) < percent;
/** Each of several with a chance, in their order. */
export const some = <T>(random: Random, items: readonly T[], percent: number): readonly T[] =>
  items.filter(() => chance(random, percent));
/** The same, but never none. */
export function someOf<T>(random: Random, items: readonly T[]): readonly T[] {
  const chosen = some(random, items, 50);
  return chosen.length > 0 ? chosen : [random.pick(items)];
}

/** A value for each of some keys. */
export function labelsOf(random: Random, words: Words, percent: number): Readonly<Record<string, string>> {
  const entries = some(random, Object.entries(words), percent);
  return Object.fromEntries(entries.map(([key, values]) => [key, random.pick(values)]));
}

/** A label selector of any form, over the given words. */
export function selectorOf(random: Random, words: Words): object {
  const [key, given] = random.pick(Object.entries(words));
  const values = [...new Set(given)];
  const expression = chance(random, 60)
    ? { key, operator: random.pick(['In', 'NotIn']), values: someOf(random, values) }
    : { key, operator: random.pick(['Exists', 'DoesNotExist']) };
  switch (random.below(6)) {
    case 0:
      return {};
    case 1:
      return { matchExpressions: [expression] };
    case 2:
      return { matchLabels: labelsOf(random, words, 60), matchExpressions: [expression] };
    default:
      return { matchLabels: { [key]: random.pick(values) } };
  }
}

/** A selector of namespaces: by name, or by the words that their labels use. */
export const namespaceSelectorOf = (random: Random, { names }: Places): object =>
  chance(random, 35)
    ? { matchLabels: { 'kubernetes.io/metadata.name': random.pick(names) } }
    : selectorOf(random, NAMESPACE_WORDS);

function nodeOf(random: Random, index: number, families: readonly Family[], zones: Places['zones']): Kube {
  const name = `node-${index}`;
  const zoned = zones === 'all' || (zones === 'some' && chance(random, 50));
  const zone = zoned ? { 'topology.kubernetes.io/zone': random.pick(['east', 'west']) } : {};
  const labels = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...zone };
  const internal = families.map((family) => ({ type: 'InternalIP', address: nodeAddress(family, index) }));
  const external = chance(random, 25) ? [{ type: 'ExternalIP', address: `203.0.113.${100 + index}` }] : [];
  const addresses = [...internal, ...external, { type: 'Hostname', address: name }];
  const podCIDRs = families.map((family) =>
    family === 4 ? `10.244.${index}.0/24` : `fd00:10:244:${index}::/64`,
  );
  const spec = { podCIDR: podCIDRs[0], podCIDRs };
  const conditions = [{ type: 'Ready', status: 'True' }];
  return kube('v1', 'Node', { name, labels }, { spec, status: { addresses, conditions } });
}

/** Two or three nodes, two to four namespaces; one namespace may be mentioned only (S143). */
export function placesOf(random: Random): Places {
  const families: readonly Family[] = chance(random, 35) ? [4, 6] : [4];
  const zones = random.pick(['all', 'all', 'some', 'none'] as const);
  const nodes = Array.from({ length: 2 + random.below(2) }, (_, at) =>
    nodeOf(random, at + 1, families, zones),
  );
  const names = ['red', 'green', 'blue', 'grey'].slice(0, random.pick([2, 2, 3, 4]));
  const given = chance(random, 40) ? names.slice(0, -1) : names;
  const namespaces = given.map((name) => {
    const labels = { 'kubernetes.io/metadata.name': name, ...labelsOf(random, NAMESPACE_WORDS, 60) };
    return kube('v1', 'Namespace', { name, labels }, { spec: {}, status: { phase: 'Active' } });
  });
  return { families, zones, nodes, namespaces, names };
}
