import type { Span } from './documents.ts';
import { cutDocuments } from './documents.ts';
import { bytesOfUnits, decode, decodingFault } from './encoding.ts';
import { MAX_DEPTH } from './events.ts';
import type { Fault } from './fault.ts';
import { diagnose, FatalFault } from './fault.ts';
import type { Item } from './item.ts';
import type { Reading } from './json-stream.ts';
import type { ListCut } from './list.ts';
import { cutList } from './list.ts';
import type { Part } from './report.ts';
import { readSimple } from './simple.ts';
import type { Value } from './value.ts';
import { isList, isMap } from './value.ts';
import type { Budget } from './walk.ts';
import type { YamlDocument } from './yaml.ts';
import { readYaml } from './yaml.ts';

/** The largest document that is parsed whole where its pieces cannot be read on their own. */
const WHOLE_BYTES = 128 * 1024 * 1024;

// The parser counts scalars too, and finds the items of a piece one level higher than those of the whole.
const WHOLE_DEPTH = MAX_DEPTH + 1;
const PIECE_DEPTH = WHOLE_DEPTH - 1;

type List = NonNullable<Item['list']>;

/** A document that is being read. */
interface DocumentReading extends Reading {
  readonly span: Span;
  /** What the aliases of the document may still stand for. */
  readonly budget: Budget;
}

/** The items of the YAML documents from `start` on. */
export function* readYamlDocuments(reading: Reading, start: number): Generator<Item> {
  for (const span of cutDocuments(reading.bytes, start, reading.bytes.length)) {
    yield* readDocument({ ...reading, span, budget: { aliased: 0 } });
  }
}

/**
 * One document. A list is cut into its items, each parsed on its own: a tenth of the memory, and the text may be
 * longer than a string. Where an item cannot be read on its own, the whole document decides: it may hold what
 * indentation does not tell (an anchor used by a later item). Where that fails too, each bad item is lost alone.
 */
function* readDocument(reading: DocumentReading): Generator<Item> {
  const { source, bytes, span } = reading;
  const cut = cutList(bytes, span);
  const list = cut === undefined ? undefined : skeletonOf(reading, cut);
  if (cut !== undefined && list !== undefined) {
    yield* readCut(reading, cut, list);
    return;
  }
  const simple = readSimpleSpan(bytes, span);
  if (simple !== undefined && listOf(simple.value) === undefined) {
    yield { value: simple.value, place: { source, offset: simple.offset } };
    return;
  }
  yield* readUncut(reading, span);
}

/** One document by the full parser, in one piece: what any other way of reading it must agree with. */
export function* readUncut(reading: Reading, span: Span): Generator<Item> {
  const document = { ...reading, span, budget: { aliased: 0 } };
  const whole = readPiece(document, span, WHOLE_DEPTH);
  if (whole instanceof FatalFault) return reportAll(document, [whole.fault], { ...span, fate: 'lost' });
  reportAll(document, whole.faults, { ...span, fate: 'kept' });
  yield* itemsOf(document, whole, 0);
}

/** A value and the byte offset of its root; of a list that of its first entry too. */
interface SimpleSpan {
  readonly value: Value;
  readonly offset: number;
  readonly entry: number;
}

/** The value of a document, or of the one item of a piece, as the fast reader reads it. */
function readSimpleSpan(bytes: Uint8Array, span: Span): SimpleSpan | undefined {
  const text = decode(bytes, span.start, span.end);
  const simple = text === undefined ? undefined : readSimple(text);
  if (text === undefined || simple === undefined) return undefined;
  const ascii = text.length === span.end - span.start;
  const offsetOf = (index: number) => span.start + (ascii ? index : bytesOfUnits(bytes, span.start, index));
  return { value: simple.value, offset: offsetOf(simple.start), entry: offsetOf(simple.entry) };
}

/** A piece that was parsed: its documents, and byte offsets of what it tells. */
interface Piece {
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly Fault[];
  /** The byte offset of an index; indices must be asked in ascending order. */
  readonly offset: (index: number) => number;
}

/** Parses some bytes; the fault, with its byte offset, where that leaves nothing. */
function readPiece(reading: DocumentReading, span: Span, maxDepth: number): Piece | FatalFault {
  const { bytes } = reading;
  const text = decode(bytes, span.start, span.end);
  if (text === undefined) return new FatalFault(decodingFault(bytes, span.start, span.end));
  const plain = text.length === span.end - span.start;
  const exactly = (index: number) => span.start + (plain ? index : bytesOfUnits(bytes, span.start, index));
  const found: Fault[] = [];
  const spent = reading.budget.aliased;
  try {
    const documents = readYaml(text, found, reading.budget, maxDepth);
    const faults = found.map((fault) => ({ ...fault, at: exactly(fault.at) }));
    return { documents, faults, offset: plain ? exactly : ascending(bytes, span.start) };
  } catch (error) {
    if (!(error instanceof FatalFault)) throw error;
    reading.budget.aliased = spent;
    return new FatalFault({ ...error.fault, at: exactly(error.fault.at) });
  }
}

