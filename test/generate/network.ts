import fc from 'fast-check';
import type { Address } from '../../src/model/header/address.ts';
import { address, familyOf } from '../../src/model/header/address.ts';
import type { AddressSet } from '../../src/model/header/address-set.ts';
import { addressSet } from '../../src/model/header/address-set.ts';
import type { Header } from '../../src/model/header/header.ts';
import type { PortSet } from '../../src/model/header/port.ts';
import { portSet } from '../../src/model/header/port.ts';
import type { Prefix } from '../../src/model/header/prefix.ts';
import { prefix } from '../../src/model/header/prefix.ts';
import type { Protocol } from '../../src/model/header/protocol.ts';
import { hasPorts, protocolSet } from '../../src/model/header/protocol.ts';
import type { Directory } from '../../src/model/network/directory.ts';
import type { Fact, FactId } from '../../src/model/network/fact.ts';
import { NO_FACT } from '../../src/model/network/fact.ts';
import type {
  ActionPattern,
  Condition,
  Each,
  Family,
  MatchPattern,
  Term,
} from '../../src/model/network/family.ts';
import type { Patch, Table, Template } from '../../src/model/network/fib.ts';
import { NO_TEMPLATE } from '../../src/model/network/fib.ts';
import { linksOf } from '../../src/model/network/link.ts';
import type { Match } from '../../src/model/network/match.ts';
import { OUT, REPLY } from '../../src/model/network/match.ts';
import type { Network } from '../../src/model/network/network.ts';
import { ADDRESSES, LISTENERS } from '../../src/model/network/network.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { nodesOf } from '../../src/model/network/node.ts';
import type { Rule } from '../../src/model/network/rule.ts';
import type { NodeSet, SetId } from '../../src/model/network/set.ts';
import { NO_SET } from '../../src/model/network/set.ts';

/** What a generated network may hold beside graph, tables and patches. */
export interface Flavour {
  /** Rules that translate. */
  readonly translate: 'some' | 'none';
  /** Open facts and sets with members perhaps. */
  readonly facts: 'some' | 'none';
  /** Choices with several alternatives. */
  readonly choose: 'some' | 'none';
}

/** Everything that a network may hold. */
export const ANYTHING: Flavour = { translate: 'some', facts: 'some', choose: 'some' };

/** Few values, so that rules overlap and messages meet them. */
const HOSTS: readonly Address[] = ['10.0.0.1', '10.0.0.2', '10.0.0.9', 'fd00::1', 'fd00::2'].map(address);
const LOOPBACKS: readonly Address[] = [address('127.0.0.1'), address('::1')];
const BLOCKS: readonly Prefix[] = ['10.0.0.0/30', '10.0.0.0/8', '0.0.0.0/0', '::/0', 'fd00::/64'].map(prefix);
const PORTS: readonly number[] = [1, 80, 81, 65535];
const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'ICMP'];
const MARK = 'mark';

const anAddress = fc.constantFrom(...HOSTS, ...LOOPBACKS);
const addresses: fc.Arbitrary<AddressSet> = fc
  .array(fc.oneof(anAddress, fc.constantFrom(...BLOCKS)), { minLength: 1, maxLength: 2 })
  .map((parts) => addressSet(...parts));
const ports: fc.Arbitrary<PortSet> = fc
  .array(fc.oneof(fc.constantFrom(...PORTS), fc.constantFrom([0, 80] as const, [81, 9000] as const)), {
    minLength: 1,
    maxLength: 2,
  })
  .map((parts) => portSet(...parts));
const protocols = fc.subarray([...PROTOCOLS], { minLength: 1 }).map((some) => protocolSet(...some));

/** Headers over the same few values. */
export const headers: fc.Arbitrary<Header> = fc
  .record({
    protocol: fc.constantFrom(...PROTOCOLS),
    source: anAddress,
    sourcePort: fc.constantFrom(...PORTS),
    target: anAddress,
    targetPort: fc.constantFrom(...PORTS),
  })
  .map(({ protocol, source, sourcePort, target, targetPort }) => ({
    protocol,
    source,
    sourcePort: hasPorts(protocol) ? sourcePort : 0,
    target: familyOf(target) === familyOf(source) ? target : source,
    targetPort: hasPorts(protocol) ? targetPort : 0,
  }));

