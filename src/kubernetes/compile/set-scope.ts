import type { FactId } from '../../model/network/fact.ts';
import type { Requirement } from '../../model/network/set.ts';
import type { Namespace } from '../objects/namespace.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from '../select/selector.ts';
import { labelOf, meets, selects } from '../select/selector.ts';
import { requirementsOf, requirementText } from '../select/selector-text.ts';
import type { FactTable } from './facts.ts';
import type { Selectable } from './pod-groups.ts';

/** Which pods a selector can mean. */
export type Who = 'all' | 'own network';

/** Where a set looks for its pods: one namespace, or those that a selector may pick. */
export interface AskedScope {
  readonly number: number;
  readonly text: string;
  readonly who: Who;
  /** The one namespace that it can pick. */
  readonly name: string | undefined;
  /** Of namespaces. */
  readonly selector: LabelSelector;
  /** The numbers of its sets, by the number of the pod selector. */
  readonly sets: Map<number, number>;
}

/** What the key of a scope ends in that means pods of the host network too. */
export const WITH_HOST_NETWORK = ' with host network';

/** The key of a scope: its text, and whether it means pods of the host network too. */
export function scopeKey(text: string, who: Who, { hostNetworkPods }: Options): string {
  return who === 'all' && hostNetworkPods === 'pods' ? `${text}${WITH_HOST_NETWORK}` : text;
}

/** Whether a scope means pods of this network. */
export function isMeant({ who }: AskedScope, network: Selectable['network']): boolean {
  return network === 'own' || who === 'all';
}

/** The one namespace that a selector can pick, if it asks for its name alone (S87). */
export function fixedName({ labels, expressions }: LabelSelector): string | undefined {
  const keys = Object.keys(labels);
  const [only] = expressions;
  if (expressions.length === 0 && keys.length === 1) return labelOf(labels, NAME_LABEL);
  const isIn = keys.length === 0 && expressions.length === 1 && only?.key === NAME_LABEL;
  return isIn && only.operator === 'In' && only.values.length === 1 ? only.values[0] : undefined;
}

/** The labels of a namespace, where they are said, or where those that are not said are none (S143). */
export function labelsSaid(
  namespace: Namespace | undefined,
  { mentionedLabels }: Options,
): Namespace['labels'] | undefined {
  return namespace?.known === 'given' || mentionedLabels === 'none' ? namespace?.labels : undefined;
}

/** Whether a selector picks a namespace; of one that is only mentioned nothing but its name is known (S143). */
export function namespaceVerdict(
  selector: LabelSelector,
  namespace: Namespace | undefined,
  options: Options,
  facts: FactTable,
): 'yes' | 'no' | FactId {
  if (namespace === undefined) return 'no';
  const labels = labelsSaid(namespace, options);
  if (labels !== undefined) return selects(selector, labels) ? 'yes' : 'no';
  const { name } = namespace;
  const asked = requirementsOf(selector);
  const open = asked.filter(({ attribute }) => attribute !== NAME_LABEL);
  const onName = asked.filter(({ attribute }) => attribute === NAME_LABEL);
  if (!onName.every((one) => meets({ operator: OPERATORS[one.is], values: one.values }, name))) return 'no';
  if (open.length === 0) return 'yes';
  const text = open.map(requirementText).join(',');
  return facts.of(`namespace ${name} ${text}`, () => ({
    kind: 'unknown',
    code: 'NAMESPACE_LABELS',
    text: `namespace ${name} is only mentioned: whether its labels are ${text} is not known`,
  }));
}

const OPERATORS = { in: 'In', 'not in': 'NotIn', exists: 'Exists', absent: 'DoesNotExist' } as const;

/** What a selector asks, as conditions on attributes of one kind. */
export function prefixed(prefix: string, selector: LabelSelector): Requirement[] {
  return requirementsOf(selector).map((one) => ({ ...one, attribute: `${prefix}${one.attribute}` }));
}
