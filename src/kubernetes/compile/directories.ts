import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import type { Layout } from './layout.ts';
import { ZONE_LABEL } from './service-endpoints.ts';

/** The directory of processes by the switch they are linked to: columns `process`, `switch`. */
export const PROCESSES = 'processes';

/** The directories that the templates of pods, hosts and the fabric range over (01 §1.11). */
export function directoriesOf(layout: Layout): {
  addresses: Directory;
  listeners: Directory;
  processes: Directory;
} {
  return {
    addresses: addressDirectory(layout),
    listeners: listenerDirectory(layout),
    processes: processDirectory(layout),
  };
}

/**
 * Hosts, then pods, then services; a row an address. `family`: all addresses of the same family. `hostAddress`: the
 * host's one of that family. `zone`: the host's. `known`: `given` in the input, or `planned` (S144). Implements N1.
 */
function addressDirectory({ hosts, pods, cluster }: Layout): Directory {
  const address: Address[] = [];
  const node: NodeId[] = [];
  const host: NodeId[] = [];
  const role: string[] = [];
  const family: AddressSet[] = [];
  const known: string[] = [];
  const origin: Origin[] = [];
  const zone: string[] = [];
  const name: string[] = [];
  const hostAddress: (Address | undefined)[] = [];
  const zones = new Map(hosts.map((one) => [one.node, one.host.labels[ZONE_LABEL] ?? '']));
  const own = new Map(hosts.map((one) => [one.node, one.host.addresses]));
  const put = (
    one: Address,
    owner: NodeId,
    on: NodeId,
    as: string,
    { planned, origin: from, namespace, name: called }: Host | Pod | Service,
  ): void => {
    zone.push(zones.get(on) ?? '');
    name.push(namespace === '' ? called : `${namespace}/${called}`);
    hostAddress.push(own.get(on)?.find((other) => familyOf(other) === familyOf(one)));
    address.push(one);
    node.push(owner);
    host.push(on);
    role.push(as);
    family.push(ALL_OF(familyOf(one)));
    known.push(isPlanned(planned) ? 'planned' : 'given');
    origin.push(from);
  };
  for (const one of hosts) for (const a of one.host.addresses) put(a, one.node, one.node, 'host', one.host);
  for (const one of pods) for (const a of one.pod.addresses) put(a, one.node, one.host, 'pod', one.pod);
  for (const service of cluster.services) {
    for (const a of service.clusterAddresses) put(a, NO_NODE, NO_NODE, 'service', service);
  }
  return {
    size: address.length,
    columns: {
      address: { kind: 'address', cells: address },
      node: { kind: 'node', cells: Int32Array.from(node) },
      host: { kind: 'node', cells: Int32Array.from(host) },
      zone: { kind: 'text', cells: zone },
      hostAddress: { kind: 'address', cells: hostAddress as Address[] },
      role: { kind: 'text', cells: role },
      name: { kind: 'text', cells: name },
      family: { kind: 'addresses', cells: family },
      known: { kind: 'text', cells: known },
      origin: { kind: 'origin', cells: origin },
    },
  };
}

function isPlanned(planned: (Host | Pod | Service)['planned']): boolean {
  return planned.includes('address') || planned === 'host' || planned === 'service';
}

/** A row a declared port of each container: who is known to listen (S11). */
function listenerDirectory({ processes }: Layout): Directory {
  const process: NodeId[] = [];
  const on: NodeId[] = [];
  const protocol: Protocol[] = [];
  const port: number[] = [];
  const name: string[] = [];
  const origin: Origin[] = [];
  const path: string[] = [];
  for (const { pod, container, node, switch: own } of processes) {
    for (const declared of container.ports) {
      process.push(node);
      on.push(own);
      protocol.push(declared.protocol);
      port.push(declared.port);
      name.push(declared.name ?? '');
      origin.push(pod.origin);
      path.push(declared.path);
    }
  }
  return {
    size: process.length,
    columns: {
      process: { kind: 'node', cells: Int32Array.from(process) },
      switch: { kind: 'node', cells: Int32Array.from(on) },
      protocol: { kind: 'protocol', cells: protocol },
      port: { kind: 'number', cells: Int32Array.from(port) },
      name: { kind: 'text', cells: name },
      origin: { kind: 'origin', cells: origin },
      path: { kind: 'text', cells: path },
    },
  };
}

/** Containers, then kubelets: they stand for whatever else listens on a host. */
function processDirectory({ processes, kubelets, hosts }: Layout): Directory {
  const made = kubelets.map((node, i) => ({ node, switch: (hosts[i] as { node: NodeId }).node }));
  const all = [...processes, ...made];
  return {
    size: all.length,
    columns: {
      process: { kind: 'node', cells: Int32Array.from(all, (one) => one.node) },
      switch: { kind: 'node', cells: Int32Array.from(all, (one) => one.switch) },
    },
  };
}
