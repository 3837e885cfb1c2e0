import type { DocumentEvent, Event, ScalarEvent } from 'js-yaml';
import type { Code } from './codes.ts';
import { fullTag, startOf } from './events.ts';
import type { Fault } from './fault.ts';
import { FatalFault } from './fault.ts';
import type { Value } from './value.ts';

/** What the documents that were cut out of one share: how much their aliases may still stand for. */
export interface Budget {
  aliased: number;
}

/** What an anchor marks; undefined while it is being read. */
export interface Anchor {
  readonly value: Value | undefined;
  readonly nodes: number;
}

/** Mutable on purpose: one walk over the events, 3 times as fast as building an immutable tree first. */
export interface Walk {
  readonly text: string;
  readonly events: readonly Event[];
  readonly budget: Budget;
  readonly faults: Fault[];
  readonly anchors: Map<string, Anchor>;
  readonly entries: number[];
  document: DocumentEvent;
  /** The next event. */
  at: number;
  /** Nodes seen, those that aliases stand for included. */
  nodes: number;
  /** Collections open. */
  depth: number;
  /** The event of the sequence whose entries are wanted; -1 while it is not known. */
  wanted: number;
}

/** Ends the walk: nothing is left of the document. */
export function fail(walk: Walk, event: Event, code: Code, message: string, suggestion?: string): never {
  const at = startOf(walk.text, event) ?? lastStart(walk);
  throw new FatalFault({ code, message, at, ...(suggestion === undefined ? {} : { suggestion }) });
}

/** Where the last node before the one being read begins that the text does not leave empty. */
export function lastStart(walk: Walk): number {
  for (let i = walk.at - 1; i > 0; i--) {
    const start = startOf(walk.text, walk.events[i] as Event);
    if (start !== undefined) return start;
  }
  return 0;
}

/** The tag of a scalar, in full. */
export function tagOf(walk: Walk, event: ScalarEvent): string {
  return fullTag(walk.text.slice(event.tagStart, event.tagEnd), walk.document);
}
