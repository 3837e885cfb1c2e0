import type { Fault } from './fault.ts';

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes examined to tell text from binary, as git does. */
const SNIFFED = 8000;

/** Where the text begins (after a byte order mark), or why these bytes are no text that can be read. */
export function sniff(bytes: Uint8Array): { readonly start: number; readonly fault?: Fault } {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    const message = `the text is encoded in ${wide}, not in UTF-8`;
    const suggestion = `convert it: iconv -f ${wide} -t UTF-8`;
    return { start, fault: { code: 'NOT_UTF8', message, at: 0, suggestion } };
  }
  const zero = bytes.subarray(0, SNIFFED).indexOf(0);
  if (zero < 0) return { start };
  return { start, fault: { code: 'NOT_TEXT', message: 'this looks binary: it holds a zero byte', at: zero } };
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && bytes.length % 4 === 0 ? 'UTF-32LE' : 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32BE';
  if (bytes.length < 4) return undefined;
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'UTF-16BE';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'UTF-16LE';
  return undefined;
}

/** The text of some bytes; undefined where they are not UTF-8, or more than a string can hold. */
export function decode(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return STRICT.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

/** The longest text that is decoded into one string: below what V8 can hold. */
const LONGEST = 500_000_000;

/** Why `decode` gave nothing; `at` is a byte offset. */
export function decodingFault(bytes: Uint8Array, start: number, end: number): Fault {
  const at = firstMalformed(bytes, start, end);
  if (at === undefined || (end - start > LONGEST && at === start)) {
    const message = `${end - start} bytes without a place to cut: more than can be read at once`;
    return { code: 'TEXT_TOO_LARGE', message, at: start };
  }
  const byte = (bytes[at] as number).toString(16).padStart(2, '0');
  return { code: 'NOT_UTF8', message: `the byte 0x${byte} here is not UTF-8`, at };
}

/** The offset of the first byte that begins no well-formed UTF-8 sequence. */
function firstMalformed(bytes: Uint8Array, start: number, end: number): number | undefined {
  for (let at = start; at < end; ) {
    const lead = bytes[at] as number;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > 1 && (at + length > end || decode(bytes, at, at + length) === undefined)) return at;
    at += length;
  }
  return undefined;
}

/** How many UTF-16 code units the UTF-8 of bytes[start, end) makes. */
export function unitsBetween(bytes: Uint8Array, start: number, end: number): number {
  let units = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** How many bytes the first `units` UTF-16 code units take of the UTF-8 that begins at `start`. */
export function bytesOfUnits(bytes: Uint8Array, start: number, units: number): number {
  let at = start;
  let left = units;
  while (left > 0 && at < bytes.length) {
    const lead = bytes[at] as number;
    at += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    left -= lead >= 0xf0 ? 2 : 1;
  }
  return at - start;
}
