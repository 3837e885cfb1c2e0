import { createReadStream } from 'node:fs';
import type { Question, State } from '../../../index.ts';
import { askQuestion, isRefusal, nearest, QUESTIONS, questionNamed } from '../../../index.ts';
import { problem, reasonOf } from '../../load/problem.ts';
import { stop } from '../complain.ts';
import { EXIT } from '../exit.ts';
import { linesOf } from '../lines.ts';
import { open } from '../open.ts';
import type { GlobalOptions } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

/** What answers a line: the answer with the line's id, or what is wrong with the line. */
type Reply = Readonly<Record<string, unknown>>;

/**
 * Answers questions line by line, in order, each as soon as it is read (05, "The contract of ask"). A malformed line is
 * answered with an error and the rest go on; --strict makes any such line exit code 2.
 */
export async function ask(around: Surroundings, options: GlobalOptions, questions: string): Promise<number> {
  const fromStdin = questions === '-';
  const state = await open(around, options, fromStdin ? 'taken' : 'input');
  const stream = fromStdin ? around.stdin : createReadStream(questions);
  let refused = 0;
  try {
    await around.waiting(async () => {
      for await (const line of linesOf(stream)) {
        if (line.trim() === '') continue;
        const reply = await replyTo(line, state, options);
        if ('error' in reply) refused++;
        around.stdout.write(`${JSON.stringify(reply)}\n`);
      }
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (fromStdin || code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    const missing = code === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE';
    stop(around, [problem(missing, `cannot read the questions in ${questions}: ${reasonOf(error)}`)]);
  }
  return refused > 0 && options.strict ? EXIT.usage : EXIT.yes;
}

async function replyTo(line: string, state: State, options: GlobalOptions): Promise<Reply> {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch (error) {
    return malformed(null, `this line is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return malformed(null, 'this line is no JSON object');
  }
  const { id = null, question: name, ...given } = fields as Record<string, unknown>;
  if (typeof name !== 'string')
    return malformed(id, 'question is missing: the name of a question, as "reach"');
  const question = questionNamed(name);
  if (question === undefined) {
    const names = QUESTIONS.map((known) => known.name);
    const [close] = nearest(name, names, 1);
    const message = `there is no question ${name}: ${names.join(', ')}`;
    return {
      id,
      error: { code: 'UNKNOWN_QUESTION', message, ...(close && { suggestion: `did you mean ${close}?` }) },
    };
  }
  const answer = await askQuestion(question, state, { ...namespaceFor(question, options), ...given });
  return isRefusal(answer) ? { id, error: answer.error } : { id, ...answer };
}

/** The namespace of the command line, for lines that name none. */
function namespaceFor({ parameters }: Question, { namespace }: GlobalOptions): { namespace?: string } {
  const taken = parameters.some(({ name }) => name === 'namespace');
  return taken && namespace !== undefined ? { namespace } : {};
}

function malformed(id: unknown, message: string): Reply {
  return { id, error: { code: 'MALFORMED_QUESTION', message } };
}
