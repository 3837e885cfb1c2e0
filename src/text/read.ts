import { cutDocuments } from './documents.ts';
import { decode, sniff } from './encoding.ts';
import { diagnose, FatalFault } from './fault.ts';
import type { Item } from './item.ts';
import type { Reading } from './json-stream.ts';
import { readJsonTexts, resume } from './json-stream.ts';
import { bytesOf } from './lines.ts';
import type { Source } from './origin.ts';
import type { Report } from './report.ts';
import { skipSpace } from './scan.ts';
import { readYaml } from './yaml.ts';
import { readYamlDocuments } from './yaml-stream.ts';

/**
 * Above so many bytes keys given twice in a JSON text are not looked for. There is no such size: the keys that are
 * written are counted while a text is cut, those that a value has while it is built, at no measurable cost.
 */
export const DUPLICATE_KEY_LIMIT = Number.POSITIVE_INFINITY;

/**
 * Reads every item of a source, one after the other: YAML documents, JSON texts, and the items of a top-level list
 * each on its own. Never throws: what cannot be read is reported, and the rest is read. Of a source of any size no
 * more than a group of items is held as text, unless a YAML document can only be read whole.
 */
export function* readText(source: Source, report: Report): Generator<Item> {
  const bytes = bytesOf(source);
  const { start, fault } = sniff(bytes);
  if (fault !== undefined) {
    report(diagnose(source, fault.at, fault), { start, end: bytes.length, fate: 'lost' });
    return;
  }
  const reading: Reading = { source, bytes, report };
  const first = skipSpace(bytes, start);
  if (bytes[first] === 0x7b || bytes[first] === 0x5b) yield* readJson(reading, first);
  else yield* readYamlDocuments(reading, start);
}

/** JSON, unless it turns out to be YAML that begins with a bracket, or goes on as YAML after a document mark. */
function* readJson(reading: Reading, start: number): Generator<Item> {
  const { source, bytes, report } = reading;
  for (let at = start; at < bytes.length; ) {
    const stop = yield* readJsonTexts(reading, at);
    if (stop === undefined) return;
    if (stop.fault.code === 'JSON_SYNTAX' && isYaml(bytes, stop.at)) {
      yield* readYamlDocuments(reading, stop.at);
      return;
    }
    const end = resume(bytes, stop.at);
    report(diagnose(source, stop.fault.at, stop.fault), { start: stop.at, end, fate: 'lost' });
    at = end;
  }
}

const [OPEN, BRACKET, DASH, HASH, DOT] = [0x7b, 0x5b, 0x2d, 0x23, 0x2e];

/** The largest first document that is tried as YAML after it was no JSON. */
const TRIED_BYTES = 32 * 1024 * 1024;

function isYaml(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  if (byte === HASH || byte === DASH || byte === DOT) return true;
  if (byte !== OPEN && byte !== BRACKET) return false;
  for (const { start, end } of cutDocuments(bytes, at, bytes.length)) {
    const text = end - start > TRIED_BYTES ? undefined : decode(bytes, start, end);
    if (text === undefined) return false;
    try {
      return readYaml(text, [], { aliased: 0 }).length > 0;
    } catch (error) {
      if (error instanceof FatalFault) return false;
      throw error;
    }
  }
  return false;
}
