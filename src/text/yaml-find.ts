import type { AliasEvent, Event } from 'js-yaml';
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { skipNode, startOf } from './events.ts';
import { resolveKey } from './key.ts';
import type { Step } from './path.ts';

/** A text and its events, without those of documents. */
export interface Events {
  readonly text: string;
  readonly events: readonly Event[];
}

/** An entry that a step leads to: the event of its key or item, and the event of its value. */
interface Entry {
  readonly at: number;
  readonly value: number;
}

/**
 * The index into the text of what `steps` lead to from the node at `root`: a key, or an entry of a list; of the
 * deepest that is there. Follows aliases and merge keys to where the value is written.
 */
export function findInEvents(source: Events, root: number, steps: readonly Step[]): number {
  let start = startOf(source.text, source.events[root] as Event) ?? 0;
  let node = root;
  for (const step of steps) {
    const entry = entryOf(source, node, step);
    if (entry === undefined) break;
    start = startOf(source.text, source.events[entry.at] as Event) ?? start;
    node = entry.value;
  }
  return start;
}

function entryOf(source: Events, index: number, step: Step): Entry | undefined {
  const node = resolveAlias(source, index);
  const event = source.events[node];
  if (event?.type === EVENT_ID.MAPPING) return memberOf(source, node, String(step));
  if (event?.type !== EVENT_ID.SEQUENCE || typeof step !== 'number') return undefined;
  let at = node + 1;
  for (let i = 0; isNode(source, at); at = skipNode(source.events, at), i++) {
    if (i === step) return { at, value: at };
  }
  return undefined;
}

function isNode(source: Events, at: number): boolean {
  const event = source.events[at];
  return event !== undefined && event.type !== EVENT_ID.POP;
}

/** The last entry of a key, as the last one counts; what is merged counts as it does when read. */
function memberOf(source: Events, node: number, key: string): Entry | undefined {
  let found: Entry | undefined;
  for (let at = node + 1; isNode(source, at); ) {
    const value = skipNode(source.events, at);
    const name = keyAt(source, at);
    if (name === key) found = { at, value };
    else if (name === MERGE) found = mergedMember(source, value, key) ?? found;
    at = skipNode(source.events, value);
  }
  return found;
}

function mergedMember(source: Events, index: number, key: string): Entry | undefined {
  const node = resolveAlias(source, index);
  const event = source.events[node];
  if (event?.type === EVENT_ID.MAPPING) return memberOf(source, node, key);
  if (event?.type !== EVENT_ID.SEQUENCE) return undefined;
  for (let at = node + 1; isNode(source, at); at = skipNode(source.events, at)) {
    const mapping = resolveAlias(source, at);
    const found =
      source.events[mapping]?.type === EVENT_ID.MAPPING ? memberOf(source, mapping, key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What stands for a merge key, which is no key. */
const MERGE = Symbol('<<');

function keyAt(source: Events, index: number): string | typeof MERGE | undefined {
  const event = source.events[resolveAlias(source, index)];
  if (event?.type !== EVENT_ID.SCALAR) return undefined;
  const text = getScalarValue(source.text, event);
  if (text === '<<' && (event.tagStart >= 0 || event.style === SCALAR_STYLE.PLAIN)) return MERGE;
  if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart >= 0) return text;
  const key = resolveKey(text);
  return typeof key === 'string' ? key : undefined;
}

/** The node that an alias stands for: the last one before it with its anchor. */
function resolveAlias(source: Events, index: number): number {
  const event = source.events[index];
  if (event?.type !== EVENT_ID.ALIAS) return index;
  const name = nameOf(source, event);
  for (let at = index - 1; at >= 0; at--) {
    const other = source.events[at] as Event;
    if (other.type === EVENT_ID.POP || other.type === EVENT_ID.ALIAS || other.type === EVENT_ID.DOCUMENT)
      continue;
    if (other.anchorStart >= 0 && source.text.slice(other.anchorStart, other.anchorEnd) === name) return at;
  }
  return index;
}

function nameOf(source: Events, event: AliasEvent): string {
  return source.text.slice(event.anchorStart, event.anchorEnd);
}
