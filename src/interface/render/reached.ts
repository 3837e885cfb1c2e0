import type { PodTerm } from '../../questions/pod-cover.ts';
import type { ReachedAnswer, ReachedGroup } from '../../questions/reached.ts';
import { printable } from './column.ts';
import { messagesText } from './matrix.ts';
import type { Style } from './style.ts';

/** Who reaches what was named, or is reached by it, group by group. */
export function reachedText(answer: ReachedAnswer, { paint }: Style): string {
  const { groups, none, of, left } = answer;
  const blocks = groups.map(
    (group) => `${paint.bold(groupText(group))}  (${counted(group.pods, of)})\n${termLines(group.who)}`,
  );
  if (none.pods > 0)
    blocks.push(`${paint.bold('nothing')}  (${counted(none.pods, of)})\n${termLines(none.who)}`);
  if (of === 0) blocks.push('there is no pod with a network of its own\n');
  const more = left.length === 0 ? '' : `not looked at here: ${left.map(printable).join(', ')}\n`;
  return `${blocks.join('')}${more}`;
}

function groupText({ allow, some, unknown, because }: ReachedGroup): string {
  const parts = [messagesText(allow) || 'nothing for sure'];
  if (some !== undefined) parts.push(`with some of them: ${messagesText(some)}`);
  if (unknown !== undefined)
    parts.push(`not known${because ? ` (${because.join(', ')})` : ''}: ${messagesText(unknown)}`);
  return parts.join('; ');
}

function counted(pods: number, of: number): string {
  const [own, all] = [pods, of].map((number) => number.toLocaleString('en-US'));
  return `${own} of ${all} pods`;
}

function termLines(terms: readonly PodTerm[]): string {
  return terms.map((term) => `  ${printable(termText(term))}\n`).join('');
}

/** `all 12 pods of namespaces with team=a, except pod shop/db`. */
export function termText(term: PodTerm): string {
  const except = term.except === undefined ? '' : `, except ${term.except.map(termText).join(', ')}`;
  return `${plainText(term)}${except}`;
}

function plainText({ kind, label, namespace, name, workload, pods }: PodTerm): string {
  const count = pods === 1 ? '1 pod' : `${pods.toLocaleString('en-US')} pods`;
  const labelText = label === undefined ? '' : `${label.key}=${label.value}`;
  switch (kind) {
    case 'all':
      return 'all pods';
    case 'namespaces':
      return `namespaces with ${labelText} (${count})`;
    case 'namespace':
      return `namespace ${namespace} (${count})`;
    case 'labelled':
      return `pods with ${labelText} ${namespace === undefined ? 'in any namespace' : `in namespace ${namespace}`} (${count})`;
    case 'workload':
      return `${workload?.toLowerCase()} ${namespace}/${name} (${count})`;
    case 'pod':
      return `pod ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  }
}
