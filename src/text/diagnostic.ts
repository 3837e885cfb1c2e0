import type { Code } from './codes.ts';
import type { Origin } from './origin.ts';

/** `error`: something given could not be used as meant. `warning`: probably not meant. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** A complaint on input, never thrown: it stands beside a best-effort result. `code` is stable, see codes.ts. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly origin?: Origin;
  /** What to do, or the nearest thing known: `did you mean containerPort?` */
  readonly suggestion?: string;
}
