import type { EventView, HeaderView } from '../../questions/describe.ts';
import type { LegView, TraceAnswer } from '../../questions/trace.ts';
import { assumedText, field } from './assumed.ts';
import { formatColumns, printable } from './column.ts';
import { hopTable } from './hops.ts';
import { lookupText, requestText } from './legs.ts';
import { endText, nodeText } from './naming.ts';
import { paintWord } from './paint.ts';
import type { Style } from './style.ts';
import { backendsText, dependsText, enforcementText, nearestText, othersText, whyText } from './why.ts';

/** The life of a message (05, "What trace prints"). */
export function traceText(answer: TraceAnswer, style: Style): string {
  const { message, hops, events, loop, reply, lookup, request } = answer;
  return [
    enforcementText(answer, style),
    field('Message', messageText(answer, message), style),
    lookup === undefined && hops.length === 0 ? '' : '\n',
    lookup === undefined ? '' : lookupText(lookup, style),
    hops.length === 0 ? '' : hopTable(hops, style),
    loop === undefined
      ? ''
      : `    loop: ${[...loop, loop[0]].map((name) => printable(name ?? '')).join(' → ')} …\n`,
    request === undefined ? '' : requestText(request, style),
    hops.length === 0 && request === undefined ? '' : '\n',
    hops.length === 0 ? '' : eventText(events, style),
    reply === undefined ? '' : replyText(reply, style),
    field('Result', resultText(answer, style), style),
    nearestText(answer, style),
    othersText(answer, style),
    backendsText(answer, style),
    waysText(answer, style),
    dependsText(answer, style),
    assumedText(answer.assumed, style),
    answer.oneOf === undefined
      ? ''
      : field('Note', `one of ${answer.oneOf} messages that these ends mean; reach sends them all`, style),
  ].join('');
}

/** `TCP 10.244.1.17:49152 → postgres.data:5432`: a target by the name that was asked for. */
function messageText({ lookup, from, to, request }: TraceAnswer, message: HeaderView | undefined): string {
  if (request !== undefined) return printable(`${request.request} from ${endText(from)}`);
  if (message === undefined) return printable(`${endText(from)} → ${to}`);
  const source = message.sourcePort === 0 ? message.source : endpoint(message.source, message.sourcePort);
  const name = lookup === undefined ? message.target : lookup.name;
  const target = message.targetPort === 0 ? name : endpoint(name, message.targetPort);
  return printable(`${message.protocol} ${source} → ${target}`);
}

/** `10.1.1.2:8080`, `[fd00::1]:8080`. */
function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function eventText(events: readonly EventView[], style: Style): string {
  if (style.extent !== 'events')
    return field('Events', `${events.length}${events.length > 0 ? ' (--events lists them)' : ''}`, style);
  return field('Events', `${events.length}`, style) + eventTable(events);
}

/** Send and Recv events, one a line. */
export function eventTable(events: readonly EventView[]): string {
  const rows = events.map(({ event, at, link, message }) => [event, at, `${link[0]} → ${link[1]}`, message]);
  return formatColumns(
    [['EVENT', 'AT', 'LINK', 'MESSAGE'], ...rows].map((row) => ['   ', ...row]),
    { gap: 2 },
  );
}

function replyText(reply: LegView, style: Style): string {
  const way = reply.hops.map(({ at }) => nodeText(at)).join(' → ');
  const lost = reply.disposition !== 'delivered';
  const word = lost ? style.paint.bad(reply.disposition) : reply.disposition;
  const line = field('Reply', `${word}: ${printable(way)}`, style);
  return lost || style.extent === 'all' ? `${line}\n${hopTable(reply.hops, style)}\n` : line;
}

function resultText(answer: TraceAnswer, style: Style): string {
  const word = paintWord(style.paint, answer.answer);
  const { status, request, received, hops, sourceSeen, message, lookup } = answer;
  const shown = status === undefined ? '' : `, the client sees status ${status}`;
  if (answer.answer !== 'reachable') return `${word}: ${whyText(answer, style)}`;
  if (request !== undefined) return `${word}${shown}`;
  const last = hops.at(-1)?.at;
  const receiver = last === undefined ? 'it' : printable(last.role === 'outside' ? 'the outside' : last.name);
  const what = lookup?.outcome === 'outside' ? receivedBy(lookup.name, received) : received;
  const lost = sourceSeen !== undefined && message !== undefined && sourceSeen !== message.source;
  const source = lost ? `; the server sees source ${sourceSeen}, the original ${message.source} is lost` : '';
  return `${word}: ${receiver} receives ${what ?? 'it'}${source}`;
}

/** What was received, by the name that was asked for: which address it has outside of the cluster is not known. */
function receivedBy(name: string, received: string | undefined): string | undefined {
  return received?.replace(/ → \S*(:\d+)$/, (_, port: string) => ` → ${printable(name)}${port}`);
}

function waysText({ ways, request }: TraceAnswer, style: Style): string {
  if (ways === undefined) return '';
  const good = ways.filter(({ disposition }) => disposition === 'delivered').length;
  // The ways of a request are those to its proxy.
  if (request !== undefined && good === ways.length) return '';
  return field('Ways', `${good} of ${ways.length} arrive`, style);
}
