import type { Cluster } from '../cluster.ts';
import type { Service } from '../objects/service.ts';
import { labelOf } from '../select/selector.ts';

/** What the service in front of the DNS servers is known by, the surest first. */
const SIGNS: readonly ((service: Service) => boolean)[] = [
  ({ namespace, name }) => namespace === 'kube-system' && name === 'kube-dns',
  ({ namespace, labels }) => namespace === 'kube-system' && labelOf(labels, 'k8s-app') === 'kube-dns',
  ({ labels }) => labelOf(labels, 'k8s-app') === 'kube-dns',
  ({ namespace, name }) => namespace === 'openshift-dns' && name === 'dns-default',
];

/**
 * The service that the cluster DNS is asked at: the only definition of it. Undefined where the input has none and none is
 * planned (S142).
 */
export function dnsServiceOf({ services }: Pick<Cluster, 'services'>): Service | undefined {
  const serving = services.filter(servesNames);
  for (const sign of SIGNS) {
    const found = serving.find(sign);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** At a cluster address, on port 53. The cache on each node asks the servers through a service of its own, which nobody else does. */
function servesNames({ form, name, ports }: Service): boolean {
  return form === 'virtual' && name !== 'kube-dns-upstream' && ports.some(({ port }) => port === 53);
}
