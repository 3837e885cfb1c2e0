import { compareText } from '../../base/order.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { SetId } from '../../model/network/set.ts';
import type { Code } from '../../text/codes.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Direction, NetworkPolicy } from '../objects/policy.ts';
import { DIRECTIONS } from '../objects/policy.ts';
import { isLabelName } from '../read/names.ts';
import type { Unread } from '../read/unread.ts';
import type { LabelSelector } from '../select/selector.ts';
import { directoryOf } from './columns.ts';
import type { FactTable } from './facts.ts';
import type { PodSets } from './pod-sets.ts';

/** Pods whose messages something not understood could stop, or let through (R6). */
export interface Doubt {
  readonly subject: SetId;
  /** It drops the message. */
  readonly drops: FactId;
  /** It admits the message, whatever else is said. */
  readonly admits: FactId;
  readonly origin: Origin;
}

/** Doubts as a directory. */
export function doubtDirectory(doubts: readonly Doubt[]): Directory {
  return directoryOf(doubts, { subject: 'set', drops: 'number', admits: 'number', origin: 'origin' });
}

/** One policy that is not understood. */
export interface Unclear {
  readonly code: Code;
  readonly what: string;
  readonly directions: readonly Direction[];
  readonly namespaces: string | LabelSelector;
  readonly pods: LabelSelector | undefined;
  readonly origin: Origin;
}

const EVERY: LabelSelector = { labels: {}, expressions: [] };

/** How many policies a fact names. */
const MOST_NAMED = 5;

/**
 * Policies of kinds that are not modelled, that the API server would refuse, or that are given twice and differ, and what
 * was not understood and could be a policy: what they do to the pods that they could select is not known. Those of one
 * subject and reason share their facts.
 */
export function doubtsOf(
  unclearPolicies: readonly Unclear[],
  direction: Direction,
  sets: PodSets,
  facts: FactTable,
): Doubt[] {
  const groups = new Map<string, Unclear[]>();
  const order: { subject: SetId; group: Unclear[] }[] = [];
  for (const unclear of unclearPolicies) {
    if (!unclear.directions.includes(direction)) continue;
    const subject = sets.of(unclear.namespaces, unclear.pods, 'all');
    const key = `${subject} ${unclear.code}`;
    const group = groups.get(key);
    if (group !== undefined) {
      group.push(unclear);
      continue;
    }
    const made = [unclear];
    groups.set(key, made);
    order.push({ subject, group: made });
  }
  return order.map(({ subject, group }) => {
    const [{ code, origin }] = group as [Unclear];
    const names = group.slice(0, MOST_NAMED).map(({ what }) => what);
    const more = group.length > names.length ? ` and ${group.length - names.length} more` : '';
    const fact = (verb: string): FactId =>
      facts.of(`${verb} ${direction} ${subject} ${code}`, () => ({
        kind: 'unknown',
        code,
        text: `${names.join(', ')}${more} ${verb} it`,
        origin,
      }));
    return { subject, drops: fact('drops'), admits: fact('admits'), origin };
  });
}

/** Policies of a cluster that are not understood; `refused`: its NetworkPolicies that the API server would refuse. */
export function unclearPolicies(cluster: Cluster, refused: readonly NetworkPolicy[]): readonly Unclear[] {
  const { otherPolicies, networkPolicies, clusterPolicies } = cluster;
  const conflicting = new Set(
    cluster.conflicts.map(({ used }) => keyOf(used.object?.kind, used.object?.namespace, used.object?.name)),
  );
  const isConflicting = (kind: string, namespace: string, name: string): boolean =>
    conflicting.size > 0 && conflicting.has(keyOf(kind, namespace, name));
  const unclear: Unclear[] = otherPolicies.map(
    ({ kind, namespace, name, scope, subject, directions, origin }) => ({
      code: 'OTHER_POLICY',
      what: `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`,
      directions,
      namespaces: scope === 'cluster' ? EVERY : namespace,
      pods: subject,
      origin,
    }),
  );
  // Without conflicts there is no need to look at all of them once more.
  for (const one of conflicting.size === 0 ? refused : networkPolicies) {
    const { namespace, name, validity, subject, origin } = one;
    const differs = isConflicting('NetworkPolicy', namespace, name);
    if (validity === 'valid' && !differs) continue;
    unclear.push({
      code: differs ? 'OBJECTS_DIFFER' : 'POLICY_REFUSED',
      what: `NetworkPolicy ${namespace}/${name}`,
      directions: ['ingress', 'egress'],
      // Of a namespace that cannot be, it is not known which one is meant.
      namespaces: isLabelName(namespace) ? namespace : EVERY,
      pods: differs ? undefined : subject,
      origin,
    });
  }
  for (const { kind, name, validity, subject, origin } of clusterPolicies) {
    const differs = isConflicting(kind, '', name);
    if (validity === 'valid' && !differs) continue;
    unclear.push({
      code: differs ? 'OBJECTS_DIFFER' : 'POLICY_REFUSED',
      what: `${kind} ${name}`,
      directions: ['ingress', 'egress'],
      namespaces: differs ? EVERY : subject.namespaces,
      pods: differs ? undefined : subject.pods,
      origin,
    });
  }
  for (const unread of cluster.unread) {
    unclear.push({
      code: unread.code,
      what: whatOf(unread),
      directions: DIRECTIONS,
      namespaces: unread.namespace ?? EVERY,
      pods: undefined,
      origin: unread.origin,
    });
  }
  return unclear.sort((a, b) => compareText(a.what, b.what));
}

/** By its name where it has one, else by where it stands. */
function whatOf({ kind, origin: { object, place } }: Unread): string {
  if (object !== undefined)
    return `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
  const source = place === undefined ? '' : ` in ${place.source.name}`;
  return `${kind === undefined ? 'something' : `a ${kind}`} that is not understood${source}`;
}

function keyOf(kind = '', namespace = '', name = ''): string {
  return `${kind}/${namespace}/${name}`;
}
