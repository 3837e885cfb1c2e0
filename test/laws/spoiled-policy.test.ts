import { expect, test } from 'vitest';
import { present } from '../../src/base/assert.ts';
import { askQuestion, questionNamed } from '../../src/index.ts';
import { stateOf } from '../cases/state-of.ts';

const POLICY = `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata: {namespace: data, name: shut}
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;

const around = (policy: string): string => `
{kind: Node, apiVersion: v1, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.1.1}]}}
---
{kind: Node, apiVersion: v1, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 192.168.1.2}]}}
---
${policy}
---
kind: Pod
apiVersion: v1
metadata: {namespace: shop, name: web}
spec: {nodeName: n1, containers: [{name: web, image: web}]}
status: {phase: Running, podIP: 10.244.1.10}
---
kind: Pod
apiVersion: v1
metadata: {namespace: data, name: db}
spec: {nodeName: n2, containers: [{name: db, image: db, ports: [{containerPort: 5432}]}]}
status: {phase: Running, podIP: 10.244.2.20}
`;

const SIGNS = ['\n', ' ', '"', '{', '}', ',', ':', '*', 'x', '\t', '-'];

/** The policy with one letter less, and with one sign more, at each place. */
function* spoiled(): Generator<string> {
  for (let at = 0; at < POLICY.length; at++) {
    const [before, after] = [POLICY.slice(0, at), POLICY.slice(at)];
    yield before + after.slice(1);
    yield before + SIGNS[at % SIGNS.length] + after;
  }
}

test('law: an error in the text of a policy is never answered as if the policy were not there', async () => {
  const question = present(questionNamed('reach'), 'the question');
  const asked = { from: 'shop/web', to: 'data/db', port: 5432 };
  let unknown = 0;
  for (const policy of spoiled()) {
    const state = stateOf(around(policy));
    const errors = state.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    if (errors.length === 0) continue;
    const answer = (await askQuestion(question, state, asked)) as { answer?: string };
    expect([policy, errors, answer.answer]).not.toEqual([policy, errors, 'reachable']);
    if (answer.answer === 'unknown') unknown++;
  }
  expect(unknown).toBeGreaterThan(100);
}, 60_000);
