import { random } from './random.ts';

const NAMESPACES = 10;

/**
 * So many Deployments in ten namespaces, and half as many policies: each admits two workloads by label on TCP 8080 and a
 * tier in a group of namespaces on 9100, and lets out to one workload on 8080 and to DNS everywhere. The shape of small
 * clusters on which static analysers are compared.
 */
export function* peerObjects(workloads: number): Generator<object> {
  const numbers = random(workloads);
  const inNamespace = (i: number): string => `ns-${i % NAMESPACES}`;
  for (let n = 0; n < NAMESPACES; n++)
    yield {
      ...{ apiVersion: 'v1', kind: 'Namespace' },
      metadata: { name: `ns-${n}`, labels: { group: `g${n % 3}` } },
    };
  for (let i = 0; i < workloads; i++) {
    const labels = { app: `app-${i}`, tier: `t${i % 4}` };
    const ports = [{ containerPort: 8080 }, { containerPort: 9100 }];
    yield {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
      metadata: { name: `app-${i}`, namespace: inNamespace(i) },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: 'main', ports }] },
        },
      },
    };
  }
  const app = (): object => ({ matchLabels: { app: `app-${numbers.below(workloads)}` } });
  for (let i = 0; i < workloads / 2; i++) {
    yield {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
      metadata: { name: `policy-${i}`, namespace: inNamespace(i) },
      spec: {
        podSelector: { matchLabels: { app: `app-${i}` } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [0, 1].map(() => ({ podSelector: app(), namespaceSelector: {} })),
            ports: [{ port: 8080 }],
          },
          {
            from: [
              {
                podSelector: { matchLabels: { tier: `t${numbers.below(4)}` } },
                namespaceSelector: { matchLabels: { group: `g${numbers.below(3)}` } },
              },
            ],
            ports: [{ port: 9100 }],
          },
        ],
        egress: [
          { to: [{ podSelector: app(), namespaceSelector: {} }], ports: [{ port: 8080 }] },
          { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] },
        ],
      },
    };
  }
}