/** How many nodes of each kind there are: processes first, then switches. */
interface Shape {
  readonly processes: number;
  readonly switches: number;
  readonly sets: number;
  readonly facts: number;
}

const shapeOf = (flavour: Flavour): fc.Arbitrary<Shape> =>
  fc.record({
    processes: fc.integer({ min: 1, max: 4 }),
    switches: fc.integer({ min: 1, max: 4 }),
    sets: fc.constantFrom(0, 2),
    facts: flavour.facts === 'none' ? fc.constant(0) : fc.constantFrom(0, 2),
  });

/** Networks of any shape: tables of families over directories, sets, facts, patches, some of it ill-formed. */
export function networks(flavour: Flavour = ANYTHING): fc.Arbitrary<Network> {
  return shapeOf(flavour).chain((shape) =>
    once(['network', shape, flavour], () => networksOf(shape, flavour)),
  );
}

/** Generators already made: to make one takes longer than to draw from it. */
const made = new Map<string, unknown>();

function once<T>(key: readonly unknown[], make: () => fc.Arbitrary<T>): fc.Arbitrary<T> {
  const text = JSON.stringify(key);
  const arbitrary = (made.get(text) as fc.Arbitrary<T> | undefined) ?? make();
  made.set(text, arbitrary);
  return arbitrary;
}

function networksOf(shape: Shape, flavour: Flavour): fc.Arbitrary<Network> {
  return fc
    .record({
      graph: graphs(shape),
      sets: fc.array(setOf(shape), { minLength: shape.sets, maxLength: shape.sets }),
      facts: fc.array(aFact, { minLength: shape.facts, maxLength: shape.facts }),
      directories: directories(shape),
      templates: fc.array(template(shape, flavour), { minLength: 1, maxLength: 2 }),
      templateOf: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
      patches: fc.array(fc.tuple(fc.nat(3), patch(shape, flavour)), { maxLength: 4 }),
    })
    .map(({ graph, sets, facts, directories, templates, templateOf, patches }) => ({
      name: 'random',
      ...graph,
      fibs: {
        templates,
        templateOf: Int32Array.from({ length: graph.nodes.size }, (_, id) => {
          if (id < shape.processes) return NO_TEMPLATE;
          const number = templateOf[id - shape.processes] as number;
          return number === 6 ? NO_TEMPLATE : number % templates.length;
        }),
        patches: grouped(patches.map(([at, one]) => [shape.processes + (at % shape.switches), one] as const)),
      },
      directories,
      sets,
      facts,
      handles: new Map(),
    }));
}

/** A network, one of its processes, a neighbour of it, and a header. */
export function sendings(
  flavour: Flavour = ANYTHING,
): fc.Arbitrary<{ network: Network; by: NodeId; over: NodeId; header: Header }> {
  return fc
    .record({ network: networks(flavour), seed: fc.nat(), header: headers })
    .map(({ network, seed, header }) => {
      const { a, b } = network.links;
      const starts = [...a]
        .map((one, i) => [one, b[i] as number] as const)
        .filter(([one]) => network.nodes.kinds[one] === 0);
      const [by, over] = starts[seed % starts.length] as readonly [number, number];
      return { network, by: by as NodeId, over: over as NodeId, header };
    });
}

