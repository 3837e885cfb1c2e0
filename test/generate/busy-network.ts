import type { Address } from '../../src/model/header/address.ts';
import { address } from '../../src/model/header/address.ts';
import { addressSet } from '../../src/model/header/address-set.ts';
import type { Header } from '../../src/model/header/header.ts';
import { portSet } from '../../src/model/header/port.ts';
import { prefix } from '../../src/model/header/prefix.ts';
import type { Protocol } from '../../src/model/header/protocol.ts';
import { hasPorts } from '../../src/model/header/protocol.ts';
import type { Action, HeaderChange } from '../../src/model/network/action.ts';
import type { FactId } from '../../src/model/network/fact.ts';
import type { Table } from '../../src/model/network/fib.ts';
import { NO_TEMPLATE } from '../../src/model/network/fib.ts';
import { linksOf } from '../../src/model/network/link.ts';
import type { Match, NodeMatch } from '../../src/model/network/match.ts';
import { OUT, REPLY } from '../../src/model/network/match.ts';
import type { Network } from '../../src/model/network/network.ts';
import { ADDRESSES, LISTENERS } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { NO_NODE, nodesOf } from '../../src/model/network/node.ts';
import type { NodeSet, SetId } from '../../src/model/network/set.ts';
import { chance } from './cluster-places.ts';
import type { Random } from './random.ts';

/** Few values, so that rules meet, and messages meet them; some stand beside each other. */
const ADDRESSES_USED: readonly Address[] = ['10.0.0.1', '10.0.0.2', '10.0.0.3', 'fd00::1'].map(address);
const BLOCKS = ['10.0.0.0/30', '10.0.0.2/31', '0.0.0.0/0', '::/0'].map(prefix);
const PORTS: readonly number[] = [0, 80, 81, 65535];
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'ICMP'];
const NAMES: readonly string[] = ['web', 'dns'];

/** How many of each there are: processes are numbered first, then switches. */
interface Size {
  readonly processes: number;
  readonly switches: number;
  readonly facts: number;
  readonly tables: number;
}

/**
 * A network as somebody might write it by hand, in which messages get about: switches are all linked, each sends what no
 * other rule takes somewhere, and every thing that a rule may ask or do stands in some rule.
 */
export function busyNetwork(random: Random): Network {
  const size: Size = {
    processes: 1 + random.below(4),
    switches: 1 + random.below(4),
    facts: random.below(4),
    tables: 1 + random.below(3),
  };
  const { processes, switches } = size;
  const ids = Array.from({ length: switches }, (_, i) => processes + i);
  const homes = Array.from({ length: processes }, () => random.pick(ids));
  const templates = ids.map((id) => ({
    name: `s${id}`,
    tables: Array.from({ length: size.tables }, (_, number) => tableOf(random, size, id, number)),
    sessions: random.pick(['kept', 'none'] as const),
  }));
  return {
    name: 'busy',
    nodes: nodesOf([
      ...homes.map((host, i) => ({
        kind: 'process' as const,
        name: `c${i}`,
        role: 'container' as const,
        host,
      })),
      ...ids.map((id) => ({ kind: 'switch' as const, name: `s${id}`, role: 'host' as const, host: id })),
    ]),
    links: linksOf(
      homes.map((home, i) => [i, home] as const),
      switches > 1 ? [ids] : [],
    ),
    fibs: {
      templates,
      templateOf: Int32Array.from({ length: processes + switches }, (_, id) =>
        id < processes ? NO_TEMPLATE : id - processes,
      ),
      patches: new Map(),
    },
    directories: {
      [ADDRESSES]: ownersOf(random, size),
      [LISTENERS]: listenersOf(random, size),
    },
    sets: [setOf(random, size), setOf(random, size)],
    facts: Array.from({ length: size.facts }, () => ({
      kind: random.pick(['unknown', 'tie'] as const),
      code: 'OPEN',
      text: 'not known',
    })),
    handles: new Map(),
  };
}

/** A header that the rules of such a network may ask for, or one beside it. */
export function busyHeader(random: Random): Header {
  const protocol = random.pick([...PROTOCOLS, 'SCTP' as const]);
  const ipv4 = [...ADDRESSES_USED.slice(0, 3), ...['10.0.0.0', '10.0.0.4', '9.9.9.9'].map(address)];
  const ipv6 = ['fd00::1', 'fd00::2', '::1'].map(address);
  const family = chance(random, 75) ? ipv4 : ipv6;
  const port = (): number => (hasPorts(protocol) ? random.pick([...PORTS, 1, 79, 82]) : 0);
  return {
    protocol,
    source: random.pick(family),
    sourcePort: port(),
    target: random.pick(family),
    targetPort: port(),
  };
}

function ownersOf(random: Random, { processes, switches }: Size) {
  const rows = Array.from({ length: random.below(5) }, () => random.pick(ADDRESSES_USED));
  return {
    size: rows.length,
    columns: {
      address: { kind: 'address' as const, cells: rows },
      node: {
        kind: 'node' as const,
        cells: rows.map(() => (chance(random, 15) ? NO_NODE : processes + random.below(switches))),
      },
    },
  };
}

function listenersOf(random: Random, { processes, switches }: Size) {
  const rows = Array.from({ length: random.below(5) }, () => processes + random.below(switches));
  return {
    size: rows.length,
    columns: {
      process: { kind: 'node' as const, cells: rows.map(() => random.below(processes)) },
      switch: { kind: 'node' as const, cells: rows },
      protocol: { kind: 'protocol' as const, cells: rows.map(() => random.pick(PROTOCOLS)) },
      port: { kind: 'number' as const, cells: rows.map(() => random.pick(PORTS)) },
      name: { kind: 'text' as const, cells: rows.map(() => random.pick(NAMES)) },
    },
  };
}

