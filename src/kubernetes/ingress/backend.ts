import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Ingress, IngressBackend } from '../objects/ingress.ts';
import type { Service } from '../objects/service.ts';
import type { Target } from './decision.ts';
import { fieldOf } from './decision.ts';

/** Services by namespace and name, as `namespace/name`. */
export type ServiceIndex = ReadonlyMap<string, Service>;

/** The services of a cluster. */
export function serviceIndex({ services }: Cluster): ServiceIndex {
  return new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]));
}

/** Where a backend of an Ingress leads: a service of its namespace, by number or name of a port. Implements S136. */
export function ingressTarget(services: ServiceIndex, ingress: Ingress, backend: IngressBackend): Target {
  const origin = fieldOf(ingress, backend.path);
  if (backend.kind === 'resource') {
    const text = `the backend is ${backend.resource}, which is no Service`;
    return { kind: 'unknown', code: 'ING_BACKEND_RESOURCE', text, by: origin };
  }
  const { namespace } = ingress;
  const { name, port } = backend;
  const service = services.get(`${namespace}/${name}`);
  if (service === undefined) {
    const text = `namespace ${namespace} has no service ${name}`;
    return { kind: 'status', status: 503, code: 'ING_BACKEND_MISSING', text, by: origin };
  }
  const number = portOf(service, port);
  if (number === undefined) return portMissing(service, port, origin);
  return {
    kind: 'backend',
    backends: [{ namespace, name, port: number, weight: 1, service, origin }],
    failing: [],
  };
}

/** The number of a service's port; an ExternalName lists none, and takes any number (S36). */
export function portOf({ ports, form }: Service, wanted: number | string): number | undefined {
  if (typeof wanted === 'number' && form === 'alias') return wanted;
  return ports.find(({ name, port }) => (typeof wanted === 'number' ? port === wanted : name === wanted))
    ?.port;
}

/** What ports a service has instead, for a message. */
export function portsText({ ports }: Service): string {
  const has = ports.map(({ name, port }) => (name === '' ? `${port}` : `${name} ${port}`));
  return has.length === 0 ? 'it has none' : `it has ${has.join(', ')}`;
}

function portMissing(service: Service, port: number | string, by: Origin): Target {
  const text = `service ${service.name} has no port ${port}: ${portsText(service)}`;
  return { kind: 'status', status: 503, code: 'ING_BACKEND_PORT_MISSING', text, by };
}
