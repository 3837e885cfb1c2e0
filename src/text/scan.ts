/** A stretch of JSON bytes that holds one value. */
export interface Scanned {
  /** The offset after the value; -1 where the text ends before the value does. */
  end: number;
  /** The colons in it that part a key from a value, that is, the keys written down. */
  keys: number;
}

/** An object at the root of a JSON text, cut but not yet parsed. */
export interface ScannedRoot {
  readonly start: number;
  /** The offset after the closing brace; -1 where the text ends before it. */
  readonly end: number;
  /** The keys of the root and of all that it holds, but not of `items`. */
  readonly keys: number;
  /** The last member `items` that is an array. */
  readonly items?: ScannedItems;
}

/** The items of a root, as bytes. */
export interface ScannedItems {
  readonly start: number;
  readonly end: number;
  /** For each item three numbers: its start, its end, its keys. */
  readonly bounds: readonly number[];
  /** The first place where a comma is missing or one too many; -1 if none is. */
  readonly misplaced: number;
}

const [QUOTE, BACKSLASH, COLON, COMMA, OPEN, CLOSE] = [0x22, 0x5c, 0x3a, 0x2c, 0x7b, 0x7d];

/** The offset of the first byte from `at` on that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    i++;
  }
  return i;
}

/**
 * Skips the value that begins at `at`, looking at brackets, colons and strings alone; whether it is well-formed is
 * left to JSON.parse. Writes into `scanned`: an object a call would cost a tenth of the scan.
 */
export function scanValue(bytes: Uint8Array, at: number, scanned: Scanned): void {
  const length = bytes.length;
  let i = at;
  let depth = 0;
  let keys = 0;
  while (i < length) {
    const byte = bytes[i++] as number;
    if (byte === QUOTE) {
      i = scanString(bytes, i);
      if (depth === 0) break;
    } else if (byte === COLON) {
      keys++;
    } else if (byte >= 0x5b) {
      // `[` and `{`, `]` and `}` differ in one bit.
      const bracket = byte | 0x20;
      if (bracket === OPEN) depth++;
      else if (bracket === CLOSE && --depth <= 0) break;
      else if (depth === 0) {
        i = scanWord(bytes, i);
        break;
      }
    } else if (depth === 0) {
      i = scanWord(bytes, i);
      break;
    }
  }
  scanned.end = depth > 0 || i > length ? -1 : depth < 0 ? i - 1 : i;
  scanned.keys = keys;
}

/** The offset after the closing quote of the string whose content begins at `at`; beyond the end if there is none. */
function scanString(bytes: Uint8Array, at: number): number {
  const length = bytes.length;
  let i = at;
  while (i < length) {
    const byte = bytes[i++];
    if (byte === QUOTE) return i;
    if (byte === BACKSLASH) i++;
  }
  return length + 1;
}

function scanWord(bytes: Uint8Array, at: number): number {
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i] as number;
    if (byte <= 0x20 || byte === COMMA || byte === COLON || byte === QUOTE) break;
    if ((byte | 0x20) === OPEN || (byte | 0x20) === CLOSE) break;
    i++;
  }
  return i;
}

/** Cuts the object that begins at `start`, and the items of its member `items`. */
export function scanRoot(bytes: Uint8Array, start: number): ScannedRoot {
  const scanned: Scanned = { end: 0, keys: 0 };
  let keys = 0;
  let items: ScannedItems | undefined;
  let at = start + 1;
  for (;;) {
    at = skipSpace(bytes, at);
    if (at >= bytes.length) return root(-1);
    const byte = bytes[at] as number;
    if (byte === CLOSE) return root(at + 1);
    if (byte === COMMA) {
      at++;
      continue;
    }
    const name = at;
    scanValue(bytes, name, scanned);
    if (scanned.end < 0) return root(-1);
    at = skipSpace(bytes, scanned.end);
    if (scanned.end === name) return root(-1);
    if (bytes[at] !== COLON) continue;
    keys++;
    at = skipSpace(bytes, at + 1);
    if (bytes[at] === 0x5b && isItems(bytes, name)) {
      items = scanItems(bytes, at, scanned);
      if (scanned.end < 0) return root(-1);
      at = items.end;
    } else {
      scanValue(bytes, at, scanned);
      if (scanned.end < 0) return root(-1);
      keys += scanned.keys;
      at = scanned.end;
    }
  }

  function root(end: number): ScannedRoot {
    return items === undefined ? { start, end, keys } : { start, end, keys, items };
  }
}

const ITEMS = [...'"items"'].map((c) => c.charCodeAt(0));

function isItems(bytes: Uint8Array, at: number): boolean {
  return ITEMS.every((byte, i) => bytes[at + i] === byte);
}

function scanItems(bytes: Uint8Array, start: number, scanned: Scanned): ScannedItems {
  const bounds: number[] = [];
  let misplaced = -1;
  let comma = true;
  let at = start + 1;
  for (;;) {
    at = skipSpace(bytes, at);
    const byte = bytes[at];
    if (byte === 0x5d) {
      if (comma && bounds.length > 0 && misplaced < 0) misplaced = at;
      scanned.end = at + 1;
      return { start, end: at + 1, bounds, misplaced };
    }
    if (byte === COMMA) {
      if (comma && misplaced < 0) misplaced = at;
      comma = true;
      at++;
      continue;
    }
    scanValue(bytes, at, scanned);
    if (scanned.end < 0 || scanned.end === at || at >= bytes.length) {
      scanned.end = -1;
      return { start, end: at, bounds, misplaced };
    }
    if (!comma && misplaced < 0) misplaced = at;
    comma = false;
    bounds.push(at, scanned.end, scanned.keys);
    at = scanned.end;
  }
}
