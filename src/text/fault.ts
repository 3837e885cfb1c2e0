import type { Code } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Source } from './origin.ts';

/** A complaint on a piece of text, before anybody knows where in its source the piece stands. */
export interface Fault {
  readonly code: Code;
  readonly message: string;
  /** Where, as an index into the string that was parsed. */
  readonly at: number;
  readonly suggestion?: string;
}

/** A fault that leaves nothing of the piece: thrown by the walkers, caught at once by whoever called them. */
export class FatalFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** The diagnostic of a fault; `offset` is its byte offset in the source. */
export function diagnose(source: Source, offset: number, fault: Omit<Fault, 'at'>): Diagnostic {
  const { code, message, suggestion } = fault;
  const origin = { place: { source, offset } };
  return suggestion === undefined
    ? { code, severity: 'error', message, origin }
    : { code, severity: 'error', message, origin, suggestion };
}
