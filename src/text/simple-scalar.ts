import { CHOMPING_MODE, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Cursor } from './cursor.ts';
import { toContent, unfamiliar } from './cursor.ts';

const [LF, SPACE, QUOTE, HASH, APOSTROPHE, COLON] = [0x0a, 0x20, 0x22, 0x23, 0x27, 0x3a];

/** Where a plain scalar ends: at the end of the line, or at a colon that makes it a key. */
export function plainEnd(text: string, from: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === LF) return i;
    if (c === COLON) {
      const next = text.charCodeAt(i + 1);
      if (next === SPACE || next === LF || i + 1 >= text.length) return i;
    } else if (c === HASH) {
      if (text.charCodeAt(i - 1) === SPACE) unfamiliar();
    } else if ((c < SPACE || c > 0x7e) && !isOrdinary(c)) unfamiliar();
  }
  return i;
}

/** Where a plain scalar ends without the spaces behind it. */
export function trimmedEnd(text: string, end: number): number {
  let i = end;
  while (text.charCodeAt(i - 1) === SPACE) i--;
  return i;
}

/** Whether a character beyond ASCII is printable and alone: no control, no surrogate, no mark of byte order. */
function isOrdinary(c: number): boolean {
  return (c >= 0xa0 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe && c !== 0xfeff);
}

/** A text in quotes, on one line, with no escapes but the commonest. The cursor moves behind the quote. */
export function readQuoted(cursor: Cursor, quote: number): string {
  const { text } = cursor;
  const from = cursor.at + 1;
  let escaped = 0;
  let i = from;
  for (; ; i++) {
    if (i >= text.length) unfamiliar();
    const c = text.charCodeAt(i);
    if (c === quote) {
      if (quote === QUOTE || text.charCodeAt(i + 1) !== APOSTROPHE) break;
      escaped++;
      i++;
    } else if (c === 0x5c && quote === QUOTE) {
      if (!'"\\nt'.includes(text.charAt(++i))) unfamiliar();
      escaped++;
    } else if ((c < SPACE || c > 0x7e) && !isOrdinary(c)) unfamiliar();
  }
  cursor.at = i + 1;
  const raw = text.slice(from, i);
  if (escaped === 0) return raw;
  return quote === QUOTE ? (JSON.parse(`"${raw}"`) as string) : raw.replaceAll("''", "'");
}

/** A literal block below a key or dash that stands in column `indent`. */
export function readLiteral(cursor: Cursor, indent: number): string {
  const { text } = cursor;
  const sign = text.charAt(cursor.at + 1);
  const feed = cursor.at + (sign === '-' || sign === '+' ? 2 : 1);
  if (text.charCodeAt(feed) !== LF) unfamiliar();
  const start = feed + 1;
  let content = start;
  while (text.charCodeAt(content) === LF) content++;
  let column = 0;
  while (text.charCodeAt(content + column) === SPACE) column++;
  if (column <= indent || text.charCodeAt(content + column) === LF) unfamiliar();
  const end = literalEnd(text, start, column);
  const chomping =
    sign === '-' ? CHOMPING_MODE.STRIP : sign === '+' ? CHOMPING_MODE.KEEP : CHOMPING_MODE.CLIP;
  cursor.at = end;
  toContent(cursor);
  if (cursor.indent > indent) unfamiliar();
  return getScalarValue(text, {
    type: EVENT_ID.SCALAR,
    valueStart: start,
    valueEnd: end,
    anchorStart: -1,
    anchorEnd: -1,
    tagStart: -1,
    tagEnd: -1,
    style: SCALAR_STYLE.LITERAL_BLOCK,
    chomping,
    indent: column,
    fast: false,
  });
}

/** Where the first line after a literal block begins whose lines are indented by `column`. */
function literalEnd(text: string, start: number, column: number): number {
  let line = start;
  while (line < text.length) {
    let at = line;
    while (at - line < column && text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) !== LF) {
      if (at - line < column) return line;
      if (text.charCodeAt(at) === 0x09) unfamiliar();
    }
    for (let c = text.charCodeAt(at); c !== LF; c = text.charCodeAt(++at)) {
      if (at >= text.length) unfamiliar();
      if ((c < SPACE || c > 0x7e) && c !== 0x09 && !isOrdinary(c)) unfamiliar();
    }
    line = at + 1;
  }
  return line;
}
