import type { LookupView, OnwardView, RequestView } from '../../questions/trace-legs.ts';
import { field } from './assumed.ts';
import { formatColumns, printable } from './column.ts';
import { hopTable } from './hops.ts';
import { originText, percent } from './naming.ts';
import type { Style } from './style.ts';

/** A name looked up: whom the sender asks, for what, and what comes back; the query's way where it is lost, or all is shown. */
export function lookupText(lookup: LookupView, style: Style): string {
  const { name, server, queries, hops, addresses, answer, text, nearest = [] } = lookup;
  const rows = queries.map((query) => ['  ', printable(query.name), printable(query.answer)]);
  const lost = answer !== 'reachable';
  const who = server === undefined ? '' : ` at ${server}`;
  const own =
    server === undefined && addresses.length > 0 ? `: ${addresses.join(', ')}, in its own hosts file` : '';
  const word = lost ? `: the query is ${answer === 'unreachable' ? 'lost' : answer}` : own;
  const way = lost || style.extent === 'all' ? hops : [];
  return [
    field('Resolve', `${printable(name)}${who}${word}`, style),
    rows.length === 0 || lost ? '' : formatColumns(rows, { gap: 2 }),
    way.length === 0 ? '' : `\n${hopTable(way, style)}`,
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
  const shares = onward.length > 1 ? onward.map(onwardRow) : [];
  return [
    '\n',
    field('Request', printable(`${request.request} at ${who}${known}`), style),
    field('Decides', printable(decision), style),
    by === undefined ? '' : style.paint.dim(`    └ ${originText(by)}\n`),
    nearest === undefined
      ? ''
      : `    nearest: ${printable(nearest.text)}\n${style.paint.dim(`    └ ${originText(nearest.by)}`)}\n`,
    first === undefined ? '' : `\n${hopTable(first.hops, style)}`,
    shares.length === 0 ? '' : `\n${formatColumns(shares, { gap: 2, right: [1] })}`,
  ].join('');
}

/** `50 %  ingress-nginx/controller → shop/web:80 at 10.244.1.21:8080  200`. */
function onwardRow({ proxy, backend, status, share, hops }: OnwardView): string[] {
  const last = hops.at(-1);
  const [, target] = (last?.steps.at(-1)?.after ?? last?.header ?? '').split(' → ');
  const to = backend === '' ? 'nobody' : `${backend}${target === undefined ? '' : ` at ${target}`}`;
  const from = proxy === '' ? 'the proxy' : proxy;
  return ['   ', `${percent(share)} %`, printable(`${from} → ${to}`), String(status)];
}
