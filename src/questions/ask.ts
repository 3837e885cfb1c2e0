import type { Fault } from '../model/network/fault.ts';
import type { State } from '../state/state.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import { readInput } from './input.ts';
import type { Answer, Question, Refusal } from './question.ts';
import { isRefusal, refuse } from './question.ts';

/** The one question that is asked of ill-formed networks too: it reports what is wrong as violations (01 §1.7). */
const ASKED_OF_ALL = 'verify';

/** Asks one question of a state, with values as the command line, a line of `ask` or the API gives them. */
export async function askQuestion(
  question: Question,
  state: State,
  given: Readonly<Record<string, unknown>>,
): Promise<Answer | Refusal> {
  const input = readInput(question, given);
  if (isRefusal(input)) return input;
  const [fault, ...more] = faultsAgainst(question, state);
  if (fault !== undefined) {
    const others = more.length === 0 ? '' : `, and ${more.length} more`;
    return refuse(
      'NETWORK_ILL_FORMED',
      `${fault.code}: ${fault.message}${others}`,
      '`verify` lists all of them',
    );
  }
  const { ask } = await question.load();
  const answer = ask(state, input);
  return isRefusal(answer) ? answer : doubted(answer, state);
}

/** The faults of a network written by hand that keep a question from being asked. */
export function faultsAgainst({ name }: Question, { faults }: State): readonly Fault[] {
  return name === ASKED_OF_ALL ? [] : faults;
}

/**
 * The errors in the input that could change this answer: with any, a definite answer becomes `unknown` and names
 * them (05, exit codes). None so far: every object that is read in part leaves its mark in the network itself, and one
 * that is not read at all is no end of any message.
 */
export function doubtsOf(_answer: Answer, _state: State): readonly Diagnostic[] {
  return [];
}

function doubted(answer: Answer, state: State): Answer {
  const doubts = doubtsOf(answer, state);
  if (doubts.length === 0) return answer;
  return { ...answer, answer: 'unknown', unknown: doubts.map(({ code }) => code) } as Answer;
}
