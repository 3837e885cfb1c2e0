import type { Code } from '../../text/codes.ts';
import type { Diagnostic, Severity } from '../../text/diagnostic.ts';
import type { Origin } from '../../text/origin.ts';
import type { Pools } from './pools.ts';

/** One object being read: where it comes from, where complaints go, what it may share with others. */
export interface Reading {
  readonly origin: Origin;
  /** The type of its fields: its kind, or another one where its version has other fields. */
  readonly type: string;
  /** Its path from the place, with a dot, where it is inside a list that was not cut: `items[3].`; else empty. */
  readonly prefix: string;
  readonly diagnostics: Diagnostic[];
  /** How many diagnostics there were before this object. */
  readonly before: number;
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

/** Whether the API server would take the object, as far as it was read: no error was reported of it (R6). */
export function validityOf({ diagnostics, before }: Reading): 'valid' | 'refused' {
  for (let i = before; i < diagnostics.length; i++)
    if (diagnostics[i]?.severity === 'error') return 'refused';
  return 'valid';
}

/** What `read` makes of the field at `path`; undefined if an error was reported of it or of a part of it. */
export function sound<T>(reading: Reading, path: string, read: () => T): T | undefined {
  const value = read();
  const { diagnostics, before, prefix } = reading;
  const at = prefix + path;
  for (let i = before; i < diagnostics.length; i++) {
    const { severity, origin } = diagnostics[i] as Diagnostic;
    if (severity === 'error' && isWithin(origin?.path ?? '', at)) return undefined;
  }
  return value;
}

function isWithin(path: string, base: string): boolean {
  if (!path.startsWith(base)) return false;
  const next = path[base.length];
  return next === undefined || next === '.' || next === '[';
}

/** The part that stands for all equal ones, as `sharedPart`; one that something is wrong with is read, and said, each time. */
export function soundPart<T>({ diagnostics, pools }: Reading, key: string, make: () => T): T {
  const known = pools.parts.get(key) as T | undefined;
  if (known !== undefined) return known;
  const before = diagnostics.length;
  const made = make();
  if (diagnostics.length === before) pools.parts.set(key, made);
  return made;
}
