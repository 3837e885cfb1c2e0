import type { GraphNode } from '../../questions/graph.ts';
import type { Nested } from './nesting.ts';
import { shortName } from './nesting.ts';

/** A node's place in a picture; lengths are in pixels, `x` and `y` count from the picture's corner. */
export interface Box {
  readonly node: GraphNode;
  readonly title: string;
  readonly subtitle: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly inside: readonly Box[];
}

/** A picture of boxes in boxes. */
export interface Boxes {
  readonly boxes: readonly Box[];
  readonly width: number;
  readonly height: number;
}

const LETTER = 7.2;
const SMALL_LETTER = 6;
const PADDING = 10;
const GAP = { outer: 46, inner: 8 };
const LINE = 18;

/** A size, before its place is known. */
interface Sized {
  readonly nested: Nested;
  readonly title: string;
  readonly subtitle: string;
  readonly head: number;
  readonly rows: readonly (readonly Sized[])[];
  readonly width: number;
  readonly height: number;
}

/** Places nested nodes, rows of boxes in boxes; the same graph gives the same picture. */
export function placeBoxes(nested: readonly Nested[]): Boxes {
  const rows = wrap(
    nested.map((one) => sized(one, undefined)),
    GAP.outer,
  );
  const size = sizeOf(rows, GAP.outer);
  const boxes = placeRows(rows, PADDING, PADDING, GAP.outer);
  return { boxes, width: Math.ceil(size.width + 2 * PADDING), height: Math.ceil(size.height + 2 * PADDING) };
}

function sized(nested: Nested, parent: string | undefined): Sized {
  const { node, inside } = nested;
  const title = shortName(node.name, parent);
  const subtitle = node.addresses.join(' ');
  const rows = wrap(
    inside.map((one) => sized(one, node.name)),
    GAP.inner,
  );
  const content = sizeOf(rows, GAP.inner);
  const head = subtitle === '' ? LINE : 2 * LINE - 3;
  const text = Math.max(title.length * LETTER, subtitle.length * SMALL_LETTER);
  const width = Math.max(text, content.width) + 2 * PADDING;
  const height = head + 10 + (rows.length === 0 ? 0 : content.height + PADDING);
  return { nested, title, subtitle, head, rows, width, height };
}

/** Breaks a sequence into rows so that the whole is somewhat wider than high. */
function wrap(items: readonly Sized[], gap: number): Sized[][] {
  const area = items.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = items.reduce((most, { width }) => Math.max(most, width), 0);
  const limit = Math.max(widest, Math.sqrt(area * 1.8));
  const rows: Sized[][] = [];
  let row: Sized[] = [];
  let used = 0;
  for (const item of items) {
    if (row.length > 0 && used + item.width > limit) {
      rows.push(row);
      row = [];
      used = 0;
    }
    row.push(item);
    used += item.width + gap;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function sizeOf(rows: readonly (readonly Sized[])[], gap: number): { width: number; height: number } {
  let width = 0;
  let height = 0;
  for (const row of rows) {
    width = Math.max(
      width,
      row.reduce((sum, item) => sum + item.width + gap, -gap),
    );
    height += row.reduce((most, item) => Math.max(most, item.height), 0) + gap;
  }
  return { width, height: Math.max(0, height - gap) };
}

function placeRows(rows: readonly (readonly Sized[])[], x: number, y: number, gap: number): Box[] {
  const boxes: Box[] = [];
  let top = y;
  for (const row of rows) {
    let left = x;
    for (const item of row) {
      boxes.push(place(item, left, top));
      left += item.width + gap;
    }
    top += row.reduce((most, item) => Math.max(most, item.height), 0) + gap;
  }
  return boxes;
}

function place({ nested, title, subtitle, head, rows, width, height }: Sized, x: number, y: number): Box {
  const inside = placeRows(rows, x + PADDING, y + head + 10, GAP.inner);
  return { node: nested.node, title, subtitle, x, y, width, height, inside };
}
