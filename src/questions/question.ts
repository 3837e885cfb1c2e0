import type { TSchema } from 'typebox';
import type { State } from '../state/state.ts';
import type { Code } from '../text/codes.ts';

/** What a parameter takes. `end` and `port` are read as 05, "Naming an end", says. */
export type ParameterType = 'end' | 'port' | 'protocol' | 'text' | 'number' | 'choice' | 'flag';

/** One parameter of a question, in the order in which the command line takes the required ones. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly need: 'required' | 'optional';
  readonly summary: string;
  readonly choices?: readonly string[];
  /** `position`: the command line takes it by position though it is optional, as `get [KIND]`. */
  readonly by?: 'position';
}

/** The values given for parameters, by name: strings as typed, numbers and booleans as JSON has them. */
export type Input = Readonly<Record<string, string | number | boolean | undefined>>;

/** Bad input to a question: not a negative answer. */
export interface Refusal {
  readonly error: { readonly code: Code; readonly message: string; readonly suggestion?: string };
}

/** An answer: plain data that its schema describes; `answer` is its word. */
export interface Answer {
  readonly answer: string;
}

/** How a question is answered; loaded when it is asked. */
export interface Asking {
  readonly schema: TSchema;
  ask(state: State, input: Input): Answer | Refusal;
}

/** One thing that can be asked of a state. The command line, `ask` and the API derive from this. */
export interface Question {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  load(): Promise<Asking>;
}

/** Whether a question was refused. */
export function isRefusal(answer: object): answer is Refusal {
  return 'error' in answer;
}

/** A refusal. */
export function refuse(code: Code, message: string, suggestion?: string): Refusal {
  return { error: { code, message, ...(suggestion === undefined ? {} : { suggestion }) } };
}
