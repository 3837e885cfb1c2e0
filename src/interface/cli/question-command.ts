import type { Command } from 'commander';
import { Option } from 'commander';
import type { Parameter, Question } from '../../index.ts';
import { splitTarget } from '../../index.ts';
import { UsageError } from './exit.ts';
import type { GlobalOptions } from './options.ts';
import { globalsOf } from './options.ts';
import type { Running } from './running.ts';

/** Values given on a command line, by the parameter's name. */
export type Given = Record<string, string | boolean | undefined>;

/** One positional argument: a parameter, and the port that its text may end with. */
interface Positional {
  readonly parameter: Parameter;
  readonly port: Parameter | undefined;
}

/** Options that change how an answer is printed, not what it is; for one question each. */
const PRINTING: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  trace: [['--events', 'list the Send and Recv events']],
};

/**
 * A command from a question (02): required parameters by position, an end followed by a port as TO:PORT, the others as
 * options in kebab-case.
 */
export function addQuestion(program: Command, question: Question, { around, done }: Running): void {
  const command = program
    .command(question.name)
    .summary(question.summary)
    .description(capital(question.summary));
  const positionals = positionalsOf(question);
  for (const { parameter, port } of positionals) {
    const name = `${parameter.name.toUpperCase()}${port === undefined ? '' : '[:PORT]'}`;
    command.argument(parameter.need === 'required' ? `<${name}>` : `[${name}]`, parameter.summary);
  }
  const byPosition = new Set(positionals.map(({ parameter }) => parameter));
  for (const parameter of question.parameters) {
    if (!byPosition.has(parameter) && parameter.name !== 'namespace') addOption(command, parameter);
  }
  for (const [flags, summary] of PRINTING[question.name] ?? []) command.option(flags, summary);
  command.action(async () => {
    const globals = globalsOf(program);
    const options: Record<string, string | boolean> = command.opts();
    const given = { ...givenBy(positionals, command.args, options), ...namespaceOf(question, globals) };
    const { answerQuestion } = await import('./commands/question.ts');
    done(
      await answerQuestion(around, globals, question, given, options.events === true ? 'events' : 'plain'),
    );
  });
}

/** The parameters that the command line takes by position. */
function positionalsOf({ parameters }: Question): Positional[] {
  return parameters.flatMap((parameter, i) => {
    if (parameter.need !== 'required' && parameter.by !== 'position') return [];
    const next = parameters[i + 1];
    return [{ parameter, port: parameter.type === 'end' && next?.type === 'port' ? next : undefined }];
  });
}

function addOption(command: Command, { name, type, summary, choices }: Parameter): void {
  const flag = kebab(name);
  if (type === 'flag') {
    command.option(`--${flag}`, summary).addOption(new Option(`--no-${flag}`).hideHelp());
    return;
  }
  const option = new Option(`--${flag} <${type.toUpperCase()}>`, summary);
  command.addOption(choices === undefined ? option : option.choices([...choices]));
}

function givenBy(
  positionals: readonly Positional[],
  args: readonly string[],
  options: Readonly<Record<string, string | boolean>>,
): Given {
  const given: Given = { ...options };
  delete given.events;
  positionals.forEach(({ parameter, port }, i) => {
    const text = args[i];
    if (text === undefined) return;
    if (port === undefined) {
      given[parameter.name] = text;
      return;
    }
    const split = splitTarget(text);
    given[parameter.name] = split.to;
    if (split.port === undefined) return;
    if (given[port.name] !== undefined && given[port.name] !== split.port) {
      throw new UsageError(`two ports: ${text} and --${kebab(port.name)} ${String(given[port.name])}`);
    }
    given[port.name] = split.port;
  });
  return given;
}

function namespaceOf({ parameters }: Question, { namespace }: GlobalOptions): Given {
  const taken = parameters.some((parameter) => parameter.name === 'namespace');
  return taken && namespace !== undefined ? { namespace } : {};
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
