import type { Address } from '../../model/header/address.ts';
import { address, familyOf } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { addressSet } from '../../model/header/address-set.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Origin } from '../../text/origin.ts';
import type { Pod } from '../objects/pod.ts';
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

/** What `hostIP` says of all addresses of the host. */
const UNSPECIFIED: ReadonlySet<Address> = new Set([address('0.0.0.0'), address('::')]);

/** The host ports of pods with a network of their own, a row a family (S14). */
export function hostPortRows({ hosts, pods, podHosts, withHostPorts }: Layout): HostPortRow[] {
  const addresses = new Map(hosts.map(({ host, node }) => [node, host.addresses]));
  const rows: HostPortRow[] = [];
  for (const i of withHostPorts) {
    const pod = pods[i] as Pod;
    const host = podHosts[i] as NodeId;
    for (const { ports } of pod.containers) {
      for (const { hostPort, hostAddress, protocol, port, path } of ports) {
        if (hostPort === undefined) continue;
        for (const target of pod.addresses) {
          const own =
            hostAddress === undefined || UNSPECIFIED.has(hostAddress)
              ? (addresses.get(host) ?? [])
              : [hostAddress];
          const targets = own.filter((one) => familyOf(one) === familyOf(target));
          if (targets.length === 0) continue;
          rows.push({
            host,
            targets: addressSet(...targets),
            protocol,
            hostPort,
            address: target,
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
