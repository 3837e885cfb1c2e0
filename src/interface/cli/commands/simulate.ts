import type { Diagnostic, Scenario, Sending, State, Value } from '../../../index.ts';
import {
  isRefusal,
  readMessages,
  run,
  sendingOf,
  splitTarget,
  writeJson,
  writeYaml,
} from '../../../index.ts';
import { scenarioIn } from '../../load/scenario.ts';
import type { RunView } from '../../render/run.ts';
import { runText, viewRun } from '../../render/run.ts';
import { explanationIn } from '../assumed.ts';
import { complain, paintOf, stop } from '../complain.ts';
import { EXIT } from '../exit.ts';
import { diagnosticOf } from '../faults.ts';
import { open } from '../open.ts';
import type { GlobalOptions } from '../options.ts';
import { formatOf } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

/** Sends the messages of a scenario together; prints every event, and how each message ended. */
export async function simulate(around: Surroundings, options: GlobalOptions, file: string): Promise<number> {
  const format = formatOf(options, ['text', 'json', 'yaml']);
  const { scenario, problems } = await scenarioIn(file);
  if (scenario === undefined) return stop(around, problems);
  complain(around, problems, options);
  const state = await open(around, options, 'input');
  if (state.faults.length > 0) stop(around, state.faults.map(diagnosticOf));
  const { sendings, refused } = sendingsOf(state, scenario, options.namespace);
  if (refused.length > 0) stop(around, refused);
  const view = viewRun(state.network, scenario.name, run(state.network, sendings));
  around.stdout.write(printed(view, format, around, state));
  return EXIT.yes;
}

function printed(view: RunView, format: string, around: Surroundings, { profile }: State): string {
  if (format === 'json') return writeJson(view as unknown as Value);
  if (format === 'yaml') return writeYaml(view as unknown as Value);
  const paint = paintOf(around.stdout, around);
  return runText(view, { extent: 'plain', paint, explain: explanationIn(profile) });
}

/** The messages of a scenario as they are sent, or what is wrong with each that cannot be. */
function sendingsOf(
  state: State,
  { messages }: Scenario,
  namespace: string | undefined,
): { readonly sendings: readonly Sending[]; readonly refused: readonly Diagnostic[] } {
  const sendings: Sending[] = [];
  const refused: Diagnostic[] = [];
  for (const { from, to: target, port, protocol, at, count, expects, origin } of messages) {
    const split = splitTarget(target);
    const asked = readMessages(state, { from, to: split.to, port: port ?? split.port, protocol, namespace });
    if (isRefusal(asked)) {
      refused.push({ severity: 'error', ...asked.error, origin });
      continue;
    }
    for (const { alternatives, to } of asked) {
      const [message] = alternatives;
      if (message === undefined) {
        refused.push({
          code: 'END_NOT_FOUND',
          severity: 'error',
          message: `${to} has no address to send to`,
          origin,
        });
        continue;
      }
      for (let i = 0; i < count; i++) sendings.push({ ...sendingOf(message, i), expects, round: at });
    }
  }
  return { sendings, refused };
}
