import { Type } from 'typebox';
import type { ConnectionId, ConnectionTable } from '../analysis/symbolic/connection-set.ts';
import { connections, NONE } from '../analysis/symbolic/connection-set.ts';
import { hasPorts, PROTOCOLS } from '../model/header/protocol.ts';
import type { Messages } from './messages.ts';
import { messagesIn, messagesSchema } from './messages.ts';
import type { PairSummary } from './pair-summary.ts';

/** What some exchange with others, as sets of messages. */
export interface Exchanged {
  /** What every pair of them exchanges for sure. */
  readonly allow: Messages;
  /** What some pairs exchange for sure, where not all do. */
  readonly some?: Messages;
  /** What some pairs may exchange, as what is not known goes. */
  readonly unknown?: Messages;
}

/** The fields of the schema of Exchanged. */
export const exchangedSchema = {
  allow: messagesSchema,
  some: Type.Optional(messagesSchema),
  unknown: Type.Optional(messagesSchema),
};

/**
 * Views summaries; undefined of one by which nothing is exchanged, nor may be but by protocols without ports: of these it is
 * often not known (S95). Few sets of messages stand in many summaries: each is viewed once.
 */
export function viewer(table: ConnectionTable): (summary: PairSummary) => Exchanged | undefined {
  const withPorts = table.idOf(connections(PROTOCOLS.filter(hasPorts)));
  const views: Messages[] = [];
  const view = (id: ConnectionId): Messages => {
    views[id] ??= messagesIn(table.setOf(id));
    return views[id];
  };
  return ({ every, some, perhaps }) => {
    const open = table.intersect(table.subtract(perhaps, some), withPorts);
    if (some === NONE && open === NONE) return undefined;
    return {
      allow: view(every),
      ...(some === every ? {} : { some: view(some) }),
      ...(open === NONE ? {} : { unknown: view(open) }),
    };
  };
}
