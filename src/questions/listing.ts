import type { State } from '../state/state.ts';

/** One row: a cell for each column. */
export type Row = readonly (string | number)[];

/** What can be listed: its columns, and a row for each of a state. The first column is the name. */
export interface Listing {
  readonly columns: readonly string[];
  rows(state: State): Iterable<Row>;
}

/** `data/api`; the name alone for what no namespace holds. */
export function listedName({
  namespace,
  name,
}: {
  readonly namespace: string;
  readonly name: string;
}): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}
