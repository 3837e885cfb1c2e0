import type { How } from './source.ts';

/** A row that may be imported; narrowed to some of its files, or to some ways of importing. */
export interface Grant {
  readonly row: string;
  /** Paths in the row's folder, without `.ts`; a folder stands for all that is in it. Absent: all. */
  readonly files?: readonly string[];
  /** Absent: in every way. */
  readonly how?: readonly How[];
}

/** One row of the import table: a folder of src, or a file. */
export interface Row {
  readonly row: string;
  /** Beside itself and base. */
  readonly may: readonly Grant[];
  /** Third-party packages; `@scope/*` for a whole scope. */
  readonly packages?: readonly string[];
  /** `none`: pure code, which runs anywhere. */
  readonly platform: 'none' | 'node' | 'browser';
}

/** The rows in order: a row may import rows above it only. */
export type Table = readonly Row[];

/** What a row may import: its grants, with base, which everyone may import, and the row itself. */
export function grantsOf(row: Row): readonly Grant[] {
  return [{ row: row.row }, { row: 'base' }, ...row.may];
}

/** The row that a path below src belongs to: the longest that contains it. */
export function rowOf(table: Table, path: string): Row | undefined {
  const holding = table.filter(({ row }) => path === row || path.startsWith(`${row}/`));
  return holding.toSorted((a, b) => b.row.length - a.row.length)[0];
}
