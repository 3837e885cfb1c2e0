import type { Address } from '../../model/header/address.ts';
import { addressSet } from '../../model/header/address-set.ts';
import { portSet } from '../../model/header/port.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { ActionPattern, Each, Family, MatchPattern } from '../../model/network/family.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import { NODE_CACHE_ADDRESS, nodeCacheOf } from '../names/node-cache.ts';
import type { Options } from '../profile/options.ts';
import { directoryOf } from './columns.ts';
import type { Layout } from './layout.ts';
import { eachProcess } from './layout.ts';

/** The directory of link-local addresses: columns `host`, `address`, `process`, `origin`. */
export const LINK_LOCAL = 'link-local';

/** An address that means a process of the host itself, on each host another one (S142). */
export interface LinkLocalRow {
  readonly host: NodeId;
  readonly address: Address;
  readonly process: NodeId;
  readonly origin: Origin;
}

/** The DNS cache of each host that has one: the first container of its pod. Implements S142. */
export function linkLocalRows(layout: Layout): LinkLocalRow[] {
  const caches = new Set(nodeCacheOf(layout.cluster)?.pods.values());
  const rows: LinkLocalRow[] = [];
  if (caches.size === 0) return rows;
  eachProcess(layout, (pod, _, process, host) => {
    if (pod.network !== 'host' || !caches.delete(pod)) return;
    rows.push({ host, address: NODE_CACHE_ADDRESS, process, origin: pod.origin });
  });
  return rows;
}

/** The directory that the families range over; none where there is no row. */
export function linkLocalDirectories(rows: readonly LinkLocalRow[]): Record<string, Directory> {
  if (rows.length === 0) return {};
  const kinds = { host: 'node', address: 'address', process: 'node', origin: 'origin' } as const;
  return { [LINK_LOCAL]: directoryOf(rows, kinds) };
}

/**
 * What a host does with such an address (S142): to the cache on the ports of DNS; on others whoever listens there, or
 * nobody (S11). Where the host has no cache nobody has the address: no message to it leaves the link.
 */
export function linkLocalFamilies({ listens }: Options): Family[] {
  const each: Each = {
    directory: LINK_LOCAL,
    where: [{ field: 'host', is: 'equal', to: { self: 'node' } }],
  };
  const here = (match: MatchPattern, action: ActionPattern, assumes: readonly string[]): Family => ({
    label: 'S142',
    each,
    match: { targets: { row: 'address' }, ...match },
    action,
    origin: { row: 'origin' },
    requirements: ['S142'],
    assumes,
  });
  const toCache: ActionPattern = { kind: 'deliver', to: { row: 'process' } };
  return [
    here({ protocols: ['TCP', 'UDP'], targetPorts: portSet(53) }, toCache, []),
    here({}, listens === 'any' ? toCache : { kind: 'discard', reason: 'PORT_CLOSED', answer: 'reject' }, [
      'LISTENS',
    ]),
    {
      label: 'S142',
      match: { targets: addressSet(NODE_CACHE_ADDRESS) },
      action: { kind: 'discard', reason: 'NO_ROUTE', answer: 'drop' },
      requirements: ['S142'],
      assumes: [],
    },
  ];
}
