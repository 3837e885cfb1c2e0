import { Type } from 'typebox';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { connections, NONE } from '../analysis/symbolic/connection-set.ts';
import type { Strangers } from '../analysis/symbolic/strangers.ts';
import { compareText } from '../base/order.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { prefixed } from '../kubernetes/compile/set-scope.ts';
import { NAME_LABEL } from '../kubernetes/objects/namespace.ts';
import { requirementText } from '../kubernetes/select/selector-text.ts';
import { hasPorts, PROTOCOLS } from '../model/header/protocol.ts';
import { implied } from '../model/network/implication.ts';
import type { Requirement } from '../model/network/set.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Messages } from './messages.ts';
import { messagesIn, messagesSchema } from './messages.ts';

/** Pods that do not exist yet, and what would get through the target's policies from each. */
export interface FutureView {
  /** What they are, in words: `any pod`, `pods with app=web in namespaces with team=a`. */
  readonly who: string;
  readonly namespaces: readonly string[];
  readonly labels: readonly string[];
  /** For sure. */
  readonly allow: Messages;
  /** What is not known to pass for any of those listed, and may for these: as their address goes, or an open fact. */
  readonly perhaps?: Messages;
  /** How many pods are so today; absent of any pod. */
  readonly today?: number;
  /** Policies that isolate all of them for egress: these must let it out too. By namespace and name. */
  readonly egressIsolatedBy: readonly string[];
}

/** The schema of FutureView. */
export const futureSchema = Type.Object({
  who: Type.String(),
  namespaces: Type.Array(Type.String()),
  labels: Type.Array(Type.String()),
  allow: messagesSchema,
  perhaps: Type.Optional(messagesSchema),
  today: Type.Optional(Type.Integer()),
  egressIsolatedBy: Type.Array(Type.String()),
});

/** Who would get through the rules at a target, by labels (04 §7). */
export function futurePods(
  { cluster, network }: State,
  { relation }: AllPairs,
  all: Strangers,
  rules: number,
): readonly FutureView[] {
  const { table } = relation.finding;
  const withPorts = table.idOf(connections(PROTOCOLS.filter(hasPorts)));
  const strangers = all.of(rules, (who) => withNamespace(cluster, who));
  // What a pod gets that is also what others are asked to be is said there.
  const said = strangers.reduce((sum, { sure }) => table.union(sum, sure), NONE);
  return strangers.flatMap(({ who, set, sure, perhaps }) => {
    const open = table.intersect(table.subtract(perhaps, said), withPorts);
    if (sure === NONE && open === NONE) return [];
    const parts = { namespaces: textsOf(who, 'namespace:'), labels: textsOf(who, 'pod:') };
    return [
      {
        who: wordsFor(parts),
        ...parts,
        allow: messagesIn(table.setOf(sure)),
        ...(open === NONE ? {} : { perhaps: messagesIn(table.setOf(open)) }),
        ...(set === undefined ? {} : { today: network.sets[set]?.members.length ?? 0 }),
        egressIsolatedBy: cluster === undefined ? [] : isolating(cluster, withNamespace(cluster, who)),
      },
    ];
  });
}

/** What is asked of a namespace by its name alone says which labels it has, where they are given (S87, S143). */
export function withNamespace(
  cluster: Cluster | undefined,
  who: readonly Requirement[],
): readonly Requirement[] {
  const named = who.find(({ attribute }) => attribute === `namespace:${NAME_LABEL}`);
  const [name, ...others] = named?.is === 'in' ? named.values : [];
  const namespace =
    name === undefined || others.length > 0 || cluster === undefined
      ? undefined
      : lookupsOf(cluster).namespace(name);
  if (namespace?.known !== 'given') return who;
  const labels = Object.entries(namespace.labels).map(
    ([key, value]): Requirement => ({ attribute: `namespace:${key}`, is: 'in', values: [value] }),
  );
  return [...who, ...labels];
}

/** The policies that isolate for egress every pod that is so. */
function isolating(cluster: Cluster, who: readonly Requirement[]): readonly string[] {
  return cluster.networkPolicies
    .filter(({ directions, namespace, subject, validity }) => {
      if (validity === 'refused' || !directions.includes('egress')) return false;
      const scope = { labels: { [NAME_LABEL]: namespace }, expressions: [] };
      return implied(who, [...prefixed('namespace:', scope), ...prefixed('pod:', subject)]) === 'yes';
    })
    .map(({ namespace, name }) => `${namespace}/${name}`)
    .sort(compareText);
}

function textsOf(who: readonly Requirement[], prefix: string): readonly string[] {
  return who
    .filter(({ attribute }) => attribute.startsWith(prefix))
    .map((one) => requirementText({ ...one, attribute: one.attribute.slice(prefix.length) }));
}

function wordsFor({ namespaces, labels }: Pick<FutureView, 'namespaces' | 'labels'>): string {
  const pods = labels.length === 0 ? 'any pod' : `any pod with ${labels.join(', ')}`;
  const [one = '', ...more] = namespaces;
  const name =
    more.length === 0 && one.startsWith(`${NAME_LABEL}=`) ? one.slice(NAME_LABEL.length + 1) : undefined;
  if (name !== undefined) return `${pods} in namespace ${name}`;
  return `${pods} in ${namespaces.length === 0 ? 'any namespace' : `namespaces with ${namespaces.join(', ')}`}`;
}
