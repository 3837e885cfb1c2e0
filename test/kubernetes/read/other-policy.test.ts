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

  test.each([
    ['NetworkPolicy', 'networking.example.com/v1'],
    ['NetworkPolicy', 'v1'],
    ['Networkpolicy', 'networking.k8s.io/v1'],
    ['NeworkPolicy', 'networking.k8s.io/v1'],
    ['ShieldNetworkPolicy', 'shield.example.com/v1'],
    ['ClusterwideNetworkPolicy', 'metal-stack.io/v1'],
    ['ClusterFirewall', 'example.com/v1'],
    ['SecurityPolicy', 'crd.nsx.vmware.com/v1alpha1'],
    ['SecurityGroupPolicy', 'vpcresources.k8s.aws/v1beta1'],
    ['AccessPolicy', 'security.policy.gloo.solo.io/v2'],
    ['AuthorizationPolicy', 'example.com/v1'],
    ['EgressPolicy', 'example.com/v1'],
    ['TrafficTarget', 'access.smi-spec.io/v1alpha3'],
    ['ServiceIntentions', 'example.com/v1'],
  ])('may be of a kind that nobody knows, if it is named like one: %s of %s', (kind, version) => {
    const { otherPolicies, counts, diagnostics } = objectsIn(yaml(kind, version));
    expect(otherPolicies).toMatchObject([
      {
        kind: `${kind} (${version})`,
        namespace: 'shop',
        scope: 'namespace',
        directions: ['ingress', 'egress'],
      },
    ]);
    const group = version.includes('/') ? version.split('/')[0] : 'unknown';
    expect([...counts]).toEqual([[`${group} policy`, 1]]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['OTHER_POLICY']);
  });

  test('of a kind that nobody knows could touch any pod if they name no namespace', () => {
    const text = yaml('ShieldNetworkPolicy', 'shield.example.com/v1').replace(', namespace: shop', '');
    expect(objectsIn(text).otherPolicies).toMatchObject([{ namespace: '', scope: 'cluster' }]);
  });

  test.each([
    ['PodSecurityPolicy', 'policy/v1beta1'],
    ['Policy', 'kyverno.io/v1'],
    ['ClusterPolicy', 'kyverno.io/v1'],
    ['ImagePolicy', 'image.toolkit.fluxcd.io/v1beta2'],
    ['ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/v1'],
    ['MultiNetworkPolicy', 'k8s.cni.cncf.io/v1beta1'],
    ['BackendTrafficPolicy', 'gateway.envoyproxy.io/v1alpha1'],
    ['SecurityPolicy', 'gateway.envoyproxy.io/v1alpha1'],
    ['SecurityGroupRule', 'ec2.aws.upbound.io/v1beta1'],
    ['ComputeFirewall', 'compute.cnrm.cloud.google.com/v1beta1'],
    ['CiliumEgressGatewayPolicy', 'cilium.io/v2'],
    ['NetworkPolicyStats', 'stats.antrea.io/v1alpha1'],
    ['AuthenticationPolicy', 'example.com/v1'],
    ['NetworkAttachmentDefinition', 'k8s.cni.cncf.io/v1'],
    ['Certificate', 'cert-manager.io/v1'],
  ])('are not what only sounds like one: %s of %s is skipped', (kind, version) => {
    const { otherPolicies, skipped } = objectsIn(yaml(kind, version));
    expect([otherPolicies, [...skipped]]).toEqual([[], [[kind, 1]]]);
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
