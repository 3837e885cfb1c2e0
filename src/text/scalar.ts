/**
 * YAML scalars as Kubernetes reads them: sigs.k8s.io/yaml over goyaml.v2, recorded in test/text/scalars.recorded.json.
 *
 * Numbers are JavaScript numbers, as JSON.parse makes them: above 2^53 the nearest double, so that the YAML and the
 * JSON of one object read alike. Keys keep every digit (see key.ts); so does the text, which `locate` shows.
 */

/** The tags that YAML itself defines, without their common beginning. */
export const YAML_TAG = 'tag:yaml.org,2002:';

/** A scalar that could not be read as its tag says. */
export class ScalarFault {
  readonly code: 'TAG_MISMATCH' | 'KEY_NULL' | 'KEY_TOO_LARGE';
  readonly message: string;
  constructor(code: ScalarFault['code'], message: string) {
    this.code = code;
    this.message = message;
  }
}

const WORDS: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ...words(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...words(false, 'n N no No NO false False FALSE off Off OFF'),
  ...words(null, '~ null Null NULL'),
  ...words(Number.NaN, '.nan .NaN .NAN'),
  ...words(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...words(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
  ['', null],
]);

function words<T>(value: T, spellings: string): [string, T][] {
  return spellings.split(' ').map((spelling) => [spelling, value]);
}

/** A plain scalar that reads as a number with a fraction or an exponent, however large. */
export const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DOTTED = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]| +)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]*)?(?:Z|[-+][0-9]{2}:[0-9]{2})?)?$/;
/** An integer of which nothing special need be known. */
export const SMALL = /^-?(?:0|[1-9][0-9]{0,14})$/;

const TEXT = 0;
const NUMERIC = 1;
const WORD = 2;

/** What the first character allows a plain scalar to be, as goyaml's table of hints says. */
const HINTS = new Uint8Array(128);
for (const c of '+-0123456789.') HINTS[c.charCodeAt(0)] = NUMERIC;
for (const c of 'yYnNtTfFoO~') HINTS[c.charCodeAt(0)] = WORD;

/** The value of an untagged plain scalar. `.inf` and `.nan` are numbers here, though JSON has no words for them. */
export function resolveScalar(text: string): string | number | boolean | null {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  const hint = first < 128 ? HINTS[first] : TEXT;
  if (hint === TEXT) return text;
  if (hint === WORD) {
    if (text.length > 5) return text;
    const word = WORDS.get(text);
    return word === undefined ? text : word;
  }
  const number = readNumber(text);
  return number === undefined ? text : Number(number);
}

/** The number that a plain scalar is, integers exactly as a bigint; undefined if it is none. */
export function readNumber(text: string): number | bigint | undefined {
  if (SMALL.test(text)) return Number(text) + 0;
  const word = WORDS.get(text);
  if (typeof word === 'number') return word;
  if (text.charCodeAt(0) === 0x2e) return DOTTED.test(text) ? finite(text.replaceAll('_', '')) : undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  return readInteger(plain) ?? (FLOAT.test(plain) ? finite(plain) : undefined) ?? readOddBinary(plain);
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)$/;
const MAX_UINT64 = (1n << 64n) - 1n;
const MAX_INT64 = (1n << 63n) - 1n;

/** As strconv.ParseInt(text, 0, 64), then ParseUint, which takes no sign. */
function readInteger(text: string): bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const sign = match[1] as string;
  const digits = match[2] as string;
  const octal = digits.length > 1 && digits.startsWith('0') && /[0-7]/.test(digits[1] as string);
  const magnitude = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  if (sign === '') return magnitude <= MAX_UINT64 ? magnitude : undefined;
  if (sign === '+') return magnitude <= MAX_INT64 ? magnitude : undefined;
  return magnitude <= MAX_INT64 + 1n ? -magnitude : undefined;
}

/** `0b+1`, `0b-1`: goyaml hands what follows the prefix to ParseInt, sign and all. */
function readOddBinary(text: string): bigint | undefined {
  const match = /^0b([-+])([01]{1,64})$/.exec(text);
  if (match === null) return undefined;
  const magnitude = BigInt(`0b${match[2]}`);
  if (match[1] === '+') return magnitude <= MAX_INT64 ? magnitude : undefined;
  return magnitude <= MAX_INT64 + 1n ? -magnitude : undefined;
}

/** The value of a scalar with a tag (in full, or `!` alone); quotes make no difference then, as in goyaml. */
export function resolveTagged(tag: string, text: string): string | number | boolean | null | ScalarFault {
  const name = tag.startsWith(YAML_TAG) ? tag.slice(YAML_TAG.length) : '';
  switch (name) {
    case 'binary':
      return decodeBinary(text);
    case 'null':
    case 'bool':
    case 'int':
    case 'float':
    case 'timestamp': {
      if (name === 'timestamp' && TIMESTAMP.test(text)) return text;
      const value = resolveScalar(text);
      if (kindOf(value, text) === name || (name === 'float' && kindOf(value, text) === 'int')) return value;
      return new ScalarFault(
        'TAG_MISMATCH',
        `cannot read ${text === '' ? 'an empty value' : `\`${text}\``} as !!${name}`,
      );
    }
    default:
      return text;
  }
}

function kindOf(value: string | number | boolean | null, text: string): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  const number = readNumber(text);
  return typeof number === 'bigint' || SMALL.test(text) ? 'int' : 'float';
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `!!binary`: standard base64 with padding, line breaks ignored; the bytes as UTF-8, what is not becoming U+FFFD. */
function decodeBinary(text: string): string | ScalarFault {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) {
    return new ScalarFault('TAG_MISMATCH', '!!binary is followed by invalid base64');
  }
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const digit of digits) {
    if (digit === '=') break;
    bits = ((bits << 6) | BASE64.indexOf(digit)) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return decodeAsGo(Uint8Array.from(bytes));
}

/** Go replaces every byte that is no part of a character, where TextDecoder replaces runs of them. */
function decodeAsGo(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    let length = 1;
    const lead = bytes[at] as number;
    if (lead >= 0xc2) length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    try {
      text += strict.decode(bytes.subarray(at, at + length));
      at += length;
    } catch {
      text += '\ufffd';
      at++;
    }
  }
  return text;
}
