import { once } from './once.ts';

/** A map whose entries are made when somebody first asks for any. */
export function lazyMap<K, V>(make: () => ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  const all = once(make);
  return {
    get size() {
      return all().size;
    },
    get: (key) => all().get(key),
    has: (key) => all().has(key),
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (each) => all().forEach(each),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}
