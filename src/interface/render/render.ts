import type { DifferenceAnswer } from '../../questions/difference.ts';
import type { ExposureAnswer } from '../../questions/exposure.ts';
import type { FibAnswer } from '../../questions/fib.ts';
import type { GetAnswer } from '../../questions/get.ts';
import type { GraphAnswer } from '../../questions/graph.ts';
import type { HeadersAnswer } from '../../questions/headers.ts';
import type { LintAnswer } from '../../questions/lint.ts';
import type { MatrixAnswer } from '../../questions/matrix.ts';
import type { Answer } from '../../questions/question.ts';
import type { ReachAnswer } from '../../questions/reach.ts';
import type { ReachedAnswer } from '../../questions/reached.ts';
import type { TraceAnswer } from '../../questions/trace.ts';
import type { VerifyAnswer } from '../../questions/verify.ts';
import type { Value } from '../../text/value.ts';
import { writeJson, writeYaml } from '../../text/write.ts';
import { differenceText } from './difference.ts';
import { dotOf } from './dot.ts';
import { exposureText } from './exposure.ts';
import { fibText } from './fib.ts';
import { getText } from './get.ts';
import { headersText } from './headers.ts';
import { lintText } from './lint.ts';
import { matrixCsv, matrixJsonLines, matrixMarkdown, matrixText } from './matrix.ts';
import { mermaidOf } from './mermaid.ts';
import { reachText } from './reach.ts';
import { reachedText } from './reached.ts';
import type { Style } from './style.ts';
import { svgOf } from './svg.ts';
import { traceText } from './trace.ts';
import { verifyText } from './verify.ts';

/** The formats of answers to most questions, the default first. */
const ANSWER_FORMATS = ['text', 'json', 'yaml'];

/** How each question's answer is printed, by format: the only list. */
const FORMATTERS: Readonly<
  Record<string, Readonly<Record<string, (answer: never, style: Style) => string>>>
> = {
  trace: { text: (answer: TraceAnswer, style) => traceText(answer, style) },
  reach: { text: (answer: ReachAnswer, style) => reachText(answer, style) },
  headers: { text: (answer: HeadersAnswer, style) => headersText(answer, style) },
  verify: { text: (answer: VerifyAnswer, style) => verifyText(answer, style) },
  fib: { text: (answer: FibAnswer, style) => fibText(answer, style) },
  get: { text: (answer: GetAnswer, style) => getText(answer, style) },
  diff: { text: (answer: DifferenceAnswer, style) => differenceText(answer, style) },
  matrix: {
    text: (answer: MatrixAnswer, style) => matrixText(answer, style),
    csv: (answer: MatrixAnswer) => matrixCsv(answer),
    jsonl: (answer: MatrixAnswer) => matrixJsonLines(answer),
    md: (answer: MatrixAnswer) => matrixMarkdown(answer),
  },
  sources: { text: (answer: ReachedAnswer, style) => reachedText(answer, style) },
  targets: { text: (answer: ReachedAnswer, style) => reachedText(answer, style) },
  lint: { text: (answer: LintAnswer, style) => lintText(answer, style) },
  exposure: { text: (answer: ExposureAnswer, style) => exposureText(answer, style) },
  graph: {
    svg: (answer: GraphAnswer) => svgOf(answer),
    dot: (answer: GraphAnswer) => dotOf(answer),
    mermaid: (answer: GraphAnswer) => mermaidOf(answer),
  },
};

/** The formats in which the answer to a question can be printed, the default first. */
export function formatsOf(question: string): readonly string[] {
  const own = Object.keys(FORMATTERS[question] ?? {});
  return [...new Set([...own, ...ANSWER_FORMATS.filter((format) => format !== 'text')])];
}

/** An answer as it is printed. */
export function renderAnswer(question: string, answer: Answer, format: string, style: Style): string {
  if (format === 'json') return writeJson(answer as unknown as Value);
  if (format === 'yaml') return writeYaml(answer as unknown as Value);
  const formatter = FORMATTERS[question]?.[format];
  return formatter === undefined ? writeJson(answer as unknown as Value) : formatter(answer as never, style);
}
