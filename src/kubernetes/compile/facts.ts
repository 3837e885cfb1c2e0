import type { Fact, FactId } from '../../model/network/fact.ts';

/** Open facts in the making: each is added once, by what it is about. */
export interface FactTable {
  /** The number of the fact of this key, made at the first call. */
  of(key: string, make: () => Fact): FactId;
  finish(): readonly Fact[];
}

/** An empty table of facts. */
export function factTable(): FactTable {
  const facts: Fact[] = [];
  const numbers = new Map<string, FactId>();
  return {
    of(key, make) {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const id = (facts.push(make()) - 1) as FactId;
      numbers.set(key, id);
      return id;
    },
    finish: () => facts,
  };
}
