import type { HopView, StepView } from '../../questions/describe.ts';
import type { TableRow } from './column.ts';
import { nodeText, originText } from './naming.ts';
import type { Style } from './style.ts';

/** Columns of a table of hops. */
export const HOP_COLUMNS = ['#', 'AT', 'LOOKUP', 'ACTION', 'HEADER AFTER'];

/** The rows of a hop: one for each step that shows, and below it where its rule comes from. */
export function hopRows(hops: readonly HopView[], number: number, style: Style): TableRow[] {
  const hop = hops[number] as HopView;
  const at = [String(number), nodeText(hop.at)];
  if (hop.steps.length === 0) return [processRow(hops, number)];
  return shownSteps(hop.steps, style).flatMap((step, i) =>
    stepRows(step, hop, i === 0 ? at : ['', ''], style),
  );
}

/** The steps that are printed: not those that only pass on, unless all are asked for or there is no other. */
export function shownSteps(steps: readonly StepView[], { extent }: Style): readonly StepView[] {
  const shown = steps.filter((step) => extent === 'all' || !isPassing(step));
  return shown.length === 0 ? steps.slice(-1) : shown;
}

/** A process sends first, and receives at the end. */
function processRow(hops: readonly HopView[], number: number): string[] {
  const { at } = hops[number] as HopView;
  const before = hops[number - 1]?.steps.at(-1);
  const anyOf =
    before?.choice?.among === 'equals' ? `a container of ${nodeText(hops[number - 1]?.at ?? at)}` : undefined;
  return [String(number), anyOf ?? nodeText(at), '', number === 0 ? 'send' : 'receive', ''];
}

/** Whether a step only passes the message on: the empty rule to the next table, and sending by the link chosen before. */
function isPassing({ rule, verb, match, to, before, after }: StepView): boolean {
  if (verb === 'translate' && before === after) return true;
  if (verb === 'next') return rule === '' || rule === undefined;
  return verb === 'forward' && to === undefined && match === '*';
}

/** A step, and below it the place of its rule. */
export function stepRows(
  step: StepView,
  hop: Pick<HopView, 'at' | 'from' | 'steps'>,
  first: readonly string[],
  { paint }: Style,
): TableRow[] {
  const { at, steps } = hop;
  const cut = isEnd(steps.at(-1));
  const { action, after } = effectText(step, cut ? 'ends here' : 'goes on');
  const row = [...first, `${labelText(step)}${lookupText(step, at, hop)}`, action, after];
  const origin = step.origin === undefined ? '' : originText(step.origin);
  return origin === '' ? [row] : [row, paint.dim(`    └ ${origin}`)];
}

function isEnd(step: StepView | undefined): boolean {
  return step?.verb === 'discard' || step?.verb === 'refuse';
}

/** The rule's label, padded so that most matches stand below each other. */
function labelText({ rule }: StepView): string {
  return rule === undefined || rule === '' || rule === 'open' ? '' : `${rule.padEnd(3)} `;
}

/** Whether a table is one of policies: `egress`, `ingress-admin`, … */
function isPolicyTable(table: string): boolean {
  return /^(in|e)gress/.test(table);
}

/** What policies say of the pod behind the link: `egress of shop/web: not isolated`, `ingress: isolated by data/pg`. */
function policyText(
  { table, rule, verb, origin }: StepView,
  { from, steps }: Pick<HopView, 'from' | 'steps'>,
): string {
  const way = table.replace(/-before$/, ' before services').replace('-', ' ');
  const routed = steps.find((step) => step.table === 'route')?.to?.name;
  const whose = table.startsWith('egress') ? from : routed;
  const subject = whose === undefined ? way : `${way} of ${whose}`;
  if (rule === 'open') return `${subject}: not isolated`;
  if (rule === 'S98') return `${subject}: a pod always reaches itself`;
  if (rule === 'S100') return `${subject}: its own node always reaches it`;
  if (rule === 'S101') return `${subject}: it may always reach its own node`;
  const by =
    origin === undefined ? '' : `${origin.namespace ? `${origin.namespace}/` : ''}${origin.name ?? ''}`;
  if (rule === '?') {
    const what = origin?.kind === undefined ? 'what' : `${origin.kind} ${by}`;
    return `${subject}: ${what} is not understood`;
  }
  if (verb === 'discard' || verb === 'refuse')
    return `${subject}: ${rule === 'S119' ? 'denied' : 'isolated'} by ${by}`;
  return `${subject}: ${rule === 'S119' ? 'decided' : 'admitted'} by ${by}`;
}

