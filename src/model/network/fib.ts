import type { Family } from './family.ts';
import type { Rule, RuleId } from './rule.ts';

/** Ordered rules; the first that matches decides, and if none does the message is discarded (R4). */
export interface Table {
  readonly name: string;
  readonly families: readonly Family[];
  /** The profile options that fixed this table's place among the others (01 §1.12). */
  readonly assumes: readonly string[];
}

/**
 * What the switches of one kind have in common: a pipeline of tables, entered at the first, left for later ones only
 * (01 §1.5). `sessions: kept`: replies are recognised (01 §1.13).
 */
export interface Template {
  readonly name: string;
  readonly tables: readonly Table[];
  readonly sessions: 'kept' | 'none';
}

/** A change to the rules of one switch: a mutation, or what a real host has more or less than its template. */
export type Patch =
  | { readonly kind: 'drop'; readonly at: RuleId }
  | { readonly kind: 'replace'; readonly at: RuleId; readonly rule: Rule }
  /** Puts a rule right before the one at `at`; a row past the last puts it behind the family. */
  | { readonly kind: 'insert'; readonly at: RuleId; readonly rule: Rule };

/** The forwarding information bases of a network (01 §1.11): a template a switch, and patches for a few. */
export interface Fibs {
  readonly templates: readonly Template[];
  /** The template of each node; NO_TEMPLATE for processes, and for switches that discard everything. */
  readonly templateOf: Int32Array;
  readonly patches: ReadonlyMap<number, readonly Patch[]>;
}

/** Where a node has no FIB. */
export const NO_TEMPLATE = -1;
