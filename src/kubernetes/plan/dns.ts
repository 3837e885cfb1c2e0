import type { Diagnostic } from '../../text/diagnostic.ts';
import { dnsServiceOf } from '../names/dns-service.ts';
import type { Labels } from '../objects/metadata.ts';
import { NO_LABELS } from '../objects/metadata.ts';
import { PLACED } from '../objects/placing.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { labelOf } from '../select/selector.ts';
import { inNamespace } from './order.ts';

/** The DNS of a cluster whose input has none: a service, and perhaps a pod behind it. */
export interface PlannedDns {
  readonly services: readonly Service[];
  readonly pods: readonly Pod[];
}

const NAMESPACE = 'kube-system';
const NAME = 'kube-dns';
const LABELS: Labels = { 'k8s-app': 'kube-dns' };
const NOTHING: PlannedDns = { services: [], pods: [] };

/**
 * kube-system/kube-dns as clusters have it, where the input has services and none of them is the DNS; and coredns-0
 * behind it, where no pod is (S142). Without services nobody asks for names: such an input stays as it is; and so does one
 * whose kube-dns answers nobody. `place` says whether there is a host that the pod could be on.
 */
export function planDns(
  services: readonly Service[],
  pods: readonly Pod[],
  place: 'some' | 'none',
  report: (diagnostic: Diagnostic) => void,
): PlannedDns {
  if (services.length === 0 || dnsServiceOf({ services }) !== undefined) return NOTHING;
  if (services.some(({ namespace, name }) => namespace === NAMESPACE && name === NAME)) return NOTHING;
  const own = inNamespace(pods, NAMESPACE);
  const behind = own.some(({ labels }) => isLabelled(labels));
  const taken = own.some(({ name }) => name === 'coredns-0');
  const pod = behind || taken || place === 'none' ? [] : [plannedPod()];
  const with_ = pod.length === 0 ? '' : ', and a pod coredns-0';
  const message = `no DNS service is in the input: ${NAMESPACE}/${NAME} is assumed${with_}`;
  report({ code: 'PLANNED_DNS', severity: 'info', message });
  return { services: [plannedService()], pods: pod };
}

function isLabelled(labels: Labels): boolean {
  return labelOf(labels, 'k8s-app') === 'kube-dns';
}

function plannedService(): Service {
  return {
    name: NAME,
    namespace: NAMESPACE,
    labels: LABELS,
    annotations: NO_LABELS,
    origin: { object: { kind: 'Service', namespace: NAMESPACE, name: NAME } },
    type: 'ClusterIP',
    form: 'virtual',
    selector: LABELS,
    ports: [
      { name: 'dns', protocol: 'UDP', port: 53, target: 53, path: 'spec.ports[0]' },
      { name: 'dns-tcp', protocol: 'TCP', port: 53, target: 53, path: 'spec.ports[1]' },
    ],
    clusterAddresses: [],
    families: [],
    // An address of each family that the cluster has: else a pod of the other one would ask nobody.
    familyPolicy: 'PreferDualStack',
    externalAddresses: [],
    loadBalancer: [],
    loadBalancerNames: [],
    sourceRanges: [],
    internalPolicy: 'Cluster',
    externalPolicy: 'Cluster',
    affinity: 'None',
    distribution: 'none',
    topologyMode: 'none',
    publishes: 'ready',
    planned: 'service',
  };
}

function plannedPod(): Pod {
  const name = 'coredns-0';
  const path = 'spec.containers[0]';
  return {
    name,
    namespace: NAMESPACE,
    labels: LABELS,
    annotations: NO_LABELS,
    origin: { object: { kind: 'Pod', namespace: NAMESPACE, name } },
    network: 'own',
    addresses: [],
    state: 'running',
    idle: [],
    containers: [
      {
        name: 'coredns',
        role: 'regular',
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP', path: `${path}.ports[0]` },
          { name: 'dns-tcp', port: 53, protocol: 'TCP', path: `${path}.ports[1]` },
        ],
        path,
      },
    ],
    planned: ['pod', 'address', 'host'],
    lifetime: 'lasting',
    placing: { ...PLACED, tolerations: [{ operator: 'Exists', value: '' }] },
    readiness: 'ready',
    ending: 'no',
    // It asks the resolver of its host: itself would be a loop.
    dns: { policy: 'Default', servers: [], searches: [] },
    workload: { kind: 'Deployment', namespace: NAMESPACE, name: 'coredns' },
  };
}