function setOf(random: Random, { processes, switches, facts }: Size): NodeSet {
  const all = Array.from({ length: processes + switches }, (_, i) => i);
  const members = all.filter(() => chance(random, 40));
  const perhaps = facts === 0 ? [] : all.filter((one) => !members.includes(one) && chance(random, 50));
  return {
    name: 'set',
    members: Int32Array.from(members),
    perhaps: perhaps.map((node) => ({ node: node as NodeId, fact: random.below(facts) as FactId })),
  };
}

/** Rules that ask something, then one that takes the rest; replies may go before all of them. */
function tableOf(random: Random, size: Size, id: number, number: number): Table {
  const rule = (match: Match, action: Action) => ({
    label: '',
    match,
    action,
    requirements: [],
    assumes: [],
  });
  const some = Array.from({ length: 1 + random.below(4) }, () =>
    rule(matchOf(random, size), actionOf(random, size, id, number, 2)),
  );
  const rest = chance(random, 85) ? [rule({}, onwards(random, size, id, number))] : [];
  const replies = chance(random, 20)
    ? [rule({ registers: [{ register: REPLY, value: 1 }] }, onwards(random, size, id, number))]
    : [];
  return { name: `t${number}`, families: [...replies, ...some, ...rest], assumes: [] };
}

/** One thing asked for, or two. */
function matchOf(random: Random, size: Size): Match {
  return { ...partOf(random, size), ...(chance(random, 60) ? partOf(random, size) : {}) };
}

function partOf(random: Random, size: Size): Match {
  const fact = (): FactId => random.below(size.facts) as FactId;
  const addresses = () =>
    chance(random, 60) ? addressSet(random.pick(ADDRESSES_USED)) : addressSet(random.pick(BLOCKS));
  const ports = () => (chance(random, 70) ? portSet(random.pick(PORTS)) : portSet([80, 9000]));
  switch (random.below(14)) {
    case 0:
    case 1:
    case 2:
      return { targets: addresses() };
    case 3:
      return { sources: addresses() };
    case 4:
      return { targetPorts: ports() };
    case 5:
      return { sourcePorts: ports() };
    case 6:
      return { protocols: [random.pick(PROTOCOLS)] };
    case 7:
      return { from: nodeOf(random, size) };
    case 8:
      return { out: nodeOf(random, size) };
    case 9:
      return chance(random, 50)
        ? { sourceOwner: nodeOf(random, size) }
        : { targetOwner: nodeOf(random, size) };
    case 10:
      return { ends: 'same' };
    case 11:
      return { targetPortName: random.pick(NAMES) };
    case 12:
      return { registers: [{ register: 'mark', value: random.below(2) }] };
    default:
      if (size.facts === 0) return {};
      return chance(random, 50) ? { fact: fact() } : { tie: fact() };
  }
}

function nodeOf(random: Random, { processes, switches }: Size): NodeMatch {
  const set = random.below(2) as SetId;
  const kind = random.below(3);
  if (kind === 0) return { node: random.below(processes + switches) as NodeId };
  return kind === 1 ? { set } : { not: set };
}

/** To somewhere else, mostly where a link leads. */
function onwards(random: Random, { processes, switches, tables }: Size, id: number, number: number): Action {
  const later = number + 1 + random.below(2);
  if (later < tables && chance(random, 60)) return { kind: 'next', table: later };
  const others = Array.from({ length: switches }, (_, i) => processes + i).filter((one) => one !== id);
  if (others.length === 0 || chance(random, 40)) {
    return { kind: 'deliver', to: random.below(processes) as NodeId };
  }
  return { kind: 'forward', to: random.pick(others) as NodeId };
}

function actionOf(random: Random, size: Size, id: number, number: number, depth: number): Action {
  const inner = (): Action =>
    depth === 0 ? onwards(random, size, id, number) : actionOf(random, size, id, number, depth - 1);
  switch (random.below(9)) {
    case 0:
    case 1: {
      const header = changeOf(random);
      return chance(random, 50)
        ? { kind: 'translate', header, then: inner() }
        : { kind: 'translate', header };
    }
    case 2:
      return { kind: 'set', register: 'mark', value: random.below(2), then: inner() };
    case 3: {
      const value = random.below(size.processes + size.switches);
      return { kind: 'set', register: OUT, value, then: inner() };
    }
    case 4: {
      const alternatives = [inner(), inner()].map((action) => ({ weight: random.below(4), action }));
      return {
        kind: 'choose',
        among: random.pick(['backends', 'backends', 'equals'] as const),
        alternatives,
      };
    }
    case 5:
      return { kind: 'discard', reason: 'BLOCKED', answer: random.pick(['drop', 'reject'] as const) };
    case 6:
      return { kind: 'forward', to: 'out' };
    default:
      return onwards(random, size, id, number);
  }
}

/** What a translation sets: one field, or two. */
function changeOf(random: Random): HeaderChange {
  const one = (): HeaderChange => {
    switch (random.below(4)) {
      case 0:
        return { source: random.pick(ADDRESSES_USED) };
      case 1:
        return { sourcePort: random.pick(PORTS) };
      case 2:
        return { target: random.pick(ADDRESSES_USED) };
      default:
        return { targetPort: random.pick(PORTS) };
    }
  };
  return { ...one(), ...(chance(random, 50) ? one() : {}) };
}
