import { BareMap } from './bare.ts';
import type { Cursor } from './cursor.ts';
import { endLine, isDash, toContent, UNFAMILIAR, unfamiliar } from './cursor.ts';
import { resolveKey, SIMPLE_KEY } from './key.ts';
import { resolveScalar } from './scalar.ts';
import { plainEnd, readLiteral, readQuoted, trimmedEnd } from './simple-scalar.ts';
import type { Value, ValueMap } from './value.ts';

/** What was read, where its root begins, and, if that is a list, where its first entry begins. */
export interface Simple {
  readonly value: Value;
  readonly start: number;
  readonly entry: number;
}

const [LF, SPACE, QUOTE, APOSTROPHE, COLON] = [0x0a, 0x20, 0x22, 0x27, 0x3a];

/** Nesting that is left to the full parser, which knows the limit. */
const DEEP = 80;

/** The characters that a plain scalar may begin with here: never an indicator, though `-` may be one. */
const STARTS = new Uint8Array(128);
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./$()+~-^;\\') {
  STARTS[c.charCodeAt(0)] = 1;
}

/**
 * Reads a document whose root is a block mapping or a block list, if it is written as kubectl and most people write:
 * block style, scalars on one line, literal blocks, no anchors, no tags, no comment behind a value, no tabs. Gives
 * exactly what `readYaml` gives (a law under test), or undefined.
 */
export function readSimple(text: string): Simple | undefined {
  if (text.includes('\r') || text.includes('\0')) return undefined;
  const cursor: Cursor = { text, at: 0, line: 0, indent: 0, depth: 0 };
  try {
    toContent(cursor);
    if (text.startsWith('---', cursor.at)) {
      if (cursor.indent > 0) return undefined;
      cursor.at += 3;
      endLine(cursor);
    }
    const start = cursor.at;
    if (cursor.indent < 0) return undefined;
    const entry = firstEntry(cursor);
    const value = readBlock(cursor);
    return cursor.indent < 0 && entry < text.length ? { value, start, entry } : undefined;
  } catch (error) {
    if (error === UNFAMILIAR) return undefined;
    throw error;
  }
}

function firstEntry(cursor: Cursor): number {
  if (!isDash(cursor)) return cursor.at;
  const ahead = { ...cursor, at: cursor.at + 1 };
  while (ahead.text.charCodeAt(ahead.at) === SPACE) ahead.at++;
  if (ahead.text.charCodeAt(ahead.at) !== LF) return ahead.at;
  endLine(ahead);
  return ahead.indent > cursor.indent ? ahead.at : unfamiliar();
}

function readBlock(cursor: Cursor): Value {
  return isDash(cursor) ? readList(cursor, cursor.indent) : readMap(cursor, cursor.indent);
}

/** The entries of a list whose dashes stand in column `indent`; the first one is at the cursor. */
function readList(cursor: Cursor, indent: number): Value[] {
  if (++cursor.depth > DEEP) unfamiliar();
  const values: Value[] = [];
  do {
    cursor.at++;
    values.push(readEntry(cursor, indent));
    if (cursor.indent > indent) unfamiliar();
  } while (cursor.indent === indent && isDash(cursor));
  cursor.depth--;
  return values;
}

/** What stands behind a dash. */
function readEntry(cursor: Cursor, indent: number): Value {
  const { text } = cursor;
  while (text.charCodeAt(cursor.at) === SPACE) cursor.at++;
  const c = text.charCodeAt(cursor.at);
  if (c === LF || cursor.at >= text.length) {
    endLine(cursor);
    return cursor.indent > indent ? readBlock(cursor) : null;
  }
  const column = cursor.at - cursor.line;
  if (isDash(cursor)) return readList(cursor, column);
  if (STARTS[c] === 1 && isKey(text, cursor.at)) return readMap(cursor, column);
  return readInline(cursor, indent);
}

function isKey(text: string, from: number): boolean {
  const end = plainEnd(text, from);
  return text.charCodeAt(end) === COLON;
}

/** The entries of a mapping whose keys stand in column `indent`; the first one is at the cursor. */
function readMap(cursor: Cursor, indent: number): ValueMap {
  if (++cursor.depth > DEEP) unfamiliar();
  const map = new BareMap();
  do {
    const key = readKey(cursor);
    if (map[key] !== undefined) unfamiliar();
    map[key] = readMember(cursor, indent);
    if (cursor.indent > indent) unfamiliar();
  } while (cursor.indent === indent && !isDash(cursor));
  if (cursor.indent === indent) unfamiliar();
  cursor.depth--;
  return map;
}

function readKey(cursor: Cursor): string {
  const { text, at } = cursor;
  const c = text.charCodeAt(at);
  if (c === QUOTE || c === APOSTROPHE) {
    const key = readQuoted(cursor, c);
    if (text.charCodeAt(cursor.at) !== COLON) unfamiliar();
    cursor.at++;
    return key;
  }
  if (STARTS[c] !== 1 || isDash(cursor)) unfamiliar();
  const end = plainEnd(text, at);
  if (text.charCodeAt(end) !== COLON || text.charCodeAt(end - 1) === SPACE) unfamiliar();
  cursor.at = end + 1;
  const name = text.slice(at, end);
  if (SIMPLE_KEY.test(name)) return name;
  const key = resolveKey(name);
  return typeof key === 'string' ? key : unfamiliar();
}

/** What stands behind the colon of a key, or on the lines below it. */
function readMember(cursor: Cursor, indent: number): Value {
  const { text } = cursor;
  const c = text.charCodeAt(cursor.at);
  if (c !== SPACE && c !== LF && cursor.at < text.length) unfamiliar();
  while (text.charCodeAt(cursor.at) === SPACE) cursor.at++;
  if (cursor.at < text.length && text.charCodeAt(cursor.at) !== LF) return readInline(cursor, indent);
  endLine(cursor);
  if (cursor.indent > indent) return readBlock(cursor);
  return cursor.indent === indent && isDash(cursor) ? readList(cursor, indent) : null;
}

/** A value on the line of its key or dash, up to the end of the line. */
function readInline(cursor: Cursor, indent: number): Value {
  const { text, at } = cursor;
  const c = text.charCodeAt(at);
  let value: Value;
  if (STARTS[c] === 1) {
    const end = plainEnd(text, at);
    if (text.charCodeAt(end) === COLON || isDash(cursor)) unfamiliar();
    cursor.at = end;
    value = resolveScalar(text.slice(at, trimmedEnd(text, end)));
    if (typeof value === 'number' && value - value !== 0) unfamiliar();
  } else if (c === QUOTE || c === APOSTROPHE) {
    value = readQuoted(cursor, c);
  } else if (text.startsWith('{}', at) || text.startsWith('[]', at)) {
    cursor.at += 2;
    value = c === 0x7b ? new BareMap() : [];
  } else if (c === 0x7c) {
    return readLiteral(cursor, indent);
  } else {
    return unfamiliar();
  }
  endLine(cursor);
  return value;
}
