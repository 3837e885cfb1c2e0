import { MAX_DEPTH } from './events.ts';
import type { Fault } from './fault.ts';
import { FatalFault } from './fault.ts';

/** A JSON value with its places, as indices into the text. */
export interface JsonNode {
  readonly start: number;
  /** Of an object, in the order of the text; a key may come twice. */
  readonly members?: readonly { readonly key: string; readonly start: number; readonly node: JsonNode }[];
  /** Of an array. */
  readonly elements?: readonly JsonNode[];
}

/** The tree under construction. */
interface Parser {
  readonly text: string;
  readonly faults: Fault[];
  at: number;
  depth: number;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Parses one JSON text with the places of all its values. Slow and exact: asked only where JSON.parse refused a text
 * or hid a fault, and to find a field. Keys given twice and numbers too large go to `faults`; a syntax error is thrown
 * as FatalFault.
 */
export function parseTree(text: string, faults: Fault[]): JsonNode {
  const parser: Parser = { text, faults, at: 0, depth: 0 };
  skipSpace(parser);
  const node = parseValue(parser);
  skipSpace(parser);
  if (parser.at < text.length) refuse(parser, 'expected the end of the text');
  return node;
}

function refuse(parser: Parser, expected: string): never {
  const { text, at } = parser;
  if (at >= text.length)
    throw new FatalFault({ code: 'JSON_SYNTAX', message: 'the text ends too early', at });
  const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at) as number));
  throw new FatalFault({ code: 'JSON_SYNTAX', message: `${expected}, found ${found}`, at });
}

function take(parser: Parser, pattern: RegExp): string | undefined {
  pattern.lastIndex = parser.at;
  const match = pattern.exec(parser.text)?.[0];
  if (match !== undefined) parser.at += match.length;
  return match;
}

function skipSpace(parser: Parser): void {
  take(parser, SPACE);
}

function parseValue(parser: Parser): JsonNode {
  const { text, at: start } = parser;
  const first = text[start];
  if (first === '{' || first === '[') {
    if (parser.depth >= MAX_DEPTH) {
      throw new FatalFault({ code: 'TOO_DEEP', message: `nested more than ${MAX_DEPTH} deep`, at: start });
    }
    parser.depth++;
    parser.at++;
    const node = first === '{' ? parseObject(parser, start) : parseArray(parser, start);
    parser.depth--;
    return node;
  }
  if (first === '"') {
    parseString(parser);
    return { start };
  }
  if (take(parser, WORD) !== undefined) return { start };
  const number = take(parser, NUMBER);
  if (number === undefined) return refuse(parser, 'expected a value');
  if (!Number.isFinite(Number(number))) {
    parser.faults.push({
      code: 'SCALAR_NOT_A_NUMBER',
      message: `${number} is too large for a number`,
      at: start,
    });
  }
  return { start };
}

function parseString(parser: Parser): string {
  const start = parser.at;
  const raw = takeString(parser);
  if (raw !== undefined) return JSON.parse(raw) as string;
  parser.at = start;
  for (parser.at++; parser.at < parser.text.length; parser.at++) {
    const c = parser.text.charCodeAt(parser.at);
    if (c < 0x20) refuse(parser, 'a control character must be escaped in a string');
    if (c === 0x5c) {
      const known = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
      known.lastIndex = parser.at;
      if (!known.test(parser.text)) refuse(parser, 'expected an escape that JSON knows');
      parser.at = known.lastIndex - 1;
    }
  }
  return refuse(parser, 'expected the end of a string');
}

/** A string with its quotes; undefined where it is none. */
function takeString(parser: Parser): string | undefined {
  let end = parser.at;
  do end = parser.text.indexOf('"', end + 1);
  while (end > 0 && isEscaped(parser.text, end));
  if (end < 0) return undefined;
  const raw = parser.text.slice(parser.at, end + 1);
  try {
    JSON.parse(raw);
  } catch {
    return undefined;
  }
  parser.at = end + 1;
  return raw;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

function parseObject(parser: Parser, start: number): JsonNode {
  const members: { key: string; start: number; node: JsonNode }[] = [];
  const seen = new Set<string>();
  skipSpace(parser);
  if (parser.text[parser.at] === '}') {
    parser.at++;
    return { start, members };
  }
  for (;;) {
    skipSpace(parser);
    const keyStart = parser.at;
    if (parser.text[keyStart] !== '"') refuse(parser, 'expected a key in double quotes');
    const key = parseString(parser);
    if (seen.has(key)) {
      const message = `the key ${JSON.stringify(key)} is given twice in one object; the last one counts`;
      parser.faults.push({ code: 'DUPLICATE_KEY', message, at: keyStart, suggestion: 'remove one of them' });
    }
    seen.add(key);
    skipSpace(parser);
    if (parser.text[parser.at] !== ':') refuse(parser, 'expected a colon after the key');
    parser.at++;
    skipSpace(parser);
    members.push({ key, start: keyStart, node: parseValue(parser) });
    skipSpace(parser);
    const next = parser.text[parser.at];
    if (next !== ',' && next !== '}') refuse(parser, 'expected a comma or a closing brace');
    parser.at++;
    if (next === '}') return { start, members };
  }
}

function parseArray(parser: Parser, start: number): JsonNode {
  const elements: JsonNode[] = [];
  skipSpace(parser);
  if (parser.text[parser.at] === ']') {
    parser.at++;
    return { start, elements };
  }
  for (;;) {
    skipSpace(parser);
    elements.push(parseValue(parser));
    skipSpace(parser);
    const next = parser.text[parser.at];
    if (next !== ',' && next !== ']') refuse(parser, 'expected a comma or a closing bracket');
    parser.at++;
    if (next === ']') return { start, elements };
  }
}
