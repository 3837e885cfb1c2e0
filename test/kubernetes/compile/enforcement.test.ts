import { describe, expect, test } from 'vitest';
import { enforcementOf } from '../../../src/kubernetes/compile/enforcement.ts';
import { STANDARD } from '../../../src/kubernetes/profile/profile.ts';
import { clusterIn } from '../cluster.ts';

const agent = (args: string): string => `{name: aws-eks-nodeagent, image: x${args}}`;
const daemons = (name: string, containers: string): string => `
kind: DaemonSet
apiVersion: apps/v1
metadata: {namespace: kube-system, name: ${name}}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec: {hostNetwork: true, containers: [{name: plugin, image: x}${containers === '' ? '' : `, ${containers}`}]}
`;
const pod = (name: string, containers: string): string => `
kind: Pod
apiVersion: v1
metadata:
  namespace: kube-system
  name: ${name}
  ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: aws-node, uid: "1", controller: true}]
spec: {nodeName: n1, hostNetwork: true, containers: [${containers}]}
status: {phase: Running, podIP: 10.0.0.1}
`;
const enforced = (...documents: string[]): string =>
  enforcementOf(clusterIn(documents.join('---')), STANDARD.options).enforced;

describe('whether the AWS plugin enforces policies (S146)', () => {
  test.each([
    [', args: ["--enable-network-policy=true"]', 'yes'],
    [', args: ["--enable-ipv6=false", "--enable-network-policy=false"]', 'no'],
    [', args: [--enable-network-policy]', 'yes'],
    [', args: [-enable-network-policy=0]', 'no'],
    [', command: [/controller, --enable-network-policy=true]', 'yes'],
    [', args: [--enable-network-policy=true, --enable-network-policy=false]', 'no'],
    [', args: [--enable-network-policy=$(ENABLED)]', 'unknown'],
    [', args: [--enable-network-policy-logs=true]', 'unknown'],
    ['', 'unknown'],
  ])('is what its agent is told:%s', (args, expected) => {
    expect(enforced(daemons('aws-node', agent(args)))).toBe(expected);
    expect(enforced(pod('aws-node-x', agent(args)))).toBe(expected);
  });

  test('is not known without an agent', () => {
    expect(enforced(daemons('aws-node', ''))).toBe('unknown');
  });

  test('is nothing that a container of another name says', () => {
    const other = '{name: agent, image: x, args: ["--enable-network-policy=false"]}';
    expect(enforced(daemons('aws-node', other))).toBe('unknown');
    expect(enforced(daemons('other', agent(', args: ["--enable-network-policy=true"]')))).toBe('unknown');
  });

  test('is not known where its agents are told different things', () => {
    const [yes, no] = ['true', 'false'].map((one) => agent(`, args: ["--enable-network-policy=${one}"]`));
    expect(enforced(pod('a', yes ?? ''), pod('b', no ?? ''), pod('c', yes ?? ''))).toBe('unknown');
    expect(enforced(pod('a', yes ?? ''), pod('b', agent('')))).toBe('yes');
  });

  test('does not matter beside a plugin that enforces them', () => {
    const off = daemons('aws-node', agent(', args: ["--enable-network-policy=false"]'));
    expect(enforced(off, daemons('calico-node', ''))).toBe('yes');
  });
});
