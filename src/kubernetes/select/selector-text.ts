import { compareText } from '../../base/order.ts';
import type { Requirement } from '../../model/network/set.ts';
import type { Expression, LabelSelector } from './selector.ts';

/** A selector as requirements in one order: equal labels and `In` with one value are the same (04 §1). */
export function requirementsOf({ labels, expressions }: LabelSelector): Requirement[] {
  const all: Requirement[] = [
    ...Object.entries(labels).map(
      ([attribute, value]): Requirement => ({ attribute, is: 'in', values: [value] }),
    ),
    ...expressions.map(requirementOf),
  ];
  const texts = new Map(all.map((one) => [requirementText(one), one]));
  return [...texts.keys()].sort(compareText).map((text) => texts.get(text) as Requirement);
}

const IS = { In: 'in', NotIn: 'not in', Exists: 'exists', DoesNotExist: 'absent' } as const;

function requirementOf({ key, operator, values }: Expression): Requirement {
  return { attribute: key, is: IS[operator], values: [...new Set(values)].sort(compareText) };
}

/** `app=web`, `tier in (a,b)`, `tier not in (a)`, `team`, `!team`. */
export function requirementText({ attribute, is, values }: Requirement): string {
  switch (is) {
    case 'in':
      return values.length === 1 ? `${attribute}=${values[0]}` : `${attribute} in (${values.join(',')})`;
    case 'not in':
      return `${attribute} not in (${values.join(',')})`;
    case 'exists':
      return attribute;
    case 'absent':
      return `!${attribute}`;
  }
}

/** A selector in one line, the same for selectors that ask the same in other words; `*` asks nothing. */
export function selectorText(selector: LabelSelector): string {
  const all = requirementsOf(selector);
  return all.length === 0 ? '*' : all.map(requirementText).join(',');
}