/** Process i is linked to one switch at least; switches are linked at random, some in a mesh. */
function graphs({ processes, switches }: Shape): fc.Arbitrary<Pick<Network, 'nodes' | 'links'>> {
  const switchIds = Array.from({ length: switches }, (_, i) => processes + i);
  const pairs = switchIds.flatMap((a) => switchIds.filter((b) => a < b).map((b) => [a, b] as const));
  return fc
    .record({
      homes: fc.array(fc.nat(switches - 1), { minLength: processes, maxLength: processes }),
      pairs: fc.subarray(pairs),
      joined: fc.constantFrom<'pairs' | 'mesh'>('pairs', 'mesh'),
      roles: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    })
    .map(({ homes, pairs, joined, roles }) => ({
      nodes: nodesOf([
        ...homes.map((home, i) => ({
          kind: 'process' as const,
          name: `c${i}`,
          role: roles[i] === true ? ('container' as const) : ('daemon' as const),
          host: processes + home,
        })),
        ...switchIds.map((id, i) => ({
          kind: 'switch' as const,
          name: `s${i}`,
          role: roles[4 + i] === true ? ('pod' as const) : ('host' as const),
          host: i === 3 ? undefined : id,
        })),
      ]),
      links: linksOf(
        [...homes.map((home, i) => [i, processes + home] as const), ...(joined === 'pairs' ? pairs : [])],
        joined === 'mesh' && switches > 1 ? [switchIds] : [],
      ),
    }));
}

const aFact: fc.Arbitrary<Fact> = fc
  .constantFrom<Fact['kind']>('unknown', 'tie')
  .map((kind) => ({ kind, code: 'OPEN', text: 'not known' }));

/** Members for sure and members perhaps, disjoint. */
function setOf(shape: Shape): fc.Arbitrary<NodeSet> {
  const all = Array.from({ length: shape.processes + shape.switches }, (_, i) => i);
  return fc.tuple(fc.subarray(all), fc.subarray(all), fc.nat(2)).map(([members, maybe, fact]) => ({
    name: 'set',
    members: Int32Array.from(members),
    perhaps:
      shape.facts === 0
        ? []
        : maybe
            .filter((node) => !members.includes(node))
            .map((node) => ({ node: node as NodeId, fact: ((fact + node) % shape.facts) as FactId })),
  }));
}

/** Directory `odd` has a column of every kind. */
function directories(shape: Shape): fc.Arbitrary<Record<string, Directory>> {
  const node = fc.integer({ min: -1, max: shape.processes + shape.switches - 1 });
  const aSwitch = fc.integer({ min: shape.processes, max: shape.processes + shape.switches - 1 });
  const row = fc.record({
    node,
    switch: aSwitch,
    process: fc.nat(shape.processes - 1),
    set: fc.integer({ min: NO_SET, max: Math.max(0, shape.sets - 1) }),
    fact: shape.facts === 0 ? fc.constant(0) : fc.integer({ min: NO_FACT, max: shape.facts - 1 }),
    port: fc.constantFrom(...PORTS),
    address: fc.constantFrom(...HOSTS),
    protocol: fc.constantFrom(...PROTOCOLS),
    text: fc.constantFrom('red', 'blue'),
    name: fc.constantFrom('red', 'blue', ''),
    zone: fc.constantFrom('red', 'blue', ''),
    perhapsProtocol: fc.option(fc.constantFrom(...PROTOCOLS), { nil: undefined }),
    addresses: fc.option(addresses, { nil: undefined }),
    ports: fc.option(ports, { nil: undefined }),
  });
  const rows = fc.array(row, { maxLength: 5 });
  return fc.tuple(rows, rows, rows).map(([owners, open, odd]) => ({
    [ADDRESSES]: directoryOf(owners, ['address', 'node', 'text', 'zone']),
    [LISTENERS]: directoryOf(open, ['process', 'switch', 'protocol', 'port', 'name']),
    odd: directoryOf(odd, Object.keys(KINDS)),
  }));
}

const KINDS = {
  node: 'node',
  switch: 'node',
  process: 'node',
  set: 'set',
  fact: 'number',
  port: 'number',
  address: 'address',
  protocol: 'protocol',
  text: 'text',
  name: 'text',
  zone: 'text',
  perhapsProtocol: 'protocol',
  addresses: 'addresses',
  ports: 'ports',
} as const;

function directoryOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  fields: readonly string[],
): Directory {
  const column = (field: string) => ({
    kind: KINDS[field as keyof typeof KINDS],
    cells: rows.map((row) => row[field]),
  });
  return {
    size: rows.length,
    columns: Object.fromEntries(fields.map((field) => [field, column(field)])) as Directory['columns'],
  };
}

function grouped(all: readonly (readonly [number, Patch])[]): ReadonlyMap<number, readonly Patch[]> {
  const by = new Map<number, Patch[]>();
  for (const [at, one] of all) by.set(at, [...(by.get(at) ?? []), one]);
  return by;
}

function template(shape: Shape, flavour: Flavour): fc.Arbitrary<Template> {
  const table = (number: number): fc.Arbitrary<Table> =>
    fc
      .array(family(shape, flavour, number), { minLength: 1, maxLength: 5 })
      .map((families) => ({ name: `t${number}`, families, assumes: [] }));
  return fc.record({
    name: fc.constant('random'),
    tables: fc.oneof(
      fc.tuple(table(0)),
      fc.tuple(table(0), table(1)),
      fc.tuple(table(0), table(1), table(2)),
    ),
    sessions: fc.constantFrom('kept' as const, 'none' as const),
  });
}

/** What a family may leave open: the fields of its directory. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  [ADDRESSES]: ['address', 'node', 'text', 'zone'],
  [LISTENERS]: ['process', 'switch', 'protocol', 'port', 'name'],
  odd: Object.keys(KINDS),
};

function family(shape: Shape, flavour: Flavour, table: number): fc.Arbitrary<Family> {
  return fc.option(fc.constantFrom(ADDRESSES, LISTENERS, 'odd'), { nil: undefined }).chain((directory) =>
    fc
      .record({
        where:
          directory === undefined ? fc.constant([]) : fc.array(condition(shape, directory), { maxLength: 2 }),
        match: match(shape, directory),
        action: action(shape, flavour, directory, table, 2),
      })
      .map(({ where, match, action }) => ({
        label: 'R',
        ...(directory === undefined ? {} : { each: { directory, where } as Each }),
        match,
        action,
        requirements: [],
        assumes: [],
      })),
  );
}

const selfNode = fc.constantFrom<Term>({ self: 'node' }, { self: 'host' });

function condition(shape: Shape, directory: string): fc.Arbitrary<Condition> {
  const cells: Readonly<Record<string, fc.Arbitrary<Condition['to']>>> = {
    node: fc.oneof(
      selfNode,
      fc.integer({ min: -1, max: shape.processes }).map((cell) => ({ cell })),
    ),
    switch: selfNode,
    process: fc.nat(shape.processes - 1).map((cell) => ({ cell })),
    port: fc.constantFrom(...PORTS).map((cell) => ({ cell })),
    address: fc.constantFrom(...HOSTS).map((cell) => ({ cell })),
    protocol: fc.constantFrom(...PROTOCOLS).map((cell) => ({ cell })),
    text: fc.oneof(
      fc.constant<Term>({ self: 'zone' }),
      fc.constantFrom('red', 'blue', 'green').map((cell) => ({ cell })),
    ),
    zone: fc.constant<Term>({ self: 'zone' }),
  };
  const fields = (FIELDS[directory] ?? []).filter((field) => field in cells);
  return fc.constantFrom(...fields).chain((field) =>
    fc.record({
      field: fc.constant(field),
      is: fc.constantFrom('equal' as const, 'unequal' as const),
      to: cells[field] as fc.Arbitrary<Condition['to']>,
    }),
  );
}

/** Each field is absent, fixed, or a term that fits it. */
function match(shape: Shape, directory: string | undefined): fc.Arbitrary<MatchPattern> {
  const rows = (...fields: readonly string[]): fc.Arbitrary<Term>[] =>
    fields
      .filter((field) => (FIELDS[directory ?? ''] ?? []).includes(field))
      .filter((field) => (field !== 'set' || shape.sets > 0) && (field !== 'fact' || shape.facts > 0))
      .map((row) => fc.constant({ row }));
  const own = fc.constant<Term>({ self: 'addresses' });
  const nodes = fc.oneof(nodeMatch(shape), selfNode, ...rows('node', 'set', 'switch', 'process'));
  const registers = fc.constantFrom(
    [{ register: MARK, value: 1 }],
    [{ register: REPLY, value: 1 }],
    [
      { register: MARK, value: 0 },
      { register: REPLY, value: 0 },
    ],
  );
  /** Present in so many of ten. */
  const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight: number) =>
    fc.oneof({ weight, arbitrary }, { weight: 10 - weight, arbitrary: fc.constant(undefined) });
  return fc
    .record({
      protocols: maybe(fc.oneof(protocols, ...rows('protocol', 'perhapsProtocol')), 2),
      sources: maybe(fc.oneof(addresses, own, ...rows('address', 'addresses')), 2),
      sourcePorts: maybe(fc.oneof(ports, ...rows('port', 'ports')), 1),
      targets: maybe(fc.oneof(addresses, own, ...rows('address', 'addresses')), 5),
      targetPorts: maybe(fc.oneof(ports, ...rows('port', 'ports')), 2),
      from: maybe(nodes, 1),
      out: maybe(nodes, 1),
      sourceOwner: maybe(nodes, 1),
      targetOwner: maybe(nodes, 1),
      ends: maybe(fc.constant('same' as const), 1),
      targetPortName: maybe(fc.oneof(fc.constantFrom('red', 'blue'), ...rows('name')), 1),
      registers: maybe(registers, 1),
      ...(shape.facts === 0
        ? {}
        : {
            fact: maybe(
              fc.oneof(
                fc.nat(shape.facts - 1).map((id) => id as FactId),
                ...rows('fact'),
              ),
              2,
            ),
            tie: maybe(
              fc.nat(shape.facts - 1).map((id) => id as FactId),
              1,
            ),
          }),
    })
    .map(
      (fields) =>
        Object.fromEntries(Object.entries(fields).filter(([, part]) => part !== undefined)) as MatchPattern,
    );
}

