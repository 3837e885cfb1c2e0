import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { isList } from '../../text/value.ts';
import type { Labels } from '../objects/metadata.ts';
import { mapsIn, textIn, textsIn } from '../read/field.ts';
import { labelOf } from './selector.ts';

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
  return Array.from(mapsIn(selector, 'nodeSelectorTerms'), ({ value }) => ({
    labels: Array.from(mapsIn(value, 'matchExpressions'), (one) => readRequirement(one.value)),
    fields: Array.from(mapsIn(value, 'matchFields'), (one) => readRequirement(one.value)),
  }));
}

function readRequirement(value: ValueMap): NodeRequirement {
  return {
    key: detached(textIn(value, 'key') ?? ''),
    operator: detached(textIn(value, 'operator') ?? ''),
    values: textsIn(value, 'values').map(detached),
  };
}

/**
 * Whether a host meets one of the terms; a term without requirements matches none, as the scheduler has it. Where only
 * `some` of its labels are known, it may meet what is asked of any other.
 */
export function matchesTerms(
  terms: readonly NodeTerm[],
  name: string,
  labels: Labels,
  known: 'all' | 'some',
): boolean {
  const mayMeet = (one: NodeRequirement): boolean => {
    const value = labelOf(labels, one.key);
    return (known === 'some' && value === undefined) || meets(one, value);
  };
  return terms.some(
    ({ labels: onLabels, fields }) =>
      onLabels.length + fields.length > 0 &&
      onLabels.every(mayMeet) &&
      fields.every((one) => one.key === 'metadata.name' && meets(one, name)),
  );
}

function meets({ operator, values }: NodeRequirement, value: string | undefined): boolean {
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
