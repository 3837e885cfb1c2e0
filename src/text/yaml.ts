import type { AliasEvent, DocumentEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { BareMap } from './bare.ts';
import { eventsOf, MAX_DEPTH, startOf } from './events.ts';
import type { Fault } from './fault.ts';
import { resolveKey, resolveTaggedKey } from './key.ts';
import { resolveScalar, resolveTagged, ScalarFault, YAML_TAG } from './scalar.ts';
import type { Value, ValueMap } from './value.ts';
import { isMap } from './value.ts';
import type { Budget, Walk } from './walk.ts';
import { fail, lastStart, tagOf } from './walk.ts';

/** Nodes that the aliases of one document may stand for together; more is an attack ("billion laughs"). */
export const MAX_ALIASED = 400_000;

/** A document that was read. Indices are into the text. */
export interface YamlDocument {
  readonly value: Value;
  /** Where the root begins. */
  readonly start: number;
  /** Where the entries of the root sequence, or of `items` of the root mapping, begin. */
  readonly entries: readonly number[];
}

/**
 * Reads every document of a YAML text. Faults that leave a value (a key given twice) go to `faults`; one that leaves
 * none is thrown as FatalFault.
 */
export function readYaml(
  content: string,
  faults: Fault[],
  budget: Budget,
  maxDepth = MAX_DEPTH + 1,
): YamlDocument[] {
  const { text, events } = eventsOf(content, maxDepth);
  const documents: YamlDocument[] = [];
  for (let at = 0; at < events.length; ) {
    const document = events[at] as DocumentEvent;
    const walk: Walk = {
      text,
      events,
      budget,
      faults,
      document,
      at: at + 1,
      anchors: new Map(),
      entries: [],
      nodes: 0,
      depth: 0,
      wanted: -1,
    };
    const first = events[at + 1] as Event;
    if (first.type === EVENT_ID.SEQUENCE) walk.wanted = at + 1;
    const value = readNode(walk);
    documents.push({ value, start: startOf(text, first) ?? 0, entries: walk.entries });
    at = walk.at + 1;
  }
  return documents;
}

function readNode(walk: Walk): Value {
  const event = walk.events[walk.at++] as Event;
  walk.nodes++;
  switch (event.type) {
    case EVENT_ID.SCALAR: {
      const value = readScalar(walk, event);
      return event.anchorStart < 0 ? value : anchored(walk, event, value, 1);
    }
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE: {
      const before = walk.nodes - 1;
      if (event.anchorStart >= 0) anchored(walk, event, undefined, 0);
      walk.depth++;
      const value = event.type === EVENT_ID.MAPPING ? readMapping(walk) : readSequence(walk);
      walk.depth--;
      return event.anchorStart < 0 ? value : anchored(walk, event, value, walk.nodes - before);
    }
    case EVENT_ID.ALIAS:
      return readAlias(walk, event);
    default:
      return fail(walk, event, 'YAML_SYNTAX', 'a value is missing');
  }
}

function anchored<T extends Value | undefined>(
  walk: Walk,
  event: ScalarEvent | MappingEvent | SequenceEvent,
  value: T,
  nodes: number,
): T {
  walk.anchors.set(walk.text.slice(event.anchorStart, event.anchorEnd), { value, nodes });
  return value;
}

function readAlias(walk: Walk, event: AliasEvent): Value {
  const name = walk.text.slice(event.anchorStart, event.anchorEnd);
  const anchor = walk.anchors.get(name);
  if (anchor === undefined)
    return fail(walk, event, 'ALIAS_UNKNOWN', `no anchor &${name} precedes this alias`);
  if (anchor.value === undefined)
    return fail(walk, event, 'ALIAS_UNKNOWN', `the anchor &${name} contains itself`);
  walk.nodes += anchor.nodes - 1;
  walk.budget.aliased += anchor.nodes;
  if (walk.budget.aliased > MAX_ALIASED) {
    fail(
      walk,
      event,
      'ALIAS_EXPANSION',
      `the aliases of this document stand for more than ${MAX_ALIASED} values`,
    );
  }
  return anchor.value;
}

function readScalar(walk: Walk, event: ScalarEvent): Value {
  const text = getScalarValue(walk.text, event);
  if (event.tagStart >= 0) {
    const value = resolveTagged(tagOf(walk, event), text);
    if (value instanceof ScalarFault) return fail(walk, event, 'TAG_MISMATCH', value.message);
    return typeof value === 'number' ? checked(walk, event, value, text) : value;
  }
  if (event.style !== SCALAR_STYLE.PLAIN) return text;
  const value = resolveScalar(text);
  return typeof value === 'number' ? checked(walk, event, value, text) : value;
}

function checked(walk: Walk, event: ScalarEvent, value: number, text: string): number {
  if (Number.isFinite(value)) return value;
  return fail(
    walk,
    event,
    'SCALAR_NOT_A_NUMBER',
    `${text} has no meaning in Kubernetes`,
    `quote it: "${text}"`,
  );
}

function readSequence(walk: Walk): Value[] {
  const wanted = walk.wanted === walk.at - 1;
  const first = wanted ? (startOf(walk.text, walk.events[walk.at - 1] as Event) ?? 0) : 0;
  const values: Value[] = [];
  for (;;) {
    const event = walk.events[walk.at] as Event;
    if (event.type === EVENT_ID.POP) break;
    if (wanted) walk.entries.push(startOf(walk.text, event) ?? dashOf(walk, first));
    values.push(readNode(walk));
  }
  walk.at++;
  return values;
}

/** Where the dash stands of an entry that the text leaves empty: the next one in the column of the first. */
function dashOf(walk: Walk, first: number): number {
  const { text, entries } = walk;
  const before = entries.at(-1);
  if (before === undefined) return first;
  const column = first - (text.lastIndexOf('\n', first - 1) + 1);
  for (let line = text.indexOf('\n', Math.max(before, lastStart(walk))) + 1; line > 0; ) {
    if (/^-(?=[ \t\r\n]|$)/.test(text.slice(line + column, line + column + 2))) return line + column;
    line = text.indexOf('\n', line) + 1;
  }
  return lastStart(walk);
}

function readMapping(walk: Walk): ValueMap {
  const map = new BareMap();
  let merged: Set<string> | undefined;
  const root = walk.depth === 1;
  for (;;) {
    const event = walk.events[walk.at] as Event;
    if (event.type === EVENT_ID.POP) break;
    if (event.type === EVENT_ID.SCALAR && isMergeKey(walk, event)) {
      walk.at++;
      merged ??= new Set();
      merge(walk, map, merged, event);
      continue;
    }
    const key = readKey(walk, event);
    if (map[key] !== undefined && !merged?.delete(key)) duplicate(walk, event, key);
    if (root && key === 'items' && walk.events[walk.at]?.type === EVENT_ID.SEQUENCE) walk.wanted = walk.at;
    map[key] = readNode(walk);
  }
  walk.at++;
  return map;
}

function duplicate(walk: Walk, event: Event, key: string): void {
  const message = `the key ${JSON.stringify(key)} is given twice in one mapping; the last one counts`;
  const suggestion = 'remove one of them';
  walk.faults.push({
    code: 'DUPLICATE_KEY',
    message,
    at: startOf(walk.text, event) ?? lastStart(walk),
    suggestion,
  });
}

function readKey(walk: Walk, event: Event): string {
  if (event.type === EVENT_ID.SCALAR && event.anchorStart < 0) {
    walk.at++;
    walk.nodes++;
    return keyOf(walk, event);
  }
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
    return fail(walk, event, 'KEY_NOT_SCALAR', 'a key must be a string, not a mapping or a list');
  }
  const value = readNode(walk);
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    return fail(walk, event, 'KEY_NOT_SCALAR', 'a key must be a string, not a mapping or a list');
  }
  if (event.type === EVENT_ID.SCALAR) return keyOf(walk, event);
  return value === null ? fail(walk, event, 'KEY_NULL', 'a key is null') : String(value);
}

