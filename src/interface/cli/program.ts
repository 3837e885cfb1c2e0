import type { CommanderError } from 'commander';
import { Command } from 'commander';
import { QUESTIONS } from '../../index.ts';
import { EXIT, Stop, UsageError } from './exit.ts';
import type { GlobalOptions } from './options.ts';
import { addGlobalOptions, globalsOf } from './options.ts';
import { addQuestion } from './question-command.ts';
import type { Done, Running } from './running.ts';
import type { Surroundings } from './surroundings.ts';

const EXAMPLES = `
Examples:
  fibula trace -f manifests/ shop/web shop/db:5432
  kubectl get nodes,pods,deployments -A -o yaml | fibula reach shop/web shop/db:5432
  fibula tour`;

/** Every command: the questions of the registry, then what is no question. What a command needs is loaded when it runs. */
export function programOf(around: Surroundings, done: Done): Command {
  const program = new Command('fibula');
  const running = { around, done };
  program
    .description('A network graph of a Kubernetes cluster: who reaches whom, by which rule, and why not.')
    .usage('COMMAND [OPTIONS] -f PATH')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => around.stdout.columns ?? 100,
      getOutHasColors: () => false,
    })
    .helpOption('-h, --help', 'how to use it')
    .helpCommand('help [COMMAND]', 'how to use a command')
    .addHelpText('after', EXAMPLES);
  addGlobalOptions(program);
  for (const question of QUESTIONS) addQuestion(program, question, running);
  addOthers(program, running);
  for (const command of [program, ...program.commands]) complainAsOurs(command);
  return program;
}

/** What is no question. */
function addOthers(program: Command, { around, done }: Running): void {
  const globals = (): GlobalOptions => globalsOf(program);
  program
    .command('simulate <SCENARIO>')
    .summary('many messages at once, with queues: the Send/Recv event log')
    .description(
      'Sends the messages of a file of kind: Scenario, and prints every event and how each message ended.',
    )
    .action(async (file: string) => {
      const { simulate } = await import('./commands/simulate.ts');
      done(await simulate(around, globals(), file));
    });
  program
    .command('diff <BASE> <HEAD>')
    .summary('what one input opens and closes compared with another one, and by which object')
    .description(
      'Compares two files, folders or git:REF:PATH: which messages between pods are opened and closed.',
    )
    .action(async (base: string, head: string) => {
      const { diff } = await import('./commands/diff.ts');
      done(await diff(around, globals(), base, head));
    });
  program
    .command('ask')
    .summary('a question a line in JSON, an answer a line in JSON')
    .description(
      'Answers lines such as {"id": 7, "question": "reach", "from": "x/a", "to": "y/b", "port": 80}.',
    )
    .requiredOption('--questions <FILE>', 'the questions; - for standard input')
    .action(async ({ questions }: { questions: string }) => {
      const { ask } = await import('./commands/ask.ts');
      done(await ask(around, globals(), questions));
    });
  program
    .command('tour')
    .summary('the four lives of a message in example K1, and its constraints')
    .action(async () => {
      const { tour } = await import('./commands/tour.ts');
      done(await tour(around));
    });
  program
    .command('explain-code [CODE]')
    .summary('what a code of a message means, and what to do')
    .action(async (code: string | undefined) => {
      const { explainCode } = await import('./commands/explain-code.ts');
      done(explainCode(around, globals(), code));
    });
  addSmall(program, { around, done });
}

function addSmall(program: Command, { around, done }: Running): void {
  program
    .command('version')
    .summary('the version')
    .action(async () => {
      const { version } = await import('./commands/version.ts');
      done(version(around, globalsOf(program)));
    });
  program
    .command('completion <SHELL>')
    .summary('a script that completes commands: bash, zsh or fish')
    .action(async (shell: string) => {
      const { completion } = await import('./commands/completion.ts');
      done(completion(around, shell));
    });
  program
    .command('__complete [WORDS...]', { hidden: true })
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      const { complete } = await import('./commands/complete.ts');
      done(complete(around, program, words));
    });
}

/** Complaints of the parser as usage errors of ours; help is none. */
function complainAsOurs(command: Command): void {
  command.exitOverride((error: CommanderError) => {
    if (error.exitCode === 0) throw new Stop(EXIT.yes);
    const said = error.code === 'commander.help' ? 'a command is missing' : error.message;
    const message = said.replace(/^error: /, '').replace(/\n/g, ' ');
    const name = command.parent === null ? 'fibula' : `fibula ${command.name()}`;
    throw new UsageError(message, `${name} --help lists what it takes`);
  });
}
