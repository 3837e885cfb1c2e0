import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './documents.ts';

/** What of a text a complaint spoils, in bytes: a document, a JSON text, an item of a list, or the whole. */
export interface Part extends Span {
  /** `lost`: no item came of it. */
  readonly fate: 'kept' | 'lost';
}

/** Takes what is wrong with a text, as it is found, and the part of the text that it spoils. */
export type Report = (diagnostic: Diagnostic, part: Part) => void;
