import { Type } from 'typebox';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import type { ClassId } from '../analysis/symbolic/classes.ts';
import type { ConnectionId, ConnectionTable } from '../analysis/symbolic/connection-set.ts';
import { connections } from '../analysis/symbolic/connection-set.ts';
import type { Family } from '../model/header/address.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf } from '../model/network/node.ts';
import type { PortName } from '../state/end.ts';
import { podOfNode } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import { listenersAt } from '../state/target.ts';
import type { Exchanged } from './exchanged.ts';
import { viewer } from './exchanged.ts';
import type { Messages } from './messages.ts';
import { messagesSchema } from './messages.ts';
import type { Ends, PairSummary } from './pair-summary.ts';
import { summaryOf } from './pair-summary.ts';
import type { PodTerm } from './pod-cover.ts';
import { coverOf, podTermSchema } from './pod-cover.ts';
import type { Refusal } from './question.ts';
import { refuse } from './question.ts';
import { ask as reach } from './reach.ts';

/** Pods that exchange the same with what was named. */
export interface ReachedGroup {
  readonly who: readonly PodTerm[];
  readonly pods: number;
  /** What each of them exchanges with all that was named, for sure. */
  readonly allow: Messages;
  /** What it exchanges with some of it for sure, where that is not all. */
  readonly some?: Messages;
  /** What it may exchange, as what is not known goes. */
  readonly unknown?: Messages;
  /** Codes of what is not known, for one of them. */
  readonly because?: readonly string[];
}

/** Who reaches what was named, or is reached by it. */
export interface ReachedAnswer {
  readonly answer: 'listed';
  /** Who was named. */
  readonly end: string;
  readonly groups: readonly ReachedGroup[];
  /** Those that exchange nothing with it. */
  readonly none: Pick<ReachedGroup, 'who' | 'pods'>;
  /** How many pods were looked at. */
  readonly of: number;
  /** Pods that are not looked at here, as those of the host network: by name. */
  readonly left: readonly string[];
  /** In which family the answer is; absent where each pod uses the one that it has. */
  readonly family?: Family;
}

const terms = Type.Array(podTermSchema);

/** The schema of ReachedAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  end: Type.String(),
  groups: Type.Array(
    Type.Object({
      who: terms,
      pods: Type.Integer(),
      allow: messagesSchema,
      some: Type.Optional(messagesSchema),
      unknown: Type.Optional(messagesSchema),
      because: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  none: Type.Object({ who: terms, pods: Type.Integer() }),
  of: Type.Integer(),
  left: Type.Array(Type.String()),
  family: Type.Optional(Type.String()),
});

/** Pods by what they exchange, each group in a few words; those that exchange most of all pods first. */
export function grouped(
  state: State,
  nodes: readonly NodeId[],
  exchangedBy: (index: number) => Exchanged | 'itself' | undefined,
  endsFor: (index: number) => { readonly from: string; readonly to: string } | undefined,
): Pick<ReachedAnswer, 'groups' | 'none' | 'of'> {
  const groups = new Map<
    string,
    { readonly exchanged: Exchanged | undefined; readonly members: number[]; readonly ends: number[] }
  >();
  const asked: NodeId[] = [];
  for (const [index, node] of nodes.entries()) {
    const exchanged = exchangedBy(index);
    if (exchanged === 'itself') continue;
    asked.push(node);
    const key = exchanged === undefined ? '' : JSON.stringify(exchanged);
    const known = groups.get(key);
    const member = asked.length - 1;
    if (known === undefined) groups.set(key, { exchanged, members: [member], ends: [index] });
    else {
      known.members.push(member);
      known.ends.push(index);
    }
  }
  const who = whoOf(state, asked);
  const none = groups.get('')?.members ?? [];
  groups.delete('');
  return {
    groups: [...groups.values()]
      .sort(
        (a, b) => b.members.length - a.members.length || (a.members[0] as number) - (b.members[0] as number),
      )
      .map(({ exchanged, members, ends }) => ({
        who: who(members),
        pods: members.length,
        ...(exchanged as Exchanged),
        ...reasons(state, exchanged as Exchanged, ends.slice(0, MOST_EXAMPLES).map(endsFor)),
      })),
    none: { who: who(none), pods: none.length },
    of: asked.length,
  };
}

/** So many of a group are asked why it is not known of them. */
const MOST_EXAMPLES = 3;

/** The name of an end as `reach` takes it. */
export function nameAt({ network }: State, nodes: readonly NodeId[], index: number): string {
  return nameOf(network.nodes, nodes[index] as NodeId);
}

