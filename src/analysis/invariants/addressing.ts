import type { Address } from '../../model/header/address.ts';
import { formatAddress } from '../../model/header/address.ts';
import { rowsOf } from '../../model/network/directory.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, cellAt } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE, nameOf } from '../../model/network/node.ts';
import type { Namespace } from './interpretation.ts';
import { interpretationOf } from './interpretation.ts';
import type { Invariant, Note, Violation } from './invariant.ts';
import { conclude, missing } from './invariant.ts';

/**
 * Every pod, host and service has an address, and no two share one. Implements N1 (S1). Rows that
 * no node has and no service, as external and load balancer addresses, may coincide with others (R6).
 */
export const ADDRESSING: Invariant = {
  name: 'N1',
  title: 'every pod, node and service has an address, and no two share one',
  check(network) {
    const directory = network.directories[ADDRESSES];
    const column = directory?.columns.address;
    const violations: Violation[] = [];
    let checked = 0;
    for (let row = 0; row < (directory?.size ?? 0); row++) {
      if (!isEntity(network, row)) continue;
      checked++;
      const one = cellAt(directory, 'address', row) as Address;
      const rows = column === undefined ? [] : rowsOf(column, one);
      for (let i = 0; i < rows.length && (rows[i] as number) < row; i++) {
        const other = rows[i] as number;
        if (!isEntity(network, other) || entityOf(network, other) === entityOf(network, row)) continue;
        violations.push(shared(network, one, other, row));
        break;
      }
    }
    return conclude(ADDRESSING, { checked, violations, notes: [], doubts: doubtsOf(network) });
  },
};

function shared(network: Network, one: Address, first: number, second: number): Violation {
  const text = formatAddress(one);
  const node = cellAt(network.directories[ADDRESSES], 'node', second) as NodeId;
  const origin = cellAt(network.directories[ADDRESSES], 'origin', second) as Violation['origin'];
  return {
    code: 'ADDRESS_SHARED',
    message: `${entityOf(network, first)} and ${entityOf(network, second)} both have the address ${text}`,
    group: `ADDRESS_SHARED ${text}`,
    ...(node === NO_NODE ? {} : { at: node }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** A row that names a node is an entity's; of the others, services are entities. */
function isEntity(network: Network, row: number): boolean {
  const directory = network.directories[ADDRESSES];
  const node = cellAt(directory, 'node', row) ?? NO_NODE;
  return node !== NO_NODE || cellAt(directory, 'role', row) === 'service';
}

/** Who has the address of a row: a node's name, or what the row calls itself. */
function entityOf(network: Network, row: number): string {
  const directory = network.directories[ADDRESSES];
  const node = (cellAt(directory, 'node', row) ?? NO_NODE) as NodeId;
  if (node !== NO_NODE) return nameOf(network.nodes, node);
  const name = cellAt(directory, 'name', row);
  return `${String(cellAt(directory, 'role', row) ?? 'entity')} ${typeof name === 'string' && name !== '' ? name : row}`;
}

function doubtsOf(network: Network): Note[] {
  const { pods, hosts } = interpretationOf(network);
  if (network.directories[ADDRESSES] === undefined) return [missing('the network does not say any address')];
  const silent = [...pods, ...hosts].filter(({ addresses }) => addresses.length === 0);
  return silent.length === 0 ? [] : [missing(withoutAddress(network, silent), silent.length)];
}

/** `the network does not say the address of p1 and 2 more`. */
export function withoutAddress({ nodes }: Network, silent: readonly Namespace[]): string {
  const [first] = silent;
  const more = silent.length > 1 ? ` and ${silent.length - 1} more` : '';
  return `the network does not say the address of ${first === undefined ? '?' : nameOf(nodes, first.node)}${more}`;
}
