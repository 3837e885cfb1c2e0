import type { Address } from '../../model/header/address.ts';
import { familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { addressSet } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { Layout } from './layout.ts';

/** A port of a host's address that leads to a pod on it (S14). */
export interface HostPortRow {
  readonly host: NodeId;
  readonly targets: AddressSet;
  readonly protocol: Protocol;
  readonly hostPort: number;
  readonly address: Address;
  readonly port: number;
  readonly origin: Origin;
  readonly path: string;
}

/** The host ports of pods with a network of their own, a row a family (S14). */
export function hostPortRows({ hosts, pods }: Layout): HostPortRow[] {
  const addresses = new Map(hosts.map(({ host, node }) => [node, host.addresses]));
  const rows: HostPortRow[] = [];
  for (const { pod, host } of pods) {
    for (const { ports } of pod.containers) {
      for (const { hostPort, hostAddress, protocol, port, path } of ports) {
        if (hostPort === undefined) continue;
        for (const address of pod.addresses) {
          const own =
            hostAddress === undefined || hostAddress === 0n ? (addresses.get(host) ?? []) : [hostAddress];
          const targets = own.filter((one) => familyOf(one) === familyOf(address));
          if (targets.length === 0) continue;
          rows.push({
            host,
            targets: addressSet(...targets),
            protocol,
            hostPort,
            address,
            port,
            origin: pod.origin,
            path,
          });
        }
      }
    }
  }
  return rows;
}
