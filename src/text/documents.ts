/** A stretch of bytes: [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const [TAB, LF, CR, SPACE, HASH, PERCENT, DASH, DOT] = [0x09, 0x0a, 0x0d, 0x20, 0x23, 0x25, 0x2d, 0x2e];

/**
 * Cuts YAML into its documents: at every line that begins with `---` or `...` followed by white space, wherever it
 * stands, for no scalar may hold one. Directives stay with the document that they introduce; a piece with nothing
 * but blanks and comments is left out.
 */
export function* cutDocuments(bytes: Uint8Array, start: number, end: number): Generator<Span> {
  let from = start;
  let bare = true;
  let directives = false;
  for (let line = start; line < end; line = nextLine(bytes, line, end)) {
    const mark = markAt(bytes, line, end);
    if (mark === DASH) {
      if (!bare) yield { start: from, end: line };
      if (!bare || !directives) from = line;
      bare = isBlank(bytes, line + 3, end);
      directives = false;
    } else if (mark === DOT) {
      if (!bare) yield { start: from, end: line };
      from = line + 3;
      bare = isBlank(bytes, from, end);
      directives = false;
    } else if (bare && bytes[line] === PERCENT) {
      directives = true;
    } else if (bare) {
      bare = isBlank(bytes, line, end);
    }
  }
  if (!bare || directives) yield { start: from, end };
}

/** The first byte of the mark that a line is: `-` of `---`, `.` of `...`, else 0. */
function markAt(bytes: Uint8Array, line: number, end: number): number {
  const first = bytes[line] as number;
  if (first !== DASH && first !== DOT) return 0;
  if (line + 2 >= end || bytes[line + 1] !== first || bytes[line + 2] !== first) return 0;
  if (line + 3 >= end) return first;
  const next = bytes[line + 3] as number;
  return next === LF || next === CR || next === SPACE || next === TAB ? first : 0;
}

/** Whether the rest of a line is white space or a comment. */
export function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === LF || byte === CR || byte === HASH) return true;
    if (byte !== SPACE && byte !== TAB) return false;
  }
  return true;
}

/** Where the line after the one of `at` begins. A loop of our own: lines are too short to pay for a native search. */
export function nextLine(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end) {
    const byte = bytes[i++];
    if (byte === LF) return i;
    if (byte === CR) return bytes[i] === LF ? i + 1 : i;
  }
  return end;
}
