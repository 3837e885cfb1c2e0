import type { LookupView, RequestView } from '../../questions/trace-legs.ts';
import { field } from './assumed.ts';
import { formatColumns, printable } from './column.ts';
import { hopTable } from './hops.ts';
import { originText } from './naming.ts';
import type { Style } from './style.ts';

/** A name looked up: whom the sender asks, for what, and what comes back; the query's way where it is lost, or all is shown. */
export function lookupText(lookup: LookupView, style: Style): string {
  const { name, server, queries, hops, answer, text, nearest = [] } = lookup;
  const rows = queries.map((query) => ['   ', printable(query.name), query.answer]);
  const lost = answer !== 'reachable';
  const who = server === undefined ? '' : ` at ${server}`;
  const word = lost ? `: the query is ${answer === 'unreachable' ? 'lost' : answer}` : '';
  return [
    field('Resolve', `${printable(name)}${who}${word}`, style),
    rows.length === 0 || lost ? '' : formatColumns(rows, { gap: 2 }),
    lost || style.extent === 'all' ? (hops.length === 0 ? '' : hopTable(hops, style)) : '',
    text === undefined ? '' : `    ${printable(text)}\n`,
    nearest.length === 0 ? '' : `    nearest: ${nearest.map(printable).join(', ')}\n`,
    '\n',
  ].join('');
}

/** What a proxy decided, and each request that it sent on. */
export function requestText(request: RequestView, style: Style): string {
  const { decision, by, nearest, onward, controller, where } = request;
  const who = controller === '' ? 'the proxy' : controller;
  const known = where === 'pods' ? '' : ` (${where})`;
  const first = onward.find(({ hops }) => hops.length > 0);
  const shares =
    onward.length > 1
      ? onward.map(({ proxy, backend, status, share }) => {
          return [
            '   ',
            `${Math.round(share * 1000) / 10} %`,
            printable(`${proxy} → ${backend}`),
            String(status),
          ];
        })
      : [];
  return [
    '\n',
    field('Request', printable(`${request.request} at ${who}${known}`), style),
    field('Decides', printable(decision), style),
    by === undefined ? '' : style.paint.dim(`    └ ${originText(by)}\n`),
    nearest === undefined
      ? ''
      : `    nearest: ${printable(nearest.text)}\n    ${style.paint.dim(originText(nearest.by))}\n`,
    first === undefined ? '' : `\n${hopTable(first.hops, style)}`,
    shares.length === 0 ? '' : `\n${formatColumns(shares, { gap: 2 })}`,
  ].join('');
}
