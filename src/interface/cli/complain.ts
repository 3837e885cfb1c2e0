import type { Diagnostic } from '../../index.ts';
import { formatDiagnostic } from '../../index.ts';
import type { Paint } from '../render/paint.ts';
import { paintFor } from '../render/paint.ts';
import { EXIT, Stop } from './exit.ts';
import type { GlobalOptions } from './options.ts';
import { VERBOSE } from './options.ts';
import type { Output, Surroundings } from './surroundings.ts';

/** How many diagnostics of one code are printed without -v. */
const MOST_OF_A_CODE = 20;

/** How to paint what goes to an output: colours on a terminal only, and never where NO_COLOR is set. */
export function paintOf(output: Output, { env }: Surroundings): Paint {
  const colours = output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return paintFor(colours ? 'on' : 'off');
}

/** Prints diagnostics on standard error: all of them, but of a code that repeats only the first few. */
export function complain(
  around: Surroundings,
  diagnostics: readonly Diagnostic[],
  options: Pick<GlobalOptions, 'verbosity'>,
): void {
  const most = options.verbosity >= VERBOSE ? Number.POSITIVE_INFINITY : MOST_OF_A_CODE;
  const counts = new Map<string, number>();
  const paint = paintOf(around.stderr, around);
  for (const diagnostic of diagnostics) {
    const count = (counts.get(diagnostic.code) ?? 0) + 1;
    counts.set(diagnostic.code, count);
    if (count <= most) around.stderr.write(`${painted(formatDiagnostic(diagnostic), diagnostic, paint)}\n`);
  }
  for (const [code, count] of counts) {
    if (count > most) around.stderr.write(`… and ${count - most} more ${code} (-v prints all)\n`);
  }
}

/** Prints why something cannot be done, and ends the command. */
export function stop(
  around: Surroundings,
  diagnostics: readonly Diagnostic[],
  exitCode: number = EXIT.usage,
): never {
  complain(around, diagnostics, { verbosity: 0 });
  throw new Stop(exitCode);
}

function painted(text: string, { severity, code }: Diagnostic, paint: Paint): string {
  const colour = severity === 'error' ? paint.bad : severity === 'warning' ? paint.doubt : paint.dim;
  return text.replace(`${severity} ${code}:`, `${colour(`${severity} ${code}`)}:`);
}
