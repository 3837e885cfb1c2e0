import type { Fact, FactId } from '../network/fact.ts';

const namesByFacts = new WeakMap<readonly Fact[], readonly string[]>();

/** What each fact is called in a notation: its code, from the second of the same code on with a number, `CODE#2`. */
export function factNames(facts: readonly Fact[]): readonly string[] {
  let names = namesByFacts.get(facts);
  if (names === undefined) {
    const seen = new Map<string, number>();
    names = facts.map(({ code }) => {
      const count = (seen.get(code) ?? 0) + 1;
      seen.set(code, count);
      return count === 1 ? code : `${code}#${count}`;
    });
    namesByFacts.set(facts, names);
  }
  return names;
}

/** What one fact is called. */
export function factName(facts: readonly Fact[], fact: FactId): string {
  return factNames(facts)[fact] ?? '?';
}
