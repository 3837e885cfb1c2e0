import type { Address } from '../../model/header/address.ts';
import { familyOf, formatAddress } from '../../model/header/address.ts';
import { addressSet, containsAddress, LOOPBACK } from '../../model/header/address-set.ts';
import { prefix } from '../../model/header/prefix.ts';
import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { entriesIn, listIn, mapIn, mapsIn, textIn, textsIn } from '../read/field.ts';
import { shared, sharedPart, textKey } from '../read/pools.ts';
import type { Reading } from '../read/reading.ts';
import { refuse } from '../read/reading.ts';
import { labelOf } from '../select/selector.ts';
import { readAddress } from './address-field.ts';
import { choiceIn } from './choice.ts';
import type { Endpoint, EndpointPort, EndpointSubset, Endpoints } from './endpoints.ts';
import type { Metadata } from './metadata.ts';
import { readPortNumber, readProtocol } from './port-field.ts';

const ADDRESS_TYPES = ['IPv4', 'IPv6', 'FQDN'] as const;

/** The label that names the service of a slice (S42). */
const SERVICE_NAME = 'kubernetes.io/service-name';

/** What makes slices of pods, and of Endpoints objects. */
const CONTROLLERS: ReadonlySet<string> = new Set([
  'endpointslice-controller.k8s.io',
  'endpointslicemirroring-controller.k8s.io',
]);

/** An EndpointSlice of the input. Implements S42–S44, S49 and S26 as far as reading goes. */
export function readSlice(metadata: Metadata, object: ValueMap, reading: Reading): Endpoints {
  const { labels } = metadata;
  const type = choiceIn(object, 'addressType', ADDRESS_TYPES, '', reading);
  const subsets: EndpointSubset[] = [];
  if (type === 'IPv4' || type === 'IPv6') {
    checkLength(object, 'endpoints', 1000, reading);
    checkLength(object, 'ports', 100, reading);
    const ports = readPorts(object, 'ports', reading);
    const endpoints: Endpoint[] = [];
    for (const { index, value } of mapsIn(object, 'endpoints')) {
      const endpoint = readEndpoint(value, `endpoints[${index}]`, type, reading);
      if (endpoint !== undefined) endpoints.push(endpoint);
    }
    subsets.push({ ports, endpoints });
  }
  return {
    ...metadata,
    form: 'slice',
    service: labelOf(labels, SERVICE_NAME) ?? '',
    madeBy: CONTROLLERS.has(labelOf(labels, 'endpointslice.kubernetes.io/managed-by') ?? '')
      ? 'controller'
      : 'custom',
    ...(type === 'IPv4' || type === 'IPv6' ? { family: type } : {}),
    subsets,
  };
}

/** A legacy Endpoints object of the input: it stands for the service of its own name (S145). */
export function readEndpoints(metadata: Metadata, object: ValueMap, reading: Reading): Endpoints {
  const subsets: EndpointSubset[] = [];
  let ofPods = labelOf(metadata.labels, 'endpoints.kubernetes.io/managed-by') === 'endpoint-controller';
  for (const { index, value } of mapsIn(object, 'subsets')) {
    const endpoints: Endpoint[] = [];
    for (const field of ['addresses', 'notReadyAddresses'] as const) {
      for (const { index: i, value: address } of mapsIn(value, field)) {
        const path = `subsets[${index}].${field}[${i}]`;
        const endpoint = readLegacyAddress(address, path, field, reading);
        if (endpoint !== undefined) endpoints.push(endpoint);
        ofPods ||= mapIn(address, 'targetRef').kind === 'Pod';
      }
    }
    subsets.push({ ports: readPorts(value, `subsets[${index}].ports`, reading), endpoints });
  }
  return {
    ...metadata,
    form: 'legacy',
    service: metadata.name,
    madeBy: ofPods ? 'controller' : 'custom',
    subsets,
  };
}

