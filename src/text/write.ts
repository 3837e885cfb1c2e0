import { FLOAT, resolveScalar } from './scalar.ts';
import type { Value, ValueMap } from './value.ts';
import { isMap } from './value.ts';

/** A value as JSON, indented by two, with a line feed at the end. */
export function writeJson(value: Value): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/**
 * A value as YAML that Kubernetes, and readText, read back to the same value: block style as kubectl prints it,
 * texts quoted where they would be read as something else. The same value gives the same text, byte for byte.
 */
export function writeYaml(value: Value): string {
  const lines: string[] = [];
  writeNode(lines, '', '', value);
  return `${lines.join('\n')}\n`;
}

/** Several values as YAML documents, parted by `---`. */
export function writeYamlDocuments(values: readonly Value[]): string {
  return values.map(writeYaml).join('---\n');
}

/** Writes what stands after `first` (a dash, a key) on the same line, and what follows below at `indent`. */
function writeNode(lines: string[], first: string, indent: string, value: Value): void {
  const gap = first === '' || first.endsWith(' ') ? '' : ' ';
  if (Array.isArray(value)) {
    if (value.length === 0) lines.push(`${first}${gap}[]`);
    else writeList(lines, first, indent, value as readonly Value[]);
  } else if (isMap(value)) {
    if (Object.keys(value).length === 0) lines.push(`${first}${gap}{}`);
    else writeMap(lines, first, indent, value);
  } else if (typeof value === 'string') {
    const [head, ...rest] = first === '' ? [writeKey(value)] : writeText(value, indent);
    lines.push(`${first}${gap}${head}`, ...rest);
  } else {
    lines.push(`${first}${gap}${JSON.stringify(value)}`);
  }
}

/** Entries go on the line of a dash, and on lines of their own below a key, where kubectl indents no list. */
function writeList(lines: string[], first: string, indent: string, values: readonly Value[]): void {
  const afterDash = first.endsWith('- ');
  if (first !== '' && !afterDash) lines.push(first);
  values.forEach((value, i) => {
    const lead = i === 0 && afterDash ? first : indent;
    writeNode(lines, `${lead}- `, `${indent}  `, value);
  });
}

function writeMap(lines: string[], first: string, indent: string, map: ValueMap): void {
  const afterDash = first.endsWith('- ');
  if (first !== '' && !afterDash) lines.push(first);
  let lead = afterDash ? first : indent;
  for (const [key, value] of Object.entries(map)) {
    const below = isList(value) ? indent : `${indent}  `;
    const name = writeKey(key);
    if (name.length > LONGEST_KEY) lines.push(`${lead}? ${name}`);
    writeNode(lines, name.length > LONGEST_KEY ? `${indent}:` : `${lead}${name}:`, below, value);
    lead = indent;
  }
}

function isList(value: Value): boolean {
  return Array.isArray(value);
}

/** YAML finds a key without `?` only if its colon follows within 1024 characters. */
const LONGEST_KEY = 1000;

function writeKey(key: string): string {
  return isPlain(key) ? key : quote(key);
}

/** The lines of a text: plain, quoted, or a literal block where it has several lines. */
function writeText(text: string, indent: string): string[] {
  if (isPlain(text)) return [text];
  if (!isBlock(text)) return [quote(text)];
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const chomping = text.endsWith('\n') ? (body.endsWith('\n') || body === '' ? '+' : '') : '-';
  return [`|${chomping}`, ...body.split('\n').map((line) => (line === '' ? '' : `${indent}${line}`))];
}

/** Letters and digits, signs that mean nothing to YAML where they stand, single spaces between words. */
const PLAIN =
  /^[A-Za-z0-9_./+-](?:[A-Za-z0-9_./+=@%$^~*(),;<>|&!?'"{}[\]-]|:(?=[^\s])| (?=[A-Za-z0-9_./+(<=-])|#)*$/;

function isPlain(text: string): boolean {
  if (text.length > 200 || !PLAIN.test(text) || text.endsWith(':')) return false;
  if (/^(?:[-.]{3}|[-?:](?:\s|$))/.test(text) || text.includes(' #')) return false;
  // Other readers take a number that is too large for a double as infinite, where Kubernetes has a text.
  return resolveScalar(text) === text && !FLOAT.test(text);
}

/** Several lines of printable characters that a literal block gives back unchanged; goyaml refuses a tab first. */
function isBlock(text: string): boolean {
  if (!text.includes('\n') || /^[\n\t ]|[ \t](?:\n|$)/.test(text)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: characters that a block cannot hold
  return !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/.test(
    text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''),
  );
}

/** In double quotes; what is not printable in YAML, or ends a line there, as an escape. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
