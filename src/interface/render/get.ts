import type { GetAnswer } from '../../questions/get.ts';
import { formatColumns } from './column.ts';
import type { Style } from './style.ts';

/** Rows as kubectl prints them. */
export function getText({ columns, rows, kind }: GetAnswer, { paint }: Style): string {
  if (rows.length === 0) return `No ${kind} found.\n`;
  const table = [
    columns,
    ...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell))),
  ];
  const right = columns.flatMap((_, i) => (typeof rows[0]?.[i] === 'number' ? [i] : []));
  const numbers = right.filter((i) => i > 0);
  return formatColumns(table, {
    gap: 3,
    right: numbers,
    paint: (text, _, row) => (row === 0 ? paint.dim(text) : text),
  });
}
