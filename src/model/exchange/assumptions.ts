import type { FactId } from '../network/fact.ts';

/** How open facts were taken on one way a message may go (01 §1.12): each either holds or fails. */
export type Assumptions = ReadonlyMap<FactId, 'holds' | 'fails'>;

/** Nothing taken either way. */
export const NO_ASSUMPTIONS: Assumptions = new Map();

/** The assumptions with one more. */
export function assuming(assumed: Assumptions, fact: FactId, taken: 'holds' | 'fails'): Assumptions {
  return new Map(assumed).set(fact, taken);
}
