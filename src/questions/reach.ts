import { Type } from 'typebox';
import type { State } from '../state/state.ts';
import type { Word } from './delivery.ts';
import type { HeaderView } from './describe.ts';
import { viewHeader } from './describe.ts';
import { journeyOf } from './journey.ts';
import type { AskedMessage } from './message-input.ts';
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
  /** How many messages have this answer. */
  readonly count: number;
}

const common = {
  ...verdictSchema,
  from: Type.String(),
  to: Type.String(),
  message: Type.Optional(headerSchema),
};

/** The schema of ReachAnswer. */
export const schema = Type.Object({
  ...common,
  messages: Type.Integer(),
  examples: Type.Optional(Type.Array(Type.Object({ ...common, count: Type.Integer() }))),
});

/** Sends every message that the input means. */
export function ask(state: State, input: Input): ReachAnswer | Refusal {
  const messages = readMessages(state, input);
  if ('error' in messages) return messages;
  const byAnswer = new Map<Word, ExampleView>();
  for (const message of messages) {
    const view = viewMessage(state, input, message);
    if (view === undefined)
      return refuse('FAMILY_MISMATCH', `${message.from} and ${message.to} share no address family`);
    const known = byAnswer.get(view.answer);
    byAnswer.set(view.answer, known === undefined ? view : { ...known, count: known.count + 1 });
  }
  const examples = [...byAnswer.values()];
  const [first] = examples;
  if (first === undefined) return refuse('END_NOT_FOUND', 'there is nothing to send');
  const { count: _, ...single } = first;
  if (examples.length === 1) return { ...single, messages: messages.length };
  const disposition = [...new Set(examples.flatMap((example) => example.disposition))];
  return { ...single, answer: 'ambiguous', disposition, messages: messages.length, examples };
}

function viewMessage(state: State, input: Input, asked: AskedMessage): ExampleView | undefined {
  const journey = journeyOf(state, asked, waysOf(state, input));
  if (journey === undefined) return undefined;
  const [delivery] = journey.deliveries;
  const { from, to } = asked;
  return {
    ...viewVerdict(state, journey),
    from,
    to,
    ...(delivery === undefined ? {} : { message: viewHeader(delivery.header) }),
    count: 1,
  };
}
