import type { Run } from '../../model/exchange/run.ts';
import type { Disposition, Trace } from '../../model/exchange/trace.ts';
import { finalHeader } from '../../model/exchange/trace.ts';
import { formatHeader } from '../../model/header/header.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { nameOf } from '../../model/network/node.ts';
import { formatColumns } from './column.ts';
import type { Style } from './style.ts';

/** What a run left behind, as data that is printed. */
export interface RunView {
  readonly scenario: string;
  readonly events: readonly LoggedEventView[];
  readonly messages: readonly MessageView[];
}

/** An event: the message's number, and how many messages stood in the target's queue right after it. */
export interface LoggedEventView {
  readonly event: 'Send' | 'Recv';
  readonly number: number;
  readonly at: string;
  readonly link: readonly [string, string];
  readonly message: string;
  readonly waiting: number;
}

/** The life of one message, in short. */
export interface MessageView {
  readonly number: number;
  /** The message that it is the reply to. */
  readonly answers?: number;
  readonly message: string;
  readonly from: string;
  readonly disposition: string;
  /** Where it ended. */
  readonly at: string;
  readonly code?: string;
  readonly received?: string;
}

/** A run as data, with names for numbers. */
export function viewRun(network: Network, scenario: string, run: Run): RunView {
  const name = (id: NodeId | undefined): string => (id === undefined ? '' : nameOf(network.nodes, id));
  return {
    scenario,
    events: run.events.map(({ event, message, at, link, header, waiting }) => ({
      event,
      number: message,
      at: name(at),
      link: [name(link[0]), name(link[1])],
      message: formatHeader(header),
      waiting,
    })),
    messages: run.traces.map((trace, number) => {
      const answers = run.answers.get(number);
      const { disposition, message, hops } = trace;
      const code = codeOf(disposition);
      return {
        number,
        ...(answers === undefined ? {} : { answers }),
        message: formatHeader(message.header),
        from: name(hops[0]?.at),
        disposition: disposition.kind,
        at: name(hops.at(-1)?.at),
        ...(code === undefined ? {} : { code }),
        ...receivedBy(trace),
      };
    }),
  };
}

function codeOf(disposition: Disposition): string | undefined {
  if (disposition.kind === 'looped') return 'LOOP';
  return disposition.kind === 'delivered' ? undefined : disposition.reason;
}

function receivedBy(trace: Trace): { received?: string } {
  return trace.disposition.kind === 'delivered' ? { received: formatHeader(finalHeader(trace)) } : {};
}

/** The event log, then how each message ended. */
export function runText({ events, messages }: RunView, { paint }: Style): string {
  const head = (text: string, _: number, row: number): string => (row === 0 ? paint.dim(text) : text);
  const log = events.map(({ event, number, at, link, message, waiting }, i) => [
    String(i + 1),
    event,
    String(number),
    at,
    `${link[0]} → ${link[1]}`,
    message,
    String(waiting),
  ]);
  const ends = messages.map(({ number, answers, message, from, disposition, at, code }) => [
    String(number),
    `${message}${answers === undefined ? '' : ` (reply to ${answers})`}`,
    from,
    disposition,
    code === undefined ? at : `${at}: ${code}`,
  ]);
  const logColumns = ['#', 'EVENT', 'MESSAGE', 'AT', 'LINK', 'HEADER', 'WAITING'];
  const endColumns = ['MESSAGE', 'HEADER', 'FROM', 'END', 'AT'];
  return [
    formatColumns([logColumns, ...log], { gap: 2, right: [0, 2, 6], paint: head }),
    '\n',
    formatColumns([endColumns, ...ends], { gap: 2, right: [0], paint: head }),
  ].join('');
}
