import type { Header } from '../header/header.ts';
import type { NodeId } from '../network/node.ts';
import type { Rule } from '../network/rule.ts';
import type { Assumptions } from './assumptions.ts';
import type { Message } from './message.ts';

/** One rule performed in a switch, or the want of one. */
export interface Step {
  readonly kind: 'rule' | 'no match' | 'session' | 'loop';
  /** Name of the table. */
  readonly table: string;
  /** Absent unless `kind` is `rule`. */
  readonly rule?: Rule;
  readonly before: Header;
  readonly after: Header;
  /** Which alternative of the rule's choice was taken. */
  readonly choice?: Choice;
}

/** One alternative taken among several. */
export interface Choice {
  readonly among: 'backends' | 'equals';
  readonly index: number;
  readonly count: number;
  /** Its weight over the sum of all. */
  readonly probability: number;
}

/** The visit of one node: what came by which link, and what was done with it. */
export interface Hop {
  readonly at: NodeId;
  /** Where it came from; absent at the process that sent it. */
  readonly from?: NodeId;
  /** As it arrived. */
  readonly header: Header;
  readonly steps: readonly Step[];
}

/** How a message finally ends (R15). */
export type Disposition =
  | { readonly kind: 'delivered'; readonly at: NodeId }
  /** The sender is told. */
  | { readonly kind: 'refused'; readonly at: NodeId; readonly reason: string }
  /** Silently. */
  | { readonly kind: 'discarded'; readonly at: NodeId; readonly reason: string }
  /** For ever through these nodes; one node alone: within its own tables. */
  | { readonly kind: 'looped'; readonly cycle: readonly NodeId[] };

/** The life of one message: Trace ⊃ Hop ⊃ Step. Between two hops lies one exchange: a Send and a Receive (R2). */
export interface Trace {
  readonly message: Message;
  readonly hops: readonly Hop[];
  readonly disposition: Disposition;
  /** Open facts taken on this way. */
  readonly assumed: Assumptions;
  /** Product of the probabilities of its choices. */
  readonly probability: number;
}

/** A discard for want of a matching rule (R4). */
export const NO_MATCH = 'NO_MATCH';

/** A rule that sends to a node to which no link leads (R1). */
export const NO_LINK = 'NO_LINK';

/** The header with which a trace ended: what its receiver sees. */
export function finalHeader(trace: Trace): Header {
  const hop = trace.hops.at(-1);
  return hop?.steps.at(-1)?.after ?? hop?.header ?? trace.message.header;
}
