import type { Diagnostic, Source, State } from '../../index.ts';
import { readState } from '../../index.ts';
import { load } from '../load/load.ts';
import { complain, stop } from './complain.ts';
import { EXIT, Stop, UsageError } from './exit.ts';
import type { GlobalOptions } from './options.ts';
import { profileOf } from './profile-option.ts';
import { counted, readingLine } from './reading-line.ts';
import type { Surroundings } from './surroundings.ts';

/** What standard input is for: objects to read, or something else that the command takes. */
export type StdinUse = 'input' | 'taken';

/** Reads everything given; says what was read and what is wrong with it. Ends the command where nothing can be asked. */
export async function open(around: Surroundings, options: GlobalOptions, stdin: StdinUse): Promise<State> {
  const sources = await sourcesOf(around, options, stdin);
  const profile = await profileOf(around, options);
  const state = readState(watched(sources, around), { profile, namespace: options.namespace ?? 'default' });
  around.stderr.write(`${readingLine(state)}\n`);
  complain(around, state.diagnostics, options);
  const errors = state.diagnostics.filter(({ severity }) => severity === 'error');
  if (isNothing(state))
    stop(around, [{ code: 'NOTHING_READ', severity: 'error', message: 'nothing could be read' }]);
  if (errors.length > 0) {
    const consequence = options.strict
      ? 'with --strict, nothing is asked'
      : 'what has them is left out, or read in part';
    around.stderr.write(
      `${counted(errors.length, errors.length === 1 ? 'error' : 'errors')} in the input: ${consequence}\n`,
    );
    if (options.strict) throw new Stop(EXIT.usage);
  }
  return state;
}

/** The texts to read; ends the command where one of them cannot be had. */
async function sourcesOf(
  around: Surroundings,
  { filename, recursive, kustomize }: GlobalOptions,
  use: StdinUse,
): Promise<readonly Source[]> {
  const { stdin } = around;
  if (use === 'taken' && filename.includes('-')) throw new UsageError('standard input is asked for twice');
  const piped = filename.length === 0 && kustomize.length === 0;
  if (piped && (stdin.isTTY === true || use === 'taken')) {
    const example = 'kubectl get nodes,pods,deployments -A -o yaml | fibula …';
    throw new UsageError('nothing to read: give -f PATH or -k DIR, or pipe something in', example);
  }
  const files = piped ? ['-'] : filename;
  const depth = recursive ? 'recursive' : 'flat';
  const { sources, problems } = await around.waiting(() => load({ files, depth, kustomize, stdin }));
  if (problems.length > 0) stop(around, problems, exitCodeFor(problems));
  return sources;
}

function exitCodeFor(problems: readonly Diagnostic[]): number {
  return problems.every(({ code }) => code === 'HELPER_UNAVAILABLE') ? EXIT.unavailable : EXIT.usage;
}

/** Whether there is nothing that could be asked about: no object, or a network written by hand that could not be read. */
function isNothing({ reading, from, network }: State): boolean {
  if (from === 'network') return network.nodes.size === 0;
  return reading.objects.size === 0 && reading.skipped.size === 0;
}

/** On a terminal, a line that says how far reading is, from half a second on. */
function* watched(sources: readonly Source[], { stderr }: Surroundings): Generator<Source> {
  const start = performance.now();
  let shown = false;
  for (const [i, source] of sources.entries()) {
    if (stderr.isTTY === true && performance.now() - start > 500) {
      stderr.write(`\r\u001b[Kreading ${i + 1} of ${sources.length}`);
      shown = true;
    }
    yield source;
  }
  if (shown) stderr.write('\r\u001b[K');
}
