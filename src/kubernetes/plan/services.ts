import type { Address, Family } from '../../model/header/address.ts';
import { address, familyOf } from '../../model/header/address.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Service, ServicePort } from '../objects/service.ts';
import type { Claim } from './grant.ts';
import { grant } from './grant.ts';
import type { Taken } from './survey.ts';
import { take } from './survey.ts';

/** Where planned cluster addresses are taken from (S144). */
const SERVICES: Readonly<Record<Family, Prefix>> = {
  IPv4: prefix('10.96.0.0/12'),
  IPv6: prefix('fd00:10:96::/108'),
};

/** Where the DNS service is by custom (S142). */
const DNS: Readonly<Record<Family, Address>> = {
  IPv4: address('10.96.0.10'),
  IPv6: address('fd00:10:96::a'),
};

/**
 * Gives cluster addresses to each service that should have some and has none: a hash of its own name, of one family or,
 * where its policy wants and the cluster has them, of both (S38, S144). `families` are the cluster's, the primary one
 * first; `taken` is what no service may have.
 */
export function planServiceAddresses(
  services: readonly Service[],
  families: readonly Family[],
  taken: Taken,
  report: (diagnostic: Diagnostic) => void,
): readonly Service[] {
  for (const service of services) {
    for (const one of service.clusterAddresses) take(taken, one);
    for (const one of service.externalAddresses) taken.addresses.add(one);
    for (const one of service.loadBalancer) taken.addresses.add(one.address);
  }
  const needy = services.filter(wantsAddress);
  if (needy.length === 0) return services;
  // The DNS service has its address by custom, whatever the hash of another one is.
  needy.sort((a, b) => Number(b.planned === 'service') - Number(a.planned === 'service'));
  const claims = needy.flatMap((service) => claimsOf(service, families));
  const granted = grant(claims, taken.addresses, report);
  return services.map((service) => {
    if (!wantsAddress(service)) return service;
    const clusterAddresses = granted.get(nameOf(service)) ?? [];
    return {
      ...service,
      clusterAddresses,
      families: service.families.length > 0 ? service.families : clusterAddresses.map(familyOf),
      planned: service.planned === 'service' ? 'service' : 'address',
    };
  });
}

function wantsAddress({ form, clusterAddresses }: Service): boolean {
  return form === 'virtual' && clusterAddresses.length === 0;
}

function claimsOf(service: Service, families: readonly Family[]): Claim[] {
  return familiesFor(service, families).map((family) => ({
    name: nameOf(service),
    within: SERVICES[family],
    ...(service.planned === 'service' ? { wish: DNS[family] } : {}),
    origin: service.origin,
  }));
}

/** Those that it names, in its order, and then the cluster's own; as many as its policy wants (S38). */
function familiesFor({ families, familyPolicy }: Service, cluster: readonly Family[]): readonly Family[] {
  const wanted = [...new Set([...families, ...cluster])];
  return familyPolicy === 'SingleStack' ? wanted.slice(0, 1) : wanted;
}

function nameOf({ namespace, name }: Service): string {
  return `service ${namespace}/${name}`;
}

/** The services with each node port once: the first in name order keeps it (S28). */
export function planNodePorts(
  services: readonly Service[],
  report: (diagnostic: Diagnostic) => void,
): readonly Service[] {
  const owners = new Map<string, Service>();
  const isFree = ({ nodePort, protocol, path }: ServicePort, service: Service): boolean => {
    if (nodePort === undefined) return true;
    const key = `${nodePort}/${protocol}`;
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, service);
      return true;
    }
    const message = `node port ${key} of ${nameOf(service)} is that of ${nameOf(owner)} already`;
    const origin = { ...service.origin, path: `${path}.nodePort` };
    report({ code: 'NODE_PORT_TAKEN', severity: 'error', message, origin });
    return false;
  };
  if (services.every(({ ports }) => ports.every(({ nodePort }) => nodePort === undefined))) return services;
  return services.map((service) => {
    const free = service.ports.map((port) => isFree(port, service));
    if (!free.includes(false)) return service;
    const ports = service.ports.map((port, i) => (free[i] ? port : withoutNodePort(port)));
    return { ...service, ports };
  });
}

function withoutNodePort({ nodePort: _, ...port }: ServicePort): ServicePort {
  return port;
}
