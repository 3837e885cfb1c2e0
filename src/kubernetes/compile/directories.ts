import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { ALL_OF } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { Host } from '../objects/host.ts';
import type { Pod } from '../objects/pod.ts';
import type { Layout } from './layout.ts';

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
 * Hosts, then pods; a row an address. `family`: all addresses of the same family. `known`: `given` in the input, or
 * `planned` (S144). Implements N1.
 */
function addressDirectory({ hosts, pods }: Layout): Directory {
  const address: Address[] = [];
  const node: NodeId[] = [];
  const host: NodeId[] = [];
  const role: string[] = [];
  const family: AddressSet[] = [];
  const known: string[] = [];
  const origin: Origin[] = [];
  const put = (
    one: Address,
    owner: NodeId,
    on: NodeId,
    as: string,
    { planned, origin: from }: Host | Pod,
  ): void => {
    address.push(one);
    node.push(owner);
    host.push(on);
    role.push(as);
    family.push(ALL_OF(familyOf(one)));
    known.push(planned.includes('address') || planned === 'host' ? 'planned' : 'given');
    origin.push(from);
  };
  for (const one of hosts) for (const a of one.host.addresses) put(a, one.node, one.node, 'host', one.host);
  for (const one of pods) for (const a of one.pod.addresses) put(a, one.node, one.host, 'pod', one.pod);
  return {
    size: address.length,
    columns: {
      address: { kind: 'address', cells: address },
      node: { kind: 'node', cells: Int32Array.from(node) },
      host: { kind: 'node', cells: Int32Array.from(host) },
      role: { kind: 'text', cells: role },
      family: { kind: 'addresses', cells: family },
      known: { kind: 'text', cells: known },
      origin: { kind: 'origin', cells: origin },
    },
  };
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

function processDirectory({ processes }: Layout): Directory {
  return {
    size: processes.length,
    columns: {
      process: { kind: 'node', cells: Int32Array.from(processes, (one) => one.node) },
      switch: { kind: 'node', cells: Int32Array.from(processes, (one) => one.switch) },
    },
  };
}