function keyOf(walk: Walk, event: ScalarEvent): string {
  const text = getScalarValue(walk.text, event);
  if (event.tagStart < 0 && event.style !== SCALAR_STYLE.PLAIN) return text;
  const key = event.tagStart < 0 ? resolveKey(text) : resolveTaggedKey(tagOf(walk, event), text);
  if (!(key instanceof ScalarFault)) return key;
  return fail(
    walk,
    event,
    key.code,
    key.message,
    key.code === 'KEY_NULL' ? `quote it: "${text}"` : undefined,
  );
}

function isMergeKey(walk: Walk, event: ScalarEvent): boolean {
  if (event.valueEnd - event.valueStart !== 2 || walk.text.charCodeAt(event.valueStart) !== 0x3c)
    return false;
  if (!walk.text.startsWith('<<', event.valueStart)) return false;
  if (event.tagStart >= 0) return tagOf(walk, event) === `${YAML_TAG}merge`;
  return event.style === SCALAR_STYLE.PLAIN;
}

/**
 * `<<`, as goyaml.v2 does it: what is merged overrides the keys before it and is overridden by those after it; of a
 * list of mappings the first one that has a key gives it.
 */
function merge(walk: Walk, map: Record<string, Value>, merged: Set<string>, key: ScalarEvent): void {
  const event = walk.events[walk.at] as Event;
  const value = readNode(walk);
  const list = Array.isArray(value) && event.type === EVENT_ID.SEQUENCE ? value.toReversed() : [value];
  for (const one of list as readonly Value[]) {
    if (!isMap(one)) fail(walk, key, 'MERGE_NOT_A_MAP', '<< takes a mapping, or a list of mappings');
    for (const name in one) {
      if (map[name] === undefined) merged.add(name);
      map[name] = one[name] as Value;
    }
  }
}