function nodeMatch(shape: Shape): fc.Arbitrary<NonNullable<Match['from']>> {
  const node = fc.nat(shape.processes + shape.switches - 1).map((id) => ({ node: id as NodeId }));
  return shape.sets === 0
    ? node
    : fc.oneof(
        node,
        fc.nat(shape.sets - 1).map((id) => ({ set: id as SetId })),
        fc.nat(shape.sets - 1).map((id) => ({ not: id as SetId })),
      );
}

function action(...at: Parameters<typeof actionOf>): fc.Arbitrary<ActionPattern> {
  return once(['action', ...at], () => actionOf(...at));
}

function actionOf(
  shape: Shape,
  flavour: Flavour,
  directory: string | undefined,
  table: number,
  depth: number,
): fc.Arbitrary<ActionPattern> {
  const rows = (field: string): fc.Arbitrary<Term>[] =>
    (FIELDS[directory ?? ''] ?? []).includes(field) ? [fc.constant({ row: field })] : [];
  const process = fc.nat(shape.processes - 1);
  const aSwitch = fc.integer({ min: shape.processes, max: shape.processes + shape.switches - 1 });
  const leaf: fc.Arbitrary<ActionPattern> = fc.oneof(
    fc.record({ kind: fc.constant('deliver' as const), to: fc.oneof(process, ...rows('process')) }),
    fc.record({
      kind: fc.constant('forward' as const),
      to: fc.oneof(
        aSwitch,
        aSwitch,
        fc.constant('out' as const),
        fc.constant<Term>({ self: 'host' }),
        ...rows('switch'),
      ),
    }),
    fc.record({
      kind: fc.constant('discard' as const),
      reason: fc.constant('BLOCKED'),
      answer: fc.constantFrom('drop' as const, 'reject' as const),
    }),
    fc.record({ kind: fc.constant('next' as const), table: fc.constantFrom(table, table + 1, table + 2) }),
  );
  if (depth === 0) return leaf;
  const inner = (over: string | undefined) => action(shape, flavour, over, table, depth - 1);
  const header = fc
    .record({
      source: fc.option(fc.oneof(anAddress, ...rows('address')), { nil: undefined }),
      target: fc.option(fc.oneof(anAddress, ...rows('address')), { nil: undefined }),
      sourcePort: fc.option(fc.oneof(fc.constantFrom(...PORTS), ...rows('port')), { nil: undefined }),
      targetPort: fc.option(fc.oneof(fc.constantFrom(...PORTS), ...rows('port')), { nil: undefined }),
    })
    .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, part]) => part !== undefined)));
  const cases = ['red', 'blue', ''].map((name) => inner(directory).map((one) => [name, one] as const));
  const byRow = rows('name').map(() =>
    fc.tuple(...cases).map((all) => ({
      kind: 'case' as const,
      of: 'name',
      cases: Object.fromEntries(all),
    })),
  );
  const set = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      register: fc.constant(MARK),
      value: fc.nat(1),
      then: inner(directory),
    }),
    fc.record({
      kind: fc.constant('set' as const),
      register: fc.constant(OUT),
      value: fc.oneof(aSwitch, ...rows('switch'), ...rows('node')),
      then: inner(directory),
    }),
  );
  const translate = fc.oneof(
    fc.record({ kind: fc.constant('translate' as const), header, then: inner(directory) }),
    fc.record({ kind: fc.constant('translate' as const), header }),
  );
  const among = fc.constantFrom('backends' as const, 'backends' as const, 'equals' as const);
  const choose = fc.oneof(
    fc.record({
      kind: fc.constant('choose' as const),
      among,
      alternatives: fc.array(fc.record({ weight: fc.nat(3), action: inner(directory) }), { maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('choose' as const),
      among,
      each: fc.record({
        directory: fc.constant(LISTENERS),
        where: fc.constant([{ field: 'switch', is: 'equal', to: { self: 'node' } } as const]),
      }),
      action: inner(LISTENERS),
    }),
  );
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: set },
    ...byRow.map((arbitrary) => ({ weight: 1, arbitrary })),
    ...(flavour.translate === 'none' ? [] : [{ weight: 1, arbitrary: translate }]),
    ...(flavour.choose === 'none' ? [] : [{ weight: 1, arbitrary: choose }]),
  ) as fc.Arbitrary<ActionPattern>;
}

