/** Where a command writes. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command runs in: its streams and environment, and nothing else of the process. */
export interface Surroundings {
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Runs what waits for something outside; Ctrl-C ends it at once. */
  waiting<T>(work: () => Promise<T>): Promise<T>;
}

/** How a shell sees that a program was interrupted. */
const INTERRUPTED = 130;

/** The surroundings of this process. */
export function ofProcess(): Surroundings {
  const { stdin, stdout, stderr, env } = process;
  // A reader that went away (`fibula … | head`) is nobody's mistake: what is written then goes nowhere.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return { stdin, stdout, stderr, env, waiting };
}

/**
 * While a command computes, Ctrl-C ends the process as the system does it, at once; while it waits, a handler runs
 * first and the exit code is 130 either way.
 */
async function waiting<T>(work: () => Promise<T>): Promise<T> {
  const interrupted = (): never => process.exit(INTERRUPTED);
  process.once('SIGINT', interrupted);
  try {
    return await work();
  } finally {
    process.off('SIGINT', interrupted);
  }
}
