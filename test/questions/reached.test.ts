import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/index.ts';
import { reachedText } from '../../src/interface/render/reached.ts';
import type { Input } from '../../src/questions/question.ts';
import { ask as sources } from '../../src/questions/sources.ts';
import { ask as targets } from '../../src/questions/targets.ts';
import { stateOf } from '../cases/state-of.ts';
import { STYLE } from './style.ts';

const pod = (namespace: string, name: string, labels: string): string => `
---
{kind: Pod, apiVersion: v1, metadata: {namespace: ${namespace}, name: ${name}, labels: ${labels}},
 spec: {containers: [{name: main, image: main, ports: [{containerPort: 8080, name: http}]}]}}
`;

const NAMESPACES = ['a1', 'a2', 'b1', 'b2', 'b3', 'b4'];

/** Namespaces of two teams with two pods each, and a policy that admits one team to a pod. */
const CLUSTER = [
  ...NAMESPACES.map(
    (name) => `
---
{kind: Namespace, apiVersion: v1, metadata: {name: ${name}, labels: {team: ${name.slice(0, 1)}}}}
${pod(name, 'web', '{app: web}')}${pod(name, 'db', '{app: db}')}`,
  ),
  `
---
kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: {namespace: b1, name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{namespaceSelector: {matchLabels: {team: a}}}]
    - from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}]
      ports: [{port: http}]
---
{kind: Service, apiVersion: v1, metadata: {namespace: b1, name: db}, spec: {selector: {app: db}, ports: [{port: 80, targetPort: http}]}}
`,
].join('');

function text(question: typeof sources, input: Input): string {
  const answer = question(stateOf(CLUSTER, {}), input);
  return isRefusal(answer) ? answer.error.message : reachedText(answer, STYLE);
}

describe('who reaches whom', () => {
  test('is said in words that mean just those pods', () => {
    expect(text(sources, { to: 'b1/db' })).toMatchInlineSnapshot(`
      "TCP *; UDP *; SCTP *  (4 of 12 pods)
        namespaces with team=a (4 pods)
      TCP 8080  (4 of 12 pods)
        pods with app=web in any namespace (4 pods), except namespaces with team=a (2 pods)
      nothing for sure; not known (NAMESPACE_LABELS): TCP *; UDP *; SCTP *  (1 of 12 pods)
        deployment kube-system/coredns (1 pod)
      nothing  (3 of 12 pods)
        pods with app=db in any namespace (3 pods), except namespaces with team=a (2 pods)
      "
    `);
  });

  test('is said of one port, by its name', () => {
    expect(text(sources, { to: 'b1/db', port: 'http' })).toMatchInlineSnapshot(`
      "TCP 8080  (8 of 12 pods)
        pods with app=web in any namespace (6 pods)
        namespaces with team=a (4 pods)
      nothing for sure; not known (NAMESPACE_LABELS): TCP 8080  (1 of 12 pods)
        deployment kube-system/coredns (1 pod)
      nothing  (3 of 12 pods)
        pods with app=db in any namespace (3 pods), except namespaces with team=a (2 pods)
      "
    `);
  });

  test('is said of a service', () => {
    expect(text(sources, { to: 'svc/b1/db' })).toMatchInlineSnapshot(`
      "TCP 80  (9 of 13 pods)
        pods with app=web in any namespace (6 pods)
        namespaces with team=a (4 pods)
        namespace b1 (2 pods)
      nothing for sure; not known (NAMESPACE_LABELS): TCP 80  (1 of 13 pods)
        deployment kube-system/coredns (1 pod)
      nothing  (3 of 13 pods)
        pod b2/db
        pod b3/db
        pod b4/db
      "
    `);
  });

  test('is said of all that pods reach', () => {
    expect(text(targets, { from: 'ns/b2', port: '9090' })).toMatchInlineSnapshot(`
      "TCP 9090  (12 of 13 pods)
        all pods, except pod b1/db
      nothing  (1 of 13 pods)
        pod b1/db
      "
    `);
  });

  test('refuses who is not there, and ports that mean nothing', () => {
    expect(text(sources, { to: 'b1/dc' })).toMatch('there is no b1/dc');
    expect(text(sources, { to: 'svc/b1/dc' })).toMatch('there is no svc/b1/dc');
    expect(text(sources, { to: 'internet' })).toBe('internet names no pods');
    expect(text(sources, { to: 'b1/db', port: 'https' })).toBe('none of them has a port named https');
    expect(text(targets, { from: 'b1/db', port: 'http' })).toMatch('give a number');
  });
});
