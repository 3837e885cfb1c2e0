import { policyDirectories } from '../kubernetes/compile/policy-match.ts';
import type { Direction } from '../kubernetes/objects/policy.ts';
import { requirementText } from '../kubernetes/select/selector-text.ts';
import type { Address } from '../model/header/address.ts';
import { formatAddress } from '../model/header/address.ts';
import type { AddressSet } from '../model/header/address-set.ts';
import { formatAddressSet } from '../model/header/address-set.ts';
import type { Header } from '../model/header/header.ts';
import type { PortSet } from '../model/header/port.ts';
import { formatPortSet } from '../model/header/port.ts';
import type { Directory } from '../model/network/directory.ts';
import { cellAt, ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf, roleOf } from '../model/network/node.ts';
import type { NodeSet, Requirement, SetId } from '../model/network/set.ts';
import { NO_SET } from '../model/network/set.ts';
import { lookupsOf, podOfNode } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import { listenersAt } from '../state/target.ts';
import { distance } from '../text/nearest.ts';
import type { Conjunct, Miss, PeerGaps } from './miss.ts';

/** Attributes of a node as sets speak of them: `pod:app` of its own labels, `namespace:team` of its namespace's. */
type Attributes = ReadonlyMap<string, string>;

/** In words, why one conjunct of an entry fails. */
const FAILING: Readonly<
  Record<
    Conjunct,
    (
      state: State,
      direction: Direction,
      rules: Directory,
      row: number,
      header: Header,
      sent: Header,
    ) => string
  >
> = {
  peer: (state, direction, rules, row, header) => peerText(state, direction, rules, row, header),
  protocol: (_state, _direction, rules, row, { protocol }) =>
    `it is about ${String(cellAt(rules, 'protocol', row))}, not ${protocol}`,
  port: (state, _direction, rules, row, header, sent) => portText(state, rules, row, header, sent),
};

/** Entries that would admit the message if their policy selected the subject: those whose selectors come nearest first. */
export function likeliest(
  state: State,
  direction: Direction,
  misses: readonly Miss[],
  subject: NodeId,
): Miss[] {
  const rules = state.network.directories[policyDirectories(direction).rules] as Directory;
  const attributes = attributesOf(state, subject);
  const cost = (miss: Miss): number => {
    const set = state.network.sets[cellAt(rules, 'subject', miss.row) as SetId];
    const gaps = (set?.definition ?? []).filter((one) => !meets(one, attributes));
    return gaps.reduce((sum, { attribute, values }) => {
      const value = attributes.get(attribute) ?? '';
      return sum + Math.min(...values.map((wanted) => distance(wanted, value, MOST_UNLIKE)), MOST_UNLIKE);
    }, 0);
  };
  return misses
    .map((miss) => ({ miss, cost: cost(miss) }))
    .filter((one) => one.cost < MOST_UNLIKE)
    .sort((a, b) => a.cost - b.cost)
    .map(({ miss }) => miss);
}

/** Texts as different as that are no slip of the pen. */
const MOST_UNLIKE = 4;

/** How many conditions of an entry's peer the pod on the other end does not meet; all of them where it is no pod. */
export function peerGaps(state: State, direction: Direction, header: Header): PeerGaps {
  const { network } = state;
  const rules = network.directories[policyDirectories(direction).rules] as Directory;
  const owner = ownerOf(network, direction === 'ingress' ? header.source : header.target);
  const attributes: Attributes = owner === undefined ? new Map() : attributesOf(state, owner);
  return (row) => {
    const id = cellAt(rules, 'peer', row) as SetId;
    // A block is one condition.
    if (id === NO_SET) return 1;
    return (network.sets[id]?.definition ?? []).filter((one) => !meets(one, attributes)).length;
  };
}

/** In words, what of an entry fails, with the value that it asks for and the one that there is. */
export function missText(
  state: State,
  direction: Direction,
  miss: Miss,
  header: Header,
  sent: Header,
  subject: NodeId,
): string {
  const rules = state.network.directories[policyDirectories(direction).rules] as Directory;
  const parts = miss.failing.map((conjunct) =>
    FAILING[conjunct](state, direction, rules, miss.row, header, sent),
  );
  if (miss.selects === 'no') {
    const set = state.network.sets[cellAt(rules, 'subject', miss.row) as SetId];
    parts.unshift(
      `its podSelector does not select ${nameOf(state.network.nodes, subject)}: ${setText(set, attributesOf(state, subject))}`,
    );
  }
  return parts.join('; and ');
}

function peerText(state: State, direction: Direction, rules: Directory, row: number, header: Header): string {
  const way = direction === 'ingress' ? 'from' : 'to';
  const address = direction === 'ingress' ? header.source : header.target;
  const addresses = cellAt(rules, 'addresses', row) as AddressSet | undefined;
  const id = cellAt(rules, 'peer', row) as SetId;
  const { network } = state;
  const owner = ownerOf(network, address);
  if (addresses !== undefined)
    return `${way} ${formatAddressSet(addresses)}, which does not hold ${addressText(address)}`;
  if (id === NO_SET) return `${way} nobody that is meant here`;
  const set = network.sets[id];
  if (owner === undefined)
    return `${way} ${setName(set)}; ${addressText(address)} is no pod, and selectors mean pods only`;
  if (roleOf(network.nodes, owner) !== 'pod') {
    return `${way} ${setName(set)}; ${formatAddress(address)} is node ${nameOf(network.nodes, owner)}, and selectors mean pods only`;
  }
  const pod = nameOf(network.nodes, owner);
  return `${way} ${setText(set, attributesOf(state, owner))} (${pod})`;
}

