const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A 32-bit hash of a text, the same everywhere and for ever: FNV-1a over its UTF-16 code units, then the final mixing
 * of MurmurHash3, so that texts which differ in the last character only are spread too. Not cryptographic.
 */
export function hash32(text: string, seed = 0): number {
  let hash = FNV_OFFSET ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    hash = Math.imul(hash ^ (code & 0xff), FNV_PRIME);
    hash = Math.imul(hash ^ (code >>> 8), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A hash of 53 bits, the most that a number holds exactly: two of 32 bits with different seeds. */
export function hash53(text: string): number {
  return hash32(text, 0x9e3779b9) * 2 ** 21 + (hash32(text) >>> 11);
}

/** Without vowels and look-alikes, as the hashes in names that Kubernetes makes. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A hash of a text as a part of a name: ten lower-case letters and digits. */
export function hashName(text: string): string {
  let rest = hash53(text);
  let name = '';
  for (let i = 0; i < 10; i++) {
    name += LETTERS[rest % LETTERS.length];
    rest = Math.floor(rest / LETTERS.length);
  }
  return name;
}
