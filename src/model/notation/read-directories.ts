import type { Directory } from '../network/directory.ts';
import type { Links } from '../network/link.ts';
import { neighbours } from '../network/link.ts';
import type { NodeId, Nodes } from '../network/node.ts';
import { isSwitch, NO_NODE, nameOf, nodeIds, roleOf } from '../network/node.ts';
import type { WrittenAddress, WrittenListener, WrittenService } from './read-nodes.ts';

/** The directory of addresses: those of the nodes in node order, then those of services, which no node has. */
export function addressDirectory(
  nodes: Nodes,
  addresses: readonly (readonly WrittenAddress[])[],
  services: readonly WrittenService[],
): Directory {
  const rows = [
    ...[...nodeIds(nodes)].flatMap((node) => {
      const common = {
        node,
        host: nodes.hosts[node] as number,
        role: roleOf(nodes, node),
        name: nameOf(nodes, node),
      };
      return (addresses[node] ?? []).map((one) => ({ ...one, ...common }));
    }),
    ...services.flatMap(({ name, addresses: own }) =>
      own.map((one) => ({ ...one, node: NO_NODE, host: NO_NODE, role: 'service', name })),
    ),
  ];
  return {
    size: rows.length,
    columns: {
      address: { kind: 'address', cells: rows.map((row) => row.address) },
      node: { kind: 'node', cells: Int32Array.from(rows, (row) => row.node) },
      host: { kind: 'node', cells: Int32Array.from(rows, (row) => row.host) },
      role: { kind: 'text', cells: rows.map((row) => row.role) },
      name: { kind: 'text', cells: rows.map((row) => row.name) },
      origin: { kind: 'origin', cells: rows.map((row) => row.origin) },
    },
  };
}

/** The directory of listeners: a row for each switch at which a process listens, in node order. */
export function listenerDirectory(
  nodes: Nodes,
  links: Links,
  listeners: readonly (readonly WrittenListener[])[],
): Directory {
  const rows = [...nodeIds(nodes)].flatMap((process) =>
    (listeners[process] ?? []).flatMap((one) => {
      const where = one.at === undefined ? switchesOf(nodes, links, process) : [one.at];
      return where.map((at) => ({ ...one, process, switch: at }));
    }),
  );
  return {
    size: rows.length,
    columns: {
      process: { kind: 'node', cells: Int32Array.from(rows, (row) => row.process) },
      switch: { kind: 'node', cells: Int32Array.from(rows, (row) => row.switch) },
      protocol: { kind: 'protocol', cells: rows.map((row) => row.protocol) },
      port: { kind: 'number', cells: Int32Array.from(rows, (row) => row.port) },
      name: { kind: 'text', cells: rows.map((row) => row.name) },
      origin: { kind: 'origin', cells: rows.map((row) => row.origin) },
    },
  };
}

/** Where a process listens unless its notation says otherwise: at every switch that it is linked to. */
export function switchesOf(nodes: Nodes, links: Links, process: NodeId): readonly NodeId[] {
  const linked = [...new Set(neighbours(links, process))].filter((node) => isSwitch(nodes, node));
  return linked.length === 0 ? [NO_NODE] : linked.sort((a, b) => a - b);
}
