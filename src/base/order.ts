/** Orders strings by UTF-16 code unit: the same everywhere, whatever the locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders by the first of several keys that differs. */
export function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a[i] as string | number;
    const y = b[i] as string | number;
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return a.length - b.length;
}

/** Longer lists are sorted as typed arrays. */
const SHORT = 100;

/** Sorts integers of 32 bits in place: by insertion, or as a typed array, since the engine's own sort copies each twice. */
export function sortNumbers<N extends number>(list: N[]): N[] {
  if (list.length > SHORT) {
    const sorted = Int32Array.from(list).sort();
    for (let i = 0; i < sorted.length; i++) list[i] = sorted[i] as N;
    return list;
  }
  for (let i = 1; i < list.length; i++) {
    const one = list[i] as N;
    let at = i;
    for (; at > 0 && (list[at - 1] as N) > one; at--) list[at] = list[at - 1] as N;
    list[at] = one;
  }
  return list;
}

/** Whether an ascending list has a number. */
export function includesSorted(list: ArrayLike<number>, wanted: number): boolean {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle] as number;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** A copy of `items` in the order of their text keys. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items].sort((a, b) => compareText(key(a), key(b)));
}