/** The service that captures the message: `service data/postgres 10.96.44.7:5432/TCP, 1 of 3`. */
function serviceText({ match, origin, choice, after, verb }: StepView): string {
  const name =
    origin === undefined ? '' : `${origin.namespace ? `${origin.namespace}/` : ''}${origin.name ?? ''}`;
  const what =
    origin?.kind === undefined ? '' : `${origin.kind === 'Service' ? 'service' : origin.kind} ${name} `;
  const chosen = choice === undefined || choice.count < 2 ? '' : `, ${choice.index + 1} of ${choice.count}`;
  const captured = verb === 'translate' || verb === 'discard' || verb === 'refuse';
  // That it is for a family of addresses is no condition on the source.
  const asked = (match ?? '').replace(/ from (0\.0\.0\.0|::)\/0(?=$| )/, '');
  return `${what}${captured ? asked : after}${chosen}`;
}

function lookupText(step: StepView, at: HopView['at'], hop: Pick<HopView, 'from' | 'steps'>): string {
  const { kind, match, verb, to, choice, table } = step;
  if (kind === 'no match') return `no rule of table ${table} matches`;
  if (kind === 'session') return 'the reply of a session';
  const passes = step.rule === '' || step.rule === undefined;
  if (!passes && isPolicyTable(table)) return policyText(step, hop);
  if (!passes && table === 'services') return serviceText(step);
  if (!passes && table === 'source' && verb === 'translate')
    return 'source: the address of the node takes its place';
  if (choice?.among === 'equals') return `${match} → a container of ${nodeText(at)} (assumed)`;
  const chosen = choice === undefined ? '' : `, ${choice.index + 1} of ${choice.count}`;
  if (to === undefined) return verb === 'next' ? `${match}, next table` : `${match}${chosen}`;
  return `${match} → ${nodeText(to)}${chosen}`;
}

function effectText(step: StepView, then: 'ends here' | 'goes on'): { action: string; after: string } {
  const { verb, kind, action = '' } = step;
  switch (verb) {
    case 'discard':
      return { action: 'discard', after: kind === 'no match' ? 'NO_MATCH' : reasonIn(action) };
    case 'refuse':
      return { action: 'refuse', after: reasonIn(action) };
    case 'next':
    case 'set':
      if (isPolicyTable(step.table) && step.rule !== '') return { action: 'allow', after: '' };
      return { action: verb, after: changeText(step) };
    case 'route':
      return then === 'ends here'
        ? { action: '', after: '' }
        : { action: 'forward', after: changeText(step) };
    default:
      return { action: verb, after: changeText(step) };
  }
}

/** The reason in `discard PORT_CLOSED (refused)`. */
function reasonIn(action: string): string {
  return /discard (\S+)/.exec(action)?.[1] ?? '';
}

/** What of the header changed: `→ 10.244.2.9:5432`, `from 10.1.0.1:49152`, or `unchanged`. */
function changeText({ before, after }: StepView): string {
  if (before === after) return 'unchanged';
  const [sourceBefore, targetBefore] = before.split(' → ');
  const [source = '', target = ''] = after.split(' → ');
  const changed = [
    ...(source === sourceBefore ? [] : [`from ${source.replace(/^\S+ /, '')}`]),
    ...(target === targetBefore ? [] : [`→ ${target}`]),
  ];
  return changed.join(' ');
}
