import { describe, expect, test } from 'vitest';
import type { OtherPolicy } from '../../../src/kubernetes/objects/other-policy.ts';
import { objectsIn, saidOf } from '../cluster.ts';

const yaml = (kind: string, version: string, spec = '', name = 'p', namespace = 'shop'): string => `
apiVersion: ${version}
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec: {${spec}}
`;
const read = (...given: Parameters<typeof yaml>): OtherPolicy =>
  objectsIn(yaml(...given)).otherPolicies[0] as OtherPolicy;

describe('policies of kinds that are not modelled', () => {
  test.each([
    ['CiliumNetworkPolicy', 'cilium.io/v2', 'namespace', ['ingress', 'egress']],
    ['CiliumClusterwideNetworkPolicy', 'cilium.io/v2', 'cluster', ['ingress', 'egress']],
    ['NetworkPolicy', 'projectcalico.org/v3', 'namespace', ['ingress', 'egress']],
    ['NetworkPolicy', 'crd.projectcalico.org/v1', 'namespace', ['ingress', 'egress']],
    ['GlobalNetworkPolicy', 'projectcalico.org/v3', 'cluster', ['ingress', 'egress']],
    ['NetworkPolicy', 'crd.antrea.io/v1beta1', 'namespace', ['ingress', 'egress']],
    ['ClusterNetworkPolicy', 'crd.antrea.io/v1beta1', 'cluster', ['ingress', 'egress']],
    ['AuthorizationPolicy', 'security.istio.io/v1', 'namespace', ['ingress']],
    ['AuthorizationPolicy', 'policy.linkerd.io/v1alpha1', 'namespace', ['ingress']],
    ['MeshTrafficPermission', 'kuma.io/v1alpha1', 'cluster', ['ingress']],
    ['EgressFirewall', 'k8s.ovn.org/v1', 'namespace', ['egress']],
    ['ServiceIntentions', 'consul.hashicorp.com/v1alpha1', 'cluster', ['ingress']],
    ['ClusterNetworkPolicy', 'networking.k8s.aws/v1alpha1', 'cluster', ['ingress', 'egress']],
  ])('%s of %s could touch the pods of its %s', (kind, version, scope, directions) => {
    expect(read(kind, version)).toMatchObject({ kind: `${kind} (${version})`, scope, directions });
    expect(read(kind, version).subject).toBeUndefined();
  });

  test('are counted by whose they are, and said once a kind', () => {
    const of = (name: string): string => yaml('CiliumNetworkPolicy', 'cilium.io/v2', '', name);
    const { counts, skipped, diagnostics } = objectsIn(
      `${of('a')}---\n${of('b')}---\n${yaml('NetworkPolicy', 'projectcalico.org/v3')}`,
    );
    expect([...counts]).toEqual([
      ['Cilium policy', 2],
      ['Calico policy', 1],
    ]);
    expect(skipped.size).toBe(0);
    expect(saidOf(diagnostics)).toEqual([
      'input.yaml:2:1: info OTHER_POLICY: CiliumNetworkPolicy (cilium.io/v2) is not modelled, and the input has 2: what it decides is unknown here',
      'input.yaml:14:1: info OTHER_POLICY: NetworkPolicy (projectcalico.org/v3) is not modelled, and the input has one: what it decides is unknown here',
    ]);
  });

  test('that are staged decide nothing: they are skipped', () => {
    const { skipped, otherPolicies } = objectsIn(yaml('StagedNetworkPolicy', 'projectcalico.org/v3'));
    expect([[...skipped], otherPolicies]).toEqual([[['StagedNetworkPolicy', 1]], []]);
  });

  test('have the directions of their sections or types', () => {
    const directions = (...given: Parameters<typeof yaml>): unknown => read(...given).directions;
    expect(directions('CiliumNetworkPolicy', 'cilium.io/v2', 'egressDeny: [{}]')).toEqual(['egress']);
    expect(directions('CiliumNetworkPolicy', 'cilium.io/v2', 'ingress: []')).toEqual(['ingress']);
    expect(directions('GlobalNetworkPolicy', 'projectcalico.org/v3', 'types: [Egress]')).toEqual(['egress']);
  });

  test('of Istio are for the whole mesh if they stand in its root', () => {
    const root = read('AuthorizationPolicy', 'security.istio.io/v1', '', 'p', 'istio-system');
    expect(root.scope).toBe('cluster');
  });
});

describe('whom such a policy selects', () => {
  const subject = (selector: string): unknown =>
    read('CiliumNetworkPolicy', 'cilium.io/v2', `endpointSelector: ${selector}`).subject;

  test('is read where it is sure', () => {
    expect(subject('{matchLabels: {app: a, "k8s:role": b, "any:x/y": c}}')).toEqual({
      labels: { app: 'a', role: 'b', 'x/y': 'c' },
      expressions: [],
    });
    expect(subject('{}')).toEqual({ labels: {}, expressions: [] });
    expect(subject('{matchExpressions: [{key: "k8s:app", operator: In, values: [a]}]}')).toEqual({
      labels: {},
      expressions: [{ key: 'app', operator: 'In', values: ['a'] }],
    });
    expect(
      read('AuthorizationPolicy', 'security.istio.io/v1', 'selector: {matchLabels: {app: a}}').subject,
    ).toEqual({ labels: { app: 'a' }, expressions: [] });
  });

  test.each([
    '{matchLabels: {"reserved:host": ""}}',
    '{matchLabels: {"k8s:io.kubernetes.pod.namespace": shop}}',
    '{matchLabels: {app: 1}}',
    '{matchLabels: {app: a, "k8s:app": b}}',
    '{matchExpressions: [{key: app, operator: Like}]}',
    '{matchFields: {}}',
    'web',
  ])('could be any pod of its scope with %s', (selector) => {
    expect(subject(selector)).toBeUndefined();
  });

  test('could be any where one object has several specs', () => {
    const { otherPolicies } = objectsIn(`
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: p}
specs: [{endpointSelector: {matchLabels: {app: a}}, ingress: [{}]}]
`);
    expect(otherPolicies[0]).toMatchObject({ directions: ['ingress', 'egress'] });
    expect(otherPolicies[0]?.subject).toBeUndefined();
  });
});
