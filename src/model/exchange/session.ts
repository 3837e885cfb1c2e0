import type { Header } from '../header/header.ts';
import { headerKey, reverseHeader } from '../header/header.ts';
import type { Network } from '../network/network.ts';
import { templateOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { isSwitch } from '../network/node.ts';
import type { Trace } from './trace.ts';

/**
 * What a switch remembers of a message that it passed on (01 §1.13): its reply gets the header `restored`, and goes
 * straight to `process` where the message had come from a process of this switch.
 */
export interface Session {
  readonly restored: Header;
  readonly process?: NodeId;
}

/** The sessions of all switches, by switch and by the header that the reply has when it arrives there. */
export type Sessions = ReadonlyMap<NodeId, ReadonlyMap<string, Session>>;

/** No session at all. */
export const NO_SESSIONS: Sessions = new Map();

/** The sessions that a trace left in the switches that keep any. Implements S74. */
export function sessionsOf(network: Network, trace: Trace): Sessions {
  const sessions = new Map<NodeId, Map<string, Session>>();
  for (const { at, from, header, steps } of trace.hops) {
    const left = steps.at(-1)?.after;
    if (left === undefined || from === undefined || templateOf(network, at)?.sessions !== 'kept') continue;
    const mine = sessions.get(at) ?? new Map<string, Session>();
    sessions.set(at, mine);
    const key = headerKey(reverseHeader(left));
    if (mine.has(key)) continue;
    const restored = reverseHeader(header);
    mine.set(key, isSwitch(network.nodes, from) ? { restored } : { restored, process: from });
  }
  return sessions;
}

/** The session of a switch that a header is the reply of. */
export function sessionFor(sessions: Sessions, at: NodeId, header: Header): Session | undefined {
  return sessions.get(at)?.get(headerKey(header));
}
