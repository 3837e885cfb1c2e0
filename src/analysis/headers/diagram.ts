import type { Brand } from '../../base/brand.ts';
import type { Intervals } from '../../base/intervals.ts';
import type { Level, Point } from './level.ts';
import { BOTTOM, before, firstOf, lastOf } from './level.ts';

/**
 * A set of headers, each under some ways that the open facts may turn out: the number of a diagram. Equal functions of
 * the levels are equal numbers.
 */
export type HeaderSet = Brand<number, 'HeaderSet'>;

/** No header. */
export const NONE = 0 as HeaderSet;

/** Every header, however the facts turn out. */
export const ALL = 1 as HeaderSet;

/** A part of a level's line that goes on alike: it begins after the part before it. */
export interface Piece {
  readonly last: Point;
  readonly to: HeaderSet;
}

/**
 * A node of a diagram: it tests one level, whose line the pieces cut from end to end; pieces beside each other differ.
 * Below stand later levels only. So every function has one diagram.
 */
export interface Node {
  readonly level: Level;
  readonly pieces: readonly Piece[];
}

/** Diagrams, each once; what was combined once is not combined again. */
export interface Diagrams {
  nodeOf(set: HeaderSet): Node;
  /** A node over pieces that cover the line; sets below it test later levels only. */
  make(level: Level, pieces: readonly Piece[]): HeaderSet;
  /** What is in `yes` where it is in `test`, and what is in `no` elsewhere. */
  ite(test: HeaderSet, yes: HeaderSet, no: HeaderSet): HeaderSet;
  readonly size: () => number;
}

const LEAF: Node = { level: BOTTOM, pieces: [] };

/** More was combined than was allowed: no bug, but no answer either. */
export class OverBudget extends Error {
  override readonly name = 'OverBudget';
}

/** No diagram yet but the two leaves. Past `most` combinations an OverBudget is thrown. */
export function diagrams(most: number = Number.POSITIVE_INFINITY): Diagrams {
  // Numbers up to 2^17 make a key of 51 bits, three times as fast to find as a text.
  const nodes: Node[] = [LEAF, LEAF];
  const numbers = new Map<string, HeaderSet>();
  const known = new Map<number | string, HeaderSet>();

  const make = (level: Level, pieces: readonly Piece[]): HeaderSet => {
    const merged: Piece[] = [];
    for (const piece of pieces) {
      if (merged.at(-1)?.to === piece.to) merged.pop();
      merged.push(piece);
    }
    const [only, ...others] = merged;
    if (only !== undefined && others.length === 0) return only.to;
    let key = `${level}`;
    for (const { last, to } of merged) key += `|${last},${to}`;
    let set = numbers.get(key);
    if (set === undefined) {
      set = (nodes.push({ level, pieces: merged }) - 1) as HeaderSet;
      numbers.set(key, set);
    }
    return set;
  };

  const nodeOf = (set: HeaderSet): Node => nodes[set] as Node;

  const ite = (test: HeaderSet, yes: HeaderSet, no: HeaderSet): HeaderSet => {
    if (test === ALL || yes === no) return yes;
    if (test === NONE) return no;
    const [f, g, h] = [test, test === yes ? ALL : yes, test === no ? NONE : no];
    if (g === ALL && h === NONE) return f;
    const key = nodes.length < 2 ** 17 ? (f * 2 ** 17 + g) * 2 ** 17 + h : `${f} ${g} ${h}`;
    let set = known.get(key);
    if (set === undefined) {
      if (known.size >= most) throw new OverBudget(`more than ${most} combinations of sets`);
      set = combine(f, g, h);
      known.set(key, set);
    }
    return set;
  };

  const combine = (f: HeaderSet, g: HeaderSet, h: HeaderSet): HeaderSet => {
    const level = Math.min(nodeOf(f).level, nodeOf(g).level, nodeOf(h).level);
    const [fs, gs, hs] = [f, g, h].map((set) => piecesAt(nodeOf(set), set, level)) as [
      readonly Piece[],
      readonly Piece[],
      readonly Piece[],
    ];
    const pieces: Piece[] = [];
    let [i, j, k] = [0, 0, 0];
    while (i < fs.length) {
      const [a, b, c] = [fs[i] as Piece, gs[j] as Piece, hs[k] as Piece];
      let last = a.last;
      if (b.last < last) last = b.last;
      if (c.last < last) last = c.last;
      pieces.push({ last, to: ite(a.to, b.to, c.to) });
      if (a.last === last) i++;
      if (b.last === last) j++;
      if (c.last === last) k++;
    }
    return make(level, pieces);
  };

  return { nodeOf, make, ite, size: () => nodes.length };
}

/** The pieces of a set at a level that it may not test: then it is one piece. */
export function piecesAt({ level, pieces }: Node, set: HeaderSet, at: Level): readonly Piece[] {
  return level === at ? pieces : [{ last: lastOf(at), to: set }];
}

/** The headers of either. */
export function union(all: Diagrams, a: HeaderSet, b: HeaderSet): HeaderSet {
  return all.ite(a, ALL, b);
}

/** The headers of both. */
export function intersect(all: Diagrams, a: HeaderSet, b: HeaderSet): HeaderSet {
  return all.ite(a, b, NONE);
}

/** The headers of the first that are not of the second. */
export function subtract(all: Diagrams, a: HeaderSet, b: HeaderSet): HeaderSet {
  return all.ite(b, NONE, a);
}

/** The headers whose point at a level lies in one of the intervals. */
export function within<P extends Point>(all: Diagrams, level: Level, intervals: Intervals<P>): HeaderSet {
  const pieces: Piece[] = [];
  for (const [first, last] of intervals) {
    if (first !== firstOf(level)) pieces.push({ last: before(first), to: NONE });
    pieces.push({ last, to: ALL });
  }
  const end = lastOf(level);
  if (pieces.at(-1)?.last !== end) pieces.push({ last: end, to: NONE });
  return all.make(level, pieces);
}

/** The headers with this point at a level. */
export function at(all: Diagrams, level: Level, point: Point): HeaderSet {
  return within(all, level, [[point, point]]);
}

/** What a node goes on to at a point of its level. */
export function below({ pieces }: Node, point: Point): HeaderSet {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle] as Piece).last < point) low = middle + 1;
    else high = middle;
  }
  return (pieces[low] as Piece).to;
}
