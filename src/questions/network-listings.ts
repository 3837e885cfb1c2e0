import { formatAddress } from '../model/header/address.ts';
import { eachLink } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, nodeAt, nodeIds, roleOf } from '../model/network/node.ts';
import { ruleCount } from '../model/network/rules.ts';
import { listenersAt } from '../state/target.ts';
import type { Listing, Row } from './listing.ts';

const NODE_COLUMNS = ['NAME', 'ROLE', 'HOST', 'ADDRESSES', 'RULES'];

/** What every network holds, wherever it comes from. */
export const NETWORK_LISTINGS: Readonly<Record<string, Listing>> = {
  processes: {
    columns: ['NAME', 'ROLE', 'HOST'],
    rows: ({ network }) =>
      nodesWhere(network, (id) => !isSwitch(network.nodes, id)).map((row) => row.slice(0, 3)),
  },
  switches: {
    columns: NODE_COLUMNS,
    rows: ({ network }) => nodesWhere(network, (id) => isSwitch(network.nodes, id)),
  },
  links: {
    columns: ['ONE', 'OTHER'],
    *rows({ network: { links, nodes } }) {
      for (const [one, other] of eachLink(links)) yield [nameOf(nodes, one), nameOf(nodes, other)];
    },
  },
  pods: {
    columns: NODE_COLUMNS,
    rows: ({ network }) => nodesWhere(network, (id) => roleOf(network.nodes, id) === 'pod'),
  },
  nodes: {
    columns: NODE_COLUMNS,
    rows: ({ network }) => nodesWhere(network, (id) => roleOf(network.nodes, id) === 'host'),
  },
  workloads: {
    columns: ['NAME', 'NODES'],
    *rows({ network: { handles } }) {
      for (const [name, nodes] of [...handles].sort()) yield [name, nodes.length];
    },
  },
  listeners: { columns: ['AT', 'PROCESS', 'PORT', 'NAME'], rows: ({ network }) => listenerRows(network) },
};

function nodesWhere(network: Network, wanted: (id: NodeId) => boolean): Row[] {
  const rows: Row[] = [];
  for (const id of nodeIds(network.nodes)) {
    if (!wanted(id)) continue;
    const { name, role, host } = nodeAt(network.nodes, id);
    const on = host === undefined || host === id ? '-' : nameOf(network.nodes, host);
    const addresses = addressesOf(network, id).map(formatAddress).join(',');
    rows.push([name, role, on, addresses || '-', ruleCount(network, id)]);
  }
  return rows;
}

function* listenerRows(network: Network): Generator<Row> {
  for (const id of nodeIds(network.nodes)) {
    for (const { process, port, protocol, name } of listenersAt(network, id)) {
      yield [nameOf(network.nodes, id), nameOf(network.nodes, process), `${port}/${protocol}`, name ?? '-'];
    }
  }
}
