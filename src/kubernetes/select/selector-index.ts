import { intLists } from '../../base/int-lists.ts';
import { sortNumbers } from '../../base/order.ts';
import type { Labels } from '../objects/metadata.ts';
import type { LabelSelector } from './selector.ts';
import { labelOf, selects } from './selector.ts';

/** Finds which of many selectors select a set of labels, ascending, without asking each of them. Equal lists are one. */
export type SelectorIndex = (labels: Labels) => readonly number[];

/**
 * An index of selectors by their position: each stands under the pair of key and value that it requires and that the
 * fewest others require; those that require none are asked every time. Answers are kept by what selectors mention of
 * labels (04 §1): 150,000 pods with a name of their own among their labels are asked as the few sorts that they are.
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
  const sortOf = labelSorts(selectors);
  const answers: (readonly number[])[] = [];
  const lists = intLists();
  const shared: (readonly number[])[] = [];
  return (labels) => {
    const sort = sortOf(labels);
    const known = answers[sort];
    if (known !== undefined) return known;
    const found = new Set<number>();
    const ask = (id: number): void => {
      if (selects(selectors[id] as LabelSelector, labels)) found.add(id);
    };
    loose.forEach(ask);
    for (const key in labels) postings.get(pairOf(key, labelOf(labels, key) ?? ''))?.forEach(ask);
    const sorted = sortNumbers([...found]);
    const id = lists.idOf(sorted);
    shared[id] ??= sorted;
    answers[sort] = shared[id] as readonly number[];
    return answers[sort];
  };
}

/** Numbers that are equal for labels between which no selector tells: by the keys and values that selectors mention. */
function labelSorts(selectors: readonly LabelSelector[]): (labels: Labels) => number {
  const numbers = new Map<string, Map<string, number>>();
  let count = 0;
  const mention = (key: string, values: readonly string[]): void => {
    const known = numbers.get(key) ?? new Map<string, number>();
    numbers.set(key, known);
    for (const value of values) if (!known.has(value)) known.set(value, count++);
  };
  for (const { labels, expressions } of selectors) {
    for (const key in labels) mention(key, [labels[key] as string]);
    for (const { key, values } of expressions) mention(key, values);
  }
  // Of each key, some other value.
  const others = new Map([...numbers.keys()].map((key) => [key, count++]));
  const lists = intLists();
  const list: number[] = [];
  return (labels) => {
    list.length = 0;
    for (const key in labels) {
      const value = numbers.has(key) ? labelOf(labels, key) : undefined;
      if (value !== undefined) list.push(numbers.get(key)?.get(value) ?? (others.get(key) as number));
    }
    return lists.idOf(sortNumbers(list));
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
