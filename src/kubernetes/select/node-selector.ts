import type { Value, ValueMap } from '../../text/value.ts';
import { isList } from '../../text/value.ts';
import type { Labels } from '../objects/metadata.ts';
import { mapsIn, textIn } from '../read/field.ts';

/** One term of a node selector: all of its requirements must hold. */
export interface NodeTerm {
  readonly labels: readonly NodeRequirement[];
  /** On fields; only metadata.name exists. */
  readonly fields: readonly NodeRequirement[];
}

/** A requirement of a node selector. */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The terms of a NodeSelector; undefined where there is none. */
export function readNodeTerms(selector: ValueMap): readonly NodeTerm[] | undefined {
  if (!isList(selector.nodeSelectorTerms)) return undefined;
  return mapsIn(selector, 'nodeSelectorTerms').map(({ value }) => ({
    labels: mapsIn(value, 'matchExpressions').map((one) => readRequirement(one.value)),
    fields: mapsIn(value, 'matchFields').map((one) => readRequirement(one.value)),
  }));
}

function readRequirement(value: ValueMap): NodeRequirement {
  const values = isList(value.values)
    ? value.values.filter((one: Value): one is string => typeof one === 'string')
    : [];
  return { key: textIn(value, 'key') ?? '', operator: textIn(value, 'operator') ?? '', values };
}

/** Whether a host meets one of the terms; a term without requirements matches none, as the scheduler has it. */
export function matchesTerms(terms: readonly NodeTerm[], name: string, labels: Labels): boolean {
  return terms.some(
    ({ labels: onLabels, fields }) =>
      onLabels.length + fields.length > 0 &&
      onLabels.every((one) => meets(one, labels)) &&
      fields.every((one) => one.key === 'metadata.name' && meets(one, { 'metadata.name': name })),
  );
}

function meets({ key, operator, values }: NodeRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
