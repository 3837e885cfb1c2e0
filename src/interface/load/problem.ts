import type { Code, Diagnostic } from '../../index.ts';

/** Why something given cannot be loaded; a diagnostic without a place. */
export function problem(code: Code, message: string, suggestion?: string): Diagnostic {
  return { code, severity: 'error', message, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** The words of the operating system for an error of a file: `permission denied`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  const known = code === undefined ? undefined : REASONS[code];
  return known ?? error.message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EIO: 'input/output error',
  EMFILE: 'too many open files',
  ENOENT: 'no such file or folder',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
};
