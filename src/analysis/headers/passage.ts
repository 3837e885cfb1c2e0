import type { HeaderChange } from '../../model/network/action.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { HeaderSet } from './diagram.ts';

/** How a message finally ends (R15): received, told off, dropped, or for ever on its way. */
export type End =
  | { readonly kind: 'delivered'; readonly at: NodeId }
  | { readonly kind: 'refused' | 'discarded'; readonly at: NodeId; readonly reason: string }
  | { readonly kind: 'looped' };

/** Some headers go through a switch alike: the same change is made of them, and they are sent on, or end there. */
export interface Passage {
  /** As they come in. */
  readonly headers: HeaderSet;
  readonly change: HeaderChange;
  readonly on: { readonly kind: 'sent'; readonly to: NodeId } | End;
}

/** For ever on its way: through several switches, or round in the tables of one. */
export const LOOPED: End = { kind: 'looped' };

/** No rule of a table matched (R4), or its action leaves nothing to do. */
export function noMatch(at: NodeId): End {
  return { kind: 'discarded', at, reason: 'NO_MATCH' };
}

/** A rule sends to a node to which no link leads (R1). */
export function noLink(at: NodeId): End {
  return { kind: 'discarded', at, reason: 'NO_LINK' };
}

/** A text that is equal for equal ends. */
export function endKey(on: Passage['on']): string {
  switch (on.kind) {
    case 'sent':
      return `sent ${on.to}`;
    case 'delivered':
      return `delivered ${on.at}`;
    case 'refused':
    case 'discarded':
      return `${on.kind} ${on.at} ${on.reason}`;
    case 'looped':
      return 'looped';
  }
}
