import type { Address } from '../../model/header/address.ts';
import { formatAddress } from '../../model/header/address.ts';
import type { Diagnostic } from '../../text/diagnostic.ts';
import type { Host } from '../objects/host.ts';
import type { Metadata } from '../objects/metadata.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import type { Any } from './survey.ts';

/** What there may be: addresses that two have, ports of hosts, pods that are pending or not placed. */
export interface Suspicions {
  readonly addresses: Any;
  readonly hostPorts: Any;
  readonly pending: Any;
}

/** What cannot be in a real cluster, said beside the cluster (R6): shared addresses and host ports; pods not in the graph. */
export function checkCluster(
  hosts: readonly Host[],
  pods: readonly Pod[],
  services: readonly Service[],
  maybe: Suspicions,
  report: (diagnostic: Diagnostic) => void,
): void {
  if (maybe.addresses === 'some') checkAddresses(hosts, pods, services, report);
  if (maybe.hostPorts === 'some') checkHostPorts(pods, report);
  if (maybe.pending === 'some') checkPending(pods, report);
}

/** Implements N1 as a check of the input. */
function checkAddresses(
  hosts: readonly Host[],
  pods: readonly Pod[],
  services: readonly Service[],
  report: (diagnostic: Diagnostic) => void,
): void {
  const owners = new Map<Address, Metadata>();
  const ofServices = new Set<Metadata>(services);
  const nameIn = (one: Metadata): string =>
    ofServices.has(one) ? `service ${one.namespace}/${one.name}` : nameOf(one);
  const claim = (address: Address, one: Metadata): void => {
    const other = owners.get(address);
    if (other === undefined) {
      owners.set(address, one);
      return;
    }
    const first = nameIn(other);
    const message = `${nameIn(one)} has the address ${formatAddress(address)} of ${first}: messages to it go to ${first} alone`;
    report({ code: 'DUPLICATE_ADDRESS', severity: 'error', message, origin: one.origin });
  };
  for (const host of hosts) for (const address of host.addresses) claim(address, host);
  for (const pod of pods) {
    if (pod.state !== 'running') continue;
    for (const address of pod.addresses) claim(address, pod);
  }
  for (const service of services) for (const address of service.clusterAddresses) claim(address, service);
}

/** Two pods cannot have one port of their host (S13, S14); where placement is planned, the scheduler would see to it. */
function checkHostPorts(pods: readonly Pod[], report: (diagnostic: Diagnostic) => void): void {
  const owners = new Map<string, Pod>();
  for (const pod of pods) {
    if (pod.state !== 'running' || pod.host === undefined || pod.planned.includes('host')) continue;
    for (const { ports } of pod.containers) {
      for (const { hostPort, hostAddress, protocol, path } of ports) {
        if (hostPort === undefined) continue;
        const key = `${pod.host} ${hostAddress ?? ''} ${hostPort}/${protocol}`;
        const other = owners.get(key);
        if (other === undefined) owners.set(key, pod);
        else if (other !== pod) {
          const message = `${nameOf(pod)} and ${nameOf(other)} both have port ${hostPort}/${protocol} of node ${pod.host}`;
          report({ code: 'HOST_PORT_TAKEN', severity: 'warning', message, origin: { ...pod.origin, path } });
        }
      }
    }
  }
}

/** Pods without an address or a host have no place in the graph (S15): one word for all of them. */
function checkPending(pods: readonly Pod[], report: (diagnostic: Diagnostic) => void): void {
  const pending = pods.filter(
    ({ state, host }) => state === 'pending' || (state === 'running' && host === undefined),
  );
  const [first, ...others] = pending;
  if (first === undefined) return;
  const more = others.length === 0 ? 'has' : `and ${others.length} more have`;
  const message = `${nameOf(first)} ${more} no address or node yet: not in the graph`;
  report({ code: 'PODS_PENDING', severity: 'info', message, origin: first.origin });
}

function nameOf({ namespace, name }: Metadata): string {
  return namespace === '' ? `node ${name}` : `pod ${namespace}/${name}`;
}
