import type { Event } from 'js-yaml';
import { EVENT_ID } from 'js-yaml';
import type { Span } from './documents.ts';
import { cutDocuments } from './documents.ts';
import { bytesOfUnits, decode, unitsBetween } from './encoding.ts';
import { eventsOf, startOf } from './events.ts';
import type { Position } from './lines.ts';
import { bytesOf, positionAt } from './lines.ts';
import { cutList } from './list.ts';
import type { Place, Source } from './origin.ts';
import type { Step } from './path.ts';
import { parsePath } from './path.ts';
import { scanValue } from './scan.ts';
import type { JsonNode } from './tree.ts';
import { parseTree } from './tree.ts';
import { findInEvents } from './yaml-find.ts';

/**
 * Where a field of the item at `place` stands: the key of a field of a mapping, the beginning of an entry of a list.
 * Where the path leads nowhere, its deepest ancestor that is there; without a path, the place itself. Reads the item
 * again; never throws.
 */
export function locate(place: Place, path?: string): Position {
  const steps = path === undefined ? [] : parsePath(path);
  const offset = steps.length === 0 ? undefined : find(place, steps);
  return positionAt(place.source, offset ?? place.offset);
}

function find(place: Place, steps: readonly Step[]): number | undefined {
  const bytes = bytesOf(place.source);
  const first = bytes[place.offset];
  if (first === 0x7b || first === 0x5b) {
    const found = findInJson(bytes, place.offset, steps);
    if (found !== undefined) return found;
  }
  return findInYaml(place, bytes, steps);
}

function findInJson(bytes: Uint8Array, offset: number, steps: readonly Step[]): number | undefined {
  const scanned = { end: 0, keys: 0 };
  scanValue(bytes, offset, scanned);
  const text = scanned.end < 0 ? undefined : decode(bytes, offset, scanned.end);
  if (text === undefined) return undefined;
  let node: JsonNode;
  try {
    node = parseTree(text, []);
  } catch {
    return undefined;
  }
  let at = node.start;
  for (const step of steps) {
    const member = node.members?.findLast(({ key }) => key === String(step));
    const next = member?.node ?? (typeof step === 'number' ? node.elements?.[step] : undefined);
    if (next === undefined) break;
    at = member?.start ?? next.start;
    node = next;
  }
  return offset + bytesOfUnits(bytes, offset, at);
}

function findInYaml(place: Place, bytes: Uint8Array, steps: readonly Step[]): number | undefined {
  for (const span of spansOf(place.source, bytes, place.offset)) {
    const parsed = eventsAt(place.source, bytes, span);
    if (parsed === undefined) continue;
    const { text, events } = parsed;
    const plain = text.length === span.end - span.start;
    const wanted = plain ? place.offset - span.start : unitsBetween(bytes, span.start, place.offset);
    const root = events.findIndex((event) => startOf(text, event) === wanted);
    if (root < 0) continue;
    const at = findInEvents({ text, events }, root, steps);
    return span.start + (plain ? at : bytesOfUnits(bytes, span.start, at));
  }
  return undefined;
}

interface Parsed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly events: readonly Event[];
}

/** The last stretch of each source that was parsed: complaints come in the order of the text, many on one object. */
const LAST = new WeakMap<Source, Parsed>();

function eventsAt(source: Source, bytes: Uint8Array, span: Span): Parsed | undefined {
  const last = LAST.get(source);
  if (last !== undefined && last.start === span.start && last.end === span.end) return last;
  const content = decode(bytes, span.start, span.end);
  if (content === undefined) return undefined;
  try {
    const { text, events } = eventsOf(content);
    const parsed = { ...span, text, events: events.filter(({ type }) => type !== EVENT_ID.DOCUMENT) };
    LAST.set(source, parsed);
    return parsed;
  } catch {
    return undefined;
  }
}

/** Bytes from which on a document is parsed item by item. */
const LARGE = 64 * 1024;

/** A document, and where its list may be cut, if it is too large to be parsed whole each time. */
interface Layout {
  readonly span: Span;
  readonly starts: readonly number[];
}

const LAYOUTS = new WeakMap<Source, readonly Layout[]>();

/** The stretches to look for an item in: the piece that was cut for it, then the whole document. */
function spansOf(source: Source, bytes: Uint8Array, offset: number): Span[] {
  let layouts = LAYOUTS.get(source);
  if (layouts === undefined) {
    const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    layouts = [...cutDocuments(bytes, start, bytes.length)].map((span) => ({
      span,
      starts: span.end - span.start > LARGE ? (cutList(bytes, span)?.starts ?? []) : [],
    }));
    LAYOUTS.set(source, layouts);
  }
  const layout = layouts.find(({ span }) => span.start <= offset && offset < span.end);
  if (layout === undefined) return [];
  const next = layout.starts.findIndex((start) => start > offset);
  const piece = { start: layout.starts[next - 1], end: layout.starts[next] };
  if (next < 1 || piece.start === undefined || piece.end === undefined) return [layout.span];
  return [{ start: piece.start, end: piece.end }, layout.span];
}
