import { grouped } from '../../base/grouped.ts';
import type { CauseView, DifferenceAnswer, DifferenceRow } from '../../questions/difference.ts';
import type { Messages } from '../../questions/messages.ts';
import { printable } from './column.ts';
import { endText, messagesText } from './matrix.ts';
import { originText } from './naming.ts';
import type { Style } from './style.ts';

/** What a change opens and closes, by what did it. */
export function differenceText(answer: DifferenceAnswer, { paint }: Style): string {
  const { rows, added, removed, uncompared, idle, causes, outside } = answer;
  const parts = SECTIONS.flatMap(({ word, what, senses, tone }) => {
    const own = rows.filter(
      (row) => row[what] !== undefined && (senses === undefined || senses.includes(row.sense)),
    );
    if (own.length === 0) return [];
    return [`${paint[tone](word)}\n${groupsText(own, what, causes)}`];
  });
  if (parts.length === 0)
    parts.push('Nothing is known to be opened or closed between the pods that are compared.\n');
  if (idle.length > 0)
    parts.push(
      `Changed, and alone makes no difference between the pods that are compared, and to the outside as policies go (nodes and services are not compared yet)\n${idle.map((one) => `  ${causeText(one)}\n`).join('')}`,
    );
  if (outside === 'not compared')
    parts.push('What policies let through to and from the outside is not known, and not compared.\n');
  if (uncompared.length > 0)
    parts.push(`Not compared, since one of them has it without an address for itself: ${some(uncompared)}\n`);
  if (added.length > 0) parts.push(`Pods that only the second has: ${some(added)}\n`);
  if (removed.length > 0) parts.push(`Pods that only the first has: ${some(removed)}\n`);
  return parts.join('\n');
}

type Section = {
  readonly word: string;
  readonly what: 'opened' | 'closed' | 'unclear';
  readonly senses?: readonly DifferenceRow['sense'][];
  readonly tone: 'bad' | 'good' | 'doubt';
};

/** What is opened where nothing was is said apart from what is widened; closed and narrowed alike. */
const SECTIONS: readonly Section[] = [
  { word: 'Opened', what: 'opened', senses: ['opened'], tone: 'bad' },
  { word: 'Widened', what: 'opened', senses: ['widened'], tone: 'bad' },
  { word: 'Closed', what: 'closed', senses: ['closed'], tone: 'good' },
  { word: 'Narrowed', what: 'closed', senses: ['narrowed'], tone: 'good' },
  { word: 'Changed: opened', what: 'opened', senses: ['changed'], tone: 'bad' },
  { word: 'Changed: closed', what: 'closed', senses: ['changed'], tone: 'good' },
  { word: 'Not known, before or after', what: 'unclear', tone: 'doubt' },
];

function groupsText(
  rows: readonly DifferenceRow[],
  what: 'opened' | 'closed' | 'unclear',
  causes: DifferenceAnswer['causes'],
): string {
  const groups = grouped(rows, (row) => [
    causes === 'not looked for'
      ? 'there are too many changes to say by which'
      : row.causes.map(causeText).join('; ') || 'no single change alone',
  ]);
  return [...groups]
    .map(([key, own]) => {
      const lines = byTarget(own, what).map((line) => `    ${printable(line)}\n`);
      return `  by ${printable(key)}\n${lines.join('')}`;
    })
    .join('');
}

/** A line for each target and set of messages: who is meant, as far as fits. */
function byTarget(rows: readonly DifferenceRow[], what: 'opened' | 'closed' | 'unclear'): readonly string[] {
  const lines = new Map<string, { readonly sources: string[]; pairs: number }>();
  for (const row of rows) {
    const [family, ...others] = row.families;
    const over = others.length === 0 && family === 'IPv6' ? ' over IPv6' : '';
    const key = `→ ${endText(row.target)}  ${messagesText(row[what] as Messages)}${over}`;
    const line = lines.get(key) ?? { sources: [], pairs: 0 };
    line.sources.push(endText(row.source));
    line.pairs += row.pairs;
    lines.set(key, line);
  }
  return [...lines].map(([key, { sources, pairs }]) => {
    const shown = sources.length <= MOST_SOURCES ? sources : sources.slice(0, MOST_SOURCES - 1);
    const more = sources.length - shown.length;
    const who = `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
    return `${who} ${key}${pairs === sources.length ? '' : ` (${pairs} pairs)`}`;
  });
}

/** As many sources are named before a target. */
const MOST_SOURCES = 3;

function causeText(cause: CauseView): string {
  const { what, ...origin } = cause;
  return `${originText(origin)} (${what})`;
}

const MOST_NAMES = 10;

function some(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  return printable(`${names.slice(0, MOST_NAMES).join(', ')}${more}`);
}
