import { Type } from 'typebox';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import type { ConnectionId, ConnectionSet } from '../analysis/symbolic/connection-set.ts';
import { connections, NONE, portsByProtocol } from '../analysis/symbolic/connection-set.ts';
import type { Family } from '../model/header/address.ts';
import type { PortSet } from '../model/header/port.ts';
import { hasPorts, PROTOCOLS } from '../model/header/protocol.ts';
import { nameOf } from '../model/network/node.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { ObjectReference } from '../text/origin.ts';
import type { Group, Grouping } from './matrix-groups.ts';
import { GROUPINGS, groupsBy } from './matrix-groups.ts';
import { summaryOf } from './pair-summary.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';

/** Messages, as first and last port of each protocol; `other`: also of protocols without ports. */
export interface Messages {
  readonly TCP?: readonly (readonly [number, number])[];
  readonly UDP?: readonly (readonly [number, number])[];
  readonly SCTP?: readonly (readonly [number, number])[];
  readonly other?: true;
}

/** What gets from every pod of one group to every other pod of another one: to its switch, whoever listens there. */
export interface MatrixRow {
  readonly source: ObjectReference;
  readonly target: ObjectReference;
  /** What every pair of them exchanges for sure. */
  readonly allow: Messages;
  /** What some pairs exchange for sure, where not all do. */
  readonly some?: Messages;
  /** What some pairs may exchange, as what is not known goes. */
  readonly unknown?: Messages;
}

/** Who reaches whom on what. Pairs that exchange nothing have no row. */
export interface MatrixAnswer {
  readonly answer: 'listed';
  readonly by: Grouping;
  readonly family: Family;
  readonly rows: readonly MatrixRow[];
  /** Pods that are not looked at here, as those of the host network: by name. */
  readonly left: readonly string[];
  /** Pairs of which it is not known whether messages of protocols without ports pass, and nothing else: they have no row (S95). */
  readonly onlyOther: number;
}

const ports = Type.Optional(Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])));
/** The schema of Messages. */
export const messagesSchema = Type.Object({
  TCP: ports,
  UDP: ports,
  SCTP: ports,
  other: Type.Optional(Type.Literal(true)),
});
const object = Type.Object({
  kind: Type.String(),
  namespace: Type.Optional(Type.String()),
  name: Type.String(),
});

/** The schema of MatrixAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  by: Type.String(),
  family: Type.String(),
  rows: Type.Array(
    Type.Object({
      source: object,
      target: object,
      allow: messagesSchema,
      some: Type.Optional(messagesSchema),
      unknown: Type.Optional(messagesSchema),
    }),
  ),
  left: Type.Array(Type.String()),
  onlyOther: Type.Integer(),
});

/** All pairs at once, by classes (04 §3). */
export function ask(state: State, input: Input): MatrixAnswer | Refusal {
  const by = GROUPINGS.find((one) => one === input.by) ?? 'workload';
  const family = familyAsked(state, input);
  const pairs = pairsOf(state, family);
  if ('why' in pairs) return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${pairs.why}`);
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const text = (value: Input[string]): string | undefined =>
    value === undefined ? undefined : String(value);
  const sources = groupsBy(state, pairs, by, text(input.from), namespace);
  const targets = groupsBy(state, pairs, by, text(input.to), namespace);
  for (const [end, groups] of [
    [input.from, sources],
    [input.to, targets],
  ] as const) {
    if (end !== undefined && groups.length === 0)
      return refuse('END_NOT_FOUND', `${String(end)} names no pod with a network of its own`);
  }
  return { answer: 'listed', by, family, ...rowsOf(pairs, sources, targets), left: leftOf(state, pairs) };
}

/** Pods of the host network, and those whose address is not theirs alone. */
export function leftOf({ network, cluster }: State, { relation }: AllPairs): readonly string[] {
  const onHosts = (cluster?.pods ?? []).filter((pod) => pod.network === 'host' && pod.state === 'running');
  return [
    ...relation.finding.ends.left.map((node) => nameOf(network.nodes, node)),
    ...onHosts.map(({ namespace, name }) => `${namespace}/${name}`),
  ];
}

/** The family asked for; else the first that any pod has. */
export function familyAsked(state: State, { family }: Input): Family {
  if (family === 'IPv6' || family === 'IPv4') return family;
  const pairs = pairsOf(state, 'IPv4');
  return 'why' in pairs || pairs.relation.finding.ends.nodes.length > 0 ? 'IPv4' : 'IPv6';
}

function rowsOf(
  pairs: AllPairs,
  sources: readonly Group[],
  targets: readonly Group[],
): Pick<MatrixAnswer, 'rows' | 'onlyOther'> {
  const { table } = pairs.relation.finding;
  const withPorts = table.idOf(connections(PROTOCOLS.filter(hasPorts)));
  const rows: MatrixRow[] = [];
  let onlyOther = 0;
  // Few sets of messages stand in many rows: each is one object.
  const views: Messages[] = [];
  const view = (id: ConnectionId): Messages => {
    views[id] ??= messagesOf(pairs, id);
    return views[id];
  };
  for (const source of sources) {
    for (const target of targets) {
      const summary = summaryOf(pairs, source, target);
      if (summary === undefined || summary.perhaps === NONE) continue;
      const { every, some, perhaps } = summary;
      const open = table.intersect(table.subtract(perhaps, some), withPorts);
      if (some === NONE && open === NONE) {
        onlyOther++;
        continue;
      }
      rows.push({
        source: source.object,
        target: target.object,
        allow: view(every),
        ...(some === every ? {} : { some: view(some) }),
        ...(open === NONE ? {} : { unknown: view(open) }),
      });
    }
  }
  return { rows, onlyOther };
}

function messagesOf({ relation }: AllPairs, id: ConnectionId): Messages {
  return messagesIn(relation.finding.table.setOf(id));
}

/** A set of messages as answers show it. */
export function messagesIn(set: ConnectionSet): Messages {
  const { ports: own, other } = portsByProtocol(set);
  // Nobody listens on port 0.
  const real = (set: PortSet) => set.map(([first, last]) => [Math.max(first, 1), last] as const);
  return {
    ...(own.TCP && { TCP: real(own.TCP) }),
    ...(own.UDP && { UDP: real(own.UDP) }),
    ...(own.SCTP && { SCTP: real(own.SCTP) }),
    ...(other ? { other: true } : {}),
  };
}
