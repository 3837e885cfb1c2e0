import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { State } from '../../src/index.ts';
import { askQuestion, questionNamed } from '../../src/index.ts';
import type { Assumptions } from './state-of.ts';
import { stateOf } from './state-of.ts';

/** A text of the cluster in the place of another one, which stands there exactly once. */
export interface Change {
  readonly replace: string;
  readonly with: string;
}

/** A question with the values of its parameters. */
export type Asked = Readonly<Record<string, string | number | boolean>> & { readonly question: string };

/** Part of an answer: fields that are not named may be anything (`mismatchesOf` says how each is compared). */
export type Expected = Readonly<Record<string, unknown>>;

/** One sentence about a cluster: what is asked of it, and what must be answered. */
export interface Case {
  readonly story: string;
  /** The sentence, in the present tense. */
  readonly name: string;
  /** The numbers of what Kubernetes says that it shows, as `S59`. */
  readonly requirements: readonly string[];
  readonly change: readonly Change[];
  readonly assume: Assumptions;
  readonly question: Asked;
  readonly answer: Expected;
}

const FIELDS = ['name', 'requirements', 'change', 'assume', 'question', 'answer'];
const folder = new URL('./', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, folder), 'utf8');

/** Every story in order, with its cases. */
export function stories(): readonly { readonly story: string; readonly cases: readonly Case[] }[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = entries.map(({ name }) => name).sort();
  return names.map((story) => ({ story, cases: casesOf(story) }));
}

/** All cases of all stories. */
export const allCases = (): readonly Case[] => stories().flatMap(({ cases }) => cases);

function casesOf(story: string): readonly Case[] {
  const given: (Partial<Case> & Pick<Case, 'name' | 'question' | 'answer'>)[] = parse(
    read(`${story}/cases.yaml`),
  );
  return given.map((one) => {
    const strange = Object.keys(one).filter((key) => !FIELDS.includes(key));
    if (strange.length > 0) throw new Error(`${story}: ${one.name}: there is no field ${strange}`);
    return { requirements: [], change: [], assume: {}, ...one, story };
  });
}

/** The manifests that a case is about; throws where a change does not fit them. */
export function clusterOf({ story, name, change }: Case): string {
  let text = read(`${story}/cluster.yaml`);
  for (const { replace, with: other } of change) {
    const count = text.split(replace).length - 1;
    if (count !== 1) throw new Error(`${story}: ${name}: ${count} times in cluster.yaml: ${replace}`);
    text = text.replace(replace, () => other);
  }
  return text;
}

const states = new Map<string, State>();

/** The state that a case asks; the same for cases of one cluster and one profile. */
export function stateFor(one: Case): State {
  const text = clusterOf(one);
  const key = JSON.stringify([one.assume, text]);
  const state = states.get(key) ?? stateOf(text, one.assume);
  states.set(key, state);
  return state;
}

/** What is answered; for a question that is refused, its error. */
export async function answerTo({ question: asked }: Case, state: State): Promise<Expected> {
  const { question: name, ...given } = asked;
  const question = questionNamed(name);
  if (question === undefined) throw new Error(`there is no question ${name}`);
  const answer = await askQuestion(question, state, given);
  const diagnostics = state.diagnostics.map(({ code }) => code);
  return { ...JSON.parse(JSON.stringify(answer)), diagnostics };
}

/** Runs a case against a state: a line for each field that is answered otherwise, and for each error that it does not name. */
export async function runCase(one: Case, state: State): Promise<readonly string[]> {
  const actual = await answerTo(one, state);
  const named = (one.answer.diagnostics ?? []) as readonly string[];
  const errors = state.diagnostics.filter(
    ({ severity, code }) => severity === 'error' && !named.includes(code),
  );
  const wrong = [
    ...errors.map(({ code, message }) => `an error that the case does not name: ${code} ${message}`),
    ...mismatchesOf(one.answer, actual),
  ];
  return wrong.length === 0 ? [] : [...wrong, `the whole answer: ${JSON.stringify(actual)}`];
}

/** Lists of which an answer may hold more than is named. */
const OPEN_LISTS = ['assumed', 'unknown', 'decidedBy', 'blockers', 'nearest', 'by', 'diagnostics'];

/**
 * Where an answer is not as expected. Of an object only the named fields count. A list of `OPEN_LISTS` holds what is named;
 * any other has an item for each that is named and no more, in any order. A text stands for the address or name of a
 * backend, and for the name of an object. `without` lists codes that are not in `assumed`.
 */
export function mismatchesOf(expected: Expected, actual: Expected, at = ''): readonly string[] {
  return Object.entries(expected).flatMap(([key, value]) => {
    const path = at === '' ? key : `${at}.${key}`;
    if (key === 'without') return withoutThese(value as string[], actual.assumed);
    const found = actual[key];
    if (Array.isArray(value)) return listMismatches(value, found, path, OPEN_LISTS.includes(key));
    if (typeof value === 'object' && value !== null && typeof found === 'object' && found !== null)
      return mismatchesOf(value as Expected, found as Expected, path);
    return value === found ? [] : [`${path} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`];
  });
}

function withoutThese(codes: readonly string[], assumed: unknown): readonly string[] {
  const found = codes.filter((code) => Array.isArray(assumed) && assumed.includes(code));
  return found.map((code) => `assumed names ${code}`);
}

function listMismatches(expected: unknown[], found: unknown, path: string, open: boolean): readonly string[] {
  const list: readonly unknown[] = Array.isArray(found) ? found : found === undefined ? [] : [found];
  const missing = expected.filter((item) => !list.some((one) => isLike(item, one)));
  const lines = missing.map((item) => `${path} has no ${JSON.stringify(item)}`);
  if (!open && list.length !== expected.length)
    lines.push(`${path} has ${list.length} items, not ${expected.length}`);
  return lines;
}

function isLike(expected: unknown, found: unknown): boolean {
  if (typeof found !== 'object' || found === null) return expected === found;
  const { address, name } = found as Expected;
  if (typeof expected === 'string') return expected === address || expected === name;
  return mismatchesOf(expected as Expected, found as Expected).length === 0;
}
