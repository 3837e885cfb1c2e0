import type { Cell, Change, Matched, Sense } from '../analysis/compare/difference.ts';
import { differences, jointsOf } from '../analysis/compare/difference.ts';
import { outsideDifferences } from '../analysis/compare/outside.ts';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import type { ConnectionSet } from '../analysis/symbolic/connection-set.ts';
import type { Family } from '../model/header/address.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf, nodeNamed } from '../model/network/node.ts';
import { lookupsOf, podOfNode } from '../state/lookups.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { ObjectReference } from '../text/origin.ts';
import type { ObjectChange } from './changes.ts';
import { changesOf } from './changes.ts';
import type { OriginView } from './describe.ts';
import { viewOrigin } from './describe.ts';
import type { Causes, Found } from './difference-causes.ts';
import { causesOf, countOfPairs, outsideKey } from './difference-causes.ts';
import type { External } from './external-rows.ts';
import { externalOf } from './external-rows.ts';
import type { Messages } from './messages.ts';
import { messagesIn } from './messages.ts';
import type { Refusal } from './question.ts';
import { refuse } from './question.ts';

/** What a change did to the messages from pods of one workload to pods of another one, or to and from addresses outside. */
export interface DifferenceRow {
  readonly source: ObjectReference | External;
  readonly target: ObjectReference | External;
  /** Whether they exchange more or less than before. */
  readonly sense: Sense;
  readonly opened?: Messages;
  readonly closed?: Messages;
  /** Of which it is not known, before or after. */
  readonly unclear?: Messages;
  /** In which families. */
  readonly families: readonly Family[];
  /** How many pairs of pods; of the outside, how many pods. */
  readonly pairs: number;
  /** Objects that did it: undoing one alone undoes some of it, or doing it alone does some of it. */
  readonly causes: readonly CauseView[];
}

/** An object whose change has an effect. */
export interface CauseView extends OriginView {
  readonly what: 'added' | 'removed' | 'changed';
}

/**
 * What one input has other than another one, in messages between pods with networks of their own (04 §7). `same`: nothing
 * that decides about any message was changed; `unknown`: something was, and these messages do not show what it does.
 */
export interface DifferenceAnswer {
  readonly answer: 'same' | 'different' | 'unknown';
  readonly rows: readonly DifferenceRow[];
  /** Pods that only one of them has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Pods that both have, and one of them without an address of a family for itself: on the host network, ended, shared. */
  readonly uncompared: readonly string[];
  /** Changed objects that make no difference to these messages; they may to others, of nodes, of services, from outside. */
  readonly idle: readonly CauseView[];
  /** Whether what policies let through to and from the outside was compared; not where one of the two cannot be told. */
  readonly outside: 'compared' | 'not compared';
  /** Whether causes were looked for: not where there are too many changes. */
  readonly causes: 'found' | 'not looked for';
}

/** More changes than these are not tried one by one, nor more pairs of classes than these gone through. */
const MOST_CHANGES = 200;
const MOST_CELLS = 25_000_000;
const MOST_TRIALS = 1_000_000;