/** Why it is not known what one of some pairs exchanges: as `reach` says it of a message that is not known to arrive. */
function reasons(
  state: State,
  { unknown }: Exchanged,
  pairs: readonly ({ readonly from: string; readonly to: string } | undefined)[],
): Pick<ReachedGroup, 'because'> {
  const protocol = (['TCP', 'UDP', 'SCTP'] as const).find((one) => unknown?.[one] !== undefined);
  const port = protocol && unknown?.[protocol]?.[0]?.[0];
  for (const ends of pairs) {
    if (ends === undefined || protocol === undefined || port === undefined) continue;
    const answer = reach(state, { ...ends, port, protocol });
    if (!('error' in answer) && answer.unknown !== undefined) return { because: answer.unknown };
  }
  return {};
}

/** Pods in a few words; those of a network without a cluster each by its name. */
export function whoOf(
  { cluster, network }: State,
  nodes: readonly NodeId[],
): (members: readonly number[]) => readonly PodTerm[] {
  const pods = nodes.map((node) => cluster && podOfNode(cluster, network, node));
  if (cluster !== undefined && pods.every((pod) => pod !== undefined))
    return (members) => coverOf(cluster, pods, members);
  return (members) =>
    members.map((index) => ({ kind: 'pod', name: nameOf(network.nodes, nodes[index] as NodeId), pods: 1 }));
}

/**
 * What each end exchanges of some messages with those that were named, by classes; undefined of one that exchanges nothing;
 * `itself` of one that alone was named. Implements 04 §3.
 */
export function exchangedWith(
  pairs: AllPairs,
  named: Ends,
  way: 'to' | 'from',
  asked: ConnectionId,
): (end: number) => Exchanged | 'itself' | undefined {
  const { relation, classes, byHosts } = pairs;
  const { table, ends } = relation.finding;
  const view = viewer(table);
  const known = new Map<string, Exchanged | undefined>();
  const all = new Set(named.ends);
  return (end) => {
    if (named.ends.length === 1 && named.ends[0] === end) return 'itself';
    const id = classes.of[end] as ClassId;
    const own = { ends: [end], classes: new Map([[id, 1]]) };
    // An end that was named is no pair with itself.
    const isNamed = all.has(end) ? ` ${end}` : '';
    const host = byHosts === 'a difference' ? ` ${ends.hosts[end]}` : '';
    const key = `${id}${isNamed}${host}`;
    if (!known.has(key)) {
      const summary = way === 'to' ? summaryOf(pairs, own, named) : summaryOf(pairs, named, own);
      known.set(key, summary && view(among(table, summary, asked)));
    }
    return known.get(key);
  };
}

/** A summary of some messages alone. */
function among(
  table: ConnectionTable,
  { every, some, perhaps }: PairSummary,
  asked: ConnectionId,
): PairSummary {
  const own = (one: ConnectionId): ConnectionId => table.intersect(one, asked);
  return { every: own(every), some: own(some), perhaps: own(perhaps) };
}

/** The messages to a port of pods: to a number, or to a name that all of them have for the same. */
export function amongOf(pairs: AllPairs, targets: Ends, port: PortName | undefined): ConnectionId | Refusal {
  const { table, ends, network } = pairs.relation.finding;
  if (port === undefined || typeof port.port === 'number') return numbered(pairs, port);
  const { port: name, protocol } = port;
  const meant = targets.ends.map((end) =>
    listenersAt(network, ends.nodes[end] as NodeId).filter(
      (one) => one.name === name && one.protocol === (protocol ?? one.protocol),
    ),
  );
  const texts = meant.map((list) =>
    list
      .map((one) => `${one.protocol} ${one.port}`)
      .sort()
      .join(),
  );
  if (new Set(texts).size > 1)
    return refuse('PORT_NOT_FOUND', `${name} is not the same port of all of them: give a number`);
  const [first = []] = meant;
  if (first.length === 0) return refuse('PORT_NOT_FOUND', `none of them has a port named ${name}`);
  return first
    .map((one) => table.idOf(connections([one.protocol], [[one.port, one.port]])))
    .reduce((a, b) => table.union(a, b));
}

/** The messages to a port of anybody: a number, TCP unless it says otherwise. */
export function numbered({ relation }: AllPairs, port: PortName | undefined): ConnectionId | Refusal {
  const { table } = relation.finding;
  if (port === undefined) return table.idOf(connections());
  if (typeof port.port === 'string')
    return refuse('BAD_PORT', `${port.port} is not the same port of everybody: give a number`);
  return table.idOf(connections([port.protocol ?? 'TCP'], [[port.port, port.port]]));
}
