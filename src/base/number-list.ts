/** Whole numbers of 32 bits, one after the other, packed from the start: a list of them grows three times as large. */
export interface NumberList {
  push(number: number): void;
  size(): number;
  finish(): Int32Array;
}

/** An empty list. */
export function numberList(): NumberList {
  let cells = new Int32Array(64);
  let size = 0;
  return {
    push(number) {
      if (size === cells.length) {
        const larger = new Int32Array(2 * size);
        larger.set(cells);
        cells = larger;
      }
      cells[size++] = number;
    },
    size: () => size,
    finish: () => cells.slice(0, size),
  };
}
