import type { Trace } from '../../model/exchange/trace.ts';
import type { Header } from '../../model/header/header.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Rule } from '../../model/network/rule.ts';

/** Something that must hold of every network (01 §2). */
export interface Invariant {
  /** `N1`, `well-formed`. */
  readonly name: string;
  /** One sentence: what must hold. */
  readonly title: string;
  /** `budget`: how many messages may be followed. */
  check(network: Network, budget: number): Checked;
}

/** Whether an invariant holds of a network. `unknown`: nothing violates it, and something keeps it from being proven. */
export interface Checked {
  readonly name: string;
  readonly title: string;
  readonly answer: 'holds' | 'violated' | 'unknown';
  /** How many pairs of ends (N1: addresses; well-formed: rules) were looked at. */
  readonly checked: number;
  /** At most one a pair: as many as there are pairs that violate it. */
  readonly violations: readonly Violation[];
  readonly notes: readonly Note[];
  /** Why the answer is not definite, where it is not. */
  readonly doubts: readonly Note[];
  /** The budget was too small: so many pairs were looked at, of how many. */
  readonly unproven?: { readonly checked: number; readonly of: number };
}

/** What was sent by which process, over the link to which neighbour. */
export interface Sent {
  readonly by: NodeId;
  readonly over: NodeId;
  readonly header: Header;
}

/** One refutation of an invariant. */
export interface Violation {
  /** How it failed: a reason code, `LOOP`, `WRONG_PROCESS`, `HEADER_CHANGED`, or the code of a fault. */
  readonly code: string;
  /** One sentence: who sent what, where it was lost, by which rule. */
  readonly message: string;
  /** What violations of one cause have in common: the code, and the rule or place where it was lost. */
  readonly group: string;
  /** Sent again, this message shows the violation. */
  readonly sent?: Sent;
  /** The first violation of each group carries its trace; others are found by following `sent`. */
  readonly counterexample?: Trace;
  /** The switch that lost it. */
  readonly at?: NodeId;
  readonly rule?: Rule;
  readonly origin?: NonNullable<Rule['origin']>;
}

/** Something worth knowing that is no violation. */
export interface Note {
  readonly code: string;
  readonly message: string;
  /** How many pairs it is about. */
  readonly count: number;
  readonly example?: Trace;
}

/** All violations of one cause. */
export interface ViolationGroup {
  readonly count: number;
  readonly first: Violation;
}

/** Violations by cause, in the order in which each was first met: one broken rule is one group. */
export function groupsOf(violations: readonly Violation[]): ViolationGroup[] {
  const groups = new Map<string, { count: number; readonly first: Violation }>();
  for (const violation of violations) {
    const group = groups.get(violation.group);
    if (group === undefined) groups.set(violation.group, { count: 1, first: violation });
    else group.count++;
  }
  return [...groups.values()];
}

/** A checked invariant from what was found: violated, else unknown where there is doubt, else it holds. */
export function conclude(
  { name, title }: Pick<Invariant, 'name' | 'title'>,
  found: Omit<Checked, 'name' | 'title' | 'answer'>,
): Checked {
  const sure = found.doubts.length === 0 && found.unproven === undefined;
  const answer = found.violations.length > 0 ? 'violated' : sure ? 'holds' : 'unknown';
  return { name, title, answer, ...found };
}

/** A doubt: the interpretation that an invariant needs is missing (01 §1.9). */
export function missing(message: string, count = 1): Note {
  return { code: 'NOT_SAID', message, count };
}