/** Drops, replacements and insertions, on rules that are there and on rules that are not. */
function patch(shape: Shape, flavour: Flavour): fc.Arbitrary<Patch> {
  const at = fc.record({ table: fc.nat(1), family: fc.nat(3), row: fc.nat(4) });
  const fixedMatch = match(shape, undefined).map(
    (pattern) =>
      Object.fromEntries(
        Object.entries(pattern).filter(([, part]) => !(typeof part === 'object' && 'self' in part)),
      ) as Match,
  );
  const fixedAction = fc.oneof(
    fc.record({
      kind: fc.constant('deliver' as const),
      to: fc.nat(shape.processes - 1).map((id) => id as NodeId),
    }),
    fc.record({
      kind: fc.constant('forward' as const),
      to: fc
        .integer({ min: shape.processes, max: shape.processes + shape.switches - 1 })
        .map((id) => id as NodeId),
    }),
    ...(flavour.translate === 'none'
      ? []
      : [
          fc.record({
            kind: fc.constant('translate' as const),
            header: fc.record({ target: anAddress }),
          }),
        ]),
  );
  const rule: fc.Arbitrary<Rule> = fc.record({
    id: at,
    label: fc.constant('patch'),
    match: fixedMatch,
    action: fixedAction,
    requirements: fc.constant([]),
    assumes: fc.constant([]),
  });
  return fc.oneof(
    fc.record({ kind: fc.constant('drop' as const), at }),
    fc.record({ kind: fc.constant('replace' as const), at, rule }),
    fc.record({ kind: fc.constant('insert' as const), at, rule }),
  );
}