/** An address; the one that stands for a host outside of which only the name is known is not shown. */
function addressText(address: Address): string {
  const text = formatAddress(address);
  return text === '0.0.0.0' || text === '::' ? 'the address outside of the cluster' : text;
}

/** What a set asks that a node does not meet, and what the node has: `namespaceSelector tier=backend; the namespace has tier=frontend`. */
function setText(set: NodeSet | undefined, attributes: Attributes): string {
  const failing = (set?.definition ?? []).filter((one) => !meets(one, attributes));
  if (failing.length === 0) return setName(set);
  return failing.map((one) => requirementGap(one, attributes)).join(', ');
}

function requirementGap(requirement: Requirement, attributes: Attributes): string {
  const { attribute } = requirement;
  const [scope = '', key = ''] = split(attribute);
  const asked = requirementText({ ...requirement, attribute: key });
  const whose =
    scope === 'pod'
      ? 'the pod'
      : `namespace ${attributes.get('namespace:kubernetes.io/metadata.name') ?? '?'}`;
  const value = attributes.get(attribute);
  if (key === 'kubernetes.io/metadata.name')
    return `namespace ${requirement.values.join(' or ')}; the pod is in ${value ?? '?'}`;
  const has = value === undefined ? `lacks ${key}${closeKey(scope, key, attributes)}` : `has ${key}=${value}`;
  return `${scope === 'pod' ? 'podSelector' : 'namespaceSelector'} ${asked}; ${whose} ${has}`;
}

/** A label that the pod has instead, where it lacks one: people look for it. */
function closeKey(scope: string, key: string, attributes: Attributes): string {
  const last = key.split('/').at(-1);
  for (const [attribute, value] of attributes) {
    const [other = '', name = ''] = split(attribute);
    if (other === scope && name !== key && name.split('/').at(-1) === last)
      return ` (it has ${name}=${value})`;
  }
  return '';
}

function split(attribute: string): [string, string] {
  const colon = attribute.indexOf(':');
  return [attribute.slice(0, colon), attribute.slice(colon + 1)];
}

function meets({ attribute, is, values }: Requirement, attributes: Attributes): boolean {
  const value = attributes.get(attribute);
  switch (is) {
    case 'in':
      return value !== undefined && values.includes(value);
    case 'not in':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
  }
}

function setName(set: NodeSet | undefined): string {
  if (set?.definition === undefined) return set?.name ?? 'nobody';
  if (set.definition.length === 0) return 'any pod';
  return set.definition
    .map((one) => {
      const [scope = '', key = ''] = split(one.attribute);
      if (key === 'kubernetes.io/metadata.name') return `namespace ${one.values.join(' or ')}`;
      return `${scope === 'pod' ? 'podSelector' : 'namespaceSelector'} ${requirementText({ ...one, attribute: key })}`;
    })
    .join(', ');
}

/** Ports that fail; a policy that names the port of the service is told so (S109). */
function portText({ network }: State, rules: Directory, row: number, header: Header, sent: Header): string {
  const name = cellAt(rules, 'portName', row) as string;
  if (name !== '') {
    const owner = ownerOf(network, header.target);
    const names =
      owner === undefined ? [] : listenersAt(network, owner).filter((one) => one.name !== undefined);
    const has = names.map((one) => `${one.name}=${one.port}/${one.protocol}`).join(', ') || 'names no port';
    return `port ${name}, which at the target is not ${header.targetPort}/${header.protocol} (it ${names.length > 0 ? `has ${has}` : has})`;
  }
  const ports = (cellAt(rules, 'ports', row) as PortSet | undefined) ?? [];
  const text = `port ${formatPortSet(ports)}, not ${header.targetPort}`;
  const isService =
    sent.targetPort !== header.targetPort &&
    ports.some(([first, last]) => first <= sent.targetPort && sent.targetPort <= last);
  return isService
    ? `${text}: ${sent.targetPort} is the port of the service, and policies see the port of the pod, ${header.targetPort}`
    : text;
}

function attributesOf({ cluster, network }: State, node: NodeId): Attributes {
  const attributes = new Map<string, string>();
  const pod = cluster && podOfNode(cluster, network, node);
  if (cluster === undefined || pod === undefined) return attributes;
  const namespace = lookupsOf(cluster).namespace(pod.namespace);
  for (const [key, value] of Object.entries(namespace?.labels ?? {}))
    attributes.set(`namespace:${key}`, value);
  for (const [key, value] of Object.entries(pod.labels)) attributes.set(`pod:${key}`, value);
  return attributes;
}
