import type { Address } from '../../model/header/address.ts';
import { formatAddress } from '../../model/header/address.ts';
import type { Origin } from '../../text/origin.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service, ServicePort } from '../objects/service.ts';

/** An endpoint of a service, whoever made it. */
export interface NamedEndpoint {
  readonly address: Address;
  readonly host?: string;
  readonly ready: boolean;
  readonly pod?: Pod;
  /** As its slice says; of an endpoint that is derived from a pod, the pod tells. */
  readonly hostname?: string;
  readonly origin: Origin;
  /** Where a port of the service goes there; undefined where it has no such port (S22, S26). */
  portOf(port: ServicePort): number | undefined;
}

/** The endpoints of a service, from the one place that knows them (S42–S47, S145). */
export type EndpointsOf = (service: Service) => readonly NamedEndpoint[];

/** An endpoint with the label that names it below its service. */
export interface Member {
  readonly endpoint: NamedEndpoint;
  readonly label: string;
  /** Published: it has records (S27, S46). */
  readonly state: 'published' | 'unready';
  /** `told`: by the slice or the pod; `assumed`: the service is taken as the serviceName of its StatefulSet. */
  readonly naming: 'told' | 'assumed';
}

/** The endpoints of a service, all and by their labels. */
export interface Members {
  readonly all: readonly Member[];
  readonly byLabel: ReadonlyMap<string, readonly Member[]>;
}

/** Implements S27, S46. */
export function membersOf(service: Service, endpointsOf: EndpointsOf): Members {
  const all = endpointsOf(service).map((endpoint) => memberOf(service, endpoint));
  const byLabel = new Map<string, Member[]>();
  for (const member of all) {
    const same = byLabel.get(member.label);
    if (same === undefined) byLabel.set(member.label, [member]);
    else same.push(member);
  }
  return { all, byLabel };
}

function memberOf(service: Service, endpoint: NamedEndpoint): Member {
  const { ready, address } = endpoint;
  // Without a selector others made the endpoints, and their slices are all there is to know (S24, S45).
  const pod = service.selector === undefined ? undefined : endpoint.pod;
  const published = ready || (service.publishes === 'all' && pod !== undefined);
  const told = pod === undefined ? endpoint.hostname : toldHostname(service, pod);
  const assumed = told === undefined && pod !== undefined && isGoverned(service, pod) ? pod.name : undefined;
  return {
    endpoint,
    // CoreDNS names those without a hostname by their address.
    label: (told ?? assumed ?? formatAddress(address).replaceAll(/[.:]/g, '-')).toLowerCase(),
    state: published ? 'published' : 'unready',
    naming: assumed === undefined ? 'told' : 'assumed',
  };
}

/** A pod has a name below the service that its subdomain names. */
function toldHostname({ name, namespace }: Service, { namespace: own, dns }: Pod): string | undefined {
  return dns.subdomain === name && own === namespace ? dns.hostname : undefined;
}

/** Whether the service may be the serviceName of the StatefulSet that the pod is of, where the pod does not tell. */
function isGoverned({ form, name, namespace }: Service, { owner, dns, namespace: own }: Pod): boolean {
  if (owner?.kind !== 'StatefulSet' || form !== 'headless' || own !== namespace) return false;
  return dns.hostname === undefined && (dns.subdomain === undefined || dns.subdomain === name);
}
