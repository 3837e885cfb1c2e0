import { differentAddresses, freeAddresses, namedAddresses } from '../analysis/invariants/atoms.ts';
import type { Address } from '../model/header/address.ts';
import { address, familyOf } from '../model/header/address.ts';
import {
  ALL_OF,
  addressSet,
  containsAddress,
  LOOPBACK,
  subtractAddresses,
} from '../model/header/address-set.ts';
import type { Prefix } from '../model/header/prefix.ts';
import { prefix } from '../model/header/prefix.ts';
import { neighbours } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { addressesOf, ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { isSwitch, nameOf, nodesWithRole, roleOf } from '../model/network/node.ts';
import { parseEnd } from './end.ts';
import type { EndProblem } from './named-nodes.ts';
import { notFound, switchesOfEnd } from './named-nodes.ts';

/** One process that sends, by one of the switches that it is linked to. */
export interface Sender {
  readonly process: NodeId;
  readonly over: NodeId;
  /** What it sends with: the addresses of that switch; for the outside, one given or representative address. */
  readonly addresses: readonly Address[];
}

/** A source outside of any cluster that stands for all of them where a user says `internet`. */
export const INTERNET = address('198.51.100.1');
export const INTERNET6 = address('2001:db8::1');

/** What of the addresses is no address of the internet: private, shared, of the link, of groups, and reserved ones. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
]
  .concat(['192.168.0.0/16', '224.0.0.0/3'])
  .map(prefix);
const PUBLIC = subtractAddresses(ALL_OF('IPv4'), addressSet(...NOT_PUBLIC));
const PUBLIC6 = addressSet(prefix('2000::/3'));

/** Per family, one public address that nobody has of each sort that rules tell apart; undefined where those are too many. */
export function internetAddresses(
  network: Network,
  field: 'sources' | 'targets',
): readonly (readonly Address[])[] | undefined {
  const found = [
    differentAddresses(network, field, INTERNET, PUBLIC, MOST_ADDRESSES),
    differentAddresses(network, field, INTERNET6, PUBLIC6, MOST_ADDRESSES),
  ];
  return found.every((one) => one !== undefined) ? found : undefined;
}

/** The processes that an end names as a sender. All of them must agree where one answer is asked for. */
export function sendersOf(network: Network, text: string, namespace: string): readonly Sender[] | EndProblem {
  const end = parseEnd(text);
  switch (end.kind) {
    case 'internet': {
      const sorts = internetAddresses(network, 'sources');
      if (sorts === undefined) return { problem: `${text} holds too many addresses that are told apart` };
      if (sorts.every((one) => one.length === 1)) return outsideSender(network, sorts.flat());
      const senders = sorts.flat().map((one) => outsideSender(network, [one]));
      const failed = senders.find((one) => 'problem' in one);
      return failed !== undefined ? (failed as EndProblem) : (senders.flat() as Sender[]);
    }
    case 'address': {
      const owner = ownerOf(network, end.address);
      return owner === undefined ? outsideSender(network, [end.address]) : sendersAt(network, owner, text);
    }
    case 'block':
      return blockSenders(network, end.block, text);
    case 'api server': {
      const nodes = apiServers(network);
      // Where it runs is not in the input: it is somewhere outside of what is known.
      if (nodes.length === 0) return outsideSender(network, [INTERNET, INTERNET6]);
      return nodes.flatMap((node) => senderOf(network, node) as Sender[]);
    }
    case 'dns':
      return { problem: `${text} is a name: who has it is found out by who sends to it, so it is no sender` };
    case 'request':
      return { problem: `${text} is no sender: an Ingress or Gateway is where requests go to` };
    case 'word':
    case 'object': {
      if (end.kind === 'object' && end.object === 'service')
        return { problem: `${text} is no sender: messages go to a service, and pods send them` };
      const nodes = switchesOfEnd(network, end, namespace);
      if (nodes.length === 0) return notFound(network, text, namespace);
      const senders = nodes.map((node) =>
        isSwitch(network.nodes, node) ? sendersAt(network, node, text) : senderOf(network, node),
      );
      const failed = senders.find((one) => 'problem' in one);
      return failed !== undefined ? (failed as EndProblem) : (senders.flat() as Sender[]);
    }
  }
}

/** The API servers: pods that the control plane runs them in, else the kubelets of its nodes stand for them. */
export function apiServers(network: Network): readonly NodeId[] {
  const own = network.handles.get('component/kube-apiserver') ?? [];
  return own.length > 0 ? own : (network.handles.get('nodes/control-plane') ?? []);
}

/** Every address of a block: those that somebody has or a rule names, and one of each sort of the others. */
function blockSenders(network: Network, block: Prefix, text: string): readonly Sender[] | EndProblem {
  const within = addressSet(block);
  const named = namedAddresses(network, 'sources', within);
  if (named.length > MOST_ADDRESSES)
    return { problem: `${text} holds too many addresses that are told apart` };
  const free = freeAddresses(network, 'sources', familyOf(block.first), within);
  const senders = [...named, ...free].map((one) => {
    const owner = ownerOf(network, one);
    return owner === undefined ? outsideSender(network, [one]) : sendersAt(network, owner, text);
  });
  const failed = senders.find((one) => 'problem' in one);
  return failed !== undefined ? (failed as EndProblem) : (senders.flat() as Sender[]);
}

/** As many addresses of a block are told apart, and no more. */
export const MOST_ADDRESSES = 10_000;

function sendersAt(network: Network, at: NodeId, text: string): readonly Sender[] | EndProblem {
  const processes = [...neighbours(network.links, at)].filter((node) => !isSwitch(network.nodes, node));
  // Of a node it is the kubelet that speaks, where the graph has it: other processes have settings of their own.
  const process =
    processes.find((node) => nameOf(network.nodes, node).startsWith('@kubelet/')) ?? processes[0];
  if (process !== undefined) return [{ process, over: at, addresses: addressesOf(network, at) }];
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

/** A source address that fits a target: loopback to loopback, else one of the sender's of the same family. */
export function sourceAddress(sender: Sender, target: Address): Address | undefined {
  if (containsAddress(LOOPBACK, target))
    return familyOf(target) === 'IPv4' ? address('127.0.0.1') : address('::1');
  return sender.addresses.find((one) => familyOf(one) === familyOf(target));
}
