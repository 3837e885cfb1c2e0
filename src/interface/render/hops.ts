import type { HopView } from '../../questions/describe.ts';
import { formatColumns } from './column.ts';
import { HOP_COLUMNS, hopRows } from './steps.ts';
import type { Style } from './style.ts';

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
