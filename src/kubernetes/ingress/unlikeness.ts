import { distance } from '../../text/nearest.ts';

/**
 * How unlike two texts are: letters to change, less those that they begin or end with in common. More than `most` is not
 * told exactly.
 */
export function unlikeness(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const alike = start + end;
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end), most + alike) - alike;
}

function commonStart(a: string, b: string): number {
  const longest = Math.min(a.length, b.length);
  let start = 0;
  while (start < longest && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  return start;
}

/** Without what they begin with in common. */
function commonEnd(a: string, b: string, start: number): number {
  const longest = Math.min(a.length, b.length) - start;
  const [lastOfA, lastOfB] = [a.length - 1, b.length - 1];
  let end = 0;
  while (end < longest && a.charCodeAt(lastOfA - end) === b.charCodeAt(lastOfB - end)) end++;
  return end;
}

/** Texts that others are compared with again and again, and which letters each has, as bits (some letters share one). */
export interface Texts {
  readonly all: readonly string[];
  readonly letters: Int32Array;
}

/** Texts, ready to be compared. */
export function textsOf(all: readonly string[]): Texts {
  const letters = new Int32Array(all.length);
  for (let i = 0; i < all.length; i++) letters[i] = lettersOf(all[i] as string);
  return { all, letters };
}

/**
 * For the place of each text, no more than its unlikeness with `b`, and found in a fiftieth of the time: as many letters are
 * to be changed as one is longer, or has that the other has not.
 */
export function leastUnlikeness({ all, letters }: Texts, b: string): (place: number) => number {
  const ofB = lettersOf(b);
  return (place) => {
    const a = all[place] as string;
    const ofA = letters[place] as number;
    const start = commonStart(a, b);
    const alike = start + commonEnd(a, b, start);
    const changed = Math.max(Math.abs(a.length - b.length), count(ofA & ~ofB), count(ofB & ~ofA));
    return changed - alike;
  };
}

function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function count(bits: number): number {
  let ones = 0;
  for (let left = bits; left !== 0; left &= left - 1) ones++;
  return ones;
}

/** The bounds of all texts, by place. */
export function leastUnlikenesses(texts: Texts, b: string): Int32Array {
  const boundOf = leastUnlikeness(texts, b);
  const bounds = new Int32Array(texts.all.length);
  for (let place = 0; place < bounds.length; place++) bounds[place] = boundOf(place);
  return bounds;
}

/** So many are compared letter by letter, those first that may cost least: the nearest of 10,000 is found in some ms. */
export const MOST_COMPARED = 128;

/**
 * The first of those with the least cost. None costs less than its bound, a whole number; a cost above `most` need not be
 * exact. Where more than MOST_COMPARED may all cost least, it is the least of those that are compared.
 */
export function leastBy<T>(
  items: readonly T[],
  bounds: Int32Array,
  cost: (item: T, most: number) => number,
): T | undefined {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const place of lowest(bounds)) {
    if ((bounds[place] as number) > least) break;
    const own = cost(items[place] as T, least);
    if (own > least || (own === least && place > best)) continue;
    least = own;
    best = place;
  }
  return items[best];
}

/** The places of the lowest numbers, the lowest first, then as they stand. */
function lowest(bounds: Int32Array): number[] {
  const last = bounds.length > MOST_COMPARED ? bounds.slice().sort()[MOST_COMPARED - 1] : undefined;
  const places: number[] = [];
  const equal: number[] = [];
  for (let place = 0; place < bounds.length; place++) {
    const bound = bounds[place] as number;
    if (last === undefined || bound < last) places.push(place);
    else if (bound === last && equal.length < MOST_COMPARED) equal.push(place);
  }
  places.push(...equal.slice(0, MOST_COMPARED - places.length));
  return places.sort((a, b) => (bounds[a] as number) - (bounds[b] as number) || a - b);
}
