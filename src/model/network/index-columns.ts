import { isIndexed, rowsOf } from './directory.ts';
import type { Family } from './family.ts';
import { isTerm } from './instantiate.ts';
import { linked } from './link.ts';
import type { Network } from './network.ts';
import { ADDRESSES } from './network.ts';
import type { NodeId } from './node.ts';
import { NO_NODE } from './node.ts';
import { setsHolding } from './set.ts';

/**
 * Makes the indexes that looking up goes by, of every column that some rule asks for: else the first message pays for
 * them. Returns the same network.
 */
export function indexColumns(network: Network): Network {
  setsHolding(network.sets, NO_NODE);
  linked(network.links, 0 as NodeId, 1 as NodeId);
  const owners = network.directories[ADDRESSES]?.columns;
  for (const column of [owners?.address, owners?.node]) if (column !== undefined) rowsOf(column, NO_NODE);
  for (const { tables } of network.fibs.templates) {
    for (const { families } of tables) for (const family of families) indexFamily(network, family);
  }
  return network;
}

function indexFamily({ directories }: Network, { each, match }: Family): void {
  if (each === undefined) return;
  const columns = directories[each.directory]?.columns ?? {};
  const fields = [
    ...each.where.filter(({ is }) => is === 'equal').map(({ field }) => field),
    ...Object.values(match).flatMap((part) => (isTerm(part) && 'row' in part ? [part.row] : [])),
  ];
  for (const field of fields) {
    const column = columns[field];
    if (column !== undefined && isIndexed(column)) rowsOf(column, NO_NODE);
  }
}
