import { parseProtocol } from '../model/header/protocol.ts';
import type { PortName } from '../state/end.ts';
import { parsePortName } from '../state/end.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';

/** The port that an input means: its number or name, and its protocol; undefined where it names none. */
export function readPort(input: Input): PortName | Refusal | undefined {
  const protocol = typeof input.protocol === 'string' ? parseProtocol(input.protocol) : undefined;
  if (input.protocol !== undefined && protocol === undefined) {
    return refuse('BAD_PROTOCOL', `${String(input.protocol)} is no protocol: TCP, UDP, SCTP or ICMP`);
  }
  if (input.port === undefined || input.port === '')
    return protocol === 'ICMP' ? { port: 0, protocol } : undefined;
  const port = parsePortName(String(input.port));
  if (String(input.port).startsWith('//'))
    return refuse('BAD_PORT', 'a target is no URL', 'write HOST:PORT, or ingress/NAMESPACE/NAME@HOST/PATH');
  if (port === undefined) {
    return refuse(
      'BAD_PORT',
      `${String(input.port)} is no port: a number from 1 to 65535 or a name, with /udp or not`,
    );
  }
  if (protocol !== undefined && port.protocol !== undefined && port.protocol !== protocol)
    return refuse(
      'BAD_PROTOCOL',
      `the port says ${port.protocol}, and the protocol asked for is ${protocol}`,
    );
  return protocol === undefined ? port : { ...port, protocol };
}
