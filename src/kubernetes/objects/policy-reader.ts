import { detached } from '../../base/detach.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import { formatPrefix, prefixWithin } from '../../model/header/prefix.ts';
import type { ValueMap } from '../../text/value.ts';
import { isList } from '../../text/value.ts';
import { entriesIn, has, listIn, mapIn, textsIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse, sound, validityOf } from '../read/reading.ts';
import type { LabelSelector } from '../select/selector.ts';
import { readSelector } from '../select/selector.ts';
import { readPrefix } from './address-field.ts';
import { refuseChoice } from './choice.ts';
import type { Metadata } from './metadata.ts';
import type { Direction, NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from './policy.ts';
import { DIRECTIONS } from './policy.ts';
import { checkPortName, readPortNumber, readProtocol } from './port-field.ts';

/** A NetworkPolicy of the input. Implements S80–S85, S89–S93 as far as reading goes. */
export function readNetworkPolicy(metadata: Metadata, object: ValueMap, reading: Reading): NetworkPolicy {
  const spec = mapIn(object, 'spec');
  // Where something is wrong with it, it could mean any pod.
  const subject =
    sound(reading, 'spec.podSelector', () =>
      readSelector(mapIn(spec, 'podSelector'), 'spec.podSelector', reading),
    ) ?? EVERYTHING;
  const directions = readDirections(spec, reading);
  const ingress = readRules(spec, 'ingress', 'from', reading);
  const egress = readRules(spec, 'egress', 'to', reading);
  const validity = validityOf(reading);
  return { ...metadata, kind: 'NetworkPolicy', subject, directions, ingress, egress, validity };
}

const EVERYTHING: LabelSelector = { labels: {}, expressions: [] };

const TYPES = ['Ingress', 'Egress'] as const;
const INGRESS: readonly Direction[] = ['ingress'];
const EGRESS: readonly Direction[] = ['egress'];

/**
 * policyTypes; without any, ingress always and egress if there is a rule for it (S81). A type that there is not could
 * have meant either.
 */
function readDirections(spec: ValueMap, reading: Reading): readonly Direction[] {
  const given = listIn(spec, 'policyTypes');
  if (given.length === 0) return listIn(spec, 'egress').length > 0 ? DIRECTIONS : INGRESS;
  let wrong = false;
  given.forEach((type, i) => {
    if (TYPES.some((one) => one === type)) return;
    wrong = true;
    if (typeof type === 'string') refuseChoice(type, TYPES, `spec.policyTypes[${i}]`, reading);
  });
  if (wrong) return DIRECTIONS;
  const [ingress, egress] = TYPES.map((type) => given.includes(type));
  return ingress && egress ? DIRECTIONS : ingress ? INGRESS : EGRESS;
}

/** The rules of one direction (S82); one that is null is an empty one, which lets everything through. */
function readRules(
  spec: ValueMap,
  direction: Direction,
  peers: 'from' | 'to',
  reading: Reading,
): readonly PolicyRule[] {
  return Array.from(entriesIn(spec, direction), ({ index, value }) => {
    const path = `spec.${direction}[${index}]`;
    const from = readRestriction(value, peers, path, (peer, at) => readPeer(peer, at, reading));
    const ports = readRestriction(value, 'ports', path, (port, at) => readPort(port, at, reading));
    return {
      ...(from === undefined ? {} : { peers: from }),
      ...(ports === undefined ? {} : { ports }),
      path,
    };
  });
}

/** What a list restricts a rule to: undefined, anything, if it is absent or empty; of what cannot be used, nothing. */
function readRestriction<T>(
  rule: ValueMap,
  field: string,
  base: string,
  read: (entry: ValueMap, path: string) => T | undefined,
): readonly T[] | undefined {
  const value = rule[field];
  if (!has(rule, field) || (isList(value) && value.length === 0)) return undefined;
  const found: T[] = [];
  for (const { index, value: entry } of entriesIn(rule, field)) {
    const one = read(entry, `${base}.${field}[${index}]`);
    if (one !== undefined) found.push(one);
  }
  return found;
}

/** Selectors, of which a null one is absent (S84), or else a block; anything else is refused (S85). */
function readPeer(value: ValueMap, path: string, reading: Reading): PolicyPeer | undefined {
  const selects = has(value, 'podSelector') || has(value, 'namespaceSelector');
  const block = has(value, 'ipBlock');
  if (selects === block) {
    const message = block
      ? 'a peer has an ipBlock or selectors, not both'
      : 'a peer needs a podSelector, a namespaceSelector or an ipBlock';
    refuse(reading, 'INVALID_PEER', message, path);
    return undefined;
  }
  if (block) return readBlock(value, path, reading);
  // A selector with an expression left out would select more than was meant.
  return sound(reading, path, () => ({
    kind: 'pods',
    ...(has(value, 'namespaceSelector')
      ? {
          namespaces: readSelector(mapIn(value, 'namespaceSelector'), `${path}.namespaceSelector`, reading),
        }
      : {}),
    ...(has(value, 'podSelector')
      ? { pods: readSelector(mapIn(value, 'podSelector'), `${path}.podSelector`, reading) }
      : {}),
    path,
  }));
}

/** Exceptions lie inside the block and are smaller (S93). */
function readBlock(value: ValueMap, path: string, reading: Reading): PolicyPeer | undefined {
  const map = mapIn(value, 'ipBlock');
  return sound(reading, path, () => {
    const text = map.cidr;
    const block = typeof text === 'string' ? readPrefix(text, `${path}.ipBlock.cidr`, reading) : undefined;
    const except: Prefix[] = [];
    for (const [i, one] of textsIn(map, 'except').entries()) {
      const at = `${path}.ipBlock.except[${i}]`;
      const part = readPrefix(one, at, reading);
      if (part === undefined || block === undefined) continue;
      if (prefixWithin(part, block) && (part.first !== block.first || part.last !== block.last)) {
        except.push(part);
        continue;
      }
      const message = `${formatPrefix(part)} is no part of ${formatPrefix(block)}`;
      refuse(reading, 'INVALID_EXCEPT', message, at);
    }
    return block && { kind: 'block', block, except, path };
  });
}

/** No port is every port of the protocol; a name is that of a container port (S89, S91); endPort ends a range (S92). */
function readPort(value: ValueMap, path: string, reading: Reading): PolicyPort | undefined {
  return sound(reading, path, () => {
    const protocol = readProtocol(value, path, reading);
    const { port } = value;
    if (protocol === undefined) return undefined;
    if (typeof port !== 'number' && has(value, 'endPort')) {
      refuse(reading, 'INVALID_PORT_RANGE', 'an endPort needs a port that is a number', `${path}.endPort`);
      return undefined;
    }
    if (typeof port === 'string') {
      checkPortName(port, `${path}.port`, reading);
      return { kind: 'named', name: detached(port), protocol, path };
    }
    if (typeof port !== 'number') return { kind: 'range', first: 0, last: 65535, protocol, path };
    const first = readPortNumber(value, 'port', path, reading);
    const last = has(value, 'endPort') ? readPortNumber(value, 'endPort', path, reading) : first;
    if (first === undefined || last === undefined) return undefined;
    if (last < first) {
      const message = `the range ends at ${last}, before it begins at ${first}`;
      refuse(reading, 'INVALID_PORT_RANGE', message, `${path}.endPort`);
    }
    return { kind: 'range', first, last, protocol, path };
  });
}
