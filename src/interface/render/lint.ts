import type { LintAnswer } from '../../questions/lint.ts';
import { printable } from './column.ts';
import { originText } from './naming.ts';
import type { Style } from './style.ts';

/** What does nothing, a line each. */
export function lintText({ findings, policies, rules, notTold }: LintAnswer, { paint }: Style): string {
  const lines = findings.map(({ code, origin, holds, text }) => {
    const when = holds === 'always' ? '' : ' (with the pods of today)';
    return `${paint.bold(code)}  ${originText(origin)}\n  ${printable(text)}${when}\n`;
  });
  const counted = (count: number, word: string, many: string): string =>
    `${count.toLocaleString('en-US')} ${count === 1 ? word : many}`;
  const looked = `${counted(policies, 'policy', 'policies')} with ${counted(rules, 'rule', 'rules')} looked at`;
  const open =
    notTold === 0
      ? ''
      : `; of ${counted(notTold, 'rule', 'rules')} it is not told, since that would take too long`;
  const found =
    findings.length === 0 ? 'each does something' : counted(findings.length, 'finding', 'findings');
  return `${lines.join('')}${looked}: ${found}${open}\n`;
}