/** The first address alone counts (S43); what a condition leaves out has its default (S44). */
function readEndpoint(
  value: ValueMap,
  path: string,
  type: 'IPv4' | 'IPv6',
  reading: Reading,
): Endpoint | undefined {
  const text = textsIn(value, 'addresses')[0];
  const at = `${path}.addresses[0]`;
  const address = text === undefined ? undefined : readEndpointAddress(text, at, reading);
  if (address === undefined) return undefined;
  if (familyOf(address) !== type) {
    refuse(reading, 'INVALID_ADDRESS', `${text} is no ${type} address, as this slice has`, at);
    return undefined;
  }
  const { ready, serving, terminating } = mapIn(value, 'conditions');
  const hints = mapIn(value, 'hints');
  return {
    address,
    ready: ready !== false,
    serving: serving !== false,
    terminating: terminating === true,
    ...placeOf(value, reading),
    hintedZones: readNames(hints, 'forZones', reading),
    hintedHosts: readNames(hints, 'forNodes', reading),
    path: shared(reading.pools, path),
  };
}

function readLegacyAddress(
  value: ValueMap,
  path: string,
  list: 'addresses' | 'notReadyAddresses',
  reading: Reading,
): Endpoint | undefined {
  const address = readEndpointAddress(textIn(value, 'ip') ?? '', `${path}.ip`, reading);
  if (address === undefined) return undefined;
  const ready = list === 'addresses';
  return {
    address,
    ready,
    serving: ready,
    terminating: false,
    ...placeOf(value, reading),
    hintedZones: NONE,
    hintedHosts: NONE,
    path: shared(reading.pools, path),
  };
}

const NONE: readonly string[] = [];

/** Where it is and what it stands for, the fields that both forms have (S48). */
function placeOf(
  value: ValueMap,
  { pools, origin }: Reading,
): Pick<Endpoint, 'host' | 'zone' | 'hostname' | 'target'> {
  const place: { -readonly [Field in 'host' | 'zone' | 'hostname' | 'target']?: Endpoint[Field] } = {};
  const host = textIn(value, 'nodeName');
  const zone = textIn(value, 'zone');
  const hostname = textIn(value, 'hostname');
  if (host !== undefined) place.host = shared(pools, host);
  if (zone !== undefined) place.zone = shared(pools, zone);
  if (hostname !== undefined) place.hostname = shared(pools, hostname);
  if (!isMap(value.targetRef)) return place;
  const kind = textIn(value.targetRef, 'kind');
  const name = textIn(value.targetRef, 'name');
  const namespace = textIn(value.targetRef, 'namespace') ?? origin.object?.namespace ?? '';
  if (kind !== undefined && name !== undefined) {
    place.target = {
      kind: shared(pools, kind),
      namespace: shared(pools, namespace),
      name: shared(pools, name),
    };
  }
  return place;
}

function readNames(hints: ValueMap, field: string, { pools }: Reading): readonly string[] {
  const names = Array.from(mapsIn(hints, field), ({ value }) => textIn(value, 'name') ?? '');
  if (names.length === 0) return NONE;
  return sharedPart(pools, `names ${textKey(names)}`, () => names.map((name) => shared(pools, name)));
}

/** Those with a number: a port without one means nothing to a service proxy. */
function readPorts(map: ValueMap, path: string, reading: Reading): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const { index, value } of entriesIn(map, 'ports')) {
    const at = `${path}[${index}]`;
    const port = readPortNumber(value, 'port', at, reading);
    const protocol = readProtocol(value, at, reading);
    if (port === undefined || protocol === undefined) continue;
    ports.push({ name: shared(reading.pools, textIn(value, 'name') ?? ''), protocol, port });
  }
  return ports;
}

/** Addresses that mean something else on every host: the API server refuses them in a slice (S25). */
const SPECIAL = [
  ['loopback', LOOPBACK],
  ['link-local', addressSet(prefix('169.254.0.0/16'), prefix('fe80::/10'))],
  ['link-local multicast', addressSet(prefix('224.0.0.0/24'), prefix('ff02::/16'))],
  ['unspecified', addressSet(prefix('0.0.0.0/32'), prefix('::/128'))],
] as const;

function readEndpointAddress(text: string, path: string, reading: Reading): Address | undefined {
  const address = readAddress(text, path, reading);
  if (address === undefined) return undefined;
  const special = SPECIAL.find(([, set]) => containsAddress(set, address));
  if (special === undefined) return address;
  const message = `${formatAddress(address)} is ${special[0]}: no endpoint can have it`;
  refuse(reading, 'ENDPOINT_ADDRESS', message, path);
  return undefined;
}

function checkLength(object: ValueMap, field: string, most: number, reading: Reading): void {
  const { length } = listIn(object, field);
  if (length <= most) return;
  const message = `a slice has at most ${most} ${field}, not ${length}`;
  refuse(reading, 'OVER_LIMIT', message, field);
}
