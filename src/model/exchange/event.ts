import type { Header } from '../header/header.ts';
import type { NodeId } from '../network/node.ts';
import type { Trace } from './trace.ts';

/**
 * One of the two events of an exchange (01 §1.2): `Send` observed at the source, then `Recv` at the target, correlated
 * by the message and the link.
 */
export interface ExchangeEvent {
  readonly event: 'Send' | 'Recv';
  readonly at: NodeId;
  /** The link crossed: from, to. */
  readonly link: readonly [NodeId, NodeId];
  readonly header: Header;
}

/** The events of a trace: a Send and a Recv for each link that it crossed (R2, R14). */
export function eventsOf(trace: Trace): ExchangeEvent[] {
  return trace.hops.slice(1).flatMap((hop): ExchangeEvent[] => {
    const from = hop.from ?? hop.at;
    const link = [from, hop.at] as const;
    return [
      { event: 'Send', at: from, link, header: hop.header },
      { event: 'Recv', at: hop.at, link, header: hop.header },
    ];
  });
}
