import { detached } from '../../base/detach.ts';
import type { Protocol } from '../../model/header/protocol.ts';
import type { ValueMap } from '../../text/value.ts';
import { isList, isMap } from '../../text/value.ts';
import { entriesIn, has, mapIn, textIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse, sound } from '../read/reading.ts';
import type { ClusterPolicyKind, TierPort } from './cluster-policy.ts';
import { checkPortName, readPortNumber, readProtocol } from './port-field.ts';

/**
 * The target ports of a rule of any kind; absent: all traffic. An entry that cannot be used is left out, and matches
 * nothing. Implements S128, S131 as far as reading goes.
 */
export function readTierPorts(
  kind: ClusterPolicyKind,
  rule: ValueMap,
  base: string,
  reading: Reading,
): readonly TierPort[] | undefined {
  const field = kind === 'ClusterNetworkPolicy' ? 'protocols' : 'ports';
  const value = rule[field];
  if (!has(rule, field)) return undefined;
  if (isList(value) && value.length === 0) {
    if (field === 'ports') return undefined;
    refuse(reading, 'INVALID_PORT_RANGE', 'protocols must not be empty', `${base}.${field}`);
  }
  const ports: TierPort[] = [];
  const readEntry = kind === 'ClusterNetworkPolicy' ? readProtocolEntry : readPortEntry;
  for (const { index, value: entry } of entriesIn(rule, field)) {
    const path = `${base}.${field}[${index}]`;
    const port = sound(reading, path, () => readEntry(entry, path, reading));
    if (port !== undefined) ports.push(port);
  }
  return ports;
}

const PROTOCOLS: readonly (readonly [field: string, Protocol])[] = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
];

/** v1alpha2: `tcp: {destinationPort: {number: 80}}`, or `destinationNamedPort`. */
function readProtocolEntry(entry: ValueMap, path: string, reading: Reading): TierPort | undefined {
  const forms = ['tcp', 'udp', 'sctp', 'destinationNamedPort'];
  const form = onlyOne(entry, forms, path, reading);
  if (form === 'destinationNamedPort') return readNamed(entry, form, path, reading);
  const protocol = PROTOCOLS.find(([field]) => field === form)?.[1];
  if (form === undefined || protocol === undefined || !isMap(entry[form])) return undefined;
  const map = mapIn(entry, form);
  if (!has(map, 'destinationPort')) return { kind: 'range', protocol, first: 0, last: 65535, path };
  const port = mapIn(map, 'destinationPort');
  const at = `${path}.${form}.destinationPort`;
  switch (onlyOne(port, ['number', 'range'], at, reading)) {
    case 'number':
      return readRange(port, 'number', 'number', protocol, path, at, reading);
    case 'range':
      return readRange(mapIn(port, 'range'), 'start', 'end', protocol, path, `${at}.range`, reading);
    default:
      return undefined;
  }
}

/** v1alpha1: `portNumber: {protocol: TCP, port: 80}`, `portRange`, or `namedPort`. */
function readPortEntry(entry: ValueMap, path: string, reading: Reading): TierPort | undefined {
  const form = onlyOne(entry, ['portNumber', 'portRange', 'namedPort'], path, reading);
  if (form === undefined) return undefined;
  if (form === 'namedPort') return readNamed(entry, form, path, reading);
  const map = mapIn(entry, form);
  const at = `${path}.${form}`;
  const protocol = readProtocol(map, at, reading);
  if (protocol === undefined) return undefined;
  return form === 'portNumber'
    ? readRange(map, 'port', 'port', protocol, path, at, reading)
    : readRange(map, 'start', 'end', protocol, path, at, reading);
}

function onlyOne(
  map: ValueMap,
  forms: readonly string[],
  path: string,
  reading: Reading,
): string | undefined {
  const given = forms.filter((one) => has(map, one));
  if (given.length === 1) return given[0];
  refuse(reading, 'INVALID_PORT_RANGE', `this needs exactly one of ${forms.join(', ')}`, path);
  return undefined;
}

function readNamed(entry: ValueMap, field: string, path: string, reading: Reading): TierPort | undefined {
  const name = textIn(entry, field);
  if (name === undefined) return undefined;
  checkPortName(name, `${path}.${field}`, reading);
  return { kind: 'named', name: detached(name), path };
}

/** From one field to another; a range of two fields has its start before its end. */
function readRange(
  map: ValueMap,
  start: string,
  end: string,
  protocol: Protocol,
  path: string,
  at: string,
  reading: Reading,
): TierPort | undefined {
  const first = readPortNumber(map, start, at, reading);
  const last = start === end ? first : readPortNumber(map, end, at, reading);
  if (first === undefined || last === undefined) return undefined;
  if (start !== end && first >= last) {
    refuse(reading, 'INVALID_PORT_RANGE', `the range starts at ${first} and ends at ${last}`, at);
  }
  return { kind: 'range', protocol, first, last, path };
}
