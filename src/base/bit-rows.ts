/** A set of numbers below `size`, a bit each; the bits beyond are ones in every row, so that a full row is all ones. */
export type BitRow = Int32Array;

const WORD = 32;

/** A row of some numbers. */
export function bitRow(size: number, members: ArrayLike<number>): BitRow {
  const row = new Int32Array(Math.ceil(size / WORD));
  if (size % WORD !== 0) row[row.length - 1] = -1 << (size % WORD);
  for (let i = 0; i < members.length; i++) {
    const one = members[i] as number;
    row[one >>> 5] = (row[one >>> 5] as number) | (1 << (one & 31));
  }
  return row;
}

/** Whether a row has a number. */
export function hasNumber(row: BitRow, one: number): boolean {
  return ((row[one >>> 5] as number) & (1 << (one & 31))) !== 0;
}

/** Puts a number into a row, or takes it away, in place. */
export function putNumber(row: BitRow, one: number, is: 'in' | 'out'): void {
  const bit = 1 << (one & 31);
  row[one >>> 5] = is === 'in' ? (row[one >>> 5] as number) | bit : (row[one >>> 5] as number) & ~bit;
}

/** Adds another row to one, in place; whether it is full then. */
export function addRow(row: BitRow, other: BitRow): 'full' | 'not full' {
  let all = -1;
  for (let i = 0; i < row.length; i++) {
    const word = (row[i] as number) | (other[i] as number);
    row[i] = word;
    all &= word;
  }
  return all === -1 ? 'full' : 'not full';
}

/** Keeps of a row what another one has, in place. */
export function keepRow(row: BitRow, other: BitRow): void {
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) & (other[i] as number);
}

/** What the numbers of a row weigh together, each as its own weight says. */
export function weightOf(row: BitRow, weights: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    for (let rest = row[i] as number; rest !== 0; rest &= rest - 1) {
      const one = i * WORD + 31 - Math.clz32(rest & -rest);
      if (one < weights.length) sum += weights[one] as number;
    }
  }
  return sum;
}

/** How many numbers below `size` a row has. */
export function sizeOf(row: BitRow, size: number): number {
  let count = size - row.length * WORD;
  for (let i = 0; i < row.length; i++) count += popcount(row[i] as number);
  return count;
}

function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
