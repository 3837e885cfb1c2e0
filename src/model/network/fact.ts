import type { Brand } from '../../base/brand.ts';
import type { Origin } from '../../text/origin.ts';

/** Number of an open fact within its network. */
export type FactId = Brand<number, 'FactId'>;

/** In a column of facts: a row that depends on none. */
export const NO_FACT = -1 as FactId;

/**
 * Something that is not known (01 §1.12). A lookup that meets it goes on with both outcomes. Where they end
 * differently the answer is `unknown`, or `ambiguous` if what is open is which of two equal rules comes first.
 */
export interface Fact {
  readonly kind: 'unknown' | 'tie';
  readonly code: string;
  readonly text: string;
  readonly origin?: Origin;
}
