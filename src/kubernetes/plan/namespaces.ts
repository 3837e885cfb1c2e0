import type { Namespace } from '../objects/namespace.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import { withMore } from './order.ts';

/** The namespaces given, and those that objects only mention: of them nothing but the name is known (S87, S143). */
export function planNamespaces(
  given: readonly Namespace[],
  mentioned: Iterable<string>,
): readonly Namespace[] {
  const known = new Set(given.map(({ name }) => name));
  const more: Namespace[] = [];
  for (const name of mentioned) {
    if (name === '' || known.has(name)) continue;
    known.add(name);
    const labels = { [NAME_LABEL]: name };
    const origin = { object: { kind: 'Namespace', name } };
    more.push({ name, namespace: '', labels, annotations: {}, origin, known: 'mentioned' });
  }
  return withMore(given, more);
}
