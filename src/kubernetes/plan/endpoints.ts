import type { Address } from '../../model/header/address.ts';
import { formatAddress } from '../../model/header/address.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Endpoint, Endpoints } from '../objects/endpoints.ts';
import type { Service } from '../objects/service.ts';

/**
 * The endpoints that count: legacy ones only of services without slices, and made by the controller if their service
 * has a selector (S145); none at the cluster address of a service, which is no destination for a proxy (S25).
 */
export function planEndpoints(
  endpoints: readonly Endpoints[],
  services: readonly Service[],
  report: (diagnostic: Diagnostic) => void,
): Endpoints[] {
  if (endpoints.length === 0) return [];
  const sliced = new Set(endpoints.filter(({ form }) => form === 'slice').map(keyOf));
  const selecting = new Set<string>();
  const owners = new Map<Address, Service>();
  for (const service of services) {
    if (service.selector !== undefined) selecting.add(`${service.namespace}/${service.name}`);
    for (const one of service.clusterAddresses) if (!owners.has(one)) owners.set(one, service);
  }
  const isDestination = (endpoint: Endpoint, { origin }: Endpoints): boolean => {
    const owner = owners.get(endpoint.address);
    if (owner === undefined) return true;
    const of = `${owner.namespace}/${owner.name}`;
    const message = `${formatAddress(endpoint.address)} is the cluster address of service ${of}: no endpoint can have it`;
    report({
      code: 'ENDPOINT_ADDRESS',
      severity: 'error',
      message,
      origin: { ...origin, path: endpoint.path },
    });
    return false;
  };
  return endpoints.flatMap((one) => {
    if (one.form === 'slice') return withoutWrong(one, isDestination);
    if (sliced.has(keyOf(one))) return [];
    const own = withoutWrong(one, isDestination);
    return selecting.has(keyOf(one)) ? { ...own, madeBy: 'controller' as const } : own;
  });
}

function keyOf({ namespace, service }: Endpoints): string {
  return `${namespace}/${service}`;
}

/** The same object where nothing is wrong. */
function withoutWrong(one: Endpoints, isRight: (endpoint: Endpoint, of: Endpoints) => boolean): Endpoints {
  let wrong = false;
  const subsets = one.subsets.map((subset) => {
    const endpoints = subset.endpoints.filter((endpoint) => isRight(endpoint, one));
    wrong ||= endpoints.length < subset.endpoints.length;
    return { ...subset, endpoints };
  });
  return wrong ? { ...one, subsets } : one;
}
