import type { DocumentEvent, Event, ScalarEvent } from 'js-yaml';
import { EVENT_ID, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Fault } from './fault.ts';
import { FatalFault } from './fault.ts';
import { joinFlow } from './flow.ts';
import { YAML_TAG } from './scalar.ts';

/** How deep collections may be nested, in an item of a list and in a document alike. */
export const MAX_DEPTH = 100;

/** A text as it was parsed. */
export interface Parsed {
  /** The text, in which flow collections may have been joined to one line each; indices are the same. */
  readonly text: string;
  readonly events: Event[];
}

/** The events of a text; a FatalFault where it is no YAML, even as leniently as Go reads it. */
export function eventsOf(text: string, maxDepth: number = MAX_DEPTH + 1): Parsed {
  const parsed = tryEvents(text, maxDepth);
  if ('events' in parsed) return parsed;
  const joined = parsed.code === 'YAML_SYNTAX' ? joinFlow(text) : undefined;
  const again = joined === undefined ? parsed : tryEvents(joined, maxDepth);
  if ('events' in again) return again;
  throw new FatalFault(again.at > parsed.at ? again : parsed);
}

function tryEvents(text: string, maxDepth: number): Parsed | Fault {
  try {
    return { text, events: parseEvents(text, { maxDepth }) };
  } catch (error) {
    return syntaxFault(text, error);
  }
}

function syntaxFault(text: string, error: unknown): Fault {
  if (!(error instanceof YAMLException)) {
    return { code: 'YAML_SYNTAX', message: String((error as Error)?.message ?? error), at: 0 };
  }
  const at = Math.min(error.mark?.position ?? 0, text.length);
  if (error.reason.startsWith('nesting exceeded')) {
    return { code: 'TOO_DEEP', message: `nested more than ${MAX_DEPTH} deep`, at };
  }
  const suggestion = suggest(text, at, error.reason);
  return {
    code: 'YAML_SYNTAX',
    message: error.reason,
    at,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function suggest(text: string, at: number, reason: string): string | undefined {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const to = text.indexOf('\n', at);
  const line = text.slice(from, Math.min(to < 0 ? text.length : to, from + 1000));
  if (line.includes('{{'))
    return 'this looks like a template: render it first (helm template, kustomize build)';
  if (reason.includes('tab')) return 'indent with spaces';
  if (text[at] === ':' && reason.includes('indentation of a mapping')) {
    return 'quote the value if the colon is part of it; else put the nested key on a line of its own';
  }
  if (reason.includes('indentation')) return 'align it with its siblings';
  return reason.includes('end of the stream within') ? 'something opened before is never closed' : undefined;
}

/** Where a node begins, its anchor and its tag included; undefined for a node that the text leaves empty. */
export function startOf(text: string, event: Event): number | undefined {
  if (event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) return undefined;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  let start = event.type === EVENT_ID.SCALAR ? scalarStart(text, event) : event.start;
  if (event.anchorStart >= 0 && (start < 0 || event.anchorStart <= start)) start = event.anchorStart - 1;
  if (event.tagStart >= 0 && (start < 0 || event.tagStart < start)) start = event.tagStart;
  return start < 0 ? undefined : start;
}

function scalarStart(text: string, event: ScalarEvent): number {
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return Math.max(0, event.valueStart - 1);
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK:
      return headerStart(text, event.valueStart);
    default:
      return event.valueStart;
  }
}

/** Where the `|` or `>` stands before a block whose lines begin at `content`. */
function headerStart(text: string, content: number): number {
  const line = Math.max(text.lastIndexOf('\n', content - 2), text.lastIndexOf('\r', content - 3)) + 1;
  const match = /[|>][0-9+-]{0,2}(?:[ \t]+(?:#.*)?)?[\r\n]*$/.exec(text.slice(line, content));
  return match === null ? Math.max(0, content - 1) : line + match.index;
}

/** The index of the event after the node that begins at `index`. */
export function skipNode(events: readonly Event[], index: number): number {
  let depth = 0;
  for (let i = index; i < events.length; i++) {
    const type = (events[i] as Event).type;
    if (type === EVENT_ID.POP) depth--;
    else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) depth++;
    if (depth <= 0) return i + 1;
  }
  return events.length;
}

/** A tag in full, from how it is written: `!!str` is `tag:yaml.org,2002:str`, unless a directive says otherwise. */
export function fullTag(raw: string, document: DocumentEvent): string {
  if (raw.startsWith('!<')) return raw.slice(2, -1);
  const handle = /^!(?:[0-9A-Za-z-]*!)?/.exec(raw)?.[0] ?? '';
  for (const directive of document.directives) {
    if (directive.kind === 'tag' && directive.handle === handle)
      return directive.prefix + raw.slice(handle.length);
  }
  return handle === '!!' ? YAML_TAG + raw.slice(2) : raw;
}
