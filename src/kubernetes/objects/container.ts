import { detached } from '../../base/detach.ts';
import type { Address } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { ValueMap } from '../../text/value.ts';
import { mapsIn, textIn } from '../read/field.ts';
import { isLabelName, isUsable } from '../read/names.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { readAddress } from './address-field.ts';
import { AWS_AGENT, readPolicyAgent } from './policy-agent.ts';
import { checkPortName, readPortNumber, readProtocol } from './port-field.ts';

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
  /** Set for the policy agent of AWS alone: what it is told (S146). */
  readonly policyAgent?: 'enforces' | 'does not';
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
  const policyAgent = name === AWS_AGENT ? readPolicyAgent(value) : undefined;
  if (policyAgent !== undefined) return { name: AWS_AGENT, role, ports, policyAgent, path };
  return { name: detached(name), role, ports, path };
}

/** Implements S11, S13, S14: TCP by default; in the host's network hostPort is containerPort. */
function readPort(
  value: ValueMap,
  path: string,
  network: 'own' | 'host',
  reading: Reading,
): ContainerPort | undefined {
  const port = readPortNumber(value, 'containerPort', path, reading);
  const protocol = readProtocol(value, path, reading);
  const name = textIn(value, 'name');
  if (name !== undefined) checkPortName(name, `${path}.name`, reading);
  const given = value.hostPort === 0 ? undefined : readPortNumber(value, 'hostPort', path, reading);
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
