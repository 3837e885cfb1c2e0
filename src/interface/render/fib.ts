import type { FibAnswer, LookupView } from '../../questions/fib.ts';
import { field } from './assumed.ts';
import { formatColumns } from './column.ts';
import { nodeText, originText } from './naming.ts';
import { shownSteps, stepRows } from './steps.ts';
import type { Style } from './style.ts';

/** The forwarding table of a switch, or what it does with one message. */
export function fibText(answer: FibAnswer, style: Style): string {
  const { addresses, sessions, lookup } = answer;
  const facts = [...addresses, ...(sessions === 'kept' ? ['keeps sessions'] : [])].join(', ');
  const head = field('Switch', `${nodeText(answer.switch)}${facts === '' ? '' : ` (${facts})`}`, style);
  return `${head}${lookup === undefined ? ruleTable(answer, style) : lookupText(answer, lookup, style)}`;
}

function ruleTable({ rules }: FibAnswer, { paint }: Style): string {
  if (rules.length === 0) return 'No rules: it discards everything.\n';
  const tables = new Set(rules.map(({ table }) => table)).size > 1;
  const rows = rules.map(({ table, rule, match, action, origin }) => [
    ...(tables ? [table] : []),
    rule === '' ? '-' : rule,
    match,
    action,
    origin === undefined ? '-' : originText(origin),
  ]);
  const columns = [...(tables ? ['TABLE'] : []), 'RULE', 'TARGET', 'ACTION', 'ORIGIN'];
  return `\n${formatColumns([columns, ...rows], { gap: 3, paint: (text, _, row) => (row === 0 ? paint.dim(text) : text) })}`;
}

function lookupText({ switch: at }: FibAnswer, { message, from, ways }: LookupView, style: Style): string {
  const head = field('Message', `${message}, from ${from}`, style);
  const tables = ways.map(({ steps, outcome, header }, i) => {
    const rows = shownSteps(steps, style).flatMap((step) => stepRows(step, { at, steps }, [], style));
    const end = outcome === 'discard' || outcome === 'loop' ? outcome : `to ${outcome}: ${header}`;
    const name = ways.length === 1 ? 'Result' : `Way ${i + 1}`;
    return `\n${formatColumns([['LOOKUP', 'ACTION', 'HEADER AFTER'], ...rows])}\n${field(name, end, style)}`;
  });
  return `${head}${tables.join('')}`;
}
