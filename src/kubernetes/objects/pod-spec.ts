import type { Address } from '../../model/header/address.ts';
import { parseAddress } from '../../model/header/address.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { ValueMap } from '../../text/value.ts';
import type { Report } from '../read/field.ts';
import { isTrue, mapIn, mapsIn, numberIn, textIn, textsIn } from '../read/field.ts';
import { isLabelName, isPortName } from '../read/names.ts';
import type { NodeTerm } from '../select/node-selector.ts';
import { readNodeTerms } from '../select/node-selector.ts';
import type { Container, ContainerPort } from './container.ts';
import type { Labels } from './metadata.ts';

/** What a pod's spec, or a template's, says that matters here. */
export interface PodSpec {
  readonly network: 'own' | 'host';
  readonly host?: string;
  readonly containers: readonly Container[];
  readonly placing: Placing;
}

/** What decides on which hosts a pod may be placed, as far as the input tells. */
export interface Placing {
  readonly nodeSelector: Labels;
  /** The terms of the required node affinity: one of them must match; undefined: any host. */
  readonly terms?: readonly NodeTerm[];
  readonly tolerations: readonly Toleration[];
}

/** A taint that a pod bears. */
export interface Toleration {
  readonly key?: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value: string;
  readonly effect?: string;
}

/** Reads a pod spec; `base` is its path (`spec`, `spec.template.spec`). */
export function readPodSpec(spec: ValueMap, base: string, report: Report): PodSpec {
  const network = isTrue(spec, 'hostNetwork') ? 'host' : 'own';
  const host = textIn(spec, 'nodeName');
  const containers: Container[] = [];
  for (const { index, value } of mapsIn(spec, 'initContainers')) {
    // An init container with restartPolicy Always keeps running beside the others: a sidecar.
    if (value.restartPolicy === 'Always')
      containers.push(
        readContainer(value, 'sidecar', pathOf(base, 'initContainers', index), network, report),
      );
  }
  for (const { index, value } of mapsIn(spec, 'containers')) {
    containers.push(readContainer(value, 'regular', pathOf(base, 'containers', index), network, report));
  }
  if (containers.length === 0)
    report('POD_WITHOUT_CONTAINERS', 'error', 'a pod needs at least one container', `${base}.containers`);
  checkPorts(containers, report);
  const placing = readPlacing(spec);
  return { network, ...(host === undefined ? {} : { host }), containers: shared(containers), placing };
}

// What recurs from pod to pod is kept once: of 150,000 pods this saves 2 million objects, and half of the collector's time.

const lists = new Map<string, readonly Container[]>();
function shared(containers: readonly Container[]): readonly Container[] {
  let key = '';
  for (const { name, path, ports } of containers) {
    key += `${path} ${name};`;
    for (const port of ports) {
      key += `${port.path} ${port.name} ${port.port} ${port.protocol} ${port.hostPort} ${port.hostAddress};`;
    }
  }
  const known = lists.get(key);
  if (known !== undefined) return known;
  if (lists.size < 10_000) lists.set(key, containers);
  return containers;
}

const paths = new Map<string, string>();
function pathOf(base: string, field: string, index: number): string {
  const text = `${base}.${field}[${index}]`;
  const known = paths.get(text);
  if (known !== undefined) return known;
  if (paths.size < 10_000) paths.set(text, text);
  return text;
}

function readContainer(
  value: ValueMap,
  role: Container['role'],
  path: string,
  network: 'own' | 'host',
  report: Report,
): Container {
  const name = textIn(value, 'name') ?? '';
  if (!isLabelName(name))
    report('INVALID_NAME', 'error', `${JSON.stringify(name)} is no name for a container`, `${path}.name`);
  const ports: ContainerPort[] = [];
  for (const { index, value: port } of mapsIn(value, 'ports')) {
    const read = readPort(port, pathOf(path, 'ports', index), network, report);
    if (read !== undefined) ports.push(read);
  }
  return { name, role, ports, path };
}

const PROTOCOLS: Readonly<Record<string, Protocol>> = { TCP: 'TCP', UDP: 'UDP', SCTP: 'SCTP' };

