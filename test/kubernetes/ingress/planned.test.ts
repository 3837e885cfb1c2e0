import { describe, expect, test } from 'vitest';
import { readState, STANDARD } from '../../../src/index.ts';
import { isRefusal } from '../../../src/questions/question.ts';
import { ask } from '../../../src/questions/trace.ts';
import { sourceOf } from '../manifest.ts';

const shop = (from: string): string => `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: x, ports: [{containerPort: 8080}]}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop}
spec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {}, ingress: [{from: [${from}]}]}
`;

/** What the internet gets from the Ingress of the shop. */
const asked = (from: string) => {
  const state = readState([sourceOf('a', shop(from))], { profile: STANDARD, namespace: 'default' });
  const answer = ask(state, { from: 'internet', to: 'ingress/shop/web@shop.example/' });
  if (isRefusal(answer)) throw new Error(answer.error.message);
  return answer;
};

const LABELS = 'podSelector: {matchLabels: {app.kubernetes.io/name: ingress-nginx}}';
const NAMESPACE = 'namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}';

describe('a request to an Ingress whose controller is not in the input', () => {
  test('comes from the planned pod of its controller, never from the client, and says so (S138, S144)', () => {
    const answer = asked(`{${NAMESPACE}, ${LABELS}}`);
    expect(answer).toMatchObject({ answer: 'reachable', request: { where: 'planned' } });
    expect(answer.request?.onward.map(({ proxy, status }) => [proxy, status])).toEqual([
      ['ingress-nginx/ingress-nginx-controller-0', 200],
    ]);
    expect(answer.assumed).toContain('ING_CONTROLLER_PLANNED');
  });

  test('is a timeout behind it where a policy looks for it in its own namespace (S83, S138)', () => {
    const answer = asked(`{${LABELS}}`);
    expect(answer).toMatchObject({ answer: 'unreachable', symptom: '504' });
    expect(answer.request?.onward.map(({ status }) => status)).toEqual([504]);
  });

  test('is unknown where a policy asks for a label of its namespace, of which only the name is known (S143)', () => {
    expect(asked('{namespaceSelector: {matchLabels: {name: ingress-nginx}}}')).toMatchObject({
      answer: 'unknown',
      unknown: ['NAMESPACE_LABELS'],
    });
  });

  test('is unknown where a policy asks for its address, which is planned (S144)', () => {
    expect(asked('{ipBlock: {cidr: 10.128.0.0/10}}')).toMatchObject({ answer: 'unknown' });
  });
});
