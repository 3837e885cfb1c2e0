import { numberList } from '../../base/number-list.ts';
import type { Address, Family } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import { ALL_OF } from '../../model/header/address-set.ts';
import type { Directory } from '../../model/network/directory.ts';
import { NO_NODE } from '../../model/network/node.ts';
import type { ContainerPort } from '../objects/container.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Service } from '../objects/service.ts';
import { lazyColumn } from './columns.ts';
import type { Layout } from './layout.ts';
import { eachProcess } from './layout.ts';
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
function addressDirectory({ nodes, hosts, pods, firstPod, podHosts, cluster }: Layout): Directory {
  const { services } = cluster;
  const address: Address[] = [];
  const node = numberList();
  const host = numberList();
  const put = (addresses: readonly Address[], owner: number, on: number): void => {
    for (const one of addresses) {
      address.push(one);
      node.push(owner);
      host.push(on);
    }
  };
  for (const one of hosts) put(one.host.addresses, one.node, one.node);
  for (let i = 0; i < pods.length; i++) put((pods[i] as Pod).addresses, firstPod + i, podHosts[i] as number);
  const inside = address.length;
  const ofService: Service[] = [];
  for (const service of services) {
    put(service.clusterAddresses, NO_NODE, NO_NODE);
    for (const _ of service.clusterAddresses) ofService.push(service);
  }
  const [owners, hostNodes] = [node.finish(), host.finish()];
  const hostAt = (row: number) => hosts[hostNodes[row] as number]?.host;
  const familyAt = (row: number) => familyOf(address[row] as Address);
  const objectAt = (row: number): Host | Pod | Service =>
    row < inside
      ? (pods[(owners[row] as number) - firstPod] ?? (hostAt(row) as Host))
      : (ofService[row - inside] as Service);
  const size = address.length;
  const each = <T>(cell: (row: number) => T): T[] => {
    const cells = new Array<T>(size);
    for (let row = 0; row < size; row++) cells[row] = cell(row);
    return cells;
  };
  const roleAt = (row: number): string =>
    row >= inside ? 'service' : (owners[row] as number) < firstPod ? 'host' : 'pod';
  const nameAt = (row: number): string => {
    if (row < inside) return nodes.names[owners[row] as number] as string;
    const { namespace, name } = ofService[row - inside] as Service;
    return `${namespace}/${name}`;
  };
  return {
    size,
    columns: {
      address: { kind: 'address', cells: address },
      node: { kind: 'node', cells: owners },
      host: { kind: 'node', cells: hostNodes },
      zone: lazyColumn('text', () => each((row) => hostAt(row)?.labels[ZONE_LABEL] ?? '')),
      hostAddress: lazyColumn('address', () =>
        each((row) => inFamily(hostAt(row), familyAt(row)) as Address),
      ),
      role: lazyColumn('text', () => each(roleAt)),
      name: lazyColumn('text', () => each(nameAt)),
      family: lazyColumn('addresses', () => each((row) => ALL_OF(familyAt(row)))),
      known: lazyColumn('text', () => each((row) => (isPlanned(objectAt(row)) ? 'planned' : 'given'))),
      origin: lazyColumn('origin', () => each((row) => objectAt(row).origin)),
    },
  };
}

function inFamily(host: Host | undefined, family: Family): Address | undefined {
  return host?.addresses.find((other) => familyOf(other) === family);
}

function isPlanned({ planned }: Host | Pod | Service): boolean {
  return planned.includes('address') || planned === 'host' || planned === 'service';
}

/** A row a declared port of each container: who is known to listen (S11). */
function listenerDirectory(layout: Layout): Directory {
  const process = numberList();
  const on = numberList();
  const ports: ContainerPort[] = [];
  eachProcess(layout, (_, container, node, own) => {
    for (const port of container.ports) {
      process.push(node);
      on.push(own);
      ports.push(port);
    }
  });
  const { first, pods } = layout.processes;
  const processes = process.finish();
  return {
    size: ports.length,
    columns: {
      process: { kind: 'node', cells: processes },
      switch: { kind: 'node', cells: on.finish() },
      protocol: lazyColumn('protocol', () => ports.map(({ protocol }) => protocol)),
      port: lazyColumn('number', () => Int32Array.from(ports, ({ port }) => port)),
      name: lazyColumn('text', () => ports.map(({ name }) => name ?? '')),
      origin: lazyColumn('origin', () =>
        ports.map((_, row) => (pods[(processes[row] as number) - first] as Pod).origin),
      ),
      path: lazyColumn('text', () => ports.map(({ path }) => path)),
    },
  };
}

/** Containers, then kubelets: they stand for whatever else listens on a host. */
function processDirectory({ processes: { first, switches }, kubelets, hosts }: Layout): Directory {
  const size = switches.length + kubelets.length;
  const process = new Int32Array(size);
  const on = new Int32Array(size);
  on.set(switches);
  for (let row = 0; row < switches.length; row++) process[row] = first + row;
  kubelets.forEach((kubelet, i) => {
    process[switches.length + i] = kubelet;
    on[switches.length + i] = (hosts[i] as Layout['hosts'][number]).node;
  });
  return {
    size,
    columns: { process: { kind: 'node', cells: process }, switch: { kind: 'node', cells: on } },
  };
}