/** Implements S11, S13, S14: protocol TCP by default; in the host's network hostPort is containerPort. */
function readPort(
  value: ValueMap,
  path: string,
  network: 'own' | 'host',
  report: Report,
): ContainerPort | undefined {
  const port = numberIn(value, 'containerPort');
  if (port === undefined || !isPort(port)) {
    report(
      'INVALID_PORT',
      'error',
      `a containerPort is a number from 1 to 65535, not ${String(value.containerPort)}`,
      `${path}.containerPort`,
    );
    return undefined;
  }
  const given = textIn(value, 'protocol') ?? 'TCP';
  const protocol = Object.hasOwn(PROTOCOLS, given) ? PROTOCOLS[given] : undefined;
  if (protocol === undefined) {
    report(
      'INVALID_PROTOCOL',
      'error',
      `${given} is no protocol of a port: TCP, UDP or SCTP`,
      `${path}.protocol`,
    );
    return undefined;
  }
  const name = textIn(value, 'name');
  if (name !== undefined && !isPortName(name)) {
    report(
      'INVALID_NAME',
      'error',
      `${JSON.stringify(name)} is no name for a port: at most 15 of a-z, 0-9 and -, with a letter`,
      `${path}.name`,
    );
  }
  const hostPort = readHostPort(value, port, path, network, report);
  const hostAddress = readHostAddress(value, path, report);
  return {
    ...(name === undefined ? {} : { name }),
    port,
    protocol,
    ...(hostPort === undefined ? {} : { hostPort }),
    ...(hostAddress === undefined ? {} : { hostAddress }),
    path,
  };
}

function readHostPort(
  value: ValueMap,
  port: number,
  path: string,
  network: 'own' | 'host',
  report: Report,
): number | undefined {
  const hostPort = numberIn(value, 'hostPort');
  if (hostPort === undefined || hostPort === 0) return network === 'host' ? port : undefined;
  if (!isPort(hostPort)) {
    report(
      'INVALID_PORT',
      'error',
      `a hostPort is a number from 1 to 65535, not ${hostPort}`,
      `${path}.hostPort`,
    );
    return undefined;
  }
  if (network === 'host' && hostPort !== port) {
    const message = `hostPort ${hostPort} must equal containerPort ${port} in the host's network`;
    report('HOST_PORT_DIFFERS', 'error', message, `${path}.hostPort`);
  }
  return hostPort;
}

function readHostAddress(value: ValueMap, path: string, report: Report): Address | undefined {
  const text = textIn(value, 'hostIP');
  const address = text === undefined ? undefined : parseAddress(text);
  if (text !== undefined && address === undefined)
    report('INVALID_ADDRESS', 'error', `${text} is no address`, `${path}.hostIP`);
  return address;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

/** Two containers cannot listen on one protocol and port (S12); two ports of a container cannot have one name. */
function checkPorts(containers: readonly Container[], report: Report): void {
  if (containers.every((container) => container.ports.length < 2) && containers.length < 2) return;
  const seen = new Map<string, string>();
  for (const container of containers) {
    const names = new Set<string>();
    for (const { name, port, protocol, path } of container.ports) {
      const key = `${port}/${protocol}`;
      const other = seen.get(key);
      if (other !== undefined)
        report(
          'DUPLICATE_PORT',
          'warning',
          `${key} is declared twice, by ${other} and ${container.name}: only one can listen`,
          path,
        );
      else seen.set(key, container.name);
      if (name !== undefined && names.has(name))
        report(
          'DUPLICATE_PORT_NAME',
          'error',
          `two ports of container ${container.name} are named ${name}`,
          `${path}.name`,
        );
      if (name !== undefined) names.add(name);
    }
  }
}

const ANYWHERE: Placing = { nodeSelector: {}, tolerations: [] };

function readPlacing(spec: ValueMap): Placing {
  const required = mapIn(
    mapIn(mapIn(spec, 'affinity'), 'nodeAffinity'),
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const terms = readNodeTerms(required);
  const tolerations = mapsIn(spec, 'tolerations').map(({ value }): Toleration => {
    const key = textIn(value, 'key');
    const effect = textIn(value, 'effect');
    return {
      ...(key === undefined ? {} : { key }),
      operator: value.operator === 'Exists' ? 'Exists' : 'Equal',
      value: textIn(value, 'value') ?? '',
      ...(effect === undefined ? {} : { effect }),
    };
  });
  const nodeSelector = textsIn(spec, 'nodeSelector');
  if (terms === undefined && tolerations.length === 0 && Object.keys(nodeSelector).length === 0)
    return ANYWHERE;
  return { nodeSelector, ...(terms === undefined ? {} : { terms }), tolerations };
}
