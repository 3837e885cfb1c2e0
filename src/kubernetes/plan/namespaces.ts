import type { Metadata } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import { byName } from './order.ts';

/** The namespaces given, and those that objects only mention: of them nothing but the name is known (S87, S143). */
export function planNamespaces(
  given: readonly Namespace[],
  ...objects: readonly (readonly Metadata[])[]
): Namespace[] {
  const all = new Map(given.map((namespace) => [namespace.name, namespace]));
  for (const list of objects) {
    for (const { namespace: name } of list) {
      if (name === '' || all.has(name)) continue;
      const labels = { [NAME_LABEL]: name };
      const origin = { object: { kind: 'Namespace', name } };
      all.set(name, { name, namespace: '', labels, annotations: {}, origin, known: 'mentioned' });
    }
  }
  return [...all.values()].sort(byName);
}
