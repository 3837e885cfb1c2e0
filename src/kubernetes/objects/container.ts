import { detached } from '../../base/detach.ts';
import type { Address } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import { hasPorts, parseProtocol } from '../../model/header/protocol.ts';
import type { ValueMap } from '../../text/value.ts';
import { mapsIn, textIn } from '../read/field.ts';
import { isLabelName, isPortName, isUsable } from '../read/names.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { readAddress } from './address-field.ts';

/** A declared port: information only (S11), but it names ports (S21, S89). */
export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** On the host's address (S14). In the host's network it is the port itself (S13). */
  readonly hostPort?: number;
  readonly hostAddress?: Address;
  /** Field path from the object, `spec.containers[0].ports[1]`. */
  readonly path: string;
}

/** A container that runs as long as its pod: a regular one or an init sidecar (restartPolicy Always). */
export interface Container {
  readonly name: string;
  readonly role: 'regular' | 'sidecar';
  readonly ports: readonly ContainerPort[];
  /** Field path from the object, `spec.containers[0]`. */
  readonly path: string;
}

/** A container; undefined, and reported, if it has no name that could be used. */
export function readContainer(
  value: ValueMap,
  role: Container['role'],
  path: string,
  network: 'own' | 'host',
  reading: Reading,
): Container | undefined {
  const name = textIn(value, 'name');
  if (name === undefined) return undefined;
  if (!isLabelName(name)) {
    const fate = isUsable(name) ? '' : ': the container is left out';
    const message = `${JSON.stringify(name)} is no name for a container${fate}`;
    refuse(reading, 'INVALID_NAME', message, `${path}.name`);
  }
  if (!isUsable(name)) return undefined;
  const ports: ContainerPort[] = [];
  for (const { index, value: port } of mapsIn(value, 'ports')) {
    const read = readPort(port, `${path}.ports[${index}]`, network, reading);
    if (read !== undefined) ports.push(read);
  }
  return { name: detached(name), role, ports, path };
}

/** Implements S11, S13, S14: TCP by default; in the host's network hostPort is containerPort. */
function readPort(
  value: ValueMap,
  path: string,
  network: 'own' | 'host',
  reading: Reading,
): ContainerPort | undefined {
  const port = readNumber(value, 'containerPort', path, reading);
  const protocol = readProtocol(value, path, reading);
  const name = textIn(value, 'name');
  if (name !== undefined && !isPortName(name)) {
    const message = `${JSON.stringify(name)} is no name for a port: at most 15 of a-z, 0-9 and -, one of them a letter`;
    refuse(reading, 'INVALID_NAME', message, `${path}.name`);
  }
  const given = value.hostPort === 0 ? undefined : readNumber(value, 'hostPort', path, reading);
  const hostAddressText = textIn(value, 'hostIP');
  const hostAddress = hostAddressText && readAddress(hostAddressText, `${path}.hostIP`, reading);
  if (port === undefined || protocol === undefined) return undefined;
  if (network === 'host' && given !== undefined && given !== port) {
    const message = `in the network of the host, hostPort ${given} must equal containerPort ${port}`;
    refuse(reading, 'HOST_PORT_DIFFERS', message, `${path}.hostPort`);
  }
  const hostPort = network === 'host' ? port : given;
  return {
    ...(name === undefined ? {} : { name: detached(name) }),
    port,
    protocol,
    ...(hostPort === undefined ? {} : { hostPort }),
    ...(typeof hostAddress === 'bigint' ? { hostAddress } : {}),
    path,
  };
}

/** A port number; a value that is no number at all was reported with the types. */
function readNumber(value: ValueMap, field: string, path: string, reading: Reading): number | undefined {
  const number = value[field];
  if (typeof number !== 'number') return undefined;
  if (Number.isInteger(number) && number >= 1 && number <= 65535) return number;
  refuse(reading, 'INVALID_PORT', `a ${field} is from 1 to 65535, not ${number}`, `${path}.${field}`);
  return undefined;
}

/** The protocol, also where it is not in capitals as it must be. */
function readProtocol(value: ValueMap, path: string, reading: Reading): Protocol | undefined {
  const given = textIn(value, 'protocol') ?? 'TCP';
  const protocol = parseProtocol(given);
  const usable = protocol !== undefined && hasPorts(protocol);
  if (usable && protocol === given) return protocol;
  const message = `${JSON.stringify(given)} is no protocol of a port: TCP, UDP or SCTP`;
  refuse(reading, 'INVALID_PROTOCOL', message, `${path}.protocol`, usable ? `write ${protocol}` : undefined);
  return usable ? protocol : undefined;
}
