import type { TraceAnswer } from '../../questions/trace.ts';
import type { VerdictView } from '../../questions/verdict.ts';
import { field } from './assumed.ts';
import { formatColumns, printable } from './column.ts';
import { originText, placeText } from './naming.ts';
import type { Style } from './style.ts';

/** What the client sees, and why: `the client sees a timeout (NO_MATCH: no rule …)`. */
export function whyText(
  {
    answer,
    symptom,
    code,
    unknown,
    status,
    probability,
  }: Pick<TraceAnswer, 'answer' | 'symptom' | 'code' | 'unknown' | 'status' | 'probability'>,
  { explain }: Style,
): string {
  const seen =
    symptom === undefined
      ? 'it does not arrive'
      : `the client sees ${SEEN[symptom] ?? (status === undefined ? symptom : `status ${status}`)}`;
  const meaning = code === undefined ? undefined : explain(code);
  const reason = code === undefined ? '' : ` (${code}${meaning === undefined ? '' : `: ${lower(meaning)}`})`;
  if (answer === 'unknown') return `it depends on ${(unknown ?? []).join(', ') || 'what is not known'}`;
  if (answer !== 'ambiguous') return `${seen}${reason}`;
  return `${failsText(probability)}; where it fails, ${seen}${reason}`;
}

/** `it fails 1 in 3`, or, where no choice decides, that it depends on the way. */
function failsText(probability: number | undefined): string {
  const fails = probability === undefined ? 0 : 1 - probability;
  if (fails <= 0.0001 || fails >= 0.9999) return 'it depends on the way';
  for (let of = 2; of <= 20; of++) {
    const times = Math.round(fails * of);
    if (times > 0 && Math.abs(fails - times / of) < 0.0005) return `it fails ${times} in ${of}`;
  }
  return `it fails in ${Math.round(fails * 1000) / 10} % of connections`;
}

const SEEN: Readonly<Record<string, string>> = {
  timeout: 'a timeout',
  refused: 'connection refused',
  'no such host': '"no such host"',
};

function lower(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The rules that come nearest, each with what of it fails. */
export function nearestText(
  { answer, nearest = [], decidedBy = [], code = '' }: VerdictView,
  style: Style,
): string {
  // What is not understood isolates nobody for sure.
  const policies = decidedBy.filter(({ kind }) => kind === 'NetworkPolicy' && /^POLICY_/.test(code));
  const isolated = policies.map(
    (one) => `${one.namespace}/${one.name}${one.note === undefined ? '' : ` (${one.note})`}`,
  );
  const nothing = answer === 'unknown' ? '' : ', which admit nothing';
  const lines = nearest.map((one) => {
    const { path = '' } = one;
    const place = placeText(one);
    const rule = `${one.namespace}/${one.name} ${path.replace(/^spec\./, '')}`;
    return `    ${printable(`${rule}: ${one.text === '' ? 'would admit it' : one.text}`)}${place === '' ? '' : `\n      ${style.paint.dim(place)}`}\n`;
  });
  const head =
    isolated.length === 0
      ? ''
      : field(
          'Isolated',
          `by ${printable(isolated.join(', '))}${lines.length === 0 ? nothing : '; nearest:'}`,
          style,
        );
  return `${head}${lines.join('')}`;
}

/** Everything else that stands in the way: the first blocker is the result's own. */
export function othersText({ blockers = [] }: VerdictView, style: Style): string {
  return blockers
    .slice(1)
    .map(({ code, at, by }) => {
      const who = by.map((origin) => originText(origin)).join('; ');
      return field('Also', printable(`${code} at ${at}${who === '' ? '' : ` by ${who}`}`), style);
    })
    .join('');
}

/** Which backend does what, where a service chooses among several. */
export function backendsText({ backends = [] }: VerdictView, style: Style): string {
  if (backends.length < 2) return '';
  const rows = backends
    .slice(0, MOST_BACKENDS)
    .map(({ address, name, probability, answer, code, sourceSeen }) => [
      '   ',
      `${Math.round(probability * 1000) / 10} %`,
      printable(name === undefined ? address : `${name} ${address}`),
      code === undefined ? answer : `${answer} ${code}`,
      sourceSeen === undefined ? '' : `sees ${sourceSeen}`,
    ]);
  const more = backends.length > MOST_BACKENDS ? `    and ${backends.length - MOST_BACKENDS} more\n` : '';
  return `${field('Backends', `${backends.length}`, style)}${formatColumns(rows, { gap: 2, right: [1] })}${more}`;
}

const MOST_BACKENDS = 12;

/** Under which other values of what Kubernetes leaves open the answer is another one. */
export function dependsText({ depends = [] }: VerdictView, style: Style): string {
  return depends
    .map(({ option, value, answer }, i) => {
      const text = `${option}=${value}: ${answer}`;
      return i === 0
        ? field('Depends', `on the plugin (CNI_DEPENDENT): ${text}`, style)
        : `          ${text}\n`;
    })
    .join('');
}

/** That policies have no effect in this cluster, said before anything else (S8, S146). */
export function enforcementText({ notice }: { readonly notice?: string }, style: Style): string {
  return notice === undefined ? '' : field('Notice', printable(notice), style);
}
