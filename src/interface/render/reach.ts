import type { ExampleView, ReachAnswer } from '../../questions/reach.ts';
import { assumedText, field } from './assumed.ts';
import { printable } from './column.ts';
import { originText } from './naming.ts';
import { paintWord } from './paint.ts';
import type { Style } from './style.ts';
import { whyText } from './trace.ts';

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
  if (!disagree) return `${word}${of}: ${exampleText(answer, style)}${assumedText(assumed, style)}`;
  const lines = examples.map((example) => {
    return `  ${example.count} ${paintWord(style.paint, example.answer)}, as ${exampleText(example, style)}`;
  });
  return `${word}${of}\n${lines.join('')}${assumedText(assumed, style)}`;
}

function exampleText(example: ExampleView | ReachAnswer, style: Style): string {
  const { from, to, message, decidedBy = [] } = example;
  const port = message.targetPort === 0 ? '' : `:${message.targetPort}`;
  // An end that is an IPv6 address stands in brackets before a port.
  const target = port !== '' && to === message.target && to.includes(':') ? `[${to}]` : to;
  const ends = printable(`${from} → ${target}${port}/${message.protocol}`);
  if (example.answer === 'reachable') return `${ends}\n`;
  const places = decidedBy.map((origin) => originText(origin)).filter((text) => text !== '');
  const decided = places.length === 0 ? '' : field('Decided', `by ${places.join('; ')}`, style);
  return `${ends}\n${field('Because', whyText(example, style), style)}${decided}`;
}
