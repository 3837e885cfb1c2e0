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
import type { Value } from './value.ts';
import { isList, isMap } from './value.ts';
import type { Budget } from './walk.ts';
import type { YamlDocument } from './yaml.ts';
import { readYaml } from './yaml.ts';

/** Bytes of list items that are parsed together; a document no larger is parsed whole. */
export const GROUP_BYTES = 64 * 1024;

/** The largest document that is parsed whole where its pieces cannot be read on their own. */
const WHOLE_BYTES = 128 * 1024 * 1024;

// The parser counts scalars too, and finds the items of a piece one level higher than those of the whole.
const WHOLE_DEPTH = MAX_DEPTH + 1;
const PIECE_DEPTH = WHOLE_DEPTH - 1;

type List = NonNullable<Item['list']>;

/** A document that is being read. */
interface DocumentReading extends Reading {
  readonly span: Span;
  readonly groupBytes: number;
  /** What the aliases of the document may still stand for. */
  readonly budget: Budget;
}

/** The items of the YAML documents from `start` on. */
export function* readYamlDocuments(
  reading: Reading,
  start: number,
  groupBytes = GROUP_BYTES,
): Generator<Item> {
  for (const span of cutDocuments(reading.bytes, start, reading.bytes.length)) {
    yield* readDocument({ ...reading, span, groupBytes, budget: { aliased: 0 } });
  }
}

/**
 * One document. A large list is cut into groups of items, each parsed on its own: a tenth of the memory, and the text
 * may be longer than a string. Where a group cannot be read on its own, the whole document decides: it may hold what
 * indentation does not tell (an anchor used by a later item). Where that fails too, each bad item is lost alone.
 */
function* readDocument(reading: DocumentReading): Generator<Item> {
  const { bytes, span } = reading;
  if (span.end - span.start > reading.groupBytes) {
    const cut = cutList(bytes, span);
    const list = cut === undefined ? undefined : skeletonOf(reading, cut);
    if (cut !== undefined && list !== undefined) {
      yield* readCut(reading, cut, list);
      return;
    }
  }
  const whole = readPiece(reading, span, WHOLE_DEPTH);
  if (!(whole instanceof FatalFault)) {
    reportAll(reading, whole.faults);
    yield* itemsOf(reading, whole, 0);
    return;
  }
  const cut = cutList(bytes, span);
  const list = cut === undefined ? undefined : skeletonOf(reading, cut);
  if (cut === undefined || list === undefined) {
    reportAll(reading, [whole.fault]);
    return;
  }
  reading.budget.aliased = 0;
  let bad = 0;
  for (let i = 0; i + 1 < cut.starts.length; i++) {
    const piece = readPiece(reading, pieceAt(cut, i, i + 1), PIECE_DEPTH);
    if (piece instanceof FatalFault) bad++;
    yield* salvaged(reading, piece, list);
  }
  if (bad === 0) reportAll(reading, [whole.fault]);
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
  try {
    const documents = readYaml(text, found, reading.budget, maxDepth);
    const faults = found.map((fault) => ({ ...fault, at: exactly(fault.at) }));
    return { documents, faults, offset: plain ? exactly : ascending(bytes, span.start) };
  } catch (error) {
    if (!(error instanceof FatalFault)) throw error;
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

function reportAll(reading: DocumentReading, faults: readonly Fault[]): void {
  for (const fault of faults) reading.report(diagnose(reading.source, fault.at, fault));
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

/** The items of a list that was cut, a group at a time. */
function* readCut(reading: DocumentReading, cut: ListCut, list: List): Generator<Item> {
  const { source, span, groupBytes } = reading;
  const { starts } = cut;
  let wholeFails = span.end - span.start > WHOLE_BYTES;
  for (let from = 0; from + 1 < starts.length; ) {
    let to = from + 1;
    while (to + 1 < starts.length && (starts[to + 1] as number) - (starts[from] as number) <= groupBytes)
      to++;
    const spent = reading.budget.aliased;
    const group = readPiece(reading, pieceAt(cut, from, to), PIECE_DEPTH);
    if (!(group instanceof FatalFault) && holds(group, to - from)) {
      reportAll(reading, group.faults);
      const [document] = group.documents as [YamlDocument];
      const values = document.value as readonly Value[];
      for (let i = 0; i < values.length; i++) {
        const offset = group.offset(document.entries[i] as number);
        yield { value: values[i] as Value, place: { source, offset }, list };
      }
    } else {
      reading.budget.aliased = spent;
      if (!wholeFails) {
        const whole = readPiece({ ...reading, budget: { aliased: 0 } }, span, WHOLE_DEPTH);
        if (!(whole instanceof FatalFault)) {
          const after = starts[from] as number;
          reportAll(
            reading,
            whole.faults.filter((fault) => fault.at >= after),
          );
          yield* itemsOf(reading, whole, from);
          return;
        }
        wholeFails = true;
      }
      for (let i = from; i < to; i++) {
        yield* salvaged(reading, readPiece(reading, pieceAt(cut, i, i + 1), PIECE_DEPTH), list);
      }
    }
    from = to;
  }
}

/** Whether a group is what it was cut as: one list of so many entries. */
function holds(group: Piece, count: number): boolean {
  const value = group.documents[0]?.value;
  return group.documents.length === 1 && isList(value) && value.length === count;
}

/** The one item that a piece of a bad document holds, or its fault. */
function* salvaged(reading: DocumentReading, piece: Piece | FatalFault, list: List): Generator<Item> {
  if (piece instanceof FatalFault) {
    reportAll(reading, [piece.fault]);
    return;
  }
  reportAll(reading, piece.faults);
  const document = piece.documents[0];
  if (document === undefined || !isList(document.value)) return;
  for (let i = 0; i < document.value.length; i++) {
    const offset = piece.offset(document.entries[i] ?? document.start);
    yield { value: document.value[i] as Value, place: { source: reading.source, offset }, list };
  }
}
