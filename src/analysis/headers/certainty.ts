import type { FactId } from '../../model/network/fact.ts';
import type { Diagrams, HeaderSet } from './diagram.ts';
import { intersect, NONE, subtract, union } from './diagram.ts';
import type { End } from './passage.ts';
import type { Fate } from './reach.ts';
import type { Reading } from './reading.ts';
import { isEmpty } from './region.ts';
import { factsAsked, inEveryWorld, inSomeWorld } from './worlds.ts';

/**
 * How sure an end is of a header: it always ends so; it may, as choices and ties go, however open facts turn out; or
 * whether it does depends on what is not known (01 §1.12).
 */
export type Certainty = 'always' | 'by choice' | 'not known';

/** The headers that end in one way, equally sure. No fact is asked for any more. */
export interface SureFate {
  readonly end: End;
  readonly certainty: Certainty;
  readonly headers: HeaderSet;
  /** The facts on which it depends, where it is not known. */
  readonly facts: readonly FactId[];
}

/** Fates by how sure they are: of one end no header stands twice. */
export function certainties(reading: Reading, fates: readonly Fate[]): SureFate[] {
  const { sets } = reading;
  return fates.flatMap(({ end, headers }): SureFate[] => {
    const others = fates.reduce(
      (sum: HeaderSet, other) => (other.end === end ? sum : union(sets, sum, other.headers)),
      NONE,
    );
    const alone = subtract(sets, headers, others);
    const found = sorted(reading, headers, alone);
    return (['always', 'by choice', 'not known'] as const).flatMap((certainty): SureFate[] => {
      const some = found[certainty];
      if (isEmpty(sets, some)) return [];
      const facts = certainty === 'not known' ? unknownsIn(reading, [headers, alone], some) : [];
      return [{ end, certainty, headers: some, facts }];
    });
  });
}

/** What is not known and asked for by some sets, of some headers. */
function unknownsIn({ sets, network }: Reading, of: readonly HeaderSet[], some: HeaderSet): FactId[] {
  const asked = new Set(of.flatMap((set) => factsAsked(sets, intersect(sets, set, some))));
  return [...asked].filter((fact) => network.facts[fact]?.kind !== 'tie').sort((a, b) => a - b);
}

/** Headers that may come to an end, by how sure it is; `alone`: that come to no other where facts are so. */
function sorted(
  { sets, network: { facts } }: Reading,
  may: HeaderSet,
  alone: HeaderSet,
): Record<Certainty, HeaderSet> {
  // Of a tie either rule may come first, as of a choice.
  const some = inSomeWorld(sets, may, facts, 'tie');
  const only = inEveryWorld(sets, alone, facts, 'tie');
  const always = inEveryWorld(sets, only, facts, 'unknown');
  const chosen = inEveryWorld(sets, subtract(sets, some, only), facts, 'unknown');
  const all = inSomeWorld(sets, some, facts, 'unknown');
  return {
    always,
    'by choice': chosen,
    'not known': without(sets, all, [always, chosen]),
  };
}

function without(sets: Diagrams, set: HeaderSet, others: readonly HeaderSet[]): HeaderSet {
  return others.reduce((left, other) => subtract(sets, left, other), set);
}
