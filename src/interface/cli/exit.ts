/** Exit codes (05). */
export const EXIT = {
  yes: 0,
  no: 1,
  usage: 2,
  unclear: 3,
  unavailable: 4,
  bug: 70,
} as const;

/** Ends a command whose complaint is printed already. */
export class Stop extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** A command line that cannot be understood. */
export class UsageError extends Error {
  readonly suggestion: string | undefined;
  constructor(message: string, suggestion?: string) {
    super(message);
    this.suggestion = suggestion;
  }
}

const NO: readonly string[] = ['unreachable', 'violated', 'different'];
const UNCLEAR: readonly string[] = ['ambiguous', 'unknown'];

/** The exit code of an answer, by its word. */
export function exitCodeOf(word: string): number {
  if (NO.includes(word)) return EXIT.no;
  return UNCLEAR.includes(word) ? EXIT.unclear : EXIT.yes;
}
