import { EXIT, Stop, UsageError } from './exit.ts';
import { normalized, STACKS, verbosityOf } from './options.ts';
import { programOf } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { ofProcess } from './surroundings.ts';

/** Runs one command line; the exit code. */
export async function main(args: readonly string[], around: Surroundings = ofProcess()): Promise<number> {
  let exitCode: number = EXIT.yes;
  const program = programOf(around, (code) => {
    exitCode = code;
  });
  try {
    // Nothing asked: how to ask.
    await program.parseAsync(args.length === 0 ? ['--help'] : normalized(args), { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, args, around);
  }
}

function failed(error: unknown, args: readonly string[], { stderr }: Surroundings): number {
  if (error instanceof Stop) return error.exitCode;
  if (error instanceof UsageError) {
    stderr.write(`error USAGE: ${error.message}\n`);
    if (error.suggestion !== undefined) stderr.write(`  ${error.suggestion}\n`);
    return EXIT.usage;
  }
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  stderr.write(`fibula: internal error: ${message}\n`);
  if (verbosityOf(args) >= STACKS && error instanceof Error) stderr.write(`${error.stack}\n`);
  return EXIT.bug;
}
