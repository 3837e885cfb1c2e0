import { compareKeys } from '../../base/order.ts';
import type { Address } from '../header/address.ts';
import { formatAddress } from '../header/address.ts';
import type { Directory } from '../network/directory.ts';
import { rowsOf } from '../network/directory.ts';
import type { Network } from '../network/network.ts';
import { ADDRESSES, addressesOf, cellAt, LISTENERS, templateOf } from '../network/network.ts';
import type { NodeId } from '../network/node.ts';
import { isSwitch, NO_NODE, nameOf, nodeIds, roleOf } from '../network/node.ts';
import type { Rule } from '../network/rule.ts';
import { rules } from '../network/rules.ts';
import type { NodeSet } from '../network/set.ts';
import { factName, factNames } from './fact-name.ts';
import { printRule } from './print.ts';

/**
 * The canonical print: a line for each node, link, set, fact and rule, families written out and patches folded in. Two
 * networks of one print say the same, whatever way each of them holds it.
 */
export function printNetwork(network: Network): string {
  return `${[
    `network ${network.name}`,
    ...nodeLines(network),
    ...serviceLines(network),
    ...linkLines(network),
    ...network.sets.map((set) => setLine(network, set)),
    ...factLines(network),
    ...handleLines(network),
    ...[...nodeIds(network.nodes)].flatMap((id) => [...fibLines(network, id)]),
  ].join('\n')}\n`;
}

/** `switch p1 pod on n1 has 10.1.1.1`, `process c1 container on n1 listens 8080/TCP`. */
function* nodeLines(network: Network): Generator<string> {
  const { nodes } = network;
  for (const id of nodeIds(nodes)) {
    const host = nodes.hosts[id] as NodeId;
    const addresses = addressesOf(network, id).map(formatAddress);
    const ports = listenersOf(network, id);
    yield [
      `${isSwitch(nodes, id) ? 'switch' : 'process'} ${nameOf(nodes, id)} ${roleOf(nodes, id)}`,
      ...(host === NO_NODE ? [] : [`on ${nameOf(nodes, host)}`]),
      ...(addresses.length === 0 ? [] : [`has ${addresses.join(' ')}`]),
      ...(ports.length === 0 ? [] : [`listens ${ports.join(' ')}`]),
    ].join(' ');
  }
}

/** `8080/TCP@p1`, with the name of a named port: `http=8080/TCP@p1`. */
function listenersOf({ nodes, directories }: Network, process: NodeId): string[] {
  const directory = directories[LISTENERS];
  const column = directory?.columns.process;
  if (column === undefined) return [];
  return Array.from(rowsOf(column, process), (row) => {
    const name = cellAt(directory, 'name', row) ?? '';
    const at = cellAt(directory, 'switch', row) as NodeId;
    const port = `${String(cellAt(directory, 'port', row))}/${String(cellAt(directory, 'protocol', row))}`;
    return `${name === '' ? '' : `${String(name)}=`}${port}@${at === NO_NODE ? '' : nameOf(nodes, at)}`;
  });
}

/** Addresses that no node has: `service shop/web 10.96.0.10`. */
function serviceLines({ directories }: Network): string[] {
  const directory = directories[ADDRESSES];
  return serviceRows(directory).map((row) => {
    const name = cellAt(directory, 'name', row) ?? '';
    return `service ${String(name)} ${formatAddress(cellAt(directory, 'address', row) as Address)}`;
  });
}

/** The rows of the addresses that no node has, ascending. */
export function serviceRows(directory: Directory | undefined): number[] {
  const rows: number[] = [];
  for (let row = 0; row < (directory?.size ?? 0); row++) {
    if (cellAt(directory, 'node', row) === NO_NODE) rows.push(row);
  }
  return rows;
}

/** Pairs and meshes, each sorted by node: the order in which links are given says nothing. */
function linkLines({ nodes, links }: Network): string[] {
  const pairs = Array.from(links.a, (a, i) => [a, links.b[i] as number].sort((x, y) => x - y));
  const meshes = links.meshes.map((mesh) => [...mesh].sort((x, y) => x - y));
  const named = (word: string, groups: number[][]): string[] =>
    groups
      .sort(compareKeys)
      .map((group) => `${word} ${group.map((id) => nameOf(nodes, id as NodeId)).join(' ')}`);
  return [...named('link', pairs), ...named('mesh', meshes)];
}

function setLine({ nodes, facts }: Network, { name, definition, members, perhaps }: NodeSet): string {
  return [
    `set ${name}`,
    ...(definition === undefined
      ? []
      : [
          `where ${definition.map(({ attribute, is, values }) => `${attribute} ${is} (${values.join(', ')})`).join(' and ')}`,
        ]),
    `members ${Array.from(members, (id) => nameOf(nodes, id as NodeId)).join(' ')}`,
    ...perhaps.map(({ node, fact }) => `perhaps ${nameOf(nodes, node)} if ${factName(facts, fact)}`),
  ].join('; ');
}

function factLines({ facts }: Network): string[] {
  const names = factNames(facts);
  return facts.map(({ kind, text }, i) => `fact ${names[i]} ${kind}: ${text}`);
}

function handleLines({ nodes, handles }: Network): string[] {
  const all = [...handles].sort(([a], [b]) => compareKeys([a], [b]));
  return all.map(([name, ids]) => `handle ${name}: ${ids.map((id) => nameOf(nodes, id)).join(' ')}`);
}

function* fibLines(network: Network, id: NodeId): Generator<string> {
  const template = templateOf(network, id);
  if (template === undefined) return;
  yield `fib ${nameOf(network.nodes, id)} sessions ${template.sessions}`;
  for (const [number, { name, assumes }] of template.tables.entries()) {
    yield `table ${name}${assumes.length === 0 ? '' : ` # assumes ${assumes.join(' ')}`}`;
    for (const rule of rules(network, id, number)) yield `${printRule(network, rule, id)}${remark(rule)}`;
  }
}

/** What a rule realises and assumes: it says nothing of what the rule does. */
function remark({ requirements, assumes }: Rule): string {
  const parts = [...requirements, ...(assumes.length === 0 ? [] : [`assumes ${assumes.join(' ')}`])];
  return parts.length === 0 ? '' : ` # ${parts.join(' ')}`;
}
