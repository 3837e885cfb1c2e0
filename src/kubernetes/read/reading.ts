import type { Code } from '../../text/codes.ts';
import type { Diagnostic, Severity } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import type { Pools } from './pools.ts';

/** One object being read: where it comes from, where complaints go, what it may share with others. */
export interface Reading {
  readonly origin: Origin;
  /** Its path from the place, with a dot, where it is inside a list that was not cut: `items[3].`; else empty. */
  readonly prefix: string;
  readonly diagnostics: Diagnostic[];
  readonly pools: Pools;
}

/** A complaint about a field of an object. */
export interface Complaint {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** Field path from the object; empty: the object itself. */
  readonly path: string;
  readonly suggestion?: string | undefined;
}

/** Reports something wrong with a field of the object being read. */
export function complain(reading: Reading, { code, severity, message, path, suggestion }: Complaint): void {
  const { origin, prefix, diagnostics } = reading;
  const full = path === '' ? prefix.slice(0, -1) : prefix + path;
  diagnostics.push({
    code,
    severity,
    message,
    origin: full === '' ? origin : { ...origin, path: full },
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** Reports what the API server would refuse. */
export function refuse(
  reading: Reading,
  code: Code,
  message: string,
  path: string,
  suggestion?: string,
): void {
  complain(reading, { code, severity: 'error', message, path, suggestion });
}