/** What is opened and closed from one state to another one, in every family that pods have, and by what. */
export function compareStates(base: State, head: State): DifferenceAnswer | Refusal {
  const changes = base.cluster && head.cluster ? changesOf(base.cluster, head.cluster) : [];
  let isTried = changes.length <= MOST_CHANGES;
  const rows = new Map<string, DifferenceRow>();
  const used = new Set<ObjectChange>();
  const missing = { added: new Set<string>(), removed: new Set<string>() };
  const uncompared = new Set<string>();
  let compared: DifferenceAnswer['outside'] = 'compared';
  for (const family of ['IPv4', 'IPv6'] as const) {
    const pairs = [base, head].map((one) => pairsOf(one, family));
    const [before, after] = pairs.filter((one): one is AllPairs => !('why' in one));
    if (before === undefined || after === undefined) {
      const why = pairs.map((one) => ('why' in one ? one.why : '')).join(' ');
      return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${why.trim()}`);
    }
    const matched = matchedEnds(before, after);
    const joints = jointsOf(before, after, matched);
    if (joints.length ** 2 > MOST_CELLS)
      return refuse(
        'TOO_MANY_MESSAGES',
        `there are ${joints.length} classes of pods: more pairs of them than are gone through`,
      );
    const cells = [...differences(before, after, matched, joints)].filter(({ change }) =>
      isWithPorts(change),
    );
    const outside = outsideDifferences(before, after, matched);
    if (outside === undefined) compared = 'not compared';
    const own = (outside ?? []).filter(({ change }) => isWithPorts(change));
    const found: Found = { matched, cells, outside: own };
    isTried &&= changes.length * countOfPairs(found) <= MOST_TRIALS;
    const causes: Causes = isTried ? causesOf(base, head, family, changes, found) : new Map();
    for (const [key, row] of rowsOf(family, base, before, found, causes)) {
      const known = rows.get(key);
      rows.set(key, known === undefined ? row : inBoth(known, row));
    }
    for (const some of causes.values()) for (const change of some) used.add(change);
    for (const [own, other, only] of [
      [after, base, missing.added],
      [before, head, missing.removed],
    ] as const)
      for (const name of missingFrom(own, other, family))
        (isKnown(other, name) ? uncompared : only).add(name);
  }
  const alone = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  // What no single change does some do together: which is not told, so all are named.
  const others = changes.filter((one) => !used.has(one));
  const together = isTried && alone.some((row) => row.causes.length === 0);
  const list = alone.map((row) =>
    row.causes.length === 0 && isTried ? { ...row, causes: changes.map(viewChange) } : row,
  );
  const idle = isTried && !together ? others.map(viewChange) : [];
  const isOpen =
    (changes.length > 0 && compared === 'not compared') ||
    list.length + idle.length + missing.added.size + missing.removed.size + uncompared.size > 0;
  const sure = list.some(({ opened, closed }) => opened !== undefined || closed !== undefined);
  return {
    answer: sure ? 'different' : isOpen ? 'unknown' : 'same',
    rows: list,
    added: [...missing.added],
    removed: [...missing.removed],
    uncompared: [...uncompared],
    idle,
    outside: compared,
    causes: isTried ? 'found' : 'not looked for',
  };
}

/** The ends that both have, by the names of their nodes. */
function matchedEnds(base: AllPairs, head: AllPairs): readonly Matched[] {
  const [b, h] = [base.relation.finding, head.relation.finding];
  return Array.from(b.ends.nodes).flatMap((node, end): Matched[] => {
    const other = nodeNamed(h.network.nodes, nameOf(b.network.nodes, node as NodeId));
    const number = other === undefined ? -1 : (h.ends.numbers[other] as number);
    return number === -1 ? [] : [{ base: end, head: number }];
  });
}

/** The ends that another state has not, in a family. */
function missingFrom({ relation }: AllPairs, other: State, family: Family): string[] {
  const { ends, network } = relation.finding;
  const there = (pairsOf(other, family) as AllPairs).relation.finding.ends;
  const names = Array.from(ends.nodes, (node) => nameOf(network.nodes, node as NodeId));
  return names.filter((name) => {
    const node = nodeNamed(other.network.nodes, name);
    return node === undefined || there.numbers[node] === -1;
  });
}

/** Whether a state has a pod of that name at all. */
function isKnown({ network, cluster }: State, name: string): boolean {
  const [namespace = '', own = ''] = name.split('/');
  return (
    nodeNamed(network.nodes, name) !== undefined ||
    (cluster && lookupsOf(cluster).pod(namespace, own)) !== undefined
  );
}

function isWithPorts({ opened, closed, unclear }: Cell['change']): boolean {
  return opened.length > 0 || closed.length > 0 || hasPorts(unclear);
}

function hasPorts(set: ConnectionSet): boolean {
  const { TCP, UDP, SCTP } = messagesIn(set);
  return (TCP ?? UDP ?? SCTP) !== undefined;
}

/** One row for what changed alike in both families. */
function inBoth(one: DifferenceRow, other: DifferenceRow): DifferenceRow {
  return {
    ...one,
    families: [...one.families, ...other.families],
    pairs: Math.max(one.pairs, other.pairs),
    causes: merged(one.causes, other.causes),
  };
}

/** What changed in a family, by workloads and messages. */
function rowsOf(
  family: Family,
  base: State,
  pairs: AllPairs,
  { matched, cells, outside }: Found,
  causes: Causes,
): ReadonlyMap<string, DifferenceRow> {
  const rows = new Map<string, DifferenceRow>();
  const { ends } = pairs.relation.finding;
  const workload = (index: number): ObjectReference => {
    const node = ends.nodes[matched[index]?.base as number] as NodeId;
    const pod = base.cluster && podOfNode(base.cluster, base.network, node);
    return pod?.workload ?? { kind: 'Pod', name: nameOf(base.network.nodes, node) };
  };
  const put = (
    source: DifferenceRow['source'],
    target: DifferenceRow['target'],
    change: Change,
    by: string,
  ): void => {
    const { opened, closed, unclear, sense } = change;
    const key = JSON.stringify([source, target, opened, closed, unclear, sense]);
    const known = rows.get(key);
    rows.set(key, {
      ...{ source, target, sense },
      ...(opened.length > 0 ? { opened: messagesIn(opened) } : {}),
      ...(closed.length > 0 ? { closed: messagesIn(closed) } : {}),
      ...(hasPorts(unclear) ? { unclear: messagesIn(unclear) } : {}),
      families: [family],
      pairs: (known?.pairs ?? 0) + 1,
      causes: merged(known?.causes ?? [], [...(causes.get(by) ?? [])].map(viewChange)),
    });
  };
  for (const { source, target, change } of cells)
    for (const s of source.ends)
      for (const t of target.ends) if (s !== t) put(workload(s), workload(t), change, `${s} ${t}`);
  for (const cell of outside) {
    const there = externalOf(cell.addresses);
    const key = outsideKey(cell);
    for (const end of cell.ends) {
      const [source, target] = cell.side === 'source' ? [workload(end), there] : [there, workload(end)];
      put(source, target, cell.change, key(end));
    }
  }
  return rows;
}

function merged(some: readonly CauseView[], more: readonly CauseView[]): readonly CauseView[] {
  const known = new Map([...some, ...more].map((one) => [JSON.stringify(one), one]));
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function viewChange({ object, what, origin }: ObjectChange): CauseView {
  return { ...(origin === undefined ? object : viewOrigin({ ...origin, object })), what };
}
