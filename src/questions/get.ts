import { Type } from 'typebox';
import { formatAddress } from '../model/header/address.ts';
import { eachLink, linkCount } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, nodeAt, nodeIds, nodesWithRole, roleOf } from '../model/network/node.ts';
import { ruleCount } from '../model/network/rules.ts';
import type { State } from '../state/state.ts';
import { listenersAt } from '../state/target.ts';
import { nearest } from '../text/nearest.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';

/** What a network holds, as rows with the same columns: what `get` prints as a table. */
export interface GetAnswer {
  readonly answer: 'listed';
  readonly kind: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The schema of GetAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  kind: Type.String(),
  columns: Type.Array(Type.String()),
  rows: Type.Array(Type.Array(Type.Union([Type.String(), Type.Number()]))),
});

interface Listing {
  readonly columns: readonly string[];
  rows(state: State): Iterable<readonly (string | number)[]>;
}

const NODE_COLUMNS = ['NAME', 'ROLE', 'HOST', 'ADDRESSES', 'RULES'];

/** What can be listed, by name: the only list. */
const LISTINGS: Readonly<Record<string, Listing>> = {
  switches: {
    columns: NODE_COLUMNS,
    rows: ({ network }) => nodesWhere(network, (id) => isSwitch(network.nodes, id)),
  },
  pods: {
    columns: NODE_COLUMNS,
    rows: ({ network }) => nodesWhere(network, (id) => roleOf(network.nodes, id) === 'pod'),
  },
  nodes: {
    columns: NODE_COLUMNS,
    rows: ({ network }) => nodesWhere(network, (id) => roleOf(network.nodes, id) === 'host'),
  },
  processes: {
    columns: ['NAME', 'ROLE', 'HOST'],
    rows: ({ network }) =>
      nodesWhere(network, (id) => !isSwitch(network.nodes, id)).map((row) => row.slice(0, 3)),
  },
  links: {
    columns: ['ONE', 'OTHER'],
    *rows({ network: { links, nodes } }) {
      for (const [one, other] of eachLink(links)) yield [nameOf(nodes, one), nameOf(nodes, other)];
    },
  },
  listeners: { columns: ['AT', 'PROCESS', 'PORT', 'NAME'], rows: ({ network }) => listenerRows(network) },
  workloads: {
    columns: ['NAME', 'NODES'],
    *rows({ network: { handles } }) {
      for (const [name, nodes] of [...handles].sort()) yield [name, nodes.length];
    },
  },
};

/** How many of each kind, or all of one kind. */
export function ask(state: State, input: Input): GetAnswer | Refusal {
  const kind = typeof input.kind === 'string' ? input.kind.toLowerCase() : '';
  if (kind === '')
    return { answer: 'listed', kind: 'counts', columns: ['KIND', 'COUNT'], rows: [...counts(state.network)] };
  const names = Object.keys(LISTINGS);
  const name = names.find(
    (candidate) => candidate === kind || candidate === `${kind}s` || candidate === `${kind}es`,
  );
  const listing = name === undefined ? undefined : LISTINGS[name];
  if (name === undefined || listing === undefined) {
    const [close] = nearest(kind, names, 1);
    return refuse(
      'UNKNOWN_KIND',
      `there is no kind ${kind}: ${names.join(', ')}`,
      close && `did you mean ${close}?`,
    );
  }
  const within = typeof input.namespace === 'string' ? `${input.namespace}/` : '';
  const rows = Array.from(listing.rows(state)).filter((row) => String(row[0]).includes(within));
  return { answer: 'listed', kind: name, columns: listing.columns, rows };
}

function* counts(network: Network): Generator<readonly [string, number]> {
  const { nodes, links } = network;
  let switches = 0;
  let rules = 0;
  for (const id of nodeIds(nodes)) {
    if (isSwitch(nodes, id)) switches++;
    rules += ruleCount(network, id);
  }
  yield ['nodes of the graph', nodes.size];
  yield ['  processes', nodes.size - switches];
  yield ['  switches', switches];
  for (const role of ['pod', 'host', 'container', 'daemon'] as const) {
    yield [`  ${role === 'host' ? 'hosts' : `${role}s`}`, [...nodesWithRole(nodes, role)].length];
  }
  yield ['links', linkCount(links)];
  yield ['rules', rules];
}

function nodesWhere(network: Network, wanted: (id: NodeId) => boolean): (string | number)[][] {
  const rows: (string | number)[][] = [];
  for (const id of nodeIds(network.nodes)) {
    if (!wanted(id)) continue;
    const { name, role, host } = nodeAt(network.nodes, id);
    const on = host === undefined || host === id ? '-' : nameOf(network.nodes, host);
    const addresses = addressesOf(network, id).map(formatAddress).join(',');
    rows.push([name, role, on, addresses || '-', ruleCount(network, id)]);
  }
  return rows;
}

function* listenerRows(network: Network): Generator<readonly (string | number)[]> {
  for (const id of nodeIds(network.nodes)) {
    for (const { process, port, protocol, name } of listenersAt(network, id)) {
      yield [nameOf(network.nodes, id), nameOf(network.nodes, process), `${port}/${protocol}`, name ?? '-'];
    }
  }
}
