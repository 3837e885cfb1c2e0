import { decode, unitsBetween } from './encoding.ts';
import type { Source } from './origin.ts';

/** A place as people count it. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
  /** In bytes, from 0. */
  readonly offset: number;
  /** The line; of a very long one the part around the position. */
  readonly lineText: string;
  /** The column at which lineText begins: 1, unless the line was too long. */
  readonly textColumn: number;
}

/** Bytes between two counts of lines that are remembered. */
const STRIDE = 1 << 20;

/** Bytes of a line that are shown before and after a position. */
const SHOWN = 400;

interface Index {
  /** The bytes, while nobody needs the memory. */
  bytes: WeakRef<Uint8Array>;
  /** How many lines end before each multiple of STRIDE, as far as anybody asked. */
  readonly ends: number[];
}

const INDICES = new WeakMap<Source, Index>();

/** The bytes of a source, read anew only if they were given up since the last call. */
export function bytesOf(source: Source): Uint8Array {
  const index = INDICES.get(source);
  const known = index?.bytes.deref();
  if (known !== undefined) return known;
  const bytes = source.bytes();
  if (index === undefined) INDICES.set(source, { bytes: new WeakRef(bytes), ends: [0] });
  else index.bytes = new WeakRef(bytes);
  return bytes;
}

/** Line and column of a byte offset. Lines end at a line feed; a carriage return before it belongs to the end. */
export function positionAt(source: Source, wanted: number): Position {
  const bytes = bytesOf(source);
  const offset = Math.max(0, Math.min(Math.floor(wanted) || 0, bytes.length));
  const line = 1 + linesBefore(source, bytes, offset);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const start = Math.max(bytes.lastIndexOf(0x0a, offset - 1) + 1 || 0, offset >= mark ? mark : 0);
  const lineStart = offset === 0 ? 0 : start;
  const feed = bytes.indexOf(0x0a, offset);
  const lineEnd = feed < 0 ? bytes.length : feed;
  const column = 1 + unitsBetween(bytes, lineStart, offset);
  const from = offset - lineStart <= 2 * SHOWN ? lineStart : boundary(bytes, offset - SHOWN);
  const to = lineEnd - offset <= 2 * SHOWN ? lineEnd : boundary(bytes, offset + SHOWN);
  const textColumn = from === lineStart ? 1 : column - unitsBetween(bytes, from, offset);
  return { line, column, offset, lineText: textOf(bytes, from, to), textColumn };
}

/** The first offset from `at` on where a character begins. */
function boundary(bytes: Uint8Array, at: number): number {
  let i = at;
  while (i < bytes.length && ((bytes[i] as number) & 0xc0) === 0x80) i++;
  return i;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  const text = decode(bytes, start, end) ?? new TextDecoder().decode(bytes.subarray(start, end));
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function linesBefore(source: Source, bytes: Uint8Array, offset: number): number {
  const ends = INDICES.get(source)?.ends ?? [0];
  const block = Math.floor(offset / STRIDE);
  while (ends.length <= block) {
    const from = (ends.length - 1) * STRIDE;
    ends.push((ends.at(-1) as number) + countFeeds(bytes, from, from + STRIDE));
  }
  return (ends[block] as number) + countFeeds(bytes, block * STRIDE, offset);
}

function countFeeds(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (bytes[i] === 0x0a) count++;
  return count;
}
