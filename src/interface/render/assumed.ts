import type { Style } from './style.ts';

/** Where the text of a field begins. */
const INDENT = 10;

/** A line of an answer: its name, and what it says. */
export function field(name: string, text: string, { paint }: Pick<Style, 'paint'>): string {
  return `${paint.bold(name)}${' '.repeat(Math.max(1, INDENT - name.length))}${text}\n`;
}

/** What an answer depends on that Kubernetes leaves open, a line each. */
export function assumedText(codes: readonly string[] | undefined, style: Style): string {
  return (codes ?? [])
    .map((code, i) => {
      const text = `${code} ${style.explain(code) ?? ''}`.trimEnd();
      return i === 0 ? field('Assumed', text, style) : `${' '.repeat(INDENT)}${text}\n`;
    })
    .join('');
}
