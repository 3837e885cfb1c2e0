import type { Origin } from '../../text/origin.ts';
import type { Action, HeaderChange } from './action.ts';
import type { Cell } from './directory.ts';
import type { Match } from './match.ts';

/**
 * A value that a family leaves open: a field of the row it stands for, or a fact of the switch that looks it up (the
 * switch itself, its host switch, its addresses, its zone).
 */
export type Term = { readonly row: string } | { readonly self: 'node' | 'host' | 'addresses' | 'zone' };

/** Which rows of which directory: those that meet every condition, in row order. */
export interface Each {
  readonly directory: string;
  readonly where: readonly Condition[];
}

/** A field equals, or does not equal, a fixed cell or a term; in a nested choice a row term means the outer row. */
export interface Condition {
  readonly field: string;
  readonly is: 'equal' | 'unequal';
  readonly to: Term | { readonly cell: Cell };
}

/**
 * A match with terms. An address, port, protocol, node or set in a row stands for the set of it alone. A cell that holds
 * nothing (undefined, NO_SET, an empty name, NO_FACT) asks nothing, as an absent field does.
 */
export type MatchPattern = { readonly [K in keyof Match]: Match[K] | Term };

/**
 * An action with terms for its nodes, addresses and ports. A choice may have one alternative for each row of a
 * directory; where there is no such row, the family has no rule (a service without endpoints chooses nothing).
 */
export type ActionPattern =
  | { readonly kind: 'deliver'; readonly to: number | Term }
  | { readonly kind: 'forward'; readonly to: number | Term | 'out' }
  | Extract<Action, { kind: 'discard' | 'next' }>
  /** One of several, as a text in the row says: how the rules of an ordered table differ in what they do. */
  | { readonly kind: 'case'; readonly of: string; readonly cases: Readonly<Record<string, ActionPattern>> }
  | { readonly kind: 'translate'; readonly header: HeaderPattern; readonly then?: ActionPattern }
  | {
      readonly kind: 'set';
      readonly register: string;
      readonly value: number | Term;
      readonly then: ActionPattern;
    }
  | {
      readonly kind: 'choose';
      readonly among: 'backends' | 'equals';
      readonly alternatives: readonly { readonly weight: number; readonly action: ActionPattern }[];
    }
  | {
      readonly kind: 'choose';
      readonly among: 'backends' | 'equals';
      readonly each: Each;
      /** A number in the row; absent: every row weighs 1. */
      readonly weight?: Term;
      readonly action: ActionPattern;
    };

/** A header change with terms. */
export type HeaderPattern = { readonly [K in keyof HeaderChange]: HeaderChange[K] | Term };

/**
 * One rule for each row of a directory, or exactly one where `each` is absent (01 §1.11): what is written once and
 * never expanded. A rule written by hand is a family without `each` and without terms.
 */
export interface Family {
  /** The rule's name in the specification (`F4`) or in its file; may be empty. */
  readonly label: string;
  readonly each?: Each;
  readonly match: MatchPattern;
  readonly action: ActionPattern;
  readonly origin?: Origin | Term;
  /** What it realises, as `S55`. */
  readonly requirements: readonly string[];
  /** The profile options that shaped it (01 §1.12). */
  readonly assumes: readonly string[];
}
