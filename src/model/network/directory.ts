import type { Origin } from '../../text/origin.ts';
import type { Address } from '../header/address.ts';
import type { AddressSet } from '../header/address-set.ts';
import type { PortSet } from '../header/port.ts';
import type { Protocol } from '../header/protocol.ts';

/** What one cell of a directory may hold. */
export type Cell = number | string | Address | AddressSet | PortSet | Origin | undefined;

/** One field of a directory: entry i belongs to row i. Of the kinds above the line, equal cells can be looked up. */
export type Column =
  | { readonly kind: 'node' | 'set' | 'number'; readonly cells: ArrayLike<number> }
  | { readonly kind: 'address'; readonly cells: ArrayLike<Address> }
  | { readonly kind: 'protocol'; readonly cells: ArrayLike<Protocol | undefined> }
  | { readonly kind: 'text'; readonly cells: ArrayLike<string> }
  // ------------------------------------------------------------------
  | { readonly kind: 'addresses'; readonly cells: ArrayLike<AddressSet | undefined> }
  | { readonly kind: 'ports'; readonly cells: ArrayLike<PortSet | undefined> }
  | { readonly kind: 'origin'; readonly cells: ArrayLike<Origin | undefined> };

/**
 * A relation kept once for the whole network (01 §1.11): which address belongs to which switch on which host, which
 * process listens where. Families of rules range over its rows; row order is rule order. A column `origin` may have a
 * column `path` beside it: the field of that object that the row stands for.
 */
export interface Directory {
  readonly size: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/** Rows of several directories. */
export type RowSet = ReadonlyMap<Directory, ReadonlySet<number>>;

/** The rows of equal cells of one column, ascending: `rows(cell)`. */
type Index = (cell: Cell) => Rows;

/** Row numbers, ascending. */
export type Rows = ArrayLike<number>;

const NO_ROWS: Rows = [];
const indexes = new WeakMap<Column, Index>();

/** Whether `rowsOf` answers for this column. */
export function isIndexed(column: Column): boolean {
  return column.kind !== 'addresses' && column.kind !== 'ports' && column.kind !== 'origin';
}

/** The rows where `column` holds `cell`, ascending; the column's index is made at the first call. */
export function rowsOf(column: Column, cell: Cell): Rows {
  let index = indexes.get(column);
  if (index === undefined) {
    index =
      column.kind === 'node' || column.kind === 'set' || column.kind === 'number'
        ? indexByNumber(column.cells)
        : indexByValue(column.cells);
    indexes.set(column, index);
  }
  return index(cell);
}

/** Compressed rows over small numbers, from the lowest on (NO_NODE is -1). */
function indexByNumber(cells: ArrayLike<number>): Index {
  let lowest = 0;
  let highest = -1;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] as number;
    if (cell < lowest) lowest = cell;
    if (cell > highest) highest = cell;
  }
  const span = highest - lowest + 1;
  if (span > 4 * cells.length + 1024) return indexByValue(cells);
  const find = rowsBySlot(cells, lowest, span);
  return (cell) =>
    typeof cell !== 'number' || cell < lowest || cell > highest ? NO_ROWS : find(cell - lowest);
}

/** Values are numbered in the order in which they come; equal ones often come one after the other. */
function indexByValue(cells: ArrayLike<Cell>): Index {
  const numbers = new Map<Cell, number>();
  const slots = new Int32Array(cells.length);
  let last: Cell;
  let slot: number | undefined;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (slot === undefined || cell !== last) {
      slot = numbers.get(cell);
      if (slot === undefined) {
        slot = numbers.size;
        numbers.set(cell, slot);
      }
      last = cell;
    }
    slots[row] = slot;
  }
  const find = rowsBySlot(slots, 0, numbers.size);
  return (cell) => {
    const found = numbers.get(cell);
    return found === undefined ? NO_ROWS : find(found);
  };
}

/** Rows by small numbers less the lowest one: a counting sort, two typed arrays. */
function rowsBySlot(cells: ArrayLike<number>, lowest: number, span: number): (slot: number) => Rows {
  const starts = new Int32Array(span + 1);
  for (let row = 0; row < cells.length; row++) {
    const slot = (cells[row] as number) - lowest;
    starts[slot + 1] = (starts[slot + 1] as number) + 1;
  }
  for (let slot = 0; slot < span; slot++)
    starts[slot + 1] = (starts[slot + 1] as number) + (starts[slot] as number);
  const next = starts.slice();
  const rows = new Int32Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const slot = (cells[row] as number) - lowest;
    const at = next[slot] as number;
    rows[at] = row;
    next[slot] = at + 1;
  }
  return (slot) => rows.subarray(starts[slot], starts[slot + 1]);
}
