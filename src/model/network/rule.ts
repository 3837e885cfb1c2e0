import type { Origin } from '../../text/origin.ts';
import type { Action } from './action.ts';
import type { Match } from './match.ts';

/** Where a rule stands in a switch: table, family, and the row of the family's directory (0 where it has none). */
export interface RuleId {
  readonly table: number;
  readonly family: number;
  readonly row: number;
}

/** One entry of a FIB, as the switch that holds it has it: a match and an action, with no term left (01 §1.5). */
export interface Rule {
  readonly id: RuleId;
  readonly label: string;
  readonly match: Match;
  readonly action: Action;
  readonly origin?: Origin;
  readonly requirements: readonly string[];
  readonly assumes: readonly string[];
}
