import { compareText } from '../../base/order.ts';
import type { Address } from '../../model/header/address.ts';
import { familyOf, formatAddress } from '../../model/header/address.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Endpoints } from '../objects/endpoints.ts';
import type { Host } from '../objects/host.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { selectorIndex } from '../select/selector-index.ts';

/** A service with a selector, and what its controller said of it. */
interface Listed {
  readonly service: Service & { readonly selector: Labels };
  readonly listed: Set<Address>;
  readonly pods: Pod[];
}

/**
 * Says where the endpoints that the controller listed are not the pods that the selector finds: who is behind a service
 * is always taken from the pods (S145). Ended pods and those without an address are none (S47).
 */
export function checkEndpoints(
  services: readonly Service[],
  endpoints: readonly Endpoints[],
  pods: readonly Pod[],
  hosts: readonly Host[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const byNamespace = listedServices(services, endpoints);
  if (byNamespace.size === 0) return;
  const known = hosts.filter(({ planned }) => planned === 'none' || planned === 'labels');
  const addressesOf = new Map(known.map((host) => [host.name, host.addresses]));
  const indexes = new Map(
    [...byNamespace].map(([namespace, listed]) => {
      const selectors = listed.map(({ service }) => ({ labels: service.selector, expressions: [] }));
      return [namespace, selectorIndex(selectors)];
    }),
  );
  for (const pod of pods) {
    if (pod.state !== 'running') continue;
    const found = indexes.get(pod.namespace)?.(pod.labels) ?? [];
    for (const i of found) byNamespace.get(pod.namespace)?.[i]?.pods.push(pod);
  }
  for (const one of [...byNamespace.values()].flat()) compare(one, addressesOf, report);
}

function listedServices(
  services: readonly Service[],
  endpoints: readonly Endpoints[],
): Map<string, Listed[]> {
  if (endpoints.length === 0) return new Map();
  const known = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
  const found = new Map<string, Listed>();
  for (const { namespace, service: name, madeBy, subsets } of endpoints) {
    const service = known.get(`${namespace}/${name}`);
    if (service?.selector === undefined || madeBy !== 'controller') continue;
    const { selector } = service;
    const key = `${namespace}/${name}`;
    const listed = found.get(key) ?? { service: { ...service, selector }, listed: new Set(), pods: [] };
    found.set(key, listed);
    for (const subset of subsets) for (const { address } of subset.endpoints) listed.listed.add(address);
  }
  const byNamespace = new Map<string, Listed[]>();
  for (const one of found.values()) {
    const { namespace } = one.service;
    const others = byNamespace.get(namespace);
    if (others === undefined) byNamespace.set(namespace, [one]);
    else others.push(one);
  }
  return byNamespace;
}

/** By family, since slices of one family may be all that there are; planned addresses cannot be compared. */
function compare(
  { service, listed, pods }: Listed,
  addressesOf: ReadonlyMap<string, readonly Address[]>,
  report: (diagnostic: Diagnostic) => void,
): void {
  const own = new Set<Address>();
  for (const { network, host, addresses, planned } of pods) {
    const given = network === 'own' ? addresses : addressesOf.get(host ?? '');
    if (given === undefined || planned.includes('address') || planned.includes('pod')) return;
    for (const one of given) own.add(one);
  }
  const families = new Set([...listed].map(familyOf));
  const extra = [...listed].filter((one) => !own.has(one));
  const missing = [...own].filter(
    (one) => !listed.has(one) && (families.size === 0 || families.has(familyOf(one))),
  );
  if (extra.length + missing.length === 0) return;
  const parts = [
    ...(extra.length > 0 ? [`list ${some(extra)}, which no pod has that it selects`] : []),
    ...(missing.length > 0 ? [`lack ${some(missing)} of pods that it selects`] : []),
  ];
  const message = `the endpoints of service ${service.namespace}/${service.name} ${parts.join(', and ')}`;
  report({ code: 'ENDPOINTS_DIFFER', severity: 'warning', message, origin: service.origin });
}

function some(addresses: readonly Address[]): string {
  const texts = addresses.map(formatAddress).sort(compareText);
  const more = texts.length > 3 ? ` and ${texts.length - 3} more` : '';
  return `${texts.slice(0, 3).join(', ')}${more}`;
}