/** Byte offsets of ascending indices: each is counted from the one before. */
function ascending(bytes: Uint8Array, start: number): (index: number) => number {
  let index = 0;
  let offset = start;
  return (wanted) => {
    offset += bytesOfUnits(bytes, offset, wanted - index);
    index = wanted;
    return offset;
  };
}

function reportAll({ source, report }: Reading, faults: readonly Fault[], part: Part): void {
  for (const fault of faults) report(diagnose(source, fault.at, fault), part);
}

/** The items of a document that was parsed whole, without the first `skipped` of its list. */
function* itemsOf(reading: DocumentReading, piece: Piece, skipped: number): Generator<Item> {
  const { source } = reading;
  for (const { value, start, entries } of piece.documents) {
    const list = listOf(value);
    const items = list === undefined ? undefined : (value as { items: readonly Value[] }).items;
    if (list === undefined || items === undefined) {
      if (value !== null) yield { value, place: { source, offset: piece.offset(start) } };
      continue;
    }
    for (let i = 0; i < items.length; i++) {
      const offset = piece.offset(entries[i] ?? start);
      if (i >= skipped) yield { value: items[i] as Value, place: { source, offset }, list };
    }
  }
}

function listOf(value: Value): List | undefined {
  if (!isMap(value) || !isList(value.items)) return undefined;
  const { kind, apiVersion } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List')) return undefined;
  return { kind, apiVersion: typeof apiVersion === 'string' ? apiVersion : '' };
}

/** What a document says of itself without its items; undefined unless it is a list without a fault of its own. */
function skeletonOf(reading: DocumentReading, cut: ListCut): List | undefined {
  const { bytes } = reading;
  const head = decode(bytes, cut.head.start, cut.head.end);
  const tail = decode(bytes, cut.tail.start, cut.tail.end);
  if (head === undefined || tail === undefined) return undefined;
  const faults: Fault[] = [];
  try {
    const documents = readYaml(head + tail, faults, { aliased: 0 });
    const value = documents[0]?.value;
    if (documents.length !== 1 || faults.length > 0 || !isMap(value) || value.items !== null)
      return undefined;
    return listOf({ ...value, items: [] });
  } catch (error) {
    if (error instanceof FatalFault) return undefined;
    throw error;
  }
}

function pieceAt(cut: ListCut, from: number, to: number): Span {
  return { start: cut.starts[from] as number, end: cut.starts[to] as number };
}

/** The items of a list that was cut, one by one. */
function* readCut(reading: DocumentReading, cut: ListCut, list: List): Generator<Item> {
  const { source, span } = reading;
  const { starts } = cut;
  let wholeFails = span.end - span.start > WHOLE_BYTES;
  for (let i = 0; i + 1 < starts.length; i++) {
    const at = pieceAt(cut, i, i + 1);
    const simple = readSimpleSpan(reading.bytes, at);
    if (simple !== undefined && isList(simple.value) && simple.value.length === 1) {
      yield { value: simple.value[0] as Value, place: { source, offset: simple.entry }, list };
      continue;
    }
    const piece = readPiece(reading, at, PIECE_DEPTH);
    if (!wholeFails && !isEntry(piece)) {
      const whole = readPiece({ ...reading, budget: { aliased: 0 } }, span, WHOLE_DEPTH);
      if (!(whole instanceof FatalFault)) {
        const later = whole.faults.filter((fault) => fault.at >= at.start);
        reportAll(reading, later, { start: at.start, end: span.end, fate: 'kept' });
        yield* itemsOf(reading, whole, i);
        return;
      }
      wholeFails = true;
    }
    yield* salvaged(reading, at, piece, list);
  }
}

/** Whether a piece is what it was cut as: one list of one entry. */
function isEntry(piece: Piece | FatalFault): boolean {
  if (piece instanceof FatalFault || piece.documents.length !== 1) return false;
  const value = piece.documents[0]?.value;
  return isList(value) && value.length === 1;
}

/** The one item that a piece of a bad document holds, or its fault. */
function* salvaged(
  reading: DocumentReading,
  at: Span,
  piece: Piece | FatalFault,
  list: List,
): Generator<Item> {
  if (piece instanceof FatalFault) {
    reportAll(reading, [piece.fault], { ...at, fate: 'lost' });
    return;
  }
  reportAll(reading, piece.faults, { ...at, fate: 'kept' });
  const document = piece.documents[0];
  if (document === undefined || !isList(document.value)) return;
  for (let i = 0; i < document.value.length; i++) {
    const offset = piece.offset(document.entries[i] ?? document.start);
    yield { value: document.value[i] as Value, place: { source: reading.source, offset }, list };
  }
}
