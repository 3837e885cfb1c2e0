import type { Diagnostic, Fault } from '../../index.ts';

/** A fault of a network written by hand as a complaint on the input. */
export function diagnosticOf({ code, message, origin }: Fault): Diagnostic {
  return { code, severity: 'error', message, ...(origin === undefined ? {} : { origin }) };
}
