import { intLists } from '../../base/int-lists.ts';
import { once } from '../../base/once.ts';
import type { Address } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import type { PortSet } from '../../model/header/port.ts';
import { ALL_PORTS, PORTS } from '../../model/header/port.ts';
import type { Protocol, ProtocolSet } from '../../model/header/protocol.ts';
import type { Cell, Column, Rows } from '../../model/network/directory.ts';
import { rowsOf } from '../../model/network/directory.ts';
import type { Each, MatchPattern } from '../../model/network/family.ts';
import { directoryOf, isTerm } from '../../model/network/instantiate.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, cellAt, LISTENERS, ownerOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet, SetId } from '../../model/network/set.ts';
import { membership, setsHolding } from '../../model/network/set.ts';
import type { ConnectionId, ConnectionSet, ConnectionTable } from './connection-set.ts';
import { connectionOf, connections } from './connection-set.ts';
import type { Ends } from './ends.ts';
import { countWithin } from './ends.ts';

/** How many of a list something holds of. */
export type Share = 'all' | 'some' | 'none';

/** What of a given end decided beside the sets that hold it and its listeners. */
export type Detail = 'address' | 'node' | 'host';

/** What holds of all ends or of none, worked out once. */
export interface Knowledge {
  /** What of given ends was looked at: ends that differ in it are not of one class. */
  readonly lookedAt: Set<Detail>;
  /** Whether every end has a row of its own: one whose condition names it. */
  hasRowEach(each: Each): boolean;
  isEnd(node: NodeId): boolean;
  isHost(node: NodeId): boolean;
  /** Ends by a named set; who is perhaps in it counts as some. */
  endsOf(set: SetId): Share;
  /** Host switches by a named set. */
  hostsOf(set: SetId): Share;
  endsWithin(set: AddressSet): Share;
  isWholeRange(ports: PortSet): boolean;
  /** Of the ends' rows in the directory of addresses, those whose field is this. */
  rowsEqual(field: string, cell: Cell): Share;
  /** How many cells of a column of nodes are ends, or hosts of ends. */
  shareOfColumn(column: Column, who: 'ends' | 'hosts'): Share;
  /** The sets that hold any of the host switches. */
  readonly setsOfHosts: () => readonly SetId[];
  /** The rows that an end's address may match; undefined where a family asks for no address of a row. */
  rowsForEnds(each: Each, match: MatchPattern): Rows | undefined;
  /** The messages of a protocol, of several; and to ports. */
  toProtocol(protocol: Protocol): ConnectionId;
  toProtocols(protocols: ProtocolSet): ConnectionId;
  toPorts(ports: PortSet): ConnectionId;
  /** What listens at a node, as a number: equal for nodes that the directory of listeners does not tell apart. */
  listenersAt(node: NodeId): number;
  /** The messages to an end that go to a listener of that name (S91). */
  namedAt(target: NodeId, name: string): ConnectionId;
}

