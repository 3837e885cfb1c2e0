import type { Code } from '../../text/codes.ts';
import type { Severity } from '../../text/diagnostic.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';

/** Says something about a field of the object being read. */
export type Report = (
  code: Code,
  severity: Severity,
  message: string,
  path: string,
  suggestion?: string,
) => void;

const NOTHING: ValueMap = Object.freeze(Object.create(null)) as ValueMap;

const NO_TEXTS: Readonly<Record<string, string>> = Object.freeze({});

// A value of another type than expected reads as absent: the check of the fields has said so.

/** The mapping in a field, empty if absent. */
export function mapIn(map: ValueMap, field: string): ValueMap {
  const value = map[field];
  return isMap(value) ? value : NOTHING;
}

/** The list in a field, empty if absent. */
export function listIn(map: ValueMap, field: string): readonly Value[] {
  const value = map[field];
  return isList(value) ? value : [];
}

/** The mappings of a list, each with its position. */
export function mapsIn(map: ValueMap, field: string): { readonly index: number; readonly value: ValueMap }[] {
  return listIn(map, field).flatMap((value, index) => (isMap(value) ? [{ index, value }] : []));
}

/** The text in a field; empty text counts as absent, as in Kubernetes' own objects. */
export function textIn(map: ValueMap, field: string): string | undefined {
  const value = map[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The number in a field. */
export function numberIn(map: ValueMap, field: string): number | undefined {
  const value = map[field];
  return typeof value === 'number' ? value : undefined;
}

/** Whether a field is true. */
export function isTrue(map: ValueMap, field: string): boolean {
  return map[field] === true;
}

/** The texts of a mapping of texts, in key order. Look them up with `Object.hasOwn`. */
export function textsIn(map: ValueMap, field: string): Readonly<Record<string, string>> {
  const value = map[field];
  if (!isMap(value)) return NO_TEXTS;
  const texts: Record<string, string> = {};
  for (const key of Object.keys(value).sort()) {
    const text = value[key];
    if (typeof text === 'string') texts[key] = text;
  }
  return texts;
}
