import type { Question } from '../../../index.ts';
import { askQuestion, faultsAgainst, isRefusal } from '../../../index.ts';
import { formatsOf, renderAnswer } from '../../render/render.ts';
import type { Style } from '../../render/style.ts';
import { explanationIn } from '../assumed.ts';
import { paintOf, stop } from '../complain.ts';
import { exitCodeOf } from '../exit.ts';
import { diagnosticOf } from '../faults.ts';
import { open } from '../open.ts';
import type { GlobalOptions } from '../options.ts';
import { formatOf, VERBOSE } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

/** Asks one question, and prints its answer. */
export async function answerQuestion(
  around: Surroundings,
  options: GlobalOptions,
  question: Question,
  given: Readonly<Record<string, unknown>>,
  printing: 'plain' | 'events',
): Promise<number> {
  const format = formatOf(options, formatsOf(question.name));
  const state = await open(around, options, 'input');
  const faults = faultsAgainst(question, state);
  if (faults.length > 0) stop(around, faults.map(diagnosticOf));
  const answer = await askQuestion(question, state, given);
  if (isRefusal(answer)) {
    const { code, message, suggestion } = answer.error;
    stop(around, [{ code, severity: 'error', message, ...(suggestion === undefined ? {} : { suggestion }) }]);
  }
  const style: Style = {
    extent: options.verbosity >= VERBOSE ? 'all' : printing,
    paint: paintOf(around.stdout, around),
    explain: explanationIn(state.profile),
  };
  around.stdout.write(renderAnswer(question.name, answer, format, style));
  return exitCodeOf(answer.answer);
}
