import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { entriesIn, listIn, textIn } from '../read/field.ts';
import { isLabelName } from '../read/names.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { checkPortName, readPortNumber, readProtocol } from './port-field.ts';
import type { Service, ServicePort, ServiceType } from './service.ts';

/** The ports of a service; of two that are one, or have one name, the first is taken. Implements S20, S21, S28. */
export function readServicePorts(
  spec: ValueMap,
  type: ServiceType,
  form: Service['form'],
  reading: Reading,
): readonly ServicePort[] {
  const ports: ServicePort[] = [];
  const several = listIn(spec, 'ports').length > 1;
  for (const { index, value } of entriesIn(spec, 'ports')) {
    const read = readPort(value, `spec.ports[${index}]`, type, reading);
    if (read === undefined || isTaken(read, ports, reading)) continue;
    if (several && read.name === '') {
      const message = 'with more than one port each needs a name';
      refuse(reading, 'SERVICE_PORT_NAME', message, read.path);
    }
    ports.push(read);
  }
  if (form === 'virtual' && listIn(spec, 'ports').length === 0) {
    refuse(reading, 'NO_SERVICE_PORT', 'a service with a cluster address needs a port', 'spec.ports');
  }
  return ports;
}

function readPort(
  value: ValueMap,
  path: string,
  type: ServiceType,
  reading: Reading,
): ServicePort | undefined {
  const port = readPortNumber(value, 'port', path, reading);
  const protocol = readProtocol(value, path, reading);
  const name = textIn(value, 'name') ?? '';
  if (name !== '' && !isLabelName(name)) {
    refuse(reading, 'INVALID_NAME', `${JSON.stringify(name)} is no name for a port`, `${path}.name`);
  }
  const nodePort = value.nodePort === 0 ? undefined : readPortNumber(value, 'nodePort', path, reading);
  const open = type === 'NodePort' || type === 'LoadBalancer';
  if (nodePort !== undefined && !open) {
    refuse(reading, 'NODE_PORT_REFUSED', `a service of type ${type} has no node port`, `${path}.nodePort`);
  }
  if (port === undefined || protocol === undefined) return undefined;
  return {
    name: detached(name),
    protocol,
    port,
    target: readTarget(value, path, reading) ?? port,
    ...(nodePort === undefined || !open ? {} : { nodePort }),
    path,
  };
}

/** The port itself if it is unset (S21); 0 and the empty text count as unset. */
function readTarget(value: ValueMap, path: string, reading: Reading): number | string | undefined {
  const { targetPort } = value;
  if (targetPort === 0 || targetPort === '') return undefined;
  if (typeof targetPort !== 'string') return readPortNumber(value, 'targetPort', path, reading);
  checkPortName(targetPort, `${path}.targetPort`, reading);
  return detached(targetPort);
}

/** Whether a port before it has what only one can have; a node port alone is not worth the whole port. */
function isTaken(port: ServicePort, ports: readonly ServicePort[], reading: Reading): boolean {
  const { name, path, protocol } = port;
  const same = ports.find((one) => one.port === port.port && one.protocol === protocol);
  if (same !== undefined) {
    refuse(reading, 'SERVICE_PORT_TWICE', `${port.port}/${protocol} is ${same.path} already`, path);
    return true;
  }
  const namesake = name === '' ? undefined : ports.find((one) => one.name === name);
  if (namesake !== undefined) {
    refuse(reading, 'SERVICE_PORT_NAME', `${name} is the name of ${namesake.path} already`, `${path}.name`);
    return true;
  }
  return false;
}
