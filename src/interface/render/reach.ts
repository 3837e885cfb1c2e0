import type { ExampleView, ReachAnswer } from '../../questions/reach.ts';
import { assumedText, field } from './assumed.ts';
import { printable } from './column.ts';
import { endText, originText } from './naming.ts';
import { paintWord } from './paint.ts';
import type { Style } from './style.ts';
import { backendsText, dependsText, enforcementText, nearestText, othersText, whyText } from './why.ts';

/** Yes or no in two or three lines, with the one decisive reason; where ends disagree, an example of each answer. */
export function reachText(answer: ReachAnswer, style: Style): string {
  const { examples, messages, assumed } = answer;
  const word = paintWord(style.paint, answer.answer);
  const disagree = examples !== undefined && examples.length > 1;
  const of =
    messages === 1
      ? ''
      : disagree
        ? `: ${messages} messages, which disagree`
        : ` (${messages} messages agree)`;
  const notice = enforcementText(answer, style);
  if (!disagree)
    return `${notice}${word}${of}: ${exampleText(answer, style)}${dependsText(answer, style)}${assumedText(assumed, style)}`;
  const alike = new Set(examples.map(({ from, to }) => `${from} ${to}`)).size < examples.length;
  const lines = examples.map((example) => {
    const text = exampleText(example, style, alike ? 'by address' : 'by name');
    return `  ${example.count} ${paintWord(style.paint, example.answer)}, as ${text}`;
  });
  return `${notice}${word}${of}\n${lines.join('')}${dependsText(answer, style)}${assumedText(assumed, style)}`;
}

/** `by address`: which of the target's addresses is meant, where names do not say. */
function exampleText(
  example: ExampleView | ReachAnswer,
  style: Style,
  named: 'by name' | 'by address' = 'by name',
): string {
  const { from, to, message, decidedBy = [] } = example;
  const source = from === endText(from) || message === undefined ? '' : ` (${message.source})`;
  const at = named === 'by address' && message !== undefined ? ` at ${message.target}` : '';
  const ends = printable(`${endText(from)}${source} → ${targetText(to, message)}${at}`);
  const status = example.status === undefined ? '' : `, status ${example.status}`;
  if (example.answer === 'reachable') return `${ends}${status}\n`;
  const places = decidedBy.map((origin) => originText(origin)).filter((text) => text !== '');
  // What is not known does not decide.
  const [name, by] = example.answer === 'unknown' ? ['Rests', 'on'] : ['Decided', 'by'];
  const decided = places.length === 0 ? '' : field(name, `${by} ${places.join('; ')}`, style);
  const why = field('Because', whyText(example, style), style);
  const hint = example.hint === undefined ? '' : field('Hint', printable(example.hint), style);
  const more = nearestText(example, style) + othersText(example, style) + backendsText(example, style);
  return `${ends}\n${why}${decided}${more}${hint}`;
}

/** An Ingress or Gateway with what is asked of it. */
const REQUEST = /^(ingress|gateway)\/.*@/;

/** `shop/db:5432/TCP`; an end that is an IPv6 address stands in brackets before a port. */
function targetText(to: string, message: ReachAnswer['message']): string {
  // A request says its port itself, if it has another one than its scheme.
  if (message === undefined || REQUEST.test(to)) return to;
  const port = message.targetPort === 0 ? '' : `:${message.targetPort}`;
  const target = port !== '' && to === message.target && to.includes(':') ? `[${to}]` : to;
  return `${target}${port}/${message.protocol}`;
}
