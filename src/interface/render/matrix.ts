import { onceFor } from '../../base/once.ts';
import type { MatrixAnswer, MatrixRow, Messages } from '../../questions/matrix.ts';
import { formatColumns, printable } from './column.ts';
import type { Style } from './style.ts';

type Ends = Pick<MatrixRow, 'source' | 'target'>;

/** Who reaches whom, a line a pair. */
export function matrixText({ rows, left, onlyOther }: MatrixAnswer, { paint }: Style): string {
  const lines = rows.map((row) => {
    return [objectText(row.source), objectText(row.target), rowText(row)].map(printable);
  });
  const none = rows.length === 0 ? 'nobody reaches anybody\n' : '';
  const table =
    rows.length === 0
      ? ''
      : formatColumns([['SOURCE', 'TARGET', 'ON'], ...lines], {
          gap: 3,
          right: [],
          paint: (text, _, row) => (row === 0 ? paint.dim(text) : text),
        });
  const more = left.length === 0 ? '' : `not looked at here: ${left.map(printable).join(', ')}\n`;
  const other =
    onlyOther === 0
      ? ''
      : `${onlyOther.toLocaleString('en-US')} more: whether ICMP and the like pass is not known (NOT_GOVERNED), and nothing else does\n`;
  return `${none}${table}${more}${other}`;
}

function rowText(row: MatrixRow): string {
  const parts = [messagesText(row.allow) || 'nothing for sure'];
  if (row.some !== undefined) parts.push(`some of them: ${messagesText(row.some)}`);
  if (row.unknown !== undefined) parts.push(`not known: ${messagesText(row.unknown)}`);
  return parts.join('; ');
}

/** A line for each protocol and range of ports of each pair. */
export function matrixCsv({ rows }: MatrixAnswer): string {
  const nameOf = onceFor((object: Ends['source']) => quoted(objectText(object)));
  const endsOf = onceFor(csvEnds);
  let text = 'source,target,protocol,from_port,to_port\n';
  for (const { source, target, allow } of rows) {
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
export function matrixJsonLines({ rows }: MatrixAnswer): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A table as markdown has it. */
export function matrixMarkdown({ rows }: MatrixAnswer): string {
  const cell = (text: string): string => printable(text).replaceAll('|', '\\|');
  const lines = rows.map(
    (row) => `| ${[objectText(row.source), objectText(row.target), rowText(row)].map(cell).join(' | ')} |`,
  );
  return ['| source | target | on |', '|---|---|---|', ...lines].map((line) => `${line}\n`).join('');
}

/** `deployment/shop/web`. */
export function objectText({ kind, namespace, name }: Ends['source']): string {
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
