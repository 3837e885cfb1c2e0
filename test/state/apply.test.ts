import { expect, test } from 'vitest';
import { STANDARD } from '../../src/kubernetes/profile/profile.ts';
import { applyChange } from '../../src/state/apply.ts';
import { readState } from '../../src/state/state.ts';
import type { Item } from '../../src/text/item.ts';
import { readAll, sourceOf } from '../text/source.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop, labels: {app: a}}
spec: {containers: [{name: main, image: a}]}
`;
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}}
`;

const itemOf = (text: string): Item => readAll(text).items[0] as Item;
const stateOf = (...texts: string[]) =>
  readState(
    texts.map((text, i) => sourceOf(text, `${i}.yaml`)),
    { profile: STANDARD, namespace: 'default' },
  );

test('a policy that comes or goes leaves the plan as it is; a pod does not', () => {
  const state = stateOf(POD);
  const more = applyChange(state, { kind: 'put', item: itemOf(POLICY) });
  expect(more.cluster?.networkPolicies).toHaveLength(1);
  expect(more.given?.plan).toBe(state.given?.plan);
  const less = applyChange(more, { kind: 'delete', item: itemOf(POLICY) });
  expect(less.cluster?.networkPolicies).toHaveLength(0);
  expect(less.given?.plan).toBe(state.given?.plan);
  const other = applyChange(state, { kind: 'delete', item: itemOf(POD) });
  expect(other.given?.plan).not.toBe(state.given?.plan);
  expect(other.cluster?.pods).toHaveLength(0);
});
