import type { Value, ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { listIn, mapsIn, textIn } from '../read/field.ts';
import { isSubdomainName } from '../read/names.ts';
import { shared, textKey } from '../read/pools.ts';
import type { Reading } from '../read/reading.ts';
import { complain, refuse, soundPart } from '../read/reading.ts';
import type { Container } from './container.ts';
import { readContainer } from './container.ts';
import type { Placing } from './placing.ts';
import { PLACED, readPlacing } from './placing.ts';
import type { PodDns } from './pod-dns.ts';
import { readPodDns } from './pod-dns.ts';
import { AWS_AGENT, readPolicyAgent } from './policy-agent.ts';

/** What a pod's spec, or a template's, says that matters here. */
export interface PodSpec {
  /** `host`: it shares the network namespace of its host (S13). */
  readonly network: 'own' | 'host';
  readonly host?: string;
  readonly containers: readonly Container[];
  readonly placing: Placing;
  readonly dns: PodDns;
}

/** Reads a pod spec; `base` is its path (`spec`, `spec.template.spec`). */
export function readPodSpec(spec: ValueMap, base: string, reading: Reading): PodSpec {
  const network = spec.hostNetwork === true ? 'host' : 'own';
  const host = textIn(spec, 'nodeName');
  if (host !== undefined && !isSubdomainName(host)) {
    refuse(reading, 'INVALID_NAME', `${JSON.stringify(host)} is no name for a Node`, `${base}.nodeName`);
  }
  return {
    network,
    ...(host === undefined ? {} : { host: shared(reading.pools, host) }),
    containers: sharedContainers(spec, base, network, reading),
    placing: host === undefined ? readPlacing(spec, base, reading) : PLACED,
    dns: readPodDns(spec, base, reading),
  };
}

/** The containers, as read before from a spec that says the same and that nothing was wrong with. */
function sharedContainers(
  spec: ValueMap,
  base: string,
  network: 'own' | 'host',
  reading: Reading,
): readonly Container[] {
  const key = `containers ${reading.prefix}${base} ${network} ${keyOf(spec.initContainers)}${keyOf(spec.containers)}`;
  return soundPart(reading, key, () => readContainers(spec, base, network, reading));
}

/** All that is read of a list of containers. */
function keyOf(list: Value | undefined): string {
  if (!Array.isArray(list)) return '!';
  let key = '';
  for (const container of list as readonly Value[]) {
    if (!isMap(container)) {
      key += '?';
      continue;
    }
    const { name, restartPolicy, ports } = container;
    key += (restartPolicy === 'Always' ? '+' : '-') + textKey(name) + portsKey(ports);
    if (name === AWS_AGENT) key += readPolicyAgent(container) ?? '?';
  }
  return `${key}!`;
}

/** As JSON, and in a tenth of the time for the plain case. */
function portsKey(ports: Value | undefined): string {
  if (!Array.isArray(ports)) return textKey(ports);
  let key = '[';
  for (const port of ports as readonly Value[]) {
    const plain =
      isMap(port) &&
      typeof port.containerPort === 'number' &&
      port.hostPort === undefined &&
      port.hostIP === undefined;
    if (!plain) return textKey(ports);
    key += `${port.containerPort} ${textKey(port.protocol)}${textKey(port.name)}`;
  }
  return `${key}]`;
}

/** Init containers that keep running, then regular ones: as they start. Other init and ephemeral ones do not stay. */
function readContainers(
  spec: ValueMap,
  base: string,
  network: 'own' | 'host',
  reading: Reading,
): readonly Container[] {
  const containers: Container[] = [];
  for (const { index, value } of mapsIn(spec, 'initContainers')) {
    if (value.restartPolicy !== 'Always') continue;
    const container = readContainer(value, 'sidecar', `${base}.initContainers[${index}]`, network, reading);
    if (container !== undefined) containers.push(container);
  }
  for (const { index, value } of mapsIn(spec, 'containers')) {
    const container = readContainer(value, 'regular', `${base}.containers[${index}]`, network, reading);
    if (container !== undefined) containers.push(container);
  }
  if (listIn(spec, 'containers').length === 0) {
    refuse(reading, 'POD_WITHOUT_CONTAINERS', 'a pod needs at least one container', `${base}.containers`);
  }
  checkPorts(containers, reading);
  return withoutNamesakes(containers, reading);
}

/** Two ports of a container cannot have one name; two containers cannot listen on one protocol and port (S12). */
function checkPorts(containers: readonly Container[], reading: Reading): void {
  const listeners = new Map<string, string>();
  for (const container of containers) {
    const names = new Set<string>();
    for (const { name, port, protocol, path } of container.ports) {
      const key = `${port}/${protocol}`;
      const other = listeners.get(key);
      if (other === undefined) listeners.set(key, container.name);
      else {
        const message =
          other === container.name
            ? `container ${other} declares ${key} twice`
            : `containers ${other} and ${container.name} both declare ${key}: only one of them can listen`;
        complain(reading, { code: 'DUPLICATE_PORT', severity: 'warning', message, path });
      }
      if (name === undefined) continue;
      if (names.has(name)) {
        const message = `two ports of container ${container.name} are named ${name}`;
        refuse(reading, 'DUPLICATE_PORT_NAME', message, `${path}.name`);
      }
      names.add(name);
    }
  }
}

function withoutNamesakes(containers: readonly Container[], reading: Reading): readonly Container[] {
  const names = new Set<string>();
  return containers.filter(({ name, path }) => {
    if (!names.has(name)) return names.add(name);
    const message = `two containers are named ${name}: the second is left out`;
    refuse(reading, 'DUPLICATE_CONTAINER', message, `${path}.name`);
    return false;
  });
}
