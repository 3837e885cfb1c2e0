import { once } from '../../base/once.ts';
import type { Column, Directory } from '../../model/network/directory.ts';

/** The kind of each column of a directory to be. */
export type ColumnKinds = Readonly<Record<string, Column['kind']>>;

/** A directory from rows: their fields become columns, numbers packed. */
export function directoryOf<Row extends object>(
  rows: readonly Row[],
  kinds: { readonly [K in keyof Row & string]: Column['kind'] },
): Directory {
  const columns: Record<string, Column> = {};
  for (const [field, kind] of Object.entries(kinds) as [keyof Row & string, Column['kind']][]) {
    columns[field] = {
      kind,
      cells: isNumeric(kind) ? numbersOf(rows, field) : cellsOf(rows, field),
    } as Column;
  }
  return { size: rows.length, columns };
}

function isNumeric(kind: Column['kind']): boolean {
  return kind === 'node' || kind === 'set' || kind === 'number';
}

// Plain loops: 400,000 rows of twelve fields take 0.1 s, and 0.6 s by way of iterators.

function numbersOf<Row extends object>(rows: readonly Row[], field: keyof Row): Int32Array {
  const cells = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) cells[i] = (rows[i] as Row)[field] as number;
  return cells;
}

function cellsOf<Row extends object>(rows: readonly Row[], field: keyof Row): unknown[] {
  const cells: unknown[] = [];
  for (let i = 0; i < rows.length; i++) cells.push((rows[i] as Row)[field]);
  return cells;
}

type CellsOf<Of extends Column, Kind extends Column['kind']> = Of extends Column
  ? Kind extends Of['kind']
    ? Of['cells']
    : never
  : never;

/** A column whose cells are made when somebody first asks for them. */
export function lazyColumn<Kind extends Column['kind']>(
  kind: Kind,
  make: () => CellsOf<Column, Kind>,
): Column {
  const cells = once(make);
  return {
    kind,
    get cells() {
      return cells();
    },
  } as Column;
}
