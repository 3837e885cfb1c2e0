import { sortedBy } from '../../base/order.ts';
import type { Value, ValueMap } from '../../text/value.ts';
import type { Address } from '../header/address.ts';
import { formatAddress } from '../header/address.ts';
import { rowsOf } from '../network/directory.ts';
import type { Template } from '../network/fib.ts';
import type { Network } from '../network/network.ts';
import { ADDRESSES, addressesOf, cellAt, LISTENERS, templateOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { isSwitch, NO_NODE, nameOf, nodeIds, roleOf } from '../network/node.ts';
import { rules } from '../network/rules.ts';
import type { NodeSet } from '../network/set.ts';
import { API_VERSION } from './document.ts';
import { factName } from './fact-name.ts';
import { impliedHost } from './implied-host.ts';
import { serviceRows } from './print-network.ts';
import { switchesOf } from './read-directories.ts';
import { MAIN } from './read-fib.ts';
import { ruleValue } from './write-rule.ts';

/**
 * The notation of a network, families written out and patches folded in. Law: read again, it has the same canonical
 * print. What only its maker knew (origins, other directories) is left out.
 */
export function writeNetwork(network: Network): ValueMap {
  const { name, nodes, facts, sets, handles } = network;
  const spec: ValueMap = {
    nodes: Array.from(nodeIds(nodes), (id) => nodeValue(network, id)),
    services: serviceValues(network),
    links: linkValues(network),
    sets: sets.map((set) => setValue(network, set)),
    facts: facts.map(({ kind, code, text }) => ({
      code,
      ...(kind === 'unknown' ? {} : { kind }),
      ...(text === '' ? {} : { text }),
    })),
    handles: sortedBy(handles, ([handle]) => handle).map(([handle, ids]) => ({
      name: handle,
      nodes: ids.map((id) => nameOf(nodes, id)),
    })),
  };
  const said = Object.entries(spec).filter(
    ([key, value]) => key === 'nodes' || (value as readonly Value[]).length > 0,
  );
  return { apiVersion: API_VERSION, kind: 'Network', metadata: { name }, spec: Object.fromEntries(said) };
}

function nodeValue(network: Network, id: NodeId): ValueMap {
  const { nodes, links } = network;
  const name = nameOf(nodes, id);
  const role = roleOf(nodes, id);
  const host = nodes.hosts[id] as NodeId;
  const addresses = addressesOf(network, id).map(formatAddress);
  const listens = listenerValues(network, id);
  return {
    ...(isSwitch(nodes, id) ? { switch: name } : { process: name }),
    ...(role === 'none' ? {} : { role }),
    ...(host === impliedHost(nodes, links, id) ? {} : { host: host === NO_NODE ? '' : nameOf(nodes, host) }),
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(listens.length === 0 ? {} : { listens }),
    ...fibValue(network, id),
  };
}

/** One entry for the rows of one port at every switch that the process is linked to, else an entry each. */
function listenerValues({ nodes, links, directories }: Network, process: NodeId): Value[] {
  const directory = directories[LISTENERS];
  const column = directory?.columns.process;
  if (column === undefined) return [];
  const rows = Array.from(rowsOf(column, process), (row) => ({
    port: cellAt(directory, 'port', row) as number,
    protocol: cellAt(directory, 'protocol', row) as string,
    name: (cellAt(directory, 'name', row) ?? '') as string,
    at: cellAt(directory, 'switch', row) as NodeId,
  }));
  const everywhere = switchesOf(nodes, links, process);
  const values: Value[] = [];
  for (let i = 0; i < rows.length; ) {
    const { port, protocol, name } = rows[i] as (typeof rows)[number];
    const same = everywhere.every((at, j) => {
      const row = rows[i + j];
      return row?.at === at && row.port === port && row.protocol === protocol && row.name === name;
    });
    const at = same ? undefined : nameOf(nodes, (rows[i] as (typeof rows)[number]).at);
    values.push(listenerValue(protocol === 'TCP' ? port : `${port}/${protocol}`, name, at));
    i += same ? everywhere.length : 1;
  }
  return values;
}

function listenerValue(port: number | string, name: string, at: string | undefined): Value {
  if (name === '' && at === undefined) return port;
  return { port, ...(name === '' ? {} : { name }), ...(at === undefined ? {} : { at }) };
}

function fibValue(network: Network, id: NodeId): ValueMap {
  const template = templateOf(network, id);
  if (template === undefined) return {};
  const sessions = template.sessions === 'kept' ? { sessions: 'kept' } : {};
  const tables = template.tables.map(({ name, assumes }, number) => ({
    name,
    ...(assumes.length === 0 ? {} : { assumes }),
    rules: Array.from(rules(network, id, number), (rule) => ruleValue(network, template.tables, rule)),
  }));
  const [only] = tables;
  return only !== undefined && isSingle(template)
    ? { ...sessions, fib: only.rules }
    : { ...sessions, tables };
}

/** Whether a FIB can be written as one list of rules. */
function isSingle({ tables }: Template): boolean {
  return tables.length === 1 && tables[0]?.name === MAIN && tables[0].assumes.length === 0;
}

/** Addresses that no node has; consecutive ones of one name stand together. */
function serviceValues({ directories }: Network): ValueMap[] {
  const directory = directories[ADDRESSES];
  const services: { name: string; addresses: string[] }[] = [];
  for (const row of serviceRows(directory)) {
    const name = (cellAt(directory, 'name', row) ?? '') as string;
    const address = formatAddress(cellAt(directory, 'address', row) as Address);
    const last = services.at(-1);
    if (last !== undefined && last.name === name) last.addresses.push(address);
    else services.push({ name, addresses: [address] });
  }
  return services.map(({ name, addresses }) => ({ ...(name === '' ? {} : { name }), addresses }));
}

function linkValues({ nodes, links }: Network): Value[] {
  const name = (id: number): string => nameOf(nodes, id as NodeId);
  const pairs = Array.from(links.a, (a, i) => [name(a), name(links.b[i] as number)]);
  return [...pairs, ...links.meshes.map((mesh) => ({ mesh: Array.from(mesh, name) }))];
}

function setValue({ nodes, facts }: Network, { name, definition, members, perhaps }: NodeSet): ValueMap {
  return {
    name,
    ...(definition === undefined
      ? {}
      : {
          definition: definition.map(({ attribute, is, values }) => ({
            attribute,
            is,
            ...(values.length === 0 ? {} : { values }),
          })),
        }),
    ...(members.length === 0 ? {} : { members: Array.from(members, (id) => nameOf(nodes, id as NodeId)) }),
    ...(perhaps.length === 0
      ? {}
      : {
          perhaps: perhaps.map(({ node, fact }) => ({
            node: nameOf(nodes, node),
            fact: factName(facts, fact),
          })),
        }),
  };
}
