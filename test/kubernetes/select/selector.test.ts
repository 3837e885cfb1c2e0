import { describe, expect, test } from 'vitest';
import { emptyPools } from '../../../src/kubernetes/read/pools.ts';
import type { Reading } from '../../../src/kubernetes/read/reading.ts';
import type { LabelSelector } from '../../../src/kubernetes/select/selector.ts';
import { readSelector, selects } from '../../../src/kubernetes/select/selector.ts';
import type { Diagnostic } from '../../../src/text/diagnostic.ts';
import type { ValueMap } from '../../../src/text/value.ts';

const diagnostics: Diagnostic[] = [];
const reading: Reading = { origin: {}, type: 'Pod', prefix: '', diagnostics, before: 0, pools: emptyPools() };
const read = (value: ValueMap): LabelSelector => readSelector(value, 'selector', reading);
const expression = (operator: string, ...values: string[]): LabelSelector =>
  read({ matchExpressions: [{ key: 'app', operator, ...(values.length > 0 ? { values } : {}) }] });

describe('a label selector', () => {
  test('that is empty selects everything (S84)', () => {
    expect(selects(read({}), {})).toBe(true);
    expect(selects(read({}), { app: 'web' })).toBe(true);
  });

  test.each([
    ['In', ['web', 'api'], { app: 'web' }, true],
    ['In', ['web'], { app: 'db' }, false],
    ['In', ['web'], {}, false],
    ['NotIn', ['web'], { app: 'web' }, false],
    ['NotIn', ['web'], { app: 'db' }, true],
    ['NotIn', ['web'], {}, true],
    ['Exists', [], { app: '' }, true],
    ['Exists', [], {}, false],
    ['DoesNotExist', [], { app: 'web' }, false],
    ['DoesNotExist', [], {}, true],
  ] as const)('app %s %j of %j is %s (S88)', (operator, values, labels, expected) => {
    expect(selects(expression(operator, ...values), labels as Record<string, string>)).toBe(expected);
  });

  test('needs all of its labels and expressions (S88)', () => {
    const both = read({
      matchLabels: { app: 'web' },
      matchExpressions: [{ key: 'tier', operator: 'Exists' }],
    });
    expect(selects(both, { app: 'web', tier: 'x' })).toBe(true);
    expect(selects(both, { app: 'web' })).toBe(false);
    expect(selects(both, { tier: 'x' })).toBe(false);
  });

  test('tells letter case apart, and names of object members are labels like others (S88)', () => {
    expect(selects(read({ matchLabels: { app: 'web' } }), { app: 'Web' })).toBe(false);
    expect(selects(read({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }), {})).toBe(false);
  });

  test.each([
    [
      { key: 'a', operator: 'Equals', values: ['b'] },
      '"Equals" is no operator (In, NotIn, Exists, DoesNotExist)',
    ],
    [{ key: 'a', operator: 'In' }, 'In needs values'],
    [{ key: 'a', operator: 'Exists', values: ['b'] }, 'Exists takes no values'],
    [{ key: 'a b', operator: 'Exists' }, '"a b" is no key for a label'],
  ])('refuses %j as the API server does', (value, message) => {
    diagnostics.length = 0;
    expect(read({ matchExpressions: [value] }).expressions).toEqual([]);
    expect(diagnostics.map((one) => one.message)).toEqual([`${message}: the expression is left out`]);
    expect(diagnostics[0]?.severity).toBe('error');
  });

  test('with a value that no label can have is refused, and selects as written', () => {
    diagnostics.length = 0;
    const selector = read({ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['x y'] }] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['INVALID_SELECTOR']);
    expect(selects(selector, {})).toBe(true);
  });
});
