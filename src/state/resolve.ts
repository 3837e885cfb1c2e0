import type { Address } from '../model/header/address.ts';
import { address, familyOf, formatAddress } from '../model/header/address.ts';
import { containsAddress, LOOPBACK } from '../model/header/address-set.ts';
import type { Protocol } from '../model/header/protocol.ts';
import { rowsOf } from '../model/network/directory.ts';
import { linked, neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { ADDRESSES, addressesOf, cellAt, LISTENERS, ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, nodeIds, nodeNamed, nodesWithRole, roleOf } from '../model/network/node.ts';
import { nearest } from '../text/nearest.ts';
import type { Origin } from '../text/origin.ts';
import type { EndName, PortName } from './end.ts';
import { parseEnd, WORKLOADS } from './end.ts';

/** One process that sends, by one of the switches that it is linked to. */
export interface Sender {
  readonly process: NodeId;
  readonly over: NodeId;
  /** What it sends with: the addresses of that switch; for the outside, one given or representative address. */
  readonly addresses: readonly Address[];
}

/** What a message can be sent to: an address, and who listens behind it as far as is declared. */
export interface Target {
  readonly address: Address;
  readonly label: string;
  readonly declared: readonly Listener[];
}

/** A declared listener. */
export interface Listener {
  readonly process: NodeId;
  readonly protocol: Protocol;
  readonly port: number;
  readonly name?: string;
  readonly origin?: Origin;
}

/** Why an end cannot be used; bad input, never a negative answer. */
export interface EndProblem {
  readonly problem: string;
  readonly suggestion?: string;
}

/** A source outside of any cluster that stands for all of them where a user says `internet`. */
export const INTERNET = address('198.51.100.1');
const INTERNET6 = address('2001:db8::1');

/** The processes that an end names as a sender. All of them must agree where one answer is asked for. */
export function sendersOf(network: Network, text: string, namespace: string): readonly Sender[] | EndProblem {
  const end = parseEnd(text);
  switch (end.kind) {
    case 'internet':
      return outsideSender(network, [INTERNET, INTERNET6]);
    case 'address': {
      const owner = ownerOf(network, end.address);
      return owner === undefined ? outsideSender(network, [end.address]) : sendersAt(network, owner, text);
    }
    case 'word':
    case 'object': {
      const nodes = nodesOfEnd(network, end, namespace);
      if (nodes.length === 0) return notFound(network, text, namespace);
      const senders = nodes.map((node) =>
        isSwitch(network.nodes, node) ? sendersAt(network, node, text) : senderOf(network, node),
      );
      const failed = senders.find((one) => 'problem' in one);
      return failed !== undefined ? (failed as EndProblem) : (senders.flat() as Sender[]);
    }
  }
}

/** Whether an end is an address that somebody has only because it was planned: what becomes of it is not known (S144). */
export function isPlannedAddress(network: Network, text: string): boolean {
  const end = parseEnd(text);
  const directory = network.directories[ADDRESSES];
  const column = directory?.columns.address;
  if (end.kind !== 'address' || column === undefined) return false;
  return Array.from(rowsOf(column, end.address)).some((row) => cellAt(directory, 'known', row) === 'planned');
}

/** The addresses that an end names as a target. */
export function targetsOf(network: Network, text: string, namespace: string): readonly Target[] | EndProblem {
  const end = parseEnd(text);
  switch (end.kind) {
    case 'internet':
      return [{ address: INTERNET, label: 'internet', declared: [] }];
    case 'address':
      return [
        {
          address: end.address,
          label: formatAddress(end.address),
          declared: listenersAt(network, ownerOf(network, end.address)),
        },
      ];
    case 'word':
    case 'object': {
      if (end.kind === 'object' && end.object === 'service') {
        return { problem: `services are not modelled yet: ${text}` };
      }
      const nodes = nodesOfEnd(network, end, namespace);
      if (nodes.length === 0) return notFound(network, text, namespace);
      const targets = nodes.flatMap((node) => targetsAt(network, node));
      return targets.length > 0 ? targets : { problem: `${text} has no address` };
    }
  }
}

/** The switch that an end names: a pod's, a host's, or the one that a process is linked to. */
export function switchOf(network: Network, text: string, namespace: string): NodeId | EndProblem {
  const end = parseEnd(text);
  if (end.kind === 'internet') return { problem: 'internet is no switch' };
  const nodes =
    end.kind === 'address' ? [ownerOf(network, end.address)] : switchesOfEnd(network, end, namespace);
  const [node, ...more] = nodes;
  if (node === undefined) return notFound(network, text, namespace);
  if (more.length > 0) {
    return { problem: `${text} is ${nodes.length} pods: say which`, suggestion: nameOf(network.nodes, node) };
  }
  if (isSwitch(network.nodes, node)) return node;
  for (const over of neighbours(network.links, node)) return over;
  return { problem: `${text} is linked to nothing` };
}

/** The declared listeners that a port name means at a target; a plain number needs no declaration. */
export function portsOf(
  target: Target,
  port: PortName | undefined,
): readonly { port: number; protocol: Protocol }[] | EndProblem {
  if (port === undefined) {
    if (target.declared.length > 0) return target.declared;
    return { problem: `${target.label} declares no port: say which, as ${target.label}:80` };
  }
  if (typeof port.port === 'number') return [{ port: port.port, protocol: port.protocol ?? 'TCP' }];
  const named = target.declared.filter(
    (one) => one.name === port.port && (port.protocol === undefined || one.protocol === port.protocol),
  );
  if (named.length > 0) return named;
  const names = target.declared.flatMap((one) => one.name ?? []);
  const known = names.length > 0 ? `it has ${names.join(', ')}` : 'it names none';
  return { problem: `${target.label} has no port named ${port.port}: ${known}` };
}

/** As `nodesOfEnd`, but a bare word may be a pod's name too: only a switch has a FIB. */
function switchesOfEnd(
  network: Network,
  end: Extract<EndName, { kind: 'word' | 'object' }>,
  namespace: string,
): readonly NodeId[] {
  const nodes = nodesOfEnd(network, end, namespace);
  if (nodes.length > 0 || end.kind !== 'word') return nodes;
  return nodesOfEnd(network, { kind: 'object', object: 'pod', name: end.word }, namespace);
}

/** The nodes that an end names: a process, a pod's or host's switch, or all pods of a workload. */
function nodesOfEnd(
  network: Network,
  end: Extract<EndName, { kind: 'word' | 'object' }>,
  namespace: string,
): readonly NodeId[] {
  const { nodes, handles } = network;
  const one = (id: NodeId | undefined): readonly NodeId[] => (id === undefined ? [] : [id]);
  if (end.kind === 'word') {
    const exact = nodeNamed(nodes, end.word);
    return exact !== undefined ? [exact] : processesNamed(network, end.word);
  }
  const { object, name, container } = end;
  const within = end.namespace ?? namespace;
  if (object === 'node') return one(namedWithRole(network, name, 'host'));
  if (object === 'container') {
    if (container !== undefined) return one(nodeNamed(nodes, `${within}/${name}/${container}`));
    return processesNamed(network, name);
  }
  if (object === 'daemon') return daemons(network, end.namespace, name);
  if (WORKLOADS.includes(object)) return handles.get(`${object}/${within}/${name}`) ?? [];
  const pod =
    nodeNamed(nodes, `${within}/${name}`) ??
    (end.namespace === undefined ? nodeNamed(nodes, name) : undefined);
  return pod !== undefined ? [pod] : (handles.get(`pod/${within}/${name}`) ?? []);
}

/** Processes whose name, or its last part, is this word: all of them if there is just one, else none. */
function processesNamed(network: Network, word: string): readonly NodeId[] {
  const found: NodeId[] = [];
  const suffix = `/${word}`;
  for (const id of nodeIds(network.nodes)) {
    if (isSwitch(network.nodes, id)) continue;
    const name = nameOf(network.nodes, id);
    if (name === word || name.endsWith(suffix)) found.push(id);
  }
  return found.length === 1 ? found : [];
}

function daemons(network: Network, host: string | undefined, name: string): readonly NodeId[] {
  const on = host === undefined ? undefined : namedWithRole(network, host, 'host');
  if (host !== undefined && on === undefined) return [];
  const found: NodeId[] = [];
  for (const id of nodesWithRole(network.nodes, 'daemon')) {
    const parts = nameOf(network.nodes, id).split('/');
    if (
      (parts.at(-1) === name || parts.at(-2) === name) &&
      (on === undefined || linked(network.links, id, on))
    )
      found.push(id);
  }
  return found.slice(0, 1);
}

function namedWithRole(network: Network, name: string, role: 'host'): NodeId | undefined {
  const id = nodeNamed(network.nodes, name);
  return id !== undefined && (roleOf(network.nodes, id) === role || roleOf(network.nodes, id) === 'none')
    ? id
    : undefined;
}

function sendersAt(network: Network, at: NodeId, text: string): readonly Sender[] | EndProblem {
  for (const process of neighbours(network.links, at)) {
    if (!isSwitch(network.nodes, process))
      return [{ process, over: at, addresses: addressesOf(network, at) }];
  }
  return { problem: `${text} has no process that could send` };
}

function senderOf(network: Network, process: NodeId): readonly Sender[] | EndProblem {
  if (roleOf(network.nodes, process) === 'outside') return outsideSender(network, [INTERNET, INTERNET6]);
  for (const over of neighbours(network.links, process)) {
    return [{ process, over, addresses: addressesOf(network, over) }];
  }
  return { problem: `${nameOf(network.nodes, process)} is linked to nothing` };
}

function outsideSender(network: Network, addresses: readonly Address[]): readonly Sender[] | EndProblem {
  for (const process of nodesWithRole(network.nodes, 'outside')) {
    for (const over of neighbours(network.links, process)) return [{ process, over, addresses }];
  }
  return { problem: 'this network has no outside: nothing there can send' };
}

function targetsAt(network: Network, node: NodeId): Target[] {
  const label = nameOf(network.nodes, node);
  if (isSwitch(network.nodes, node)) {
    return addressesOf(network, node).map((at) => ({
      address: at,
      label,
      declared: listenersAt(network, node),
    }));
  }
  const targets: Target[] = [];
  for (const over of neighbours(network.links, node)) {
    const declared = listenersAt(network, over).filter((listener) => listener.process === node);
    for (const at of addressesOf(network, over)) targets.push({ address: at, label, declared });
  }
  return targets;
}

/** Who is declared to listen at a switch. */
export function listenersAt(network: Network, at: NodeId | undefined): readonly Listener[] {
  const directory = network.directories[LISTENERS];
  const column = directory?.columns.switch;
  if (at === undefined || directory === undefined || column === undefined) return [];
  return Array.from(rowsOf(column, at), (row) => {
    const name = cellAt(directory, 'name', row) as string | undefined;
    const object = cellAt(directory, 'origin', row) as Origin | undefined;
    const path = cellAt(directory, 'path', row) as string | undefined;
    const origin = object && path ? { ...object, path } : object;
    return {
      process: cellAt(directory, 'process', row) as NodeId,
      protocol: cellAt(directory, 'protocol', row) as Protocol,
      port: cellAt(directory, 'port', row) as number,
      ...(name ? { name } : {}),
      ...(origin ? { origin } : {}),
    };
  });
}

/** A source address that fits a target: loopback to loopback, else one of the sender's of the same family. */
export function sourceAddress(sender: Sender, target: Address): Address | undefined {
  if (containsAddress(LOOPBACK, target))
    return familyOf(target) === 'IPv4' ? address('127.0.0.1') : address('::1');
  return sender.addresses.find((one) => familyOf(one) === familyOf(target));
}

function notFound(network: Network, text: string, namespace: string): EndProblem {
  const names: string[] = [];
  for (const id of nodeIds(network.nodes)) {
    const name = nameOf(network.nodes, id);
    names.push(name, name.startsWith(`${namespace}/`) ? name.slice(namespace.length + 1) : name);
    const last = name.split('/').at(-1);
    if (last !== undefined) names.push(last);
  }
  const close = nearest(text, [...new Set([...names, ...network.handles.keys()])], 3);
  return {
    problem: `there is no ${text} in this network`,
    ...(close.length > 0 ? { suggestion: `the nearest names: ${close.join(', ')}` } : {}),
  };
}
