import type { Value, ValueMap } from '../../text/value.ts';
import { isList } from '../../text/value.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Report } from '../read/field.ts';
import { mapsIn, textIn, textsIn } from '../read/field.ts';

/** A label selector: all labels equal and all expressions met (S88). An empty one selects everything (S84). */
export interface LabelSelector {
  readonly labels: Labels;
  readonly expressions: readonly Expression[];
}

/** One expression of a selector. */
export interface Expression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** Reads a LabelSelector; an expression that the API server would refuse is reported and left out. */
export function readSelector(value: ValueMap, path: string, report: Report): LabelSelector {
  const expressions = mapsIn(value, 'matchExpressions').flatMap(({ index, value: one }) =>
    readExpression(one, `${path}.matchExpressions[${index}]`, report),
  );
  return { labels: textsIn(value, 'matchLabels'), expressions };
}

function readExpression(value: ValueMap, path: string, report: Report): Expression[] {
  const key = textIn(value, 'key');
  const operator = OPERATORS.find((one) => one === value.operator);
  const values = isList(value.values)
    ? value.values.filter((one: Value): one is string => typeof one === 'string')
    : [];
  if (key === undefined) {
    report('INVALID_SELECTOR', 'error', 'an expression needs a key', path);
    return [];
  }
  if (operator === undefined) {
    const message = `${String(value.operator)} is no operator: ${OPERATORS.join(', ')}`;
    report('INVALID_SELECTOR', 'error', message, `${path}.operator`);
    return [];
  }
  const wanted = operator === 'In' || operator === 'NotIn';
  if (wanted !== values.length > 0) {
    report(
      'INVALID_SELECTOR',
      'error',
      `${operator} ${wanted ? 'needs values' : 'takes no values'}`,
      `${path}.values`,
    );
    return [];
  }
  return [{ key, operator, values }];
}

/** Whether a selector selects these labels. Implements S84, S88: NotIn and DoesNotExist match an absent key. */
export function selects({ labels: wanted, expressions }: LabelSelector, labels: Labels): boolean {
  for (const key in wanted) if (labelOf(labels, key) !== wanted[key]) return false;
  return expressions.every((expression) => meets(expression, labels));
}

function meets({ key, operator, values }: Expression, labels: Labels): boolean {
  const value = labelOf(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
