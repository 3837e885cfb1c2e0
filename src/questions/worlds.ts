import type { Assumptions } from '../model/exchange/assumptions.ts';
import type { FactId } from '../model/network/fact.ts';

/** How one way ends, and how it takes what is not known. */
export interface OpenWay<Answer extends string> {
  readonly answer: Answer;
  readonly taken: Assumptions;
}

/** What some ways come to: one answer of all, none of nothing, else it differs by choice. */
type Settled<Answer> = Answer | 'unreachable' | 'ambiguous';

/** What ways come to however open facts turn out; `unknown` where that differs (01 §1.12). */
export function inAllWorlds<Answer extends string>(
  ways: readonly OpenWay<Answer>[],
): Settled<Answer> | 'unknown' {
  const settled = settle(ways);
  const fact = settled === 'ambiguous' ? someFact(ways) : undefined;
  if (fact === undefined) return settled;
  const [one, other] = [inAllWorlds(taking(ways, fact, 'holds')), inAllWorlds(taking(ways, fact, 'fails'))];
  return one === other ? one : 'unknown';
}

/** Above so many open facts all of them are said to decide. */
const MOST_FACTS = 12;

/** The open facts that decide what ways come to: those that, taken otherwise, may make another answer. */
export function decidingFacts<Answer extends string>(ways: readonly OpenWay<Answer>[]): readonly FactId[] {
  const facts = [...new Set(ways.flatMap(({ taken }) => [...taken.keys()]))];
  if (facts.length > MOST_FACTS) return facts;
  return facts.filter((fact) => differ(taking(ways, fact, 'holds'), taking(ways, fact, 'fails')));
}

/** Whether two lists of ways come to other answers in some world. */
function differ<Answer extends string>(
  ones: readonly OpenWay<Answer>[],
  others: readonly OpenWay<Answer>[],
): boolean {
  const fact = someFact([...ones, ...others]);
  if (fact === undefined) return settle(ones) !== settle(others);
  return (['holds', 'fails'] as const).some((how) =>
    differ(taking(ones, fact, how), taking(others, fact, how)),
  );
}

function settle<Answer extends string>(ways: readonly OpenWay<Answer>[]): Settled<Answer> {
  const [first] = ways;
  if (first === undefined) return 'unreachable';
  return ways.every(({ answer }) => answer === first.answer) ? first.answer : 'ambiguous';
}

function someFact<Answer extends string>(ways: readonly OpenWay<Answer>[]): FactId | undefined {
  return ways
    .find(({ taken }) => taken.size > 0)
    ?.taken.keys()
    .next().value;
}

/** The ways that are left where a fact is taken so; those that do not depend on it are ways in any case. */
function taking<Answer extends string>(
  ways: readonly OpenWay<Answer>[],
  fact: FactId,
  how: 'holds' | 'fails',
): OpenWay<Answer>[] {
  return ways
    .filter(({ taken }) => (taken.get(fact) ?? how) === how)
    .map(({ answer, taken }) => ({
      answer,
      taken: new Map([...taken].filter(([known]) => known !== fact)),
    }));
}
