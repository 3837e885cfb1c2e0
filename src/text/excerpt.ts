import type { Diagnostic } from './diagnostic.ts';
import type { Position } from './lines.ts';
import { locate } from './locate.ts';

/** The columns of an excerpt. */
const WIDTH = 100;

/**
 * A complaint as it is printed: `path:line:col: error CODE: text`, the line with a caret below the place, and the
 * suggestion. Without colours, without a line break at the end.
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, message, origin, suggestion } = diagnostic;
  const place = origin?.place;
  const position = place === undefined ? undefined : locate(place, origin?.path);
  const lines: string[] = [];
  if (place === undefined || position === undefined) lines.push(`${severity} ${code}: ${message}`);
  else {
    lines.push(`${place.source.name}:${position.line}:${position.column}: ${severity} ${code}: ${message}`);
    lines.push(...excerpt(position));
  }
  if (suggestion !== undefined) lines.push(`  ${suggestion}`);
  return lines.join('\n');
}

/** The line of a position and a caret below it: two lines, indented by two. None for a line without text. */
export function excerpt(position: Position): string[] {
  const { lineText } = position;
  if (lineText.trim() === '') return [];
  const at = Math.min(position.column - position.textColumn, lineText.length);
  const { text, caret } = trim(lineText, at, position.textColumn > 1);
  const gap = [...text.slice(0, caret)].map((c) => (c === '\t' ? '\t' : ' '.repeat(widthOf(c)))).join('');
  return [`  ${clean(text)}`, `  ${gap}^`];
}

function trim(line: string, at: number, cut: boolean): { text: string; caret: number } {
  if (line.length <= WIDTH && !cut) return { text: line, caret: at };
  const from = boundary(line, Math.max(0, Math.min(at - WIDTH / 2, line.length - WIDTH)));
  const to = boundary(line, Math.min(line.length, from + WIDTH));
  const before = from > 0 || cut ? '...' : '';
  const after = to < line.length ? '...' : '';
  return { text: before + line.slice(from, to) + after, caret: before.length + at - from };
}

function boundary(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** Control characters would move the cursor, or worse: they are shown as U+FFFD. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g, '\ufffd');
}

/** The columns that a character takes on a terminal: two for what East Asian scripts and pictures use. */
function widthOf(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(
    character,
  )
    ? 2
    : 1;
}
