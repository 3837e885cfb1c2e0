import { onceFor } from '../../base/once.ts';
import { formatAddressSet, parseAddressSet } from '../../model/header/address-set.ts';
import type { External, ExternalRow } from '../../questions/external-rows.ts';
import type { MatrixAnswer, MatrixRow } from '../../questions/matrix.ts';
import type { Messages } from '../../questions/messages.ts';
import type { ObjectReference } from '../../text/origin.ts';
import { formatColumns, printable } from './column.ts';
import type { Style } from './style.ts';

type Row = MatrixRow | ExternalRow;
type End = Row['source'];

/** Who reaches whom, a line a pair; what policies let through to and from the outside after it. */
export function matrixText(answer: MatrixAnswer, style: Style): string {
  const { rows, outside, outsideUnknown, left, onlyOther } = answer;
  const none = rows.length === 0 ? 'nobody reaches anybody\n' : '';
  const more = left.length === 0 ? '' : `not looked at here: ${left.map(printable).join(', ')}\n`;
  const other =
    onlyOther === 0
      ? ''
      : `${onlyOther.toLocaleString('en-US')} more: whether ICMP and the like pass is not known (NOT_GOVERNED), and nothing else does\n`;
  return `${none}${tableOf(rows, style)}${more}${other}${outsideText(outside, outsideUnknown, style)}`;
}

function outsideText(outside: readonly ExternalRow[], unknown: string | undefined, style: Style): string {
  if (unknown !== undefined)
    return `\nwhat policies let through to and from the outside is not known: ${unknown}\n`;
  if (outside.length === 0) return '';
  return `\nwith addresses outside, as far as policies go (whether it is routed: OUTSIDE_TO_POD):\n${tableOf(joined(outside), style)}`;
}

/** What one group gets from the outside, a line for all parts that are told the same; empty where that is nothing. */
export function externalLines(outside: readonly ExternalRow[]): string {
  return joined(outside)
    .map((row) => `  ${'ranges' in row.source ? rangesText(row.source) : ''}: ${rowText(row)}\n`)
    .join('');
}

function tableOf(rows: readonly Row[], { paint }: Style): string {
  if (rows.length === 0) return '';
  const lines = rows.map((row) => [endText(row.source), endText(row.target), rowText(row)].map(printable));
  return formatColumns([['SOURCE', 'TARGET', 'ON'], ...lines], {
    gap: 3,
    right: [],
    paint: (text, _, row) => (row === 0 ? paint.dim(text) : text),
  });
}

/** Rows of one pod or group and several parts of the outside that exchange the same, as one. */
function joined(rows: readonly ExternalRow[]): readonly ExternalRow[] {
  const found = new Map<string, ExternalRow>();
  for (const row of rows) {
    const { source, target, ...exchanged } = row;
    const isOut = 'ranges' in target;
    const key = `${isOut} ${endText(isOut ? source : target)} ${JSON.stringify(exchanged)}`;
    const known = found.get(key);
    const ranges = (one: ExternalRow | undefined): External['ranges'] => {
      const end = isOut ? one?.target : one?.source;
      return end !== undefined && 'ranges' in end ? end.ranges : [];
    };
    const end: External = { kind: 'External', ranges: [...ranges(known), ...ranges(row)] };
    found.set(key, isOut ? { ...row, target: end } : { ...row, source: end });
  }
  return [...found.values()].sort((a, b) => ('ranges' in a.target ? 1 : 0) - ('ranges' in b.target ? 1 : 0));
}

function rowText(row: Row): string {
  const parts = [messagesText(row.allow) || 'nothing for sure'];
  if (row.some !== undefined) parts.push(`some of them: ${messagesText(row.some)}`);
  if (row.unknown !== undefined) parts.push(`not known: ${messagesText(row.unknown)}`);
  return parts.join('; ');
}

/** A line for each protocol and range of ports of each pair. */
export function matrixCsv({ rows, outside }: MatrixAnswer): string {
  const nameOf = onceFor((end: End) => quoted(endText(end)));
  const endsOf = onceFor(csvEnds);
  let text = 'source,target,protocol,from_port,to_port\n';
  for (const list of [rows, outside])
    for (const { source, target, allow } of list) {
      const ends = `${nameOf(source)},${nameOf(target)},`;
      for (const end of endsOf(allow)) text += ends + end;
    }
  return text;
}

/** What the lines of a pair end in. */
function csvEnds(allow: Messages): readonly string[] {
  const lines = (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) =>
    (allow[protocol] ?? []).map(([first, last]) => `${protocol},${first},${last}\n`),
  );
  return allow.other ? [...lines, 'other,,\n'] : lines;
}

/** A pair a line. */
export function matrixJsonLines({ rows, outside }: MatrixAnswer): string {
  return [...rows, ...outside].map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A table as markdown has it. */
export function matrixMarkdown({ rows, outside }: MatrixAnswer): string {
  const cell = (text: string): string => printable(text).replaceAll('|', '\\|');
  const lines = [...rows, ...joined(outside)].map(
    (row) => `| ${[endText(row.source), endText(row.target), rowText(row)].map(cell).join(' | ')} |`,
  );
  return ['| source | target | on |', '|---|---|---|', ...lines].map((line) => `${line}\n`).join('');
}

/** `deployment/shop/web`; `external/10.0.0.0/8` of addresses. */
export function endText(end: End): string {
  return 'ranges' in end ? `external/${rangesText(end)}` : objectText(end);
}

/** Blocks where ranges are some: `0.0.0.0/0`, `10.0.0.0/8,11.0.0.0/8`; else first and last. */
function rangesText({ ranges }: External): string {
  const set = parseAddressSet(ranges.map(([first, last]) => `${first}-${last}`).join(','));
  return set === undefined ? '' : formatAddressSet(set);
}

/** `deployment/shop/web`. */
export function objectText({ kind, namespace, name }: ObjectReference): string {
  return `${kind.toLowerCase()}/${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** `TCP 80,8000-8080; UDP 53`; `all`; empty for nothing. */
export function messagesText(messages: Messages): string {
  const parts = (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) => {
    const ranges = messages[protocol];
    if (ranges === undefined) return [];
    const text = ranges.map(([first, last]) =>
      first === last ? `${first}` : first === 1 && last === 65535 ? '*' : `${first}-${last}`,
    );
    return [`${protocol} ${text.join(',')}`];
  });
  if (messages.other) parts.push('other');
  return parts.join('; ') === 'TCP *; UDP *; SCTP *; other' ? 'all' : parts.join('; ');
}

/** As RFC 4180 has it. */
function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
