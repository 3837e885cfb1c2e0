import { detached } from '../../base/detach.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Span } from '../../text/documents.ts';
import { isBlank, nextLine } from '../../text/documents.ts';
import { decode } from '../../text/encoding.ts';
import { bytesOf } from '../../text/lines.ts';
import type { Place, Source } from '../../text/origin.ts';
import type { Part } from '../../text/report.ts';
import { isHarmless } from '../objects/harmless-kinds.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { OtherPolicy } from '../objects/other-policy.ts';
import { compareOrigins } from './merge.ts';
import type { Objects } from './read.ts';
import type { Unread } from './unread.ts';

/** Something that is wrong with a text, and what of the text it spoils. */
export interface TextFault {
  readonly diagnostic: Diagnostic;
  readonly part: Part;
}

/**
 * Objects with what was not understood of the texts that they were read from: documents that are lost and could be
 * policies, and policies that say one thing twice, of which it is not known which one is meant (R6).
 */
export function withTextFaults(objects: Objects, faults: readonly TextFault[]): Objects {
  const policies = policiesOf(objects);
  const found = faults.flatMap((fault) => unreadOf(fault, policies) ?? []);
  if (found.length === 0) return objects;
  const unread = [...objects.unread, ...found].sort((a, b) => compareOrigins(a.origin, b.origin));
  return { ...objects, unread };
}

function unreadOf({ diagnostic, part }: TextFault, policies: Policies): Unread | undefined {
  const { code, origin } = diagnostic;
  const place = origin?.place;
  if (place === undefined) return undefined;
  const bytes = bytesOf(place.source);
  const key = part.fate === 'kept' ? keyAt(bytes, place.offset) : undefined;
  if (part.fate === 'lost' || WHOLE.includes(key ?? '')) {
    const kinds = kindsShown(bytes, part);
    if (kinds.length > 0 && kinds.every(isHarmless)) return undefined;
    const [kind] = kinds.length === 1 ? kinds : [];
    return { code, ...(kind === undefined ? {} : { kind }), origin: { place } };
  }
  const policy = code === 'DUPLICATE_KEY' ? policyAt(place, part, policies) : undefined;
  if (policy === undefined) return undefined;
  const { namespace } = policy;
  const { object } = policy.origin;
  const anywhere = namespace === '' || policy.scope === 'cluster' || MOVING.includes(key ?? '');
  return {
    code,
    ...(anywhere ? {} : { namespace }),
    origin: { ...(object === undefined ? {} : { object }), place },
  };
}

/** Keys of which a second one means that two objects, or two lists, run into each other, and the first one is lost. */
const WHOLE: readonly string[] = ['kind', 'items'];

/** Keys of which a second one may mean that the object is in another namespace. */
const MOVING: readonly string[] = ['metadata', 'namespace', 'name'];

/** A policy of any kind, and whose pods it could select if it says so. */
type Policy = Metadata & Partial<Pick<OtherPolicy, 'scope'>>;

/** All policies of a source, in the order in which they stand in it. */
type Policies = (source: Source) => readonly Policy[];

const offsetOf = ({ origin: { place } }: Policy): number => place?.offset ?? 0;

/** Sorted at the first call: most inputs have no fault. */
function policiesOf(objects: Objects): Policies {
  const { networkPolicies, clusterPolicies, otherPolicies } = objects;
  const sources = new Map<Source, readonly Policy[]>();
  return (source) => {
    let its = sources.get(source);
    if (its === undefined) {
      const all: readonly Policy[] = [...networkPolicies, ...clusterPolicies, ...otherPolicies];
      const own = all.filter(({ origin: { place } }) => place?.source === source);
      its = own.sort((a, b) => offsetOf(a) - offsetOf(b));
      sources.set(source, its);
    }
    return its;
  };
}

/** The policy whose text holds a place: of several in one part, the last one that begins before it. */
function policyAt({ source, offset }: Place, { start }: Span, policies: Policies): Policy | undefined {
  const its = policies(source);
  let low = 0;
  let high = its.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsetOf(its[middle] as Policy) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = its[low - 1];
  return found !== undefined && offsetOf(found) >= start ? found : undefined;
}

const KEY = /^["']?([A-Za-z]+)["']?\s*:/;

/** The key that begins at an offset; undefined for one that is not made of letters. */
function keyAt(bytes: Uint8Array, offset: number): string | undefined {
  return KEY.exec(decode(bytes, offset, Math.min(offset + 40, bytes.length)) ?? '')?.[1];
}

const [SPACE, HASH, DASH, BRACE] = [0x20, 0x23, 0x2d, 0x7b];
const KIND = /^["']?kind["']?\s*:\s*["']?([A-Za-z0-9]+)(?:["']?\s*(?:#.*)?|"\s*,)$/;

/**
 * What a part of a text says that it is, in lines of their own and be it well-formed or not: at its root, and, since what
 * is wrong may be how far a line is indented, anywhere if that could be a policy.
 */
function kindsShown(bytes: Uint8Array, { start, end }: Span): readonly string[] {
  const kinds: string[] = [];
  let root: number | undefined;
  for (let line = start; line < end; line = nextLine(bytes, line, end)) {
    const at = contentOf(bytes, line);
    const isFirstBrace = root === undefined && bytes[at] === BRACE && isBlank(bytes, at + 1, end);
    if (isBlank(bytes, line, end) || bytes[at] === HASH || isMark(bytes, line) || isFirstBrace) continue;
    root ??= at - line;
    const text = decode(bytes, at, Math.min(nextLine(bytes, at, end), at + LONGEST)) ?? '';
    const kind = KIND.exec(text.trimEnd())?.[1];
    if (kind !== undefined && (at - line === root || !isHarmless(kind))) kinds.push(detached(kind));
  }
  return kinds;
}

/** More bytes than the line of any kind has. */
const LONGEST = 200;

/** Where the content of a line begins: of an item of a list, behind its dash. */
function contentOf(bytes: Uint8Array, line: number): number {
  let at = line;
  while (bytes[at] === SPACE || (bytes[at] === DASH && bytes[at + 1] === SPACE)) at++;
  return at;
}

function isMark(bytes: Uint8Array, line: number): boolean {
  return bytes[line] === DASH && bytes[line + 1] === DASH && bytes[line + 2] === DASH;
}
