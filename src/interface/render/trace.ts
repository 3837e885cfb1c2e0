import type { EventView, HopView } from '../../questions/describe.ts';
import type { LegView, TraceAnswer } from '../../questions/trace.ts';
import { assumedText, field } from './assumed.ts';
import { formatColumns, printable } from './column.ts';
import { nodeText } from './naming.ts';
import { paintWord } from './paint.ts';
import { HOP_COLUMNS, hopRows } from './steps.ts';
import type { Style } from './style.ts';

/** The life of a message (05, "What trace prints"). */
export function traceText(answer: TraceAnswer, style: Style): string {
  const { message, hops, events, loop, reply } = answer;
  const from = message.sourcePort === 0 ? message.source : endpoint(message.source, message.sourcePort);
  const to = message.targetPort === 0 ? message.target : endpoint(message.target, message.targetPort);
  return [
    field('Message', `${message.protocol} ${from} → ${to}`, style),
    '\n',
    hopTable(hops, style),
    loop === undefined
      ? ''
      : `    loop: ${[...loop, loop[0]].map((name) => printable(name ?? '')).join(' → ')} …\n`,
    '\n',
    eventText(events, style),
    reply === undefined ? '' : replyText(reply, style),
    field('Result', resultText(answer, style), style),
    waysText(answer, style),
    assumedText(answer.assumed, style),
    answer.oneOf === undefined
      ? ''
      : field('Note', `one of ${answer.oneOf} messages that these ends mean; reach sends them all`, style),
  ].join('');
}

/** A table of hops. */
export function hopTable(hops: readonly HopView[], style: Style): string {
  const rows = hops.flatMap((_, number) => hopRows(hops, number, style));
  return formatColumns([HOP_COLUMNS, ...rows], {
    gap: 2,
    right: [0],
    paint: (text, column, row) => {
      if (row === 0) return style.paint.dim(text);
      return column === 3 && (text === 'discard' || text === 'refuse') ? style.paint.bad(text) : text;
    },
  });
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
  const last = answer.hops.at(-1)?.at;
  if (answer.answer === 'reachable')
    return `${word}: ${last === undefined ? 'it' : printable(last.name)} receives ${answer.received ?? 'it'}`;
  return `${word}: ${whyText(answer, style)}`;
}

/** What the client sees, and why: `the client sees a timeout (NO_MATCH: no rule …)`. */
export function whyText(
  { answer, symptom, code, unknown }: Pick<TraceAnswer, 'answer' | 'symptom' | 'code' | 'unknown'>,
  { explain }: Style,
): string {
  const seen = symptom === undefined ? 'it does not arrive' : `the client sees ${SEEN[symptom] ?? symptom}`;
  const meaning = code === undefined ? undefined : explain(code);
  const reason = code === undefined ? '' : ` (${code}${meaning === undefined ? '' : `: ${lower(meaning)}`})`;
  if (answer === 'unknown') return `it depends on ${(unknown ?? []).join(', ') || 'what is not known'}`;
  return answer === 'ambiguous'
    ? `it depends on the way; where it fails, ${seen}${reason}`
    : `${seen}${reason}`;
}

const SEEN: Readonly<Record<string, string>> = { timeout: 'a timeout', refused: 'connection refused' };

function lower(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function waysText({ ways, probability }: TraceAnswer, style: Style): string {
  if (ways === undefined) return '';
  const good = ways.filter(({ disposition }) => disposition === 'delivered').length;
  const chance =
    probability === undefined ? '' : `, ${Math.round((1 - probability) * 100)} % of connections fail`;
  return field('Ways', `${good} of ${ways.length} arrive${chance}`, style);
}