/** What is known of the ends of a network. */
export function knowledgeOf(network: Network, ends: Ends, table: ConnectionTable): Knowledge {
  const hosts = new Set(ends.switches);
  const endSets = new Map<SetId, Share>();
  const hostSets = new Map<SetId, Share>();
  const blocks = new Map<AddressSet, Share>();
  const rowsByColumn = new Map<Column, Rows>();
  const byName = new Map<string, Map<NodeId, ConnectionId>>();
  const rowShares = new Map<string, Share>();
  const rowEach = new Map<Each, boolean>();
  const byProtocol = new Map<Protocol, ConnectionId>();
  const byProtocols = new Map<string, ConnectionId>();
  const byPorts = new Map<PortSet, ConnectionId>();
  const [endColumns, hostColumns] = [new Map<Column, Share>(), new Map<Column, Share>()];
  const share = (set: NodeSet | undefined, nodes: Int32Array): Share => {
    if (set === undefined) return 'none';
    let [some, all] = [false, true];
    for (let i = 0; i < nodes.length; i++) {
      const held = membership(set, nodes[i] as NodeId);
      if (held === 'no') all = false;
      else if (held === 'yes') some = true;
      else return 'some';
      if (some && !all) return 'some';
    }
    return some ? 'all' : 'none';
  };
  return {
    lookedAt: new Set(),
    hasRowEach: (each) => remembered(rowEach, each, () => everyEndHasRow(network, ends, each)),
    isEnd: (node) => ends.numbers[node] !== -1,
    isHost: (node) => hosts.has(node),
    endsOf: (set) => remembered(endSets, set, () => share(network.sets[set], ends.nodes)),
    hostsOf: (set) => remembered(hostSets, set, () => share(network.sets[set], ends.switches)),
    endsWithin: (set) =>
      blocks.get(set) ??
      remembered(blocks, set, () => {
        const count = countWithin(ends, set);
        if (count === 0) return 'none';
        return count === ends.nodes.length ? 'all' : 'some';
      }),
    isWholeRange: (ports) =>
      ports.length === 1 && ports[0]?.[0] === PORTS.first && ports[0][1] === ALL_PORTS[0]?.[1],
    rowsEqual(field, cell) {
      const cells = network.directories[ADDRESSES]?.columns[field]?.cells;
      return remembered(rowShares, `${field} ${String(cell)}`, () => {
        let same = 0;
        for (const row of ends.rows) if (cells?.[row] === cell) same++;
        if (same === 0) return 'none';
        return same === ends.rows.length ? 'all' : 'some';
      });
    },
    toProtocol: (protocol) =>
      byProtocol.get(protocol) ?? remembered(byProtocol, protocol, () => table.idOf(connections([protocol]))),
    toProtocols: (protocols) =>
      remembered(byProtocols, protocols.join(' '), () => table.idOf(connections(protocols))),
    toPorts: (ports) =>
      byPorts.get(ports) ?? remembered(byPorts, ports, () => table.idOf(connections(undefined, ports))),
    setsOfHosts: once(() => [
      ...new Set(Array.from(ends.switches, (host) => setsHolding(network.sets, host as NodeId)).flat()),
    ]),
    shareOfColumn(column, who) {
      return remembered(who === 'ends' ? endColumns : hostColumns, column, () => {
        let count = 0;
        for (let row = 0; row < column.cells.length; row++) {
          const node = column.cells[row] as NodeId;
          if (who === 'ends' ? node >= 0 && ends.numbers[node] !== -1 : hosts.has(node)) count++;
        }
        return count === 0 ? 'none' : count === column.cells.length ? 'all' : 'some';
      });
    },
    rowsForEnds(each, match) {
      for (const part of [match.targets, match.sources]) {
        if (!isTerm(part) || !('row' in part)) continue;
        const column = directoryOf(network, each).columns[part.row];
        if (column === undefined) continue;
        return remembered(rowsByColumn, column, () => rowsMeant(column, ends, network, this.endsWithin));
      }
      return undefined;
    },
    listenersAt: listenerNumbers(network),
    namedAt(target, name) {
      const known = remembered(byName, name, () => new Map<NodeId, ConnectionId>());
      return remembered(known, target, () => table.idOf(namedPorts(network, target, name)));
    },
  };
}

function everyEndHasRow(network: Network, ends: Ends, each: Each): boolean {
  const [condition, ...others] = each.where;
  if (condition === undefined || others.length > 0 || condition.is !== 'equal') return false;
  const column = directoryOf(network, each).columns[condition.field];
  if (column?.kind !== 'node' || !isTerm(condition.to) || !('self' in condition.to)) return false;
  return condition.to.self === 'node' && ends.nodes.every((node) => rowsOf(column, node).length > 0);
}

function rowsMeant(column: Column, ends: Ends, network: Network, within: (set: AddressSet) => Share): Rows {
  const rows: number[] = [];
  for (let row = 0; row < column.cells.length; row++) {
    const cell = column.cells[row];
    if (typeof cell === 'bigint') {
      const owner = ownerOf(network, cell as Address);
      if (owner !== undefined && ends.numbers[owner] !== -1) rows.push(row);
    } else if (cell === undefined || within(cell as AddressSet) !== 'none') rows.push(row);
  }
  return rows;
}

function listenerNumbers({ directories }: Network): (node: NodeId) => number {
  const { switch: column, protocol, port, name } = directories[LISTENERS]?.columns ?? {};
  if (column === undefined) return () => 0;
  const lists = intLists();
  const numbers = new Map<Cell, number>();
  const list: number[] = [];
  let length = 0;
  const put = (cell: Cell): void => {
    let number = numbers.get(cell);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(cell, number);
    }
    list[length++] = number;
  };
  return (node) => {
    length = 0;
    const rows = rowsOf(column, node as Cell);
    for (let i = 0; i < rows.length; i++)
      for (const part of [protocol, port, name]) put(part?.cells[rows[i] as number]);
    return lists.idOf(list, length);
  };
}

function namedPorts(network: Network, target: NodeId, name: string): ConnectionSet {
  const directory = network.directories[LISTENERS];
  const column = directory?.columns.switch;
  if (column === undefined) return [];
  const points: number[] = [];
  const rows = rowsOf(column, target as Cell);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if (cellAt(directory, 'name', row) !== name) continue;
    const protocol = cellAt(directory, 'protocol', row) as Protocol;
    points.push(connectionOf(protocol, cellAt(directory, 'port', row) as number));
  }
  return unionOfPoints(points);
}

function unionOfPoints(points: readonly number[]): ConnectionSet {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  const intervals: [number, number][] = [];
  for (const point of sorted) {
    const last = intervals.at(-1);
    if (last !== undefined && last[1] === point - 1) last[1] = point;
    else intervals.push([point, point]);
  }
  return intervals;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
