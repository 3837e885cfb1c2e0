import type { Command } from 'commander';
import { Option } from 'commander';
import { UsageError } from './exit.ts';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly filename: readonly string[];
  readonly recursive: boolean;
  readonly kustomize: readonly string[];
  readonly namespace?: string;
  readonly profile: string;
  readonly assume: readonly string[];
  readonly output?: string;
  readonly strict: boolean;
  readonly verbosity: number;
}

/** From this verbosity on, steps that only pass on are shown, and every diagnostic. */
export const VERBOSE = 1;
/** From this verbosity on, a bug is printed with its stack (kubectl's -v=6). */
export const STACKS = 6;

/** Adds the options that every command takes. */
export function addGlobalOptions(program: Command): void {
  const list = (value: string, before: readonly string[] = []): string[] => [...before, value];
  program
    .option('-f, --filename <PATH>', 'file, folder, - or git:REF:PATH to read; repeatable', list)
    .option('-R, --recursive', 'read the folders in folders too')
    .option('-k, --kustomize <DIR>', 'read what `kubectl kustomize DIR` makes; repeatable', list)
    .option('-n, --namespace <NAME>', 'where names without a namespace are looked for')
    .option('--profile <PROFILE>', 'standard (the default), article, or a file of kind: Profile')
    .option('--assume <KEY=VALUE>', 'take one thing that Kubernetes leaves open so; repeatable', list)
    .option('-o, --output <FORMAT>', 'text, json or yaml; graph: svg, dot, mermaid or json')
    .option('--strict', 'take every error in the input for a reason to stop')
    .addOption(new Option('--verbosity <N>').argParser(Number).hideHelp())
    .option('-v', 'more: steps that only pass on, every diagnostic; -v=6: the stack of a bug');
}

/** The options that every command takes, as they were given. */
export function globalsOf(program: Command): GlobalOptions {
  const given: Partial<GlobalOptions> = program.opts();
  const defaults = { filename: [], recursive: false, kustomize: [], profile: 'standard', assume: [] };
  return { ...defaults, strict: false, verbosity: 0, ...given };
}

/** `-v`, `-v=6` and `-v6` as one option that takes a number: kubectl's spelling, which no parser of options knows. */
export function normalized(args: readonly string[]): string[] {
  // kubectl's plug-in for completion hands the words typed so far as they are: none of them is an option of ours.
  if (args[0] === '__complete' && args[1] !== '--') return ['__complete', '--', ...args.slice(1)];
  // As other programs have it.
  if (args[0] === '--version') return ['version', ...args.slice(1)];
  const end = args.indexOf('--');
  return args.map((arg, i) => {
    const level = end >= 0 && i > end ? undefined : /^(?:-v|--v)(?:=?(\d{1,2}))?$/.exec(arg);
    return level ? `--verbosity=${level[1] ?? VERBOSE}` : arg;
  });
}

/** The verbosity of a command line that may be too malformed to be parsed. */
export function verbosityOf(args: readonly string[]): number {
  const given = normalized(args).findLast((arg) => arg.startsWith('--verbosity='));
  return given === undefined ? 0 : Number(given.slice('--verbosity='.length));
}

/** The format asked for, one of `formats`; the first is the default. */
export function formatOf({ output }: GlobalOptions, formats: readonly string[]): string {
  const format = output ?? formats[0] ?? '';
  if (formats.includes(format)) return format;
  throw new UsageError(`-o ${format} is not one of ${formats.join(', ')}`);
}
