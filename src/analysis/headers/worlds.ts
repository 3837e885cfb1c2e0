import type { Fact, FactId } from '../../model/network/fact.ts';
import type { Diagrams, HeaderSet, Piece } from './diagram.ts';
import { ALL, intersect, NONE, union } from './diagram.ts';
import { FIRST_FACT } from './level.ts';

/** The headers that are in a set for some way that facts of the kind may turn out, the other facts left open. */
export function inSomeWorld(
  all: Diagrams,
  set: HeaderSet,
  facts: readonly Fact[],
  kind: Fact['kind'],
): HeaderSet {
  return quantified(all, set, facts, kind, (a, b) => union(all, a, b));
}

/** The headers that are in a set however facts of the kind turn out, the other facts left open. */
export function inEveryWorld(
  all: Diagrams,
  set: HeaderSet,
  facts: readonly Fact[],
  kind: Fact['kind'],
): HeaderSet {
  return quantified(all, set, facts, kind, (a, b) => intersect(all, a, b));
}

function quantified(
  all: Diagrams,
  set: HeaderSet,
  facts: readonly Fact[],
  kind: Fact['kind'],
  combine: (a: HeaderSet, b: HeaderSet) => HeaderSet,
): HeaderSet {
  const known = new Map<HeaderSet, HeaderSet>();
  const go = (one: HeaderSet): HeaderSet => {
    if (one === NONE || one === ALL) return one;
    let found = known.get(one);
    if (found !== undefined) return found;
    const { level, pieces } = all.nodeOf(one);
    const changed = pieces.map(({ last, to }): Piece => ({ last, to: go(to) }));
    const is = level < FIRST_FACT ? undefined : kindOf(facts, (level - FIRST_FACT) as FactId);
    found = is === kind ? changed.map(({ to }) => to).reduce(combine) : all.make(level, changed);
    known.set(one, found);
    return found;
  };
  return go(set);
}

/** A fact that the network does not list is not known. */
function kindOf(facts: readonly Fact[], fact: FactId): Fact['kind'] {
  return facts[fact]?.kind ?? 'unknown';
}

/** The facts that a set asks for, ascending. */
export function factsAsked(all: Diagrams, set: HeaderSet): FactId[] {
  const seen = new Set<HeaderSet>();
  const facts = new Set<FactId>();
  const open = [set];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    const { level, pieces } = all.nodeOf(one);
    if (pieces.length > 0 && level >= FIRST_FACT) facts.add((level - FIRST_FACT) as FactId);
    for (const { to } of pieces) open.push(to);
  }
  return [...facts].sort((a, b) => a - b);
}
