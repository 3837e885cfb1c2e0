import type { TraceAnswer } from '../../questions/trace.ts';
import type { BackendView, VerdictView } from '../../questions/verdict.ts';
import { field } from './assumed.ts';
import { formatColumns, printable } from './column.ts';
import { originText, percent, placeText } from './naming.ts';
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
    assumed = [],
    blockers = [],
  }: Pick<
    TraceAnswer,
    'answer' | 'symptom' | 'code' | 'unknown' | 'status' | 'probability' | 'assumed' | 'blockers'
  >,
  style: Style,
): string {
  const seen =
    symptom === undefined
      ? 'it does not arrive'
      : `the client sees ${SEEN[symptom] ?? (status === undefined ? symptom : `status ${status}`)}`;
  // A proxy that waits in vain says nothing of why.
  const because = code ?? blockers[0]?.code;
  const meaning = because === undefined ? undefined : style.explain(because);
  const reason =
    because === undefined ? '' : ` (${because}${meaning === undefined ? '' : `: ${lower(meaning)}`})`;
  if (answer === 'unknown') return unknownText(unknown ?? [], style);
  if (answer !== 'ambiguous') return `${seen}${reason}`;
  const fails = assumed.includes('EQUAL_PRIORITY')
    ? 'it depends on which policy of equal priority is asked first'
    : failsText(probability);
  return `${fails}; where it fails, ${seen}${reason}`;
}

/** What is not known and decides: `it depends on labels of … (NAMESPACE_LABELS)`. */
function unknownText(codes: readonly string[], { explain }: Style): string {
  if (codes.length === 0) return 'it depends on what is not known';
  return codes
    .map((code) => {
      const meaning = explain(code);
      if (meaning === undefined) return `it depends on ${code}`;
      return `${lower(meaning.replace(/^The answer depends on /, 'it depends on '))} (${code})`;
    })
    .join('; ');
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
  'name not resolved': '"temporary failure in name resolution"',
};

function lower(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The rules that come nearest, each with what of it fails. */
export function nearestText(
  { answer, nearest = [], decidedBy = [], code = '', blockers = [] }: VerdictView,
  style: Style,
): string {
  const reason = blockers[0]?.code ?? code;
  // What is not understood isolates nobody for sure.
  const policies = decidedBy.filter(({ kind }) => kind === 'NetworkPolicy' && /^POLICY_/.test(reason));
  const isolated = policies.map(
    (one) => `${one.namespace}/${one.name}${one.note === undefined ? '' : ` (${one.note})`}`,
  );
  const nothing = answer === 'unknown' ? '' : `, which ${isolated.length === 1 ? 'admits' : 'admit'} nothing`;
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
  const merged = mergedBackends(backends);
  if (merged.length < 2) return '';
  const shares = merged.every(({ probability }) => probability !== undefined);
  const rows = merged
    .slice(0, MOST_BACKENDS)
    .map(({ address, name, probability, answers, seen }) => [
      '   ',
      ...(probability === undefined ? [] : [`${percent(probability)} %`]),
      printable(name === undefined ? address : `${name} ${address}`),
      answers.join(' or '),
      seen.length === 0 ? '' : `sees ${seen.join(' or ')}`,
    ]);
  const more = merged.length > MOST_BACKENDS ? `    and ${merged.length - MOST_BACKENDS} more\n` : '';
  return `${field('Backends', `${merged.length}`, style)}${formatColumns(rows, { gap: 2, right: shares ? [1] : [] })}${more}`;
}

const MOST_BACKENDS = 12;

/** One backend with all that may become of a message to it. */
interface MergedBackend extends Pick<BackendView, 'address' | 'name'> {
  /** Absent where one message has several outcomes that no choice decides: they have no chances. */
  readonly probability?: number;
  readonly answers: readonly string[];
  readonly seen: readonly string[];
}

/** A backend has several outcomes by several entries, ties, or what is not known. */
function mergedBackends(backends: readonly BackendView[]): MergedBackend[] {
  const total = backends.reduce((sum, { probability }) => sum + probability, 0);
  const merged = new Map<string, MergedBackend>();
  for (const { address, name, probability, answer, code, sourceSeen } of backends) {
    const known = merged.get(address);
    const text = code === undefined ? answer : `${answer} ${code}`;
    merged.set(address, {
      address,
      ...(name === undefined ? {} : { name }),
      ...(total > 1.0001 ? {} : { probability: (known?.probability ?? 0) + probability }),
      answers: [...new Set([...(known?.answers ?? []), text])].sort(),
      seen: [...new Set([...(known?.seen ?? []), ...(sourceSeen === undefined ? [] : [sourceSeen])])],
    });
  }
  return [...merged.values()];
}

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
