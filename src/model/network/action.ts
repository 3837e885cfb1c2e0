import type { Address } from '../header/address.ts';
import type { Register } from './match.ts';
import type { NodeId } from './node.ts';

/**
 * What a rule does with a message (01 §1.5). Where an action goes on (`then`), it goes on in the same switch: no link
 * is crossed, so no event happens.
 */
export type Action =
  /** To a process linked to this switch. */
  | { readonly kind: 'deliver'; readonly to: NodeId }
  /** To a switch linked to this one; `out` stands for the neighbour that register OUT holds. */
  | { readonly kind: 'forward'; readonly to: NodeId | 'out' }
  /** Ends it: `drop` is silent, `reject` tells the sender. */
  | { readonly kind: 'discard'; readonly reason: string; readonly answer: 'drop' | 'reject' }
  /** Changes the header. Without `then`, lookup starts again at the first table. */
  | { readonly kind: 'translate'; readonly header: HeaderChange; readonly then?: Action }
  /** Sets a register to a number, or OUT to a node. */
  | { readonly kind: 'set'; readonly register: Register; readonly value: number; readonly then: Action }
  /** Goes to a later table, by its number. */
  | { readonly kind: 'next'; readonly table: number }
  /** One of several, by weight; which, is not determined. Every alternative is explored in checks (R17). */
  | {
      readonly kind: 'choose';
      /** `equals`: the outcome is the same whichever is taken. */
      readonly among: 'backends' | 'equals';
      readonly alternatives: readonly Alternative[];
    };

/** One way a choice may go. */
export interface Alternative {
  readonly weight: number;
  readonly action: Action;
}

/** The header fields that a translation sets; absent ones stay. */
export interface HeaderChange {
  readonly source?: Address;
  readonly sourcePort?: number;
  readonly target?: Address;
  readonly targetPort?: number;
}
