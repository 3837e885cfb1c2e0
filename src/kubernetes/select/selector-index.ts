import type { Labels } from '../objects/metadata.ts';
import type { LabelSelector } from './selector.ts';
import { labelOf, selects } from './selector.ts';

/** Finds which of many selectors select a set of labels, without asking each of them. */
export type SelectorIndex = (labels: Labels) => readonly number[];

/**
 * An index of selectors by their position: each stands under the pair of key and value that it requires and that the
 * fewest others require; those that require none are asked every time (04 §1). Answers are kept by the labels' own
 * identity, which the pods of one template share.
 */
export function selectorIndex(selectors: readonly LabelSelector[]): SelectorIndex {
  const uses = new Map<string, number>();
  const requiredOf = selectors.map(required);
  for (const groups of requiredOf)
    for (const group of groups) for (const pair of group) uses.set(pair, (uses.get(pair) ?? 0) + 1);
  const postings = new Map<string, number[]>();
  const loose: number[] = [];
  requiredOf.forEach((groups, id) => {
    const best = cheapest(groups, uses);
    if (best === undefined) loose.push(id);
    else for (const pair of best) post(postings, pair, id);
  });
  const answers = new Map<Labels, readonly number[]>();
  return (labels) => {
    const known = answers.get(labels);
    if (known !== undefined) return known;
    const found = new Set<number>();
    const ask = (id: number): void => {
      if (selects(selectors[id] as LabelSelector, labels)) found.add(id);
    };
    loose.forEach(ask);
    for (const key in labels) postings.get(pairOf(key, labelOf(labels, key) ?? ''))?.forEach(ask);
    const sorted = [...found].sort((a, b) => a - b);
    answers.set(labels, sorted);
    return sorted;
  };
}

function post(postings: Map<string, number[]>, pair: string, id: number): void {
  const list = postings.get(pair);
  if (list === undefined) postings.set(pair, [id]);
  else list.push(id);
}

/** What a selector requires: of each group of pairs, labels that it selects have one. */
function required({ labels, expressions }: LabelSelector): string[][] {
  return [
    ...Object.entries(labels).map(([key, value]) => [pairOf(key, value)]),
    ...expressions
      .filter(({ operator }) => operator === 'In')
      .map(({ key, values }) => [...new Set(values)].map((value) => pairOf(key, value))),
  ];
}

function cheapest(groups: readonly string[][], uses: ReadonlyMap<string, number>): string[] | undefined {
  let best: string[] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const cost = group.reduce((sum, pair) => sum + (uses.get(pair) ?? 0), 0);
    if (cost >= least) continue;
    best = group;
    least = cost;
  }
  return best;
}

/** Neither a key nor a value holds a line break. */
function pairOf(key: string, value: string): string {
  return `${key}\n${value}`;
}
