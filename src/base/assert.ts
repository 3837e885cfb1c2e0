/** A broken invariant of our own: always a bug, never bad input and never a negative answer. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** Throws a BugError unless `condition` holds. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new BugError(message);
}

/** The value, which an invariant of ours says is there; a BugError otherwise. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new BugError(`${what} is missing`);
  return value;
}

/** Ends a `switch` on `kind`: the compiler refuses it while a case is left out. */
export function unreachable(value: never): never {
  throw new BugError(`unreachable case: ${JSON.stringify(value)}`);
}
