import type { DumpSize } from './dump.ts';
import { random } from './random.ts';

/** How many services and policies a dump has beside its pods. */
export interface NetworkSize extends DumpSize {
  readonly services: number;
  /** In each namespace. */
  readonly policies: number;
}

const CLUSTER_ADDRESSES = (10 << 24) + (96 << 16);

/** The cluster address of service i. */
export function serviceAddress(i: number): string {
  const value = CLUSTER_ADDRESSES + 256 + i;
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** The Services of a dump, one in each namespace in turn: each selects the pods of one tier. */
export function* serviceObjects({ services, namespaces }: NetworkSize): Generator<object> {
  for (let i = 0; i < services; i++) {
    const clusterIP = serviceAddress(i);
    yield {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `svc-${i}`,
        namespace: `ns-${i % namespaces}`,
        resourceVersion: `${i}`,
        uid: `svc-${i}`,
      },
      spec: {
        clusterIP,
        clusterIPs: [clusterIP],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
        ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
        selector: { tier: `tier-${Math.floor(i / namespaces + i) % 7}` },
        sessionAffinity: 'None',
        type: 'ClusterIP',
      },
      status: { loadBalancer: {} },
    };
  }
}

/**
 * The NetworkPolicies of a dump, of the shape with many small namespaces: each selects one tier or version of its
 * namespace, admits two peers on one port and, every other one, lets out to the DNS and one team.
 */
export function* policyObjects({ policies, namespaces, seed }: NetworkSize): Generator<object> {
  const numbers = random(seed + 1);
  for (let n = 0; n < namespaces; n++) {
    for (let p = 0; p < policies; p++) {
      const subject = p < 7 ? { tier: `tier-${p}` } : { version: `v${p % 3}` };
      const egress = p % 2 === 1;
      yield {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: `policy-${p}`, namespace: `ns-${n}`, resourceVersion: `${n}`, uid: `np-${n}-${p}` },
        spec: {
          podSelector: { matchLabels: subject },
          policyTypes: egress ? ['Ingress', 'Egress'] : ['Ingress'],
          ingress: [
            {
              from: [
                { podSelector: { matchLabels: { tier: `tier-${numbers.below(7)}` } } },
                {
                  namespaceSelector: { matchLabels: { team: `team-${numbers.below(40)}` } },
                  podSelector: { matchLabels: { version: `v${numbers.below(3)}` } },
                },
              ],
              ports: [{ port: 'http' }],
            },
          ],
          ...(egress
            ? {
                egress: [
                  { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] },
                  { to: [{ namespaceSelector: { matchLabels: { team: `team-${numbers.below(40)}` } } }] },
                  { to: [{ ipBlock: { cidr: `10.${numbers.below(256)}.0.0/16` } }] },
                ],
              }
            : {}),
        },
      };
    }
  }
}
