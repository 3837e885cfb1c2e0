import { Type } from 'typebox';
import type { State } from '../state/state.ts';
import type { Word } from './delivery.ts';
import type { Dependence } from './dependence.ts';
import { otherStates } from './dependence.ts';
import type { HeaderView } from './describe.ts';
import { viewHeader } from './describe.ts';
import { hintFor } from './hint.ts';
import type { Journey } from './journey.ts';
import { journeyOf } from './journey.ts';
import { readMessages, waysOf } from './message-input.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { headerSchema, verdictSchema } from './schemas.ts';
import type { VerdictView } from './verdict.ts';
import { viewVerdict } from './verdict.ts';

/** Whether a message arrives, and its reply; for sets of ends all must agree (05). */
export interface ReachAnswer extends VerdictView {
  readonly from: string;
  readonly to: string;
  /** What was sent; absent where the name has no address. */
  readonly message?: HeaderView;
  /** What to do about it: names that come near, what to ask instead. */
  readonly hint?: string;
  /** How many messages were sent. */
  readonly messages: number;
  /** An example of each answer, where they disagree. */
  readonly examples?: readonly ExampleView[];
}

/** One of several messages that disagree. */
export interface ExampleView extends VerdictView {
  readonly from: string;
  readonly to: string;
  readonly message?: HeaderView;
  readonly hint?: string;
  /** How many messages have this answer. */
  readonly count: number;
}

const common = {
  ...verdictSchema,
  from: Type.String(),
  to: Type.String(),
  message: Type.Optional(headerSchema),
  hint: Type.Optional(Type.String()),
};

/** The schema of ReachAnswer. */
export const schema = Type.Object({
  ...common,
  messages: Type.Integer(),
  examples: Type.Optional(Type.Array(Type.Object({ ...common, count: Type.Integer() }))),
});

/** Sends every message that the input means; with `allOptions` also under every other value of the options (S102, S106 …). */
export function ask(state: State, input: Input): ReachAnswer | Refusal {
  const answer = askOnce(state, input);
  if ('error' in answer || input.allOptions !== true) return answer;
  const depends: Dependence[] = [];
  for (const other of otherStates(state, answer.assumed ?? [])) {
    const found = askOnce(other.state, input);
    if ('error' in found || found.answer === answer.answer) continue;
    depends.push({ option: other.option, value: other.value, answer: found.answer });
  }
  if (depends.length === 0) return answer;
  const assumed = [...new Set([...(answer.assumed ?? []), 'CNI_DEPENDENT'])].sort();
  return { ...answer, assumed, depends };
}

function askOnce(state: State, input: Input): ReachAnswer | Refusal {
  const messages = readMessages(state, input);
  if ('error' in messages) return messages;
  const byAnswer = new Map<Word, { readonly journey: Journey; count: number }>();
  for (const message of messages) {
    const journey = journeyOf(state, message, waysOf(state, input));
    if (journey === undefined)
      return refuse('FAMILY_MISMATCH', `${message.from} and ${message.to} share no address family`);
    const known = byAnswer.get(journey.answer);
    if (known === undefined) byAnswer.set(journey.answer, { journey, count: 1 });
    else known.count++;
  }
  const examples = [...byAnswer.values()].map(({ journey, count }) => viewExample(state, journey, count));
  const [first] = examples;
  if (first === undefined) return refuse('END_NOT_FOUND', 'there is nothing to send');
  const { count: _, ...single } = first;
  if (examples.length === 1) return { ...single, messages: messages.length };
  const disposition = [...new Set(examples.flatMap((example) => example.disposition))];
  return { ...single, answer: 'ambiguous', disposition, messages: messages.length, examples };
}

function viewExample(state: State, journey: Journey, count: number): ExampleView {
  const [delivery] = journey.deliveries;
  const { from, to } = journey.asked;
  const hint = hintFor(state, journey);
  return {
    ...viewVerdict(state, journey),
    from,
    to,
    ...(delivery === undefined ? {} : { message: viewHeader(delivery.header) }),
    ...(hint === undefined ? {} : { hint }),
    count,
  };
}
