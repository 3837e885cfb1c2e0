import { decode } from './encoding.ts';
import type { Fault } from './fault.ts';
import { diagnose } from './fault.ts';
import type { Item } from './item.ts';
import type { JsonPiece } from './json.ts';
import { readJsonValue } from './json.ts';
import type { Source } from './origin.ts';
import type { Part, Report } from './report.ts';
import type { Scanned, ScannedItems, ScannedRoot } from './scan.ts';
import { scanRoot, scanValue, skipSpace } from './scan.ts';
import type { Value } from './value.ts';
import { isMap } from './value.ts';

/** A source that is being read. */
export interface Reading {
  readonly source: Source;
  readonly bytes: Uint8Array;
  readonly report: Report;
}

/** Where JSON ends and something else begins; `fault` says what is wrong there, were it meant as JSON. */
export interface Stop {
  readonly at: number;
  readonly fault: Fault;
}

/**
 * The items of the JSON texts that follow one another from `start` on. Returns where they end, if not at the end of
 * the bytes: what follows may be YAML. The first text that cannot be read is handed back too, unless it is a list.
 */
export function* readJsonTexts(reading: Reading, start: number): Generator<Item, Stop | undefined> {
  const { bytes } = reading;
  let at = skipSpace(bytes, start);
  for (let first = true; at < bytes.length; first = false) {
    const byte = bytes[at];
    if (byte !== 0x7b && byte !== 0x5b) {
      const message = 'expected an object that begins with {';
      return { at, fault: { code: 'JSON_SYNTAX', message, at } };
    }
    const faults: Fault[] = [];
    const root = byte === 0x7b ? scanRoot(bytes, at) : scanArray(bytes, at);
    const list = root.items === undefined ? undefined : listOf(bytes, root, faults);
    const end = root.end < 0 ? resume(bytes, at + 1) : root.end;
    if (list !== undefined && root.items !== undefined) {
      reportAll(reading, faults, { start: at, end, fate: 'kept' });
      yield* readItems(reading, root.items, list);
      if (root.end < 0) {
        const fault: Fault = { code: 'JSON_SYNTAX', message: ENDS, at: bytes.length };
        reportAll(reading, [fault], { start: root.items.end, end, fate: 'lost' });
      }
    } else {
      faults.length = 0;
      const item = readWhole(reading, root, faults);
      if (item === undefined && first && faults[0] !== undefined) return { at, fault: faults[0] };
      reportAll(reading, faults, { start: at, end, fate: item === undefined ? 'lost' : 'kept' });
      if (item !== undefined) yield item;
    }
    at = skipSpace(bytes, end);
  }
  return undefined;
}

const ENDS = 'the text ends too early';

function reportAll({ source, report }: Reading, faults: readonly Fault[], part: Part): void {
  for (const fault of faults) report(diagnose(source, fault.at, fault), part);
}

/** Where the next text begins after one without an end: at a line that begins with a bracket or a document mark. */
export function resume(bytes: Uint8Array, from: number): number {
  for (let line = bytes.indexOf(0x0a, from); line >= 0; line = bytes.indexOf(0x0a, line + 1)) {
    const byte = bytes[line + 1];
    if (byte === 0x7b || byte === 0x5b) return line + 1;
    if (byte === 0x2d && bytes[line + 2] === 0x2d && bytes[line + 3] === 0x2d) return line + 1;
  }
  return bytes.length;
}

function scanArray(bytes: Uint8Array, start: number): ScannedRoot {
  const scanned: Scanned = { end: 0, keys: 0 };
  scanValue(bytes, start, scanned);
  return { start, end: scanned.end, keys: scanned.keys };
}

function readWhole(reading: Reading, root: ScannedRoot, faults: Fault[]): Item | undefined {
  const { source, bytes } = reading;
  const { start } = root;
  let keys = root.keys;
  for (let i = 2; i < (root.items?.bounds.length ?? 0); i += 3) keys += root.items?.bounds[i] as number;
  const end = root.end < 0 ? resume(bytes, start + 1) : root.end;
  const value = readJsonValue({ bytes, start, end, keys }, faults);
  return value === undefined ? undefined : { value, place: { source, offset: start } };
}

/** What a root with an array `items` says of itself, if it is a list, or was meant as one and breaks off. */
function listOf(bytes: Uint8Array, root: ScannedRoot, faults: Fault[]): Item['list'] {
  const items = root.items as ScannedItems;
  const head = decode(bytes, root.start, items.start);
  const tail = root.end < 0 ? '}' : decode(bytes, items.end, root.end);
  if (head === undefined || tail === undefined) return undefined;
  const skeleton = encode(`${head}[]${tail}`);
  const own: Fault[] = [];
  const value = readJsonValue({ bytes: skeleton, start: 0, end: skeleton.length, keys: root.keys }, own);
  if (!isMap(value)) return undefined;
  const tailAt = items.start - root.start + 2;
  for (const fault of own) {
    const at = fault.at < tailAt ? root.start + fault.at : items.end + fault.at - tailAt;
    faults.push({ ...fault, at });
  }
  const apiVersion = typeof value.apiVersion === 'string' ? value.apiVersion : '';
  const kind = value.kind;
  if (kind === undefined && root.end < 0) return { kind: 'List', apiVersion };
  return typeof kind === 'string' && kind.endsWith('List') ? { kind, apiVersion } : undefined;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The items one by one: no more than one of them is ever held as text. */
function* readItems(reading: Reading, items: ScannedItems, list: NonNullable<Item['list']>): Generator<Item> {
  const { source, bytes } = reading;
  const { bounds, misplaced, start, end } = items;
  if (misplaced >= 0) {
    const message = 'a comma is missing here, or is one too many';
    reportAll(reading, [{ code: 'JSON_SYNTAX', message, at: misplaced }], { start, end, fate: 'kept' });
  }
  const faults: Fault[] = [];
  for (let i = 0; i < bounds.length; i += 3) {
    const piece: JsonPiece = {
      bytes,
      start: bounds[i] as number,
      end: bounds[i + 1] as number,
      keys: bounds[i + 2] as number,
    };
    const value: Value | undefined = readJsonValue(piece, faults);
    reportAll(reading, faults, { ...piece, fate: value === undefined ? 'lost' : 'kept' });
    faults.length = 0;
    if (value !== undefined) yield { value, place: { source, offset: piece.start }, list };
  }
}
