import type { Command, Option } from 'commander';
import { OPTIONS, PROFILES } from '../../../index.ts';
import { formatsOf } from '../../render/render.ts';
import { EXIT } from '../exit.ts';
import type { Surroundings } from '../surroundings.ts';

/** What can stand where the cursor is: texts with what they mean; `files`: file names too. */
interface Candidates {
  readonly texts: readonly (readonly [string, string])[];
  readonly files: 'files' | 'none';
}

const NOTHING: Candidates = { texts: [], files: 'none' };
const FILES: Candidates = { texts: [], files: 'files' };

/**
 * Prints how the last word may go on, as kubectl's completions do: a candidate a line with a tab before what it means,
 * then `:4`, or `:0` where names of files fit too.
 */
export function complete({ stdout }: Surroundings, program: Command, words: readonly string[]): number {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const { texts, files } = candidatesFor(program, before, last);
  for (const [text, meaning] of texts) {
    if (text.startsWith(last)) stdout.write(`${text}\t${meaning}\n`);
  }
  stdout.write(files === 'files' ? ':0\n' : ':4\n');
  return EXIT.yes;
}

function candidatesFor(program: Command, before: readonly string[], last: string): Candidates {
  const commands = program.commands.filter((command) => !command.name().startsWith('__'));
  const command = commands.find((candidate) => before.includes(candidate.name()));
  const options = [...program.options, ...(command?.options ?? [])].filter(({ hidden }) => !hidden);
  const valued = options.find((option) => isFor(option, before.at(-1)));
  if (valued !== undefined) return valuesOf(valued, command?.name() ?? '');
  if (last.startsWith('-')) {
    return {
      texts: options.map((option) => [option.long ?? option.short ?? '', option.description]),
      files: 'none',
    };
  }
  if (command === undefined) {
    return { texts: commands.map((candidate) => [candidate.name(), candidate.summary()]), files: 'none' };
  }
  if (command.name() === 'completion')
    return { texts: ['bash', 'zsh', 'fish'].map((shell) => [shell, '']), files: 'none' };
  return command.name() === 'simulate' ? FILES : NOTHING;
}

/** Whether a word is this option, waiting for its value. */
function isFor(option: Option, word: string | undefined): boolean {
  return word !== undefined && option.required && (option.short === word || option.long === word);
}

function valuesOf({ long, argChoices }: Option, command: string): Candidates {
  switch (long) {
    case '--filename':
    case '--kustomize':
    case '--questions':
      return FILES;
    case '--profile':
      return { texts: PROFILES.map(({ name }) => [name, '']), files: 'files' };
    case '--assume': {
      const texts = OPTIONS.flatMap(({ key, values, text }) =>
        values.map((value) => [`${key}=${value}`, text] as const),
      );
      return { texts, files: 'none' };
    }
    case '--output':
      return { texts: formatsOf(command).map((format) => [format, '']), files: 'none' };
    case '--protocol':
      return { texts: ['TCP', 'UDP', 'SCTP', 'ICMP'].map((protocol) => [protocol, '']), files: 'none' };
    default:
      return { texts: (argChoices ?? []).map((choice) => [choice, '']), files: 'none' };
  }
}
