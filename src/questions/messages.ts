import { Type } from 'typebox';
import type { ConnectionSet } from '../analysis/symbolic/connection-set.ts';
import { portsByProtocol } from '../analysis/symbolic/connection-set.ts';
import type { PortSet } from '../model/header/port.ts';

/** Messages, as first and last port of each protocol; `other`: also of protocols without ports. */
export interface Messages {
  readonly TCP?: readonly (readonly [number, number])[];
  readonly UDP?: readonly (readonly [number, number])[];
  readonly SCTP?: readonly (readonly [number, number])[];
  readonly other?: true;
}

const ports = Type.Optional(Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])));
/** The schema of Messages. */
export const messagesSchema = Type.Object({
  TCP: ports,
  UDP: ports,
  SCTP: ports,
  other: Type.Optional(Type.Literal(true)),
});

/** A set of messages as answers show it. */
export function messagesIn(set: ConnectionSet): Messages {
  const { ports: own, other } = portsByProtocol(set);
  // Nobody listens on port 0.
  const real = (set: PortSet) => set.map(([first, last]) => [Math.max(first, 1), last] as const);
  return {
    ...(own.TCP && { TCP: real(own.TCP) }),
    ...(own.UDP && { UDP: real(own.UDP) }),
    ...(own.SCTP && { SCTP: real(own.SCTP) }),
    ...(other ? { other: true } : {}),
  };
}
