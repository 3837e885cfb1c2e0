import { bytesOfUnits, decode, decodingFault } from './encoding.ts';
import { MAX_DEPTH } from './events.ts';
import type { Fault } from './fault.ts';
import { FatalFault } from './fault.ts';
import { parseTree } from './tree.ts';
import type { Value } from './value.ts';

/** What a walk over a parsed value found that JSON.parse does not tell. */
interface Survey {
  /** The keys of all objects. */
  keys: number;
  /** A number that JSON.parse made infinite, or nesting beyond the limit. */
  odd: number;
}

/** Bytes that hold one JSON value, and how many keys are written in them. */
export interface JsonPiece {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly keys: number;
}

/**
 * The value of some JSON bytes; undefined where a fault leaves none. Faults carry byte offsets. A key given twice
 * shows by the count: more keys are written than the value has; the text is then parsed again, with places.
 */
export function readJsonValue(piece: JsonPiece, faults: Fault[]): Value | undefined {
  const { bytes, start, end } = piece;
  const text = decode(bytes, start, end);
  if (text === undefined) {
    faults.push(decodingFault(bytes, start, end));
    return undefined;
  }
  const value = parse(text);
  if (value !== undefined) {
    const seen: Survey = { keys: 0, odd: 0 };
    survey(value, seen, 0);
    if (seen.odd === 0 && seen.keys === piece.keys) return value;
  }
  const found: Fault[] = [];
  const whole = examine(text, found);
  for (const fault of found) faults.push({ ...fault, at: start + bytesOfUnits(bytes, start, fault.at) });
  return whole ? value : undefined;
}

function parse(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

/** Finds the faults of a text; whether they leave a value. */
function examine(text: string, faults: Fault[]): boolean {
  try {
    parseTree(text, faults);
    return !faults.some((fault) => fault.code === 'SCALAR_NOT_A_NUMBER');
  } catch (error) {
    if (!(error instanceof FatalFault)) throw error;
    faults.push(error.fault);
    return false;
  }
}

/**
 * Makes -0 a 0 and counts keys. The objects keep the prototype that JSON.parse gave them: taking it away costs 2.6 s of
 * 17.7 s on a list of 150,000 pods, mostly because every later look at them is slower.
 */
function survey(value: Value, seen: Survey, depth: number): void {
  if (typeof value === 'number') {
    if (value - value !== 0) seen.odd++;
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    seen.odd++;
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (Object.is(value[i], -0)) value[i] = 0;
      survey(value[i] as Value, seen, depth + 1);
    }
    return;
  }
  const map = value as Record<string, Value>;
  for (const key in map) {
    seen.keys++;
    const member = map[key] as Value;
    if (typeof member === 'string') continue;
    if (member === 0) map[key] = 0;
    else survey(member, seen, depth + 1);
  }
}
