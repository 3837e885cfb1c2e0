import { detached } from '../../base/detach.ts';
import type { ValueMap } from '../../text/value.ts';
import { isMap } from '../../text/value.ts';
import { entriesIn, has, listIn, mapIn, textIn, textsIn } from '../read/field.ts';
import type { Reading } from '../read/reading.ts';
import { refuse, sound } from '../read/reading.ts';
import { readSelector } from '../select/selector.ts';
import { readPrefix } from './address-field.ts';
import { choiceIn } from './choice.ts';
import type { ClusterPolicyKind, TierAction, TierPeer, TierPods, TierRule } from './cluster-policy.ts';
import type { Direction } from './policy.ts';
import { readTierPorts } from './tier-port-reader.ts';

/** What a kind calls its actions. */
const ACTIONS: Readonly<Record<ClusterPolicyKind, readonly string[]>> = {
  ClusterNetworkPolicy: ['Accept', 'Deny', 'Pass'],
  AdminNetworkPolicy: ['Allow', 'Deny', 'Pass'],
  BaselineAdminNetworkPolicy: ['Allow', 'Deny'],
};

const MEANING: Readonly<Record<string, TierAction>> = {
  Accept: 'allow',
  Allow: 'allow',
  Deny: 'deny',
  Pass: 'pass',
};

/** How many rules a direction of each kind may have, and a rule peers and ports (S130). */
const MOST: Readonly<Record<ClusterPolicyKind, number>> = {
  ClusterNetworkPolicy: 25,
  AdminNetworkPolicy: 100,
  BaselineAdminNetworkPolicy: 100,
};

/** How many networks or domain names a peer of any kind may have (S130). */
const MOST_NETWORKS = 25;

const PEERS = { ingress: 'from', egress: 'to' } as const;

/**
 * The rules of one direction, in their order (S119). One without an action that is known is left out; its policy is
 * refused then. Implements S126–S131 as far as reading goes.
 */
export function readTierRules(
  kind: ClusterPolicyKind,
  spec: ValueMap,
  direction: Direction,
  reading: Reading,
): readonly TierRule[] {
  const most = MOST[kind];
  checkLength(spec, direction, 'spec', most, reading);
  const rules: TierRule[] = [];
  for (const { index, value } of entriesIn(spec, direction)) {
    const path = `spec.${direction}[${index}]`;
    const action = choiceIn(value, 'action', ACTIONS[kind], path, reading);
    const effect = MEANING[action ?? ''];
    const peers = readPeers(value, direction, effect, path, most, reading);
    const ports = withoutNamed(readTierPorts(kind, value, path, reading), peers, reading);
    checkLength(value, kind === 'ClusterNetworkPolicy' ? 'protocols' : 'ports', path, most, reading);
    if (effect === undefined) continue;
    rules.push({
      name: detached(readName(value, path, reading)),
      action: effect,
      peers,
      ...(ports === undefined ? {} : { ports }),
      path,
    });
  }
  return rules;
}

function readName(value: ValueMap, path: string, reading: Reading): string {
  const name = textIn(value, 'name') ?? '';
  if (name.length <= 100) return name;
  const message = `the name of a rule has at most 100 characters, not ${name.length}`;
  refuse(reading, 'OVER_LIMIT', message, `${path}.name`);
  return name;
}

/** A rule names at least one peer. */
function readPeers(
  rule: ValueMap,
  direction: Direction,
  effect: TierAction | undefined,
  base: string,
  most: number,
  reading: Reading,
): readonly TierPeer[] {
  const field = PEERS[direction];
  checkLength(rule, field, base, most, reading);
  const peers: TierPeer[] = [];
  for (const { index, value } of entriesIn(rule, field)) {
    const path = `${base}.${field}[${index}]`;
    const peer = sound(reading, path, () => readPeer(value, direction, effect, path, reading));
    if (peer !== undefined) peers.push(peer);
  }
  if (has(rule, field) && listIn(rule, field).length === 0) {
    refuse(reading, 'INVALID_PEER', `a rule needs a peer in ${field}`, `${base}.${field}`);
  }
  return peers;
}

