import type { HeaderMatch } from '../header/header-match.ts';
import type { FactId } from './fact.ts';
import type { NodeId } from './node.ts';
import type { SetId } from './set.ts';

/** One node, any of a named set, or whoever is not for sure in a set, nobody included. */
export type NodeMatch = { readonly node: NodeId } | { readonly set: SetId } | { readonly not: SetId };

/** A register's name; registers hold numbers, 0 until set. */
export type Register = string;

/** Holds 1 while a switch handles the reply of a session it keeps (01 §1.13). */
export const REPLY: Register = 'reply';

/** Holds the neighbour chosen, once a table has `set` it. */
export const OUT: Register = 'out';

/**
 * What a rule asks of a message (01 §1.5): of its header, of the link it came by and the link chosen (named by the
 * node at the link's other end), of who owns its addresses, of registers, of an open fact. All must hold; what is
 * absent asks nothing.
 */
export interface Match extends HeaderMatch {
  /** The neighbour, or own process, that the message came from. */
  readonly from?: NodeMatch;
  /** The neighbour that register OUT names. */
  readonly out?: NodeMatch;
  /** The node that owns the source address, by the network's directory of addresses. */
  readonly sourceOwner?: NodeMatch;
  /** The node that owns the target address. */
  readonly targetOwner?: NodeMatch;
  /**
   * The owner of the target address has a listener of this name on the message's protocol and target port, by the
   * network's directory of listeners: a named port, resolved for each target (S91).
   */
  readonly targetPortName?: string;
  /** `same`: source and target are one address: a message that comes back to its sender (S70). */
  readonly ends?: 'same';
  readonly registers?: readonly { readonly register: Register; readonly value: number }[];
  readonly fact?: FactId;
  /** An open fact of kind `tie`, beside the other: which of two equal rules comes first. */
  readonly tie?: FactId;
}
