import { OPTIONS } from '../../src/index.ts';
import type { Case } from '../cases/case.ts';
import { allCases } from '../cases/case.ts';
import { citations } from './citations.ts';
import type { Requirement } from './requirement.ts';
import { REQUIREMENTS } from './requirements.ts';

/** A requirement with what shows that it holds. */
export interface Cover extends Requirement {
  /** Files of src that cite it. */
  readonly code: readonly string[];
  /** Files of test that cite it, beside cases. */
  readonly tests: readonly string[];
  readonly cases: readonly Case[];
}

/** Every requirement with what cites it. */
export function coverage(): readonly Cover[] {
  const code = citations('src/', /^$/);
  const tests = citations('test/', /^(coverage|cases)\/|^coverage\.test\.ts$/);
  const cases = allCases();
  return REQUIREMENTS.map((one) => ({
    ...one,
    code: code.get(one.number) ?? [],
    tests: tests.get(one.number) ?? [],
    cases: cases.filter(({ requirements }) => requirements.includes(`S${one.number}`)),
  }));
}

/** Whether a message of the sections on services, policies, proxies and names may depend on it. */
export function concernsMessages({ number, aside }: Requirement): boolean {
  return number >= 18 && number !== 140 && aside === undefined;
}

/** Whether a case is one of what comes about. */
export const accepts = ({ answer }: Case): boolean => answer.answer === 'reachable';

/** Whether a case is one of what does not; or, where the requirement says why, of what is not known. */
export function refuses({ answer }: Case, { unknown }: Requirement): boolean {
  return answer.answer === (unknown === undefined ? 'unreachable' : 'unknown');
}

/** Whether an accepting and a refusing case of one story differ by one field: of the cluster, the options or the question. */
export function differByOneField({ cases, ...one }: Cover): boolean {
  const accepting = cases.filter(accepts);
  const refusing = cases.filter((each) => refuses(each, one));
  return accepting.some((yes) =>
    refusing.some((no) => yes.story === no.story && differenceOf(yes, no) === 1),
  );
}

/** In how many fields two cases of a story differ. */
function differenceOf(one: Case, other: Case): number {
  const changes = (each: Case) => Object.fromEntries(each.change.map((made) => [made.replace, made.with]));
  return (
    differing(changes(one), changes(other)) +
    differing(one.assume, other.assume) +
    differing(one.question, other.question)
  );
}

function differing(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): number {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].filter((key) => one[key] !== other[key]).length;
}

/** Whether a case shows each of its options at the default, naming it where the verdict depends on it. */
export function showsDefault({ options = [], cases }: Cover): boolean {
  const mine = OPTIONS.filter(({ key }) => options.includes(key));
  return mine.every(({ key, code }) =>
    cases.some(({ assume, answer }) => !(key in assume) && (names(answer.assumed, code) || isOpen(answer))),
  );
}

/** An answer that is not known names what it depends on in a field of its own. */
const isOpen = ({ answer, unknown }: Case['answer']): boolean =>
  answer === 'unknown' && Array.isArray(unknown) && unknown.length > 0;

const names = (list: unknown, code: string): boolean => Array.isArray(list) && list.includes(code);

/** Whether a case shows each of its options at another value. */
export function showsAnother({ options = [], cases }: Cover): boolean {
  const mine = OPTIONS.filter(({ key }) => options.includes(key));
  return mine.every(({ key, default: usual }) =>
    cases.some(({ assume }) => (assume[key] ?? usual) !== usual),
  );
}
