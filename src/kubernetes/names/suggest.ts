import { nearest } from '../../text/nearest.ts';
import { normalName, withinDomain } from './cluster-name.ts';
import type { Resolver } from './resolver.ts';
import type { Zone } from './zone.ts';

/** As many names as are worth reading. */
const MOST = 3;

/**
 * Names that exist and are most like one that does not, as the process would write them: `db.data` for `db` asked from
 * another namespace. The same service elsewhere comes first, then slips of the pen. Takes milliseconds in a large
 * cluster, so it is asked for when an answer is shown (S37).
 */
export function suggestions(zone: Zone, { namespace = '' }: Resolver, text: string): readonly string[] {
  const labels = labelsOf(text);
  const found = new Set<string>();
  for (const { service, within, endpoint } of readings(zone, labels, namespace)) {
    const own = zone.services.get(within);
    const shown = (name: string, of: string): string => (of === namespace ? name : `${name}.${of}`);
    const exact = own?.get(service);
    if (endpoint !== undefined) {
      if (exact === undefined) continue;
      const known = zone.membersOf(exact).all.map(({ label }) => label);
      for (const label of nearest(endpoint, known, MOST)) found.add(`${label}.${shown(service, within)}`);
      continue;
    }
    for (const of of homesOf(zone, service, within)) found.add(shown(service, of));
    for (const name of nearest(service, own?.keys() ?? [], MOST)) found.add(shown(name, within));
  }
  if (found.size === 0) for (const name of elsewhere(zone, labels[0] ?? '')) found.add(name);
  return [...found].slice(0, MOST);
}

interface Reading {
  readonly service: string;
  readonly within: string;
  readonly endpoint?: string;
}

/** What the name may have been meant as, the likeliest first. */
function readings(zone: Zone, labels: readonly string[], namespace: string): Reading[] {
  const [first, second, third] = labels;
  if (first === undefined || labels.length > 3) return [];
  if (second === undefined) return [{ service: first, within: namespace }];
  if (third !== undefined) return [{ endpoint: first, service: second, within: third }];
  const read: Reading[] = [];
  if (zone.services.get(namespace)?.has(second))
    read.push({ endpoint: first, service: second, within: namespace });
  read.push({ service: first, within: second });
  return read;
}

/** The labels without `svc.cluster.local`. */
function labelsOf(text: string): string[] {
  const name = normalName(text);
  return (withinDomain(name) ?? name).replace(/\.svc$/, '').split('.');
}

/** Other namespaces with a service of that name: those whose names are most like the one asked for, then in order. */
function homesOf({ services }: Zone, service: string, within: string): string[] {
  const homes: string[] = [];
  for (const [namespace, own] of services)
    if (namespace !== within && own.has(service)) homes.push(namespace);
  const alike = nearest(within, homes, MOST);
  return [...new Set([...alike, ...homes.sort()])].slice(0, MOST);
}

/** Services of any namespace with a name that is nearly the same. */
function elsewhere({ services }: Zone, service: string): string[] {
  const names = new Map<string, string>();
  for (const [namespace, own] of services) {
    for (const name of own.keys()) if (!names.has(name)) names.set(name, `${name}.${namespace}`);
  }
  return nearest(service, names.keys(), MOST).map((name) => names.get(name) as string);
}
