import type { Diagnostic } from './diagnostic.ts';

/** Takes what is wrong with a text, as it is found. */
export type Report = (diagnostic: Diagnostic) => void;
