import type { State } from '../../src/index.ts';
import { nameOf } from '../../src/index.ts';
import type { Trace } from '../../src/model/exchange/trace.ts';
import { finalHeader } from '../../src/model/exchange/trace.ts';
import { ownerOf } from '../../src/model/network/network.ts';
import type { Kube, Objects } from '../conformance/kube.ts';
import { labelOf, nameOf as nameOfObject, namespaceOf, ofKind, selects } from '../oracle/labels.ts';

export const DIRECTIONS = ['ingress', 'egress'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** A direction as policyTypes has it. */
const TYPES = { ingress: 'Ingress', egress: 'Egress' } as const;

/** The directions that a NetworkPolicy has in force. Implements S81. */
export function directionsOf({ spec = {} }: Kube): readonly Direction[] {
  const types = spec.policyTypes ?? [];
  if (types.length > 0) return DIRECTIONS.filter((one) => types.includes(TYPES[one]));
  return (spec.egress ?? []).length > 0 ? DIRECTIONS : ['ingress'];
}

/** A policy with its directions written out (S81): so rules can change and directions stay. */
export function withDirections(policy: Kube, directions: readonly Direction[]): Kube {
  return { ...policy, spec: { ...policy.spec, policyTypes: directions.map((one) => TYPES[one]) } };
}

/** Whether a NetworkPolicy selects a pod. Implements S80, S97. */
export const isSelected = (policy: Kube, pod: Kube): boolean =>
  namespaceOf(policy) === namespaceOf(pod) && selects(policy.spec?.podSelector ?? {}, labelOf(pod));

/** Whose policies of a direction are asked: the pod that a message leaves, or the one that it comes to; if it is one. */
export function subjectOf({ network }: State, trace: Trace, direction: Direction, objects: Objects) {
  const node = direction === 'ingress' ? ownerOf(network, finalHeader(trace).target) : trace.hops[1]?.at;
  const name = node === undefined ? undefined : nameOf(network.nodes, node);
  const pods = ofKind(objects, 'Pod').filter(({ spec }) => !spec?.hostNetwork);
  return pods.find((pod) => nameOfObject(pod) === name);
}
