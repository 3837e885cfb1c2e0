import { compareText } from '../base/order.ts';

/**
 * The candidates most like a word, the likest first, for "did you mean": by the fewest letters inserted, left out,
 * replaced or swapped with their neighbour; letter case counts little. Nothing that differs in more than a third.
 */
export function nearest(word: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = word.toLowerCase();
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const found: { readonly candidate: string; readonly cost: number }[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === word || Math.abs(candidate.length - word.length) > allowed) continue;
    const cost = distance(wanted, candidate.toLowerCase(), allowed);
    if (cost <= allowed) found.push({ candidate, cost });
  }
  found.sort((a, b) => a.cost - b.cost || compareText(a.candidate, b.candidate));
  return found.slice(0, limit).map(({ candidate }) => candidate);
}

/** The edit distance of two words (restricted Damerau-Levenshtein); more than `most` is not told exactly. */
export function distance(a: string, b: string, most: number = Number.POSITIVE_INFINITY): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const replaced = (previous[j - 1] as number) + same;
      let cost = Math.min(replaced, (previous[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return least;
    before = previous;
    previous = row;
  }
  return previous[b.length] as number;
}
