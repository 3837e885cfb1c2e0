/** Text that a terminal shows as it is: control characters become U+FFFD. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** A row of cells, or a line that stands below a row as it is. */
export type TableRow = readonly string[] | string;

/** How a table is laid out. */
export interface TableStyle {
  /** Spaces between columns. */
  readonly gap: number;
  /** Columns that stand at the right of their place. */
  readonly right?: readonly number[];
  /** Paints a cell after it was measured; `row` counts the rows with cells, from 0. */
  readonly paint?: (text: string, column: number, row: number) => string;
}

/** Borderless columns, as kubectl prints them: the last one is not padded, and no line ends in spaces. */
export function formatColumns(rows: readonly TableRow[], style: TableStyle = { gap: 3 }): string {
  const { gap, right = [], paint = (text) => text } = style;
  const cells = rows.map((row) => (typeof row === 'string' ? row : row.map(printable)));
  const widths: number[] = [];
  for (const row of cells) {
    if (typeof row === 'string') continue;
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  }
  let number = 0;
  const lines = cells.map((row) => {
    if (typeof row === 'string') return row;
    const own = number++;
    const last = row.findLastIndex((cell) => cell !== '');
    return row
      .slice(0, last + 1)
      .map((cell, i) => {
        const space = ' '.repeat((widths[i] ?? 0) - widthOf(cell));
        const painted = paint(cell, i, own);
        if (right.includes(i)) return space + painted;
        return i === last ? painted : painted + space;
      })
      .join(' '.repeat(gap));
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** Columns that a text takes on a terminal: two for each letter of East Asian scripts, none for a mark. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (/\p{Mark}/u.test(letter)) continue;
    width += /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uff00-\uff60]/u.test(
      letter,
    )
      ? 2
      : 1;
  }
  return width;
}
