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
function addressDirectory({ nodes, hosts, pods, cluster }: Layout): Directory {
  let size = 0;
  for (const { host } of hosts) size += host.addresses.length;
  for (const { pod } of pods) size += pod.addresses.length;
  for (const { clusterAddresses } of cluster.services) size += clusterAddresses.length;
  const address = new Array<Address>(size);
  const node = new Int32Array(size);
  const host = new Int32Array(size);
  const role = new Array<string>(size);
  const family = new Array<AddressSet>(size);
  const known = new Array<string>(size);
  const origin = new Array<Origin>(size);
  const zone = new Array<string>(size);
  const name = new Array<string>(size);
  const hostAddress = new Array<Address | undefined>(size);
  let row = 0;
  const put = (
    as: 'host' | 'pod' | 'service',
    one: Address,
    owner: NodeId,
    called: string,
    { planned, origin: from }: Host | Pod | Service,
    on: Layout['hosts'][number] | undefined,
  ): void => {
    const its = familyOf(one);
    address[row] = one;
    node[row] = owner;
    host[row] = on?.node ?? NO_NODE;
    role[row] = as;
    family[row] = ALL_OF(its);
    known[row] = isPlanned(planned) ? 'planned' : 'given';
    origin[row] = from;
    zone[row] = on?.host.labels[ZONE_LABEL] ?? '';
    name[row] = called;
    hostAddress[row] = on?.host.addresses.find((other) => familyOf(other) === its);
    row++;
  };
  for (const one of hosts) {
    for (const a of one.host.addresses) put('host', a, one.node, one.host.name, one.host, one);
  }
  for (const one of pods) {
    const called = nodes.names[one.node] as string;
    for (const a of one.pod.addresses) put('pod', a, one.node, called, one.pod, hosts[one.host]);
  }
  for (const service of cluster.services) {
    const called = `${service.namespace}/${service.name}`;
    for (const a of service.clusterAddresses) put('service', a, NO_NODE, called, service, undefined);
  }
  return {
    size,
    columns: {
      address: { kind: 'address', cells: address },
      node: { kind: 'node', cells: node },
      host: { kind: 'node', cells: host },
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
  let size = 0;
  for (const { container } of processes) size += container.ports.length;
  const process = new Int32Array(size);
  const on = new Int32Array(size);
  const protocol = new Array<Protocol>(size);
  const port = new Int32Array(size);
  const name = new Array<string>(size);
  const origin = new Array<Origin>(size);
  const path = new Array<string>(size);
  let row = 0;
  for (const { pod, container, node, switch: own } of processes) {
    for (const declared of container.ports) {
      process[row] = node;
      on[row] = own;
      protocol[row] = declared.protocol;
      port[row] = declared.port;
      name[row] = declared.name ?? '';
      origin[row] = pod.origin;
      path[row] = declared.path;
      row++;
    }
  }
  return {
    size,
    columns: {
      process: { kind: 'node', cells: process },
      switch: { kind: 'node', cells: on },
      protocol: { kind: 'protocol', cells: protocol },
      port: { kind: 'number', cells: port },
      name: { kind: 'text', cells: name },
      origin: { kind: 'origin', cells: origin },
      path: { kind: 'text', cells: path },
    },
  };
}

/** Containers, then kubelets: they stand for whatever else listens on a host. */
function processDirectory({ processes, kubelets, hosts }: Layout): Directory {
  const size = processes.length + kubelets.length;
  const process = new Int32Array(size);
  const on = new Int32Array(size);
  for (let row = 0; row < processes.length; row++) {
    const placed = processes[row] as Layout['processes'][number];
    process[row] = placed.node;
    on[row] = placed.switch;
  }
  kubelets.forEach((kubelet, i) => {
    process[processes.length + i] = kubelet;
    on[processes.length + i] = (hosts[i] as Layout['hosts'][number]).node;
  });
  return {
    size,
    columns: { process: { kind: 'node', cells: process }, switch: { kind: 'node', cells: on } },
  };
}
