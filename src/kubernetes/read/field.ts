import type { Value, ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';

const NOTHING: ValueMap = Object.freeze(Object.create(null)) as ValueMap;
const NONE: readonly Value[] = [];

// A value of another type than expected reads as absent: the check of the fields has said so.

/** The mapping in a field, empty if absent. */
export function mapIn(map: ValueMap, field: string): ValueMap {
  const value = map[field];
  return isMap(value) ? value : NOTHING;
}

/** The list in a field, empty if absent. */
export function listIn(map: ValueMap, field: string): readonly Value[] {
  const value = map[field];
  return isList(value) ? value : NONE;
}

/** The mappings of a list, each with its position. */
export function* mapsIn(map: ValueMap, field: string): Generator<{ index: number; value: ValueMap }> {
  const list = listIn(map, field);
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (isMap(value)) yield { index, value };
  }
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

/** The texts of a list, without what is none. */
export function textsIn(map: ValueMap, field: string): readonly string[] {
  return listIn(map, field).filter((value): value is string => typeof value === 'string');
}

/** Whether a mapping is there and says something: `status: {}` does not. */
export function saysSomething(map: ValueMap, field: string): boolean {
  for (const _ in mapIn(map, field)) return true;
  return false;
}

/** Whether a field is there: null is not. */
export function has(map: ValueMap, field: string): boolean {
  return map[field] !== undefined && map[field] !== null;
}

/** The mappings of a list, each with its position; null among them is an empty one, as it is for an API server. */
export function* entriesIn(map: ValueMap, field: string): Generator<{ index: number; value: ValueMap }> {
  const list = listIn(map, field);
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (isMap(value)) yield { index, value };
    else if (value === null) yield { index, value: NOTHING };
  }
}
