import type { ExposureAnswer } from '../../questions/exposure.ts';
import type { FutureView } from '../../questions/future-pods.ts';
import type { OutsidePath } from '../../questions/outside-paths.ts';
import { formatColumns, printable } from './column.ts';
import { externalLines, messagesText } from './matrix.ts';
import { originText } from './naming.ts';
import { termText } from './reached.ts';
import type { Style } from './style.ts';

/** How pods are exposed: to the outside way by way, and to pods that do not exist yet. */
export function exposureText(answer: ExposureAnswer, style: Style): string {
  const { paths, notFollowed, outside, outsideUnknown, future, futureUnknown, left } = answer;
  const { paint } = style;
  const heading = (text: string): string => `${paint.bold(text)}\n`;
  const ways = formatColumns(
    [['WAY', 'TO', 'ANSWER', 'BY'], ...paths.map((path) => pathCells(path).map(printable))],
    { gap: 3, right: [], paint: (text, _, row) => (row === 0 ? paint.dim(text) : text) },
  );
  const more =
    notFollowed === 0
      ? ''
      : `${notFollowed.toLocaleString('en-US')} more ways were not followed: name fewer pods\n`;
  const inward =
    outsideUnknown === undefined
      ? externalLines(outside) || '  nothing\n'
      : `  not known: ${outsideUnknown}\n`;
  const blocks = future.map(({ targets, pods }) => {
    const title = future.length > 1 ? `  to ${targets.map(termText).map(printable).join(', ')}:\n` : '';
    return `${title}${pods.length === 0 ? '  none\n' : pods.map(futureLine).join('')}`;
  });
  return [
    heading('From outside'),
    paths.length === 0 ? '  no way leads there\n' : ways,
    more,
    heading('What policies let in from outside, whether it is routed or not'),
    inward,
    heading('Pods that do not exist yet, as far as policies at the target go'),
    futureUnknown === undefined ? blocks.join('') || '  none\n' : `  not known: ${futureUnknown}\n`,
    left.length === 0
      ? ''
      : `of these, of the host network, only the ways from outside are told: ${left.map(printable).join(', ')}\n`,
  ].join('');
}

function pathCells({ by, to, port, protocol, origin, answer, code }: OutsidePath): string[] {
  const [first = '', ...others] = to;
  const name = others.length === 0 ? first : `${first} and ${others.length} more`;
  return [
    by,
    port === undefined ? name : `${name}:${port}/${protocol}`,
    code === undefined ? answer : `${answer} (${code})`,
    originText(origin),
  ];
}

function futureLine({ who, allow, perhaps, today, egressIsolatedBy }: FutureView): string {
  const on = [messagesText(allow) || 'nothing for sure'];
  if (perhaps !== undefined) on.push(`perhaps: ${messagesText(perhaps)}`);
  const count = today === undefined ? '' : ` (today ${today})`;
  const own = egressIsolatedBy.length === 0 ? '' : `; ${egressIsolatedBy.join(', ')} must let it out`;
  return `  ${printable(`${who}${count}: ${on.join('; ')}${own}`)}\n`;
}
