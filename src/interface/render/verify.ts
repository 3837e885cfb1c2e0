import type { MutationsView } from '../../questions/mutations.ts';
import type { InvariantView, VerifyAnswer, ViolationView } from '../../questions/verify.ts';
import { formatColumns, printable } from './column.ts';
import { hopTable } from './hops.ts';
import { originText } from './naming.ts';
import { paintWord } from './paint.ts';
import type { Style } from './style.ts';

/** How many causes of violations are printed of one invariant; -v prints all. */
const MOST_CAUSES = 10;

/** A line for each invariant, then what violates them, each with a message that shows it. */
export function verifyText({ answer, invariants, mutations }: VerifyAnswer, style: Style): string {
  const { paint } = style;
  const rows = invariants.map((one) => [one.name, checkedText(one), one.answer, one.title]);
  const table = formatColumns([['CONSTRAINT', 'CHECKED', 'VERDICT', 'WHAT MUST HOLD'], ...rows], {
    gap: 3,
    right: [1],
    paint: (text, column, row) => {
      if (row === 0) return paint.dim(text);
      return column === 2 ? paintWord(paint, text) : text;
    },
  });
  const details = invariants.map((one) => detailText(one, style)).join('');
  const changed = mutations === undefined ? '' : mutationText(mutations, style);
  return `${table}${details}${noteText(invariants)}${changed}\n${paint.bold('Result')}    ${summary(answer, invariants, style)}\n`;
}

function checkedText({ checked, of }: InvariantView): string {
  const count = checked.toLocaleString('en-US');
  return of === undefined ? count : `${count} of ${of.toLocaleString('en-US')}`;
}

function summary(answer: string, invariants: readonly InvariantView[], { paint }: Style): string {
  const word = paintWord(paint, answer);
  const names = (wanted: string): string =>
    invariants
      .filter((one) => one.answer === wanted)
      .map((one) => one.name)
      .join(', ');
  if (answer === 'holds') return `${word}: all ${invariants.length}`;
  return answer === 'violated'
    ? `${word}: ${names('violated')}`
    : `${word}: ${names('unknown')} could not be proven`;
}

/** Below the table: what violates an invariant. */
function detailText(one: InvariantView, style: Style): string {
  const { name, violated, checked, violations } = one;
  const most = style.extent === 'all' ? Number.POSITIVE_INFINITY : MOST_CAUSES;
  const causes = violations.slice(0, most).map((violation) => violationText(violation, style));
  const hidden = violations.length - causes.length;
  const head =
    violations.length === 0
      ? ''
      : `\n${style.paint.bold(name)} is violated ${violated} times of ${checked}\n`;
  const more = hidden > 0 ? `  … and ${hidden} more causes (-v prints all)\n` : '';
  return `${head}${causes.join('')}${more}`;
}

/** What keeps invariants from being proven, and what else is worth knowing; said once for all that it is about. */
function noteText(invariants: readonly InvariantView[]): string {
  const about = new Map<string, string[]>();
  for (const { name, doubts, notes } of invariants) {
    for (const { message, code } of [...doubts, ...notes]) {
      const text = `${printable(message)} (${code})`;
      about.set(text, [...(about.get(text) ?? []), name]);
    }
  }
  const lines = Array.from(about, ([text, names]) => `${names.join(', ')}: ${text}\n`);
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

function violationText(
  { count, code, message, rule, origin, counterexample }: ViolationView,
  style: Style,
): string {
  const times = count === 1 ? '' : ` (and ${count - 1} more for the same cause)`;
  const from = origin === undefined ? '' : originText(origin);
  const decided = [
    ...(rule === undefined
      ? []
      : [`rule ${rule.label === '' ? '' : `${rule.label}: `}${rule.match} → ${rule.action}`]),
    ...(from === '' ? [] : [from]),
  ];
  const cause = decided.length === 0 ? '' : `    └ ${printable(decided.join('  '))}\n`;
  const hops = counterexample === undefined ? '' : hopTable(counterexample.hops, style);
  return `  ${style.paint.bad(code)}: ${printable(message)}${times}\n${cause}${hops.replace(/^(?=.)/gm, '    ')}`;
}

function mutationText({ rules, links, changes }: MutationsView, { paint, extent }: Style): string {
  const idle = changes.filter((change) => change.breaks.length === 0);
  const head = `\n${paint.bold('Mutations')} ${rules} rules and ${links} links dropped, one at a time: `;
  const said = idle.length === 0 ? 'each breaks a constraint' : `${idle.length} break no constraint`;
  const shown = extent === 'all' ? changes : idle;
  const rows = shown.map(({ kind, what, breaks }) => ['  ', kind, what, breaks.join(', ') || 'nothing']);
  return `${head}${said}\n${formatColumns(rows, { gap: 2 })}`;
}
