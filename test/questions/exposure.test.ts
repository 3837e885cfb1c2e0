import { describe, expect, test } from 'vitest';
import { exposureText } from '../../src/interface/render/exposure.ts';
import { implied } from '../../src/model/network/implication.ts';
import type { Requirement } from '../../src/model/network/set.ts';
import type { ExposureAnswer } from '../../src/questions/exposure.ts';
import { ask } from '../../src/questions/exposure.ts';
import { stateOf } from '../cases/state-of.ts';
import { STYLE } from './style.ts';

const CLUSTER = `
{kind: Namespace, apiVersion: v1, metadata: {name: shop, labels: {team: a}}}
---
{kind: Namespace, apiVersion: v1, metadata: {name: test, labels: {team: b}}}
---
kind: Node
apiVersion: v1
metadata: {name: n1}
spec: {podCIDR: 10.244.1.0/24}
status: {addresses: [{type: InternalIP, address: 172.18.0.2}]}
---
kind: Node
apiVersion: v1
metadata: {name: n2}
spec: {podCIDR: 10.244.2.0/24}
status: {addresses: [{type: InternalIP, address: 172.18.0.3}]}
---
kind: Pod
apiVersion: v1
metadata: {namespace: shop, name: db, labels: {app: db}}
spec: {nodeName: n1, containers: [{name: db, image: db, ports: [{containerPort: 5432, hostPort: 5432}]}]}
status: {phase: Running, podIP: 10.244.1.2, podIPs: [{ip: 10.244.1.2}], conditions: [{type: Ready, status: "True"}]}
---
kind: Service
apiVersion: v1
metadata: {namespace: shop, name: db}
spec:
  type: NodePort
  clusterIP: 10.96.0.9
  selector: {app: db}
  ports: [{port: 5432, nodePort: 30432}]
---
kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: {namespace: shop, name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
  - {from: [{namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}
  - {from: [{namespaceSelector: {}, podSelector: {matchLabels: {role: admin}}}]}
  - {from: [{podSelector: {}}], ports: [{port: 9090}]}
---
kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: {namespace: shop, name: quiet}
spec: {podSelector: {}, policyTypes: [Egress]}
`;

function exposure(to: string): ExposureAnswer {
  const answer = ask(stateOf(CLUSTER, {}), { to });
  if ('error' in answer) throw new Error(answer.error.message);
  return answer;
}

describe('exposure', () => {
  test('follows each way in from outside (S14, S17, S28)', () => {
    const { paths } = exposure('pod/shop/db');
    expect(paths.map(({ by, to, port, answer, code }) => [by, to, port, answer, code])).toEqual([
      ['node port', ['172.18.0.2', '172.18.0.3'], 30432, 'unreachable', 'POLICY_INGRESS'],
      ['host port', ['172.18.0.2'], 5432, 'unreachable', 'POLICY_INGRESS'],
      ['pod address', ['10.244.1.2'], 5432, 'unreachable', 'NO_ROUTE'],
    ]);
    expect(paths[0]?.origin).toMatchObject({ kind: 'Service', name: 'db', line: expect.any(Number) });
  });

  test('tells which pods that do not exist yet would get through, by labels (04 §7)', () => {
    const [group] = exposure('pod/shop/db').future;
    const said = group?.pods.map(({ who, allow, today, egressIsolatedBy }) => [
      who,
      allow.TCP,
      today,
      egressIsolatedBy,
    ]);
    expect(said).toEqual([
      ['any pod with app=web in namespaces with team=b', [[5432, 5432]], 0, []],
      ['any pod with role=admin in any namespace', [[1, 65535]], 0, []],
      ['any pod in namespace shop', [[9090, 9090]], 1, ['shop/quiet']],
    ]);
  });

  test('says what policies let in from outside', () => {
    expect(exposure('svc/shop/db').outside).toEqual([]);
    const text = exposureText(exposure('pod/shop/db'), STYLE);
    expect(text).toContain('What policies let in from outside, whether it is routed or not\n  nothing\n');
    expect(text).toContain('any pod in namespace shop (today 1): TCP 9090; shop/quiet must let it out');
  });
});

describe('what follows from a definition', () => {
  const web: Requirement = { attribute: 'app', is: 'in', values: ['web'] };
  const either: Requirement = { attribute: 'app', is: 'in', values: ['web', 'db'] };
  const not: Requirement = { attribute: 'app', is: 'not in', values: ['db'] };
  const some: Requirement = { attribute: 'app', is: 'exists', values: [] };
  const none: Requirement = { attribute: 'app', is: 'absent', values: [] };
  test.each([
    [[web], [either], 'yes'],
    [[either], [web], 'open'],
    [[web], [not], 'yes'],
    [[either], [not], 'open'],
    [[none], [not], 'yes'],
    [[none], [web], 'no'],
    [[web], [none], 'no'],
    [[some], [web], 'open'],
    [[not], [web], 'open'],
    [[], [web], 'open'],
    [[web], [], 'yes'],
    [[web, { attribute: 'tier', is: 'in', values: ['a'] }], [web], 'yes'],
  ] as const)('%j of %j: %s', (given, asked, verdict) => {
    expect(implied(given as readonly Requirement[], asked as readonly Requirement[])).toBe(verdict);
  });
});

describe('exposure of what policies do not govern', () => {
  const HOST = `${CLUSTER}
---
kind: Pod
apiVersion: v1
metadata: {namespace: shop, name: agent, labels: {app: agent}}
spec: {nodeName: n1, hostNetwork: true, containers: [{name: a, image: a, ports: [{containerPort: 9101}]}]}
status: {phase: Running, podIP: 172.18.0.2, podIPs: [{ip: 172.18.0.2}]}
`;

  test('says so, and never that nothing gets in (S103)', () => {
    const answer = ask(stateOf(HOST, {}), { to: 'pod/shop/agent' });
    if ('error' in answer) throw new Error(answer.error.message);
    expect(answer.outsideUnknown).toContain('policies say nothing of it');
    expect(answer.futureUnknown).toContain('policies say nothing of it');
    expect(answer.left).toEqual(['shop/agent']);
    expect(answer.paths).toMatchObject([{ by: 'host network', port: 9101 }]);
  });

  test('refuses what names no pod', () => {
    for (const to of ['node/n1', 'internet', 'pod/shop/nope'])
      expect(ask(stateOf(HOST, {}), { to })).toMatchObject({ error: { code: 'END_NOT_FOUND' } });
  });
});
