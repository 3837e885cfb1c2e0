import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** More numbers than that are no range of requirements that belong together, but a way to say all of them. */
const WIDEST = 40;

/** The numbers that a text cites: `S59`, and all of `S61–S63`. */
export function numbersIn(text: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const [, first, last = first] of text.matchAll(/\bS(\d{1,3})\b(?:\s?[–-]\s?S(\d{1,3})\b)?/g)) {
    const [from, to] = [Number(first), Number(last)];
    if (to - from > WIDEST) continue;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers;
}

/** Which files of a folder cite each number, by their paths in it, in order; those that `skip` means are left out. */
export function citations(folder: string, skip: RegExp): ReadonlyMap<number, readonly string[]> {
  const base = new URL(folder, root);
  const paths = readdirSync(base, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !skip.test(path))
    .sort();
  const found = new Map<number, string[]>();
  for (const path of paths) {
    for (const number of numbersIn(readFileSync(new URL(path, base), 'utf8'))) {
      const known = found.get(number);
      if (known === undefined) found.set(number, [path]);
      else known.push(path);
    }
  }
  return found;
}
