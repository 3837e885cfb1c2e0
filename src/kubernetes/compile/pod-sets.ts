import { once } from '../../base/once.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Held, NodeSet, SetId } from '../../model/network/set.ts';
import { findHolding, NO_SET, NOTHING } from '../../model/network/set.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from '../select/selector.ts';
import { selects } from '../select/selector.ts';
import type { AskedSet, AskedSets } from './asked-sets.ts';
import { EVERYTHING } from './asked-sets.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';
import type { Selectable } from './pod-groups.ts';
import { groupsOf, perhapsOnHost, podsOnHosts } from './pod-groups.ts';
import type { Scopes } from './scopes.ts';
import { holdingOf, scopesOf } from './scopes.ts';
import type { Members } from './selected-set.ts';
import { SelectedSet } from './selected-set.ts';
import type { Who } from './set-scope.ts';
import { isMeant } from './set-scope.ts';

/** Sets of pods in the making (01 §1.9), each once however it is asked for. */
export interface PodSets {
  /**
   * Pods with these labels of a namespace, or of the namespaces with these labels (S84, S124). Of `all` pods, those of the
   * host network are among them where the profile has policies see them as pods (S103); as `own network` never (S124).
   */
  of(namespaces: string | LabelSelector, pods: LabelSelector | undefined, of: Who): SetId;
  /** The set that is asked for, by its number there. */
  asked(number: number): SetId;
  /** Every pod with a network of its own. */
  readonly all: SetId;
  /** A set by its members, for sure and perhaps. */
  listed(name: string, members: readonly NodeId[], perhaps: NodeSet['perhaps']): SetId;
  finish(): readonly NodeSet[];
}

/**
 * Sets of pods by selectors. Nothing is listed before somebody asks: which sets hold a pod is found by an index of the
 * selectors, once for all pods that share their labels; the members of a set by asking each group of pods.
 */
export function podSets(layout: Layout, options: Options, asked: AskedSets, facts: FactTable): PodSets {
  const sets: NodeSet[] = [];
  const ids: SetId[] = [];
  const scopes = scopesOf(layout.cluster, options, facts);
  const known = membersOf(layout, options, scopes, holdingOf(asked, scopes, ids), facts);

  function ofNumber(number: number): SetId {
    const made = ids[number];
    if (made !== undefined && made !== NO_SET) return made;
    const one = asked.sets[number] as AskedSet;
    scopes.open(one.scope);
    const id = sets.length as SetId;
    sets.push(new SelectedSet(one, id, known));
    while (ids.length < number) ids.push(NO_SET);
    ids[number] = id;
    return id;
  }

  function listed(name: string, members: readonly NodeId[], perhaps: NodeSet['perhaps']): SetId {
    const id = sets.length as SetId;
    sets.push({
      name,
      members: Int32Array.from(members).sort(),
      perhaps: [...perhaps].sort((a, b) => a.node - b.node),
    });
    const some = perhaps.map(({ node, fact }) => ({ node, id, fact }));
    for (const { node, ...one } of [...members.map((node) => ({ node, id, fact: undefined })), ...some]) {
      const list = special.get(node);
      if (list === undefined) special.set(node, [one]);
      else list.push(one);
    }
    return id;
  }

  const of = (namespaces: string | LabelSelector, pods: LabelSelector | undefined, who: Who): SetId =>
    ofNumber(asked.of(namespaces, pods, who));
  const special = new Map<NodeId, { readonly id: SetId; readonly fact: FactId | undefined }[]>();
  return {
    of,
    asked: ofNumber,
    all: of(EVERYTHING, EVERYTHING, 'own network'),
    listed,
    finish() {
      findHolding(sets, (node) => {
        const named = known.at(node) ?? NOTHING;
        const more = special.get(node);
        if (more === undefined) return named;
        const open = more.flatMap(({ id, fact }) => (fact === undefined ? [] : [[id, fact] as const]));
        return {
          sets: [...named.sets, ...more.map(({ id }) => id)].sort((a, b) => a - b),
          facts: open.length === 0 ? named.facts : new Map([...named.facts, ...open]),
        };
      });
      return sets;
    },
  };
}

/** The members of sets by asking each group of pods; the sets of a node by asking what holds its pod. */
function membersOf(
  layout: Layout,
  options: Options,
  scopes: Scopes,
  holding: (pod: Selectable) => Held,
  facts: FactTable,
): Members {
  const groups = once(() => groupsOf(layout, options));
  const hostsAsPods = options.hostNetworkPods === 'pods';
  const onHost: ReadonlyMap<NodeId, readonly Pod[]> = hostsAsPods ? podsOnHosts(layout) : new Map();
  // Facts are numbered while the sets are made.
  for (const host of onHost.keys()) perhapsOnHost(host, [], facts);
  const at = (node: NodeId): Held | undefined => {
    const pod = podAt(layout, node);
    if (pod !== undefined) return pod.network === 'own' || hostsAsPods ? holding(pod) : undefined;
    const own = onHost.get(node);
    return own === undefined ? undefined : perhapsOnHost(node, own.map(holding), facts);
  };
  return {
    at,
    listed({ asked: { scope, selector }, id }) {
      const members: NodeId[] = [];
      const perhaps: { node: NodeId; fact: FactId }[] = [];
      const near = scope.name === undefined ? groups() : only(groups(), scope.name);
      for (const [namespace, its] of near) {
        const verdict = scopes.verdict(scope, namespace);
        if (verdict === 'no') continue;
        for (const { labels, nodes, network } of its) {
          if (!isMeant(scope, network) || !selects(selector, labels)) continue;
          for (const node of nodes) {
            if (verdict === 'yes') members.push(node);
            else perhaps.push({ node, fact: verdict });
          }
        }
      }
      for (const node of onHost.keys()) {
        const fact = at(node)?.facts.get(id);
        if (fact !== undefined) perhaps.push({ node, fact });
      }
      return {
        members: Int32Array.from(members).sort(),
        perhaps: perhaps.sort((a, b) => a.node - b.node),
      };
    },
  };
}

function only<T>(groups: ReadonlyMap<string, T>, name: string): readonly (readonly [string, T])[] {
  const own = groups.get(name);
  return own === undefined ? [] : [[name, own]];
}

/** The pod whose switch a node is, or whose process of the host network. */
function podAt({ pods, firstPod, processes }: Layout, node: NodeId): Pod | undefined {
  const own = pods[node - firstPod];
  if (own !== undefined) return own;
  const pod = processes.pods[node - processes.first];
  return pod?.network === 'host' ? pod : undefined;
}
