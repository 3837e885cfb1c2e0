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
    const cells =
      kind === 'node' || kind === 'set' || kind === 'number'
        ? Int32Array.from(rows, (row) => row[field] as number)
        : rows.map((row) => row[field]);
    columns[field] = { kind, cells } as Column;
  }
  return { size: rows.length, columns };
}
