/** A stream of numbers from a seed: the same on every machine. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of several. */
  pick<T>(items: readonly T[]): T;
  /** A text of hexadecimal digits. */
  hex(length: number): string;
}

/** A generator by the splitmix32 scheme. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() / 0x1_0000_0000) * limit);
  return {
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    hex: (length) => Array.from({ length }, () => '0123456789abcdef'[below(16)]).join(''),
  };
}
