import type { NumberList } from '../../base/number-list.ts';
import { numberList } from '../../base/number-list.ts';
import type { Prefix } from '../../model/header/prefix.ts';
import type { Direction, NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from '../objects/policy.ts';
import type { Options } from '../profile/options.ts';
import type { AskedSets } from './asked-sets.ts';
import type { PortPart } from './port-part.ts';
import { ANY_PORT, rangeParts } from './port-part.ts';

/**
 * What the NetworkPolicies of a direction ask, as numbers: an entry for each peer and port of each rule. Of the cluster it
 * holds nothing: sets are those asked for, blocks are as written.
 */
export interface Entries {
  /** The policies that have the direction. */
  readonly policies: readonly NetworkPolicy[];
  /** The set that each isolates. */
  readonly subjects: Int32Array;
  /** Where the entries of each begin; and where those of the last end. */
  readonly starts: Int32Array;
  /** Of each entry: ANYBODY, or a set or block as `peerOf` tells them apart. */
  readonly peers: Int32Array;
  /** The number of a part, or NOWHERE. */
  readonly ports: Int32Array;
  /** Which rule of its policy it is of. */
  readonly rules: Int32Array;
}

/** What entries speak of, each once. Grows, as the sets asked for do. */
export interface Vocabulary {
  readonly sets: AskedSets;
  readonly blocks: readonly AskedBlock[];
  readonly ports: readonly PortPart[];
  block(block: Prefix, except: readonly Prefix[]): number;
  port(port: PolicyPort): number;
}

/** A block less its exceptions. */
export interface AskedBlock {
  readonly block: Prefix;
  readonly except: readonly Prefix[];
}

/** No matter who. */
export const ANYBODY = -1;

/** An entry of a rule that admits no port: its peer is asked for, and it says nothing. */
export const NOWHERE = -1;

/** No matter where to: the first of the ports. */
const ANYWHERE: readonly number[] = [0];
const NO_PORT: readonly number[] = [NOWHERE];

/** What a peer of an entry is. */
export function peerOf(peer: number): { readonly kind: 'set' | 'block'; readonly number: number } {
  return { kind: peer & 1 ? 'block' : 'set', number: peer >> 1 };
}

/** A vocabulary without blocks, and with no port but ANY_PORT. */
export function vocabulary(sets: AskedSets, { endPort }: Options): Vocabulary {
  const blocks: AskedBlock[] = [];
  const numbers = new Map<bigint, { readonly number: number; readonly of: AskedBlock }[]>();
  const ports: PortPart[] = [ANY_PORT];
  const portNumbers = new Map<PortPart, number>();
  const ranges = rangeParts();
  const named = new Map<string, PortPart>();
  const partOf = (port: PolicyPort): PortPart => {
    const { protocol } = port;
    if (port.kind === 'named') {
      const key = `${protocol} ${port.name}`;
      let part = named.get(key);
      if (part === undefined) {
        part = { protocol, ports: undefined, portName: port.name, span: 'single' };
        named.set(key, part);
      }
      return part;
    }
    const last = endPort === 'range' || port.first === 0 ? port.last : port.first;
    return ranges(protocol, port.first, last);
  };
  return {
    sets,
    blocks,
    ports,
    block(block, except) {
      let alike = numbers.get(block.first);
      if (alike === undefined) {
        alike = [];
        numbers.set(block.first, alike);
      }
      const known = alike.find(({ of }) => same(of.block, block) && sameAll(of.except, except));
      if (known !== undefined) return known.number;
      const of = { block, except };
      const number = blocks.push(of) - 1;
      alike.push({ number, of });
      return number;
    },
    port(port) {
      const part = partOf(port);
      let number = portNumbers.get(part);
      if (number === undefined) {
        number = ports.push(part) - 1;
        portNumbers.set(part, number);
      }
      return number;
    },
  };
}

function same(one: Prefix, other: Prefix): boolean {
  return one.first === other.first && one.last === other.last;
}

function sameAll(some: readonly Prefix[], others: readonly Prefix[]): boolean {
  return some.length === others.length && some.every((one, i) => same(one, others[i] as Prefix));
}

/** The entries of both directions, and the policies that the API server would refuse. */
export interface AllEntries extends Readonly<Record<Direction, Entries>> {
  readonly refused: readonly NetworkPolicy[];
}

/** The entries of policies: one look at each policy, as 100,000 of them lie far apart in memory. */
export function entriesOf(policies: readonly NetworkPolicy[], words: Vocabulary): AllEntries {
  const made = { ingress: emptyEntries(), egress: emptyEntries() };
  const refused: NetworkPolicy[] = [];
  for (const policy of policies) {
    if (policy.validity !== 'valid') refused.push(policy);
    const subject = words.sets.of(policy.namespace, policy.subject, 'all');
    for (const direction of policy.directions) {
      const { policies: own, subjects, starts, peers } = made[direction];
      own.push(policy);
      subjects.push(subject);
      const rules = policy[direction];
      for (let i = 0; i < rules.length; i++)
        addRule(rules[i] as PolicyRule, i, policy.namespace, words, made[direction]);
      starts.push(peers.size());
    }
  }
  return { ingress: packed(made.ingress), egress: packed(made.egress), refused };
}

interface EntriesInTheMaking {
  readonly policies: NetworkPolicy[];
  readonly subjects: NumberList;
  readonly starts: NumberList;
  readonly peers: NumberList;
  readonly ports: NumberList;
  readonly rules: NumberList;
}

function emptyEntries(): EntriesInTheMaking {
  const [subjects, starts, peers, ports, rules] = [
    numberList(),
    numberList(),
    numberList(),
    numberList(),
    numberList(),
  ];
  starts.push(0);
  return { policies: [], subjects, starts, peers, ports, rules };
}

function packed({ policies, subjects, starts, peers, ports, rules }: EntriesInTheMaking): Entries {
  return {
    policies,
    subjects: subjects.finish(),
    starts: starts.finish(),
    peers: peers.finish(),
    ports: ports.finish(),
    rules: rules.finish(),
  };
}

function addRule(
  { peers, ports }: PolicyRule,
  rule: number,
  namespace: string,
  words: Vocabulary,
  made: EntriesInTheMaking,
): void {
  const numbers = ports === undefined ? ANYWHERE : ports.length === 0 ? NO_PORT : ports.map(words.port);
  const add = (peer: number): void => {
    for (const port of numbers) {
      made.peers.push(peer);
      made.ports.push(port);
      made.rules.push(rule);
    }
  };
  if (peers === undefined) add(ANYBODY);
  else for (const peer of peers) add(numberOf(peer, namespace, words));
}

function numberOf(peer: PolicyPeer, namespace: string, words: Vocabulary): number {
  if (peer.kind === 'block') return words.block(peer.block, peer.except) * 2 + 1;
  return words.sets.of(peer.namespaces ?? namespace, peer.pods, 'all') * 2;
}