/** The fields that each tell who a peer is; the others are newer than what is known. */
const FORMS = {
  ingress: ['namespaces', 'pods'],
  egress: ['namespaces', 'pods', 'nodes', 'networks', 'domainNames'],
} as const;

/** Exactly one field says who it is; one that says nothing known fails closed (S129). */
function readPeer(
  value: ValueMap,
  direction: Direction,
  effect: TierAction | undefined,
  path: string,
  reading: Reading,
): TierPeer | undefined {
  const forms = FORMS[direction].filter((one) => has(value, one));
  const [form, second] = forms;
  if (form === undefined) return { kind: 'unknown', path };
  if (second !== undefined) {
    refuse(reading, 'INVALID_PEER', `a peer has one field, not ${forms.join(' and ')}`, path);
    return undefined;
  }
  const map = value[form];
  const at = `${path}.${form}`;
  switch (form) {
    case 'namespaces':
      return isMap(map) ? { kind: 'pods', namespaces: readSelector(map, at, reading), path } : undefined;
    case 'pods':
      return isMap(map) ? { kind: 'pods', ...readNamespacedPods(map, at, reading), path } : undefined;
    case 'nodes':
      return isMap(map) ? { kind: 'hosts', hosts: readSelector(map, at, reading), path } : undefined;
    case 'networks':
      checkLength(value, form, path, MOST_NETWORKS, reading);
      checkSome(value, form, path, reading);
      return {
        kind: 'networks',
        blocks: textsIn(value, form).flatMap((text, i) => readPrefix(text, `${at}[${i}]`, reading) ?? []),
        path,
      };
    case 'domainNames':
      checkLength(value, form, path, MOST_NETWORKS, reading);
      checkSome(value, form, path, reading);
      if (effect === 'deny' || effect === 'pass') {
        // What such a rule would do with names is said nowhere (S127).
        refuse(reading, 'INVALID_PEER', 'domain names are for rules that allow', at);
      }
      return { kind: 'domains', names: readDomains(value, at, reading), path };
  }
}

/** Pods by labels of both; either selector that is missing was said with the fields. */
export function readNamespacedPods(map: ValueMap, path: string, reading: Reading): TierPods {
  return {
    namespaces: readSelector(mapIn(map, 'namespaceSelector'), `${path}.namespaceSelector`, reading),
    pods: readSelector(mapIn(map, 'podSelector'), `${path}.podSelector`, reading),
  };
}

const DOMAIN = /^(\*\.)?([a-z0-9]([-a-z0-9_]*[a-z0-9])?\.)+[a-z0-9]([-a-z0-9_]*[a-z0-9])?\.?$/i;

/** In small letters and without the last dot: as names are compared (S127). */
function readDomains(value: ValueMap, path: string, reading: Reading): readonly string[] {
  return textsIn(value, 'domainNames').flatMap((text, i) => {
    if (DOMAIN.test(text)) return detached(text.toLowerCase().replace(/\.$/, ''));
    const message = `${JSON.stringify(text)} is no domain name; * may be its first label`;
    refuse(reading, 'INVALID_HOST', message, `${path}[${i}]`);
    return [];
  });
}

/** Only a pod has named ports (S128): beside any other peer they are refused, and left out. */
function withoutNamed(
  ports: TierRule['ports'],
  peers: readonly TierPeer[],
  reading: Reading,
): TierRule['ports'] {
  if (!peers.some(({ kind }) => kind === 'hosts' || kind === 'networks' || kind === 'domains')) return ports;
  return ports?.filter(({ kind, path }) => {
    if (kind !== 'named') return true;
    refuse(reading, 'INVALID_PEER', 'nodes, networks and domain names have no named ports', path);
    return false;
  });
}

function checkSome(value: ValueMap, field: string, base: string, reading: Reading): void {
  if (listIn(value, field).length > 0) return;
  refuse(reading, 'INVALID_PEER', `${field} must not be empty`, `${base}.${field}`);
}

/** Implements S130: the API server refuses more. */
function checkLength(map: ValueMap, field: string, base: string, most: number, reading: Reading): void {
  const { length } = listIn(map, field);
  if (length <= most) return;
  const message = `there are at most ${most} entries here, not ${length}`;
  refuse(reading, 'OVER_LIMIT', message, `${base}.${field}`);
}
