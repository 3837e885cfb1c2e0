import type { Span } from './documents.ts';
import { isBlank, nextLine } from './documents.ts';

/** Where a YAML document may be cut: its root has the key `items`, and every item of it begins a line. */
export interface ListCut {
  /** The first byte of each item's line, in order, then the end of the last item. */
  readonly starts: readonly number[];
  /** What precedes the first item, `items:` included. */
  readonly head: Span;
  /** What follows the last item. */
  readonly tail: Span;
}

const [TAB, LF, CR, SPACE, DASH] = [0x09, 0x0a, 0x0d, 0x20, 0x2d];
const ITEMS = [...'items:'].map((c) => c.charCodeAt(0));

/**
 * The places where the root list of a document may be cut, by indentation alone; undefined if there are none.
 * A guess: whoever uses it checks that head, tail and pieces are read as parts of the whole would be.
 */
export function cutList(bytes: Uint8Array, document: Span): ListCut | undefined {
  const { start, end } = document;
  let line = start;
  while (line < end && !isItemsKey(bytes, line, end)) line = nextLine(bytes, line, end);
  line = skipBlank(bytes, nextLine(bytes, line, end), end);
  const indent = indentAt(bytes, line, end);
  if (!isDash(bytes, line + indent, end)) return undefined;
  const starts: number[] = [];
  const first = line;
  for (; line < end; line = nextLine(bytes, line, end)) {
    const depth = indentAt(bytes, line, end);
    if (depth > indent || isBlank(bytes, line + depth, end)) continue;
    if (depth < indent || !isDash(bytes, line + depth, end)) break;
    starts.push(line);
  }
  starts.push(line);
  return { starts, head: { start, end: first }, tail: { start: line, end } };
}

function isItemsKey(bytes: Uint8Array, line: number, end: number): boolean {
  if (line + ITEMS.length > end) return false;
  for (let i = 0; i < ITEMS.length; i++) if (bytes[line + i] !== ITEMS[i]) return false;
  return isBlank(bytes, line + ITEMS.length, end);
}

function skipBlank(bytes: Uint8Array, from: number, end: number): number {
  let line = from;
  while (line < end && isBlank(bytes, line, end)) line = nextLine(bytes, line, end);
  return line;
}

function indentAt(bytes: Uint8Array, line: number, end: number): number {
  let at = line;
  while (at < end && bytes[at] === SPACE) at++;
  return at - line;
}

function isDash(bytes: Uint8Array, at: number, end: number): boolean {
  if (at >= end || bytes[at] !== DASH) return false;
  const next = bytes[at + 1];
  return at + 1 >= end || next === SPACE || next === LF || next === CR || next === TAB;
}
