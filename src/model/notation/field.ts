import type { Code } from '../../text/codes.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { ObjectReference, Origin, Place } from '../../text/origin.ts';
import { formatPath } from '../../text/path.ts';
import type { Value } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import type { Key } from './keys.ts';
import { KEYS } from './keys.ts';

/** A document that is being read: what its diagnostics name, and the list in which they gather. */
export interface Document {
  readonly object: ObjectReference;
  readonly place: Place;
  readonly diagnostics: Diagnostic[];
}

/** A value of a document, and where it stands in it. */
export interface Field {
  readonly document: Document;
  /** As `spec.nodes[0].fib[2].to`; empty for the whole. */
  readonly path: string;
  readonly value: Value;
}

/** The fields of a mapping by key. */
export type Members<K extends string> = { readonly [key in K]?: Field };

/** Where a field comes from. */
export function originOf({ document, path }: Field): Origin {
  const { object, place } = document;
  return { object, ...(path === '' ? {} : { path }), place };
}

/** Says that a field cannot be used as meant: an error; undefined, so that a reader can return it. */
export function complain(field: Field, code: Code, message: string, suggestion?: string): undefined {
  const said: Diagnostic = { code, severity: 'error', message, origin: originOf(field) };
  field.document.diagnostics.push(suggestion === undefined ? said : { ...said, suggestion });
}

/** Says that a field is probably not meant so. */
export function warn(field: Field, code: Code, message: string, suggestion: string): void {
  const said: Diagnostic = { code, severity: 'warning', message, origin: originOf(field), suggestion };
  field.document.diagnostics.push(said);
}

/** Says that a field is of the wrong type. */
export function wrongType(field: Field, expected: string): undefined {
  const { value } = field;
  const quotable = typeof value === 'number' || typeof value === 'boolean';
  const suggestion = expected.startsWith('a text') && quotable ? 'put it in quotes' : undefined;
  return complain(field, 'NOTATION_TYPE', `expected ${expected}, not ${described(value)}`, suggestion);
}

/** A value as a message names it. */
export function described(value: Value): string {
  if (value === null) return 'nothing';
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a mapping';
  return typeof value === 'string' ? JSON.stringify(value) : `the ${typeof value} ${value}`;
}

/** A text that is not empty. */
export function textIn(field: Field, expected = 'a text'): string | undefined {
  return typeof field.value === 'string' && field.value !== '' ? field.value : wrongType(field, expected);
}

/** A whole number from `least` to `most`. */
export function numberIn(field: Field, least: number, most: number): number | undefined {
  const { value } = field;
  const whole = typeof value === 'number' && Number.isInteger(value);
  if (whole && value >= least && value <= most) return value;
  return wrongType(field, `a whole number from ${least} to ${most}`);
}

/** One of a few words. */
export function wordIn<W extends string>(field: Field, words: readonly W[]): W | undefined {
  const word = words.find((known) => known === field.value);
  if (word !== undefined) return word;
  const close = typeof field.value === 'string' ? nearest(field.value, words, 1) : [];
  return complain(
    field,
    'NOTATION_VALUE',
    `${described(field.value)} is none of ${words.join(', ')}`,
    didYouMean(close),
  );
}

/** The items of a list. */
export function itemsIn(field: Field, expected = 'a list'): readonly Field[] {
  if (isList(field.value))
    return field.value.map((value, i) => ({ ...field, path: `${field.path}[${i}]`, value }));
  wrongType(field, expected);
  return [];
}

/** The items of a list, or the field itself where it is no list. */
export function oneOrMore(field: Field): readonly Field[] {
  return isList(field.value) ? itemsIn(field) : [field];
}

/** The texts of a list; they may be empty. */
export function textsIn(field: Field | undefined): readonly string[] {
  if (field === undefined) return [];
  return itemsIn(field, 'a list of texts').flatMap((item) =>
    typeof item.value === 'string' ? [item.value] : (wrongType(item, 'a text') ?? []),
  );
}

/** The fields of a mapping; keys that this kind of mapping does not have are complained of. */
export function membersIn<Kind extends keyof typeof KEYS>(
  field: Field,
  kind: Kind,
  expected = 'a mapping',
): Members<Key<Kind>> | undefined {
  const all = entriesIn(field, expected);
  if (all === undefined) return undefined;
  const known: readonly string[] = KEYS[kind];
  for (const [key, member] of all) {
    if (known.includes(key)) continue;
    complain(
      member,
      'NOTATION_FIELD',
      `unknown field ${JSON.stringify(key)}`,
      didYouMean(nearest(key, known, 1)),
    );
  }
  return Object.fromEntries(all.filter(([key]) => known.includes(key))) as Members<Key<Kind>>;
}

/** The entries of a mapping whose keys are names. */
export function entriesIn(field: Field, expected: string): readonly (readonly [string, Field])[] | undefined {
  const { value } = field;
  if (!isMap(value)) return wrongType(field, expected);
  return Object.entries(value).map(([key, member]) => {
    const step = formatPath([key]);
    const path = field.path === '' || step.startsWith('[') ? field.path + step : `${field.path}.${step}`;
    return [key, { ...field, path, value: member }];
  });
}

/** What to do about a word that nobody knows; undefined where nothing is near. */
export function didYouMean(close: readonly string[]): string | undefined {
  return close.length === 0 ? undefined : `did you mean ${close.join(', ')}?`;
}
