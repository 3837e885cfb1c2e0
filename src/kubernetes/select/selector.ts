import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import type { Labels } from '../objects/metadata.ts';
import { readLabels } from '../objects/metadata.ts';
import { mapsIn, textIn, textsIn } from '../read/field.ts';
import { isLabelKey, isLabelValue } from '../read/names.ts';
import type { Pools } from '../read/pools.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';

/** A label selector: all labels equal and all expressions met (S88). An empty one selects everything (S84). */
export interface LabelSelector {
  readonly labels: Labels;
  readonly expressions: readonly Expression[];
}

/** One expression of a selector. */
export interface Expression {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** The operators of an expression. */
export const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** What an expression asks of the value of its key. */
export type Operator = (typeof OPERATORS)[number];

/** Reads a LabelSelector; an expression that the API server would refuse is reported and left out. */
export function readSelector(value: ValueMap, path: string, reading: Reading): LabelSelector {
  const labels = readLabels(value, 'matchLabels', path, reading);
  const expressions: Expression[] = [];
  for (const { index, value: one } of mapsIn(value, 'matchExpressions')) {
    const expression = readExpression(one, `${path}.matchExpressions[${index}]`, reading);
    if (expression !== undefined) expressions.push(expression);
  }
  return expressions.length > 0 ? { labels, expressions } : ofLabels(labels, reading.pools);
}

/** Most selectors ask for labels alone, and those of many policies for the same: 400,000 policies share some hundred. */
function ofLabels(labels: Labels, { selectors }: Pools): LabelSelector {
  let selector = selectors.get(labels);
  if (selector === undefined) {
    selector = { labels, expressions: NO_EXPRESSIONS };
    selectors.set(labels, selector);
  }
  return selector;
}

const NO_EXPRESSIONS: readonly never[] = [];

function readExpression(value: ValueMap, path: string, reading: Reading): Expression | undefined {
  const key = textIn(value, 'key');
  const operator = OPERATORS.find((one) => one === value.operator);
  const values = textsIn(value, 'values');
  const report = (message: string, at: string): undefined => {
    refuse(reading, 'INVALID_SELECTOR', `${message}: the expression is left out`, `${path}.${at}`);
    return undefined;
  };
  // A missing key or operator was reported with the fields.
  if (key === undefined || value.operator === undefined || value.operator === null) return undefined;
  if (!isLabelKey(key)) return report(`${JSON.stringify(key)} is no key for a label`, 'key');
  if (operator === undefined) {
    return report(`${JSON.stringify(value.operator)} is no operator (${OPERATORS.join(', ')})`, 'operator');
  }
  const wanted = operator === 'In' || operator === 'NotIn';
  if (wanted && values.length === 0) return report(`${operator} needs values`, 'values');
  if (!wanted && values.length > 0) return report(`${operator} takes no values`, 'values');
  const wrong = values.find((one) => !isLabelValue(one));
  if (wrong !== undefined) {
    refuse(
      reading,
      'INVALID_SELECTOR',
      `${JSON.stringify(wrong)} is no value for a label: no object can have it`,
      `${path}.values`,
    );
  }
  return { key: detached(key), operator, values: values.map(detached) };
}

/** Whether a selector selects these labels. Implements S84, S88: NotIn and DoesNotExist match an absent key. */
export function selects({ labels: wanted, expressions }: LabelSelector, labels: Labels): boolean {
  for (const key in wanted) if (labelOf(labels, key) !== wanted[key]) return false;
  return expressions.every((expression) => meets(expression, labelOf(labels, expression.key)));
}

/** The value of a label; a key such as `constructor` is no label unless it is given. */
export function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Whether the value of a label, undefined if absent, is what an expression asks for (S88). */
export function meets({ operator, values }: Omit<Expression, 'key'>, value: string | undefined): boolean {
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
