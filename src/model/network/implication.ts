import type { Requirement } from './set.ts';

/** What holds of a node that meets some requirements, about others: all hold, not all can, or it depends on more. */
export type Implied = 'yes' | 'no' | 'open';

/**
 * Whether a node that meets all of `given` meets all of `asked`: by their definitions alone, whoever there is (01 §1.9).
 * `open` where it may or may not; that may be said of some that always or never do.
 */
export function implied(given: readonly Requirement[], asked: readonly Requirement[]): Implied {
  let all: Implied = 'yes';
  for (const one of asked) {
    const own = given.filter(({ attribute }) => attribute === one.attribute);
    const verdicts = own.map((other) => impliedByOne(other, one));
    if (verdicts.includes('no')) return 'no';
    if (!verdicts.includes('yes')) all = 'open';
  }
  return all;
}

function impliedByOne(given: Requirement, asked: Requirement): Implied {
  const within = (some: readonly string[], others: readonly string[]) =>
    some.every((one) => others.includes(one));
  const apart = (some: readonly string[], others: readonly string[]) =>
    !some.some((one) => others.includes(one));
  const word = (yes: boolean, no: boolean): Implied => (yes ? 'yes' : no ? 'no' : 'open');
  switch (asked.is) {
    case 'in':
      if (given.is === 'in')
        return word(within(given.values, asked.values), apart(given.values, asked.values));
      if (given.is === 'not in') return word(false, within(asked.values, given.values));
      return word(false, given.is === 'absent');
    case 'not in':
      if (given.is === 'in')
        return word(apart(given.values, asked.values), within(given.values, asked.values));
      return word(
        given.is === 'absent' || (given.is === 'not in' && within(asked.values, given.values)),
        false,
      );
    case 'exists':
      return word(given.is === 'in' || given.is === 'exists', given.is === 'absent');
    case 'absent':
      return word(given.is === 'absent', given.is === 'in' || given.is === 'exists');
  }
}
