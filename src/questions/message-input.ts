import { parseProtocol } from '../model/header/protocol.ts';
import { nameOf } from '../model/network/node.ts';
import type { PortName } from '../state/end.ts';
import { parsePortName } from '../state/end.ts';
import { isPlannedAddress, portsOf, sendersOf, sourceAddress, targetsOf } from '../state/resolve.ts';
import type { State } from '../state/state.ts';
import type { Asked, Ways } from './delivery.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';

/** One message that an input asks about, with the names of its ends. */
export interface AskedMessage extends Asked {
  readonly from: string;
  readonly to: string;
  /** Codes of what was invented and decides whatever becomes of it (S144). */
  readonly unknown: readonly string[];
}

/** The most messages that one question sends. */
const MOST_MESSAGES = 250_000;

/** The messages that an input means, at least one: every sender to every target on every port. Else, why there is none. */
export function readMessages(state: State, input: Input): readonly AskedMessage[] | Refusal {
  const { network } = state;
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const port = readPort(input);
  if (port !== undefined && 'error' in port) return port;
  const senders = sendersOf(network, String(input.from ?? ''), namespace);
  if ('problem' in senders) return refuse('END_NOT_FOUND', senders.problem, senders.suggestion);
  const targets = targetsOf(network, String(input.to ?? ''), namespace);
  if ('problem' in targets) return refuse('END_NOT_FOUND', targets.problem, targets.suggestion);
  const invented = [input.from, input.to].some((end) => isPlannedAddress(network, String(end ?? '')));
  const unknown = invented ? ['PLANNED_ADDRESS'] : [];
  const messages: AskedMessage[] = [];
  for (const sender of senders) {
    const reached = new Set<string>();
    for (const target of targets) {
      if (reached.has(target.label) || sourceAddress(sender, target.address) === undefined) continue;
      reached.add(target.label);
      const ports =
        port?.protocol === 'ICMP' ? [{ port: 0, protocol: port.protocol }] : portsOf(target, port);
      if ('problem' in ports) return refuse('PORT_NOT_FOUND', ports.problem);
      for (const { port: number, protocol } of ports) {
        const from = nameOf(network.nodes, sender.process);
        if (messages.length === MOST_MESSAGES) return tooMany(input);
        messages.push({
          sender,
          target: target.address,
          port: number,
          protocol,
          from,
          to: target.label,
          unknown,
        });
      }
    }
  }
  if (messages.length > 0) return messages;
  return refuse(
    'FAMILY_MISMATCH',
    `${String(input.from)} and ${String(input.to)} have no address family in common`,
  );
}

function tooMany({ from, to }: Input): Refusal {
  const most = MOST_MESSAGES.toLocaleString('en-US');
  const message = `from ${String(from)} to ${String(to)} there are more than ${most} messages`;
  return refuse('TOO_MANY_MESSAGES', message, 'name one pod on either side, or a port');
}

function readPort(input: Input): PortName | Refusal | undefined {
  const protocol = typeof input.protocol === 'string' ? parseProtocol(input.protocol) : undefined;
  if (input.protocol !== undefined && protocol === undefined) {
    return refuse('BAD_PROTOCOL', `${String(input.protocol)} is no protocol: TCP, UDP, SCTP or ICMP`);
  }
  if (input.port === undefined || input.port === '')
    return protocol === 'ICMP' ? { port: 0, protocol } : undefined;
  const port = parsePortName(String(input.port));
  if (port === undefined) {
    return refuse(
      'BAD_PORT',
      `${String(input.port)} is no port: a number from 1 to 65535 or a name, with /udp or not`,
    );
  }
  return protocol === undefined ? port : { ...port, protocol };
}

/** Whether replies are asked for: not where the input leaves them out, nor by default where no switch keeps sessions. */
export function waysOf(state: State, input: Input): Ways {
  if (input.oneWay === true) return 'one';
  if (input.oneWay === false) return 'both';
  return state.profile.graph === 'article' ? 'one' : 'both';
}
