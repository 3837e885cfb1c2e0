import { once } from '../../base/once.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet, SetId } from '../../model/network/set.ts';
import { findHolding } from '../../model/network/set.ts';
import type { Labels } from '../objects/metadata.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from '../select/selector.ts';
import { selects } from '../select/selector.ts';
import { selectorText } from '../select/selector-text.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';
import type { Memberships, Selectable } from './pod-groups.ts';
import { groupsOf, perhapsOnHost, podsOnHosts } from './pod-groups.ts';
import type { Members } from './selected-set.ts';
import { holdingOf, SelectedSet } from './selected-set.ts';
import type { Scope, Who } from './set-scope.ts';
import { fixedName, isMeant, namespaceVerdict, scopeKey } from './set-scope.ts';

/** Sets of pods in the making (01 §1.9), each once however it is asked for. */
export interface PodSets {
  /**
   * Pods with these labels of a namespace, or of the namespaces with these labels (S84, S124). Of `all` pods, those of the
   * host network are among them where the profile has policies see them as pods (S103); as `own network` never (S124).
   */
  of(namespaces: string | LabelSelector, pods: LabelSelector | undefined, of: Who): SetId;
  /** Every pod with a network of its own. */
  readonly all: SetId;
  /** A set by its members, for sure and perhaps. */
  listed(name: string, members: readonly NodeId[], perhaps: NodeSet['perhaps']): SetId;
  finish(): readonly NodeSet[];
}

const EVERYTHING: LabelSelector = { labels: {}, expressions: [] };

/**
 * Sets of pods by selectors. Nothing is listed before somebody asks: which sets hold a pod is found by an index of the
 * selectors, once for all pods that share their labels; the members of a set by asking each group of pods.
 */
export function podSets(layout: Layout, options: Options, facts: FactTable): PodSets {
  const namespaces = new Map(layout.cluster.namespaces.map((one) => [one.name, one]));
  const mentioned = layout.cluster.namespaces.flatMap((one) => (one.known === 'mentioned' ? one.name : []));
  const selectors = selectorNumbers();
  const scopes = new Map<string, Scope>();
  const sets: NodeSet[] = [];
  const holding = holdingOf(selectors.all, scopes);
  const known = membersOf(layout, options, holding, facts);

  function scopeOf(asked: string | LabelSelector, who: Who): Scope {
    const name = typeof asked === 'string' ? asked : fixedName(asked);
    const text = name ?? `{${selectors.textOf(asked as LabelSelector)}}`;
    const key = scopeKey(text, who, options);
    const made = scopes.get(key);
    if (made !== undefined) return made;
    const selector: LabelSelector =
      name === undefined ? (asked as LabelSelector) : { labels: { [NAME_LABEL]: name }, expressions: [] };
    const verdicts = new Map<string, 'yes' | 'no' | FactId>();
    const scope: Scope = {
      text: key,
      who,
      selector,
      sets: new Map(),
      verdict(namespace) {
        if (name !== undefined) return namespace === name ? 'yes' : 'no';
        let verdict = verdicts.get(namespace);
        if (verdict === undefined) {
          verdict = namespaceVerdict(selector, namespaces.get(namespace), options, facts);
          verdicts.set(namespace, verdict);
        }
        return verdict;
      },
    };
    scopes.set(key, scope);
    // Facts are numbered while the sets are made, whoever asks first later.
    if (name === undefined) for (const namespace of mentioned) scope.verdict(namespace);
    return scope;
  }

  function of(asked: string | LabelSelector, pods: LabelSelector = EVERYTHING, who: Who = 'all'): SetId {
    const scope = scopeOf(asked, who);
    const number = selectors.of(pods);
    const made = scope.sets.get(number);
    if (made !== undefined) return made;
    const id = sets.length as SetId;
    sets.push(new SelectedSet(scope, pods, id, known));
    scope.sets.set(number, id);
    return id;
  }

  function listed(name: string, members: readonly NodeId[], perhaps: NodeSet['perhaps']): SetId {
    const id = sets.length as SetId;
    sets.push({
      name,
      members: Int32Array.from(members).sort(),
      perhaps: [...perhaps].sort((a, b) => a.node - b.node),
    });
    for (const node of [...members, ...perhaps.map((one) => one.node)]) {
      const list = special.get(node);
      if (list === undefined) special.set(node, [id]);
      else list.push(id);
    }
    return id;
  }

  const special = new Map<NodeId, SetId[]>();
  return {
    of,
    all: of(EVERYTHING, EVERYTHING, 'own network'),
    listed,
    finish() {
      findHolding(sets, (node) => {
        const named = known.at(node)?.sets ?? [];
        const more = special.get(node);
        return more === undefined ? named : [...named, ...more].sort((a, b) => a - b);
      });
      return sets;
    },
  };
}

/** Selectors in the making, each with a number: equal ones have one, however they are written. */
interface SelectorNumbers {
  readonly all: readonly LabelSelector[];
  of(selector: LabelSelector): number;
  textOf(selector: LabelSelector): string;
}

function selectorNumbers(): SelectorNumbers {
  const all: LabelSelector[] = [];
  const numbers = new Map<string, number>();
  // Equal labels are mostly one object, and most selectors ask for labels alone.
  const texts = new Map<Labels, string>();
  const textOf = (selector: LabelSelector): string => {
    if (selector.expressions.length > 0) return selectorText(selector);
    let text = texts.get(selector.labels);
    if (text === undefined) {
      text = selectorText(selector);
      texts.set(selector.labels, text);
    }
    return text;
  };
  return {
    all,
    textOf,
    of(selector) {
      const text = textOf(selector);
      let number = numbers.get(text);
      if (number === undefined) {
        number = all.push(selector) - 1;
        numbers.set(text, number);
      }
      return number;
    },
  };
}

/** The members of sets by asking each group of pods; the sets of a node by asking what holds its pod. */
function membersOf(
  layout: Layout,
  options: Options,
  holding: (pod: Selectable) => Memberships,
  facts: FactTable,
): Members {
  const groups = once(() => groupsOf(layout, options));
  const hostsAsPods = options.hostNetworkPods === 'pods';
  const onHost: ReadonlyMap<NodeId, readonly Pod[]> = hostsAsPods ? podsOnHosts(layout) : new Map();
  // Facts are numbered while the sets are made.
  for (const host of onHost.keys()) perhapsOnHost(host, [], facts);
  const at = (node: NodeId): Memberships | undefined => {
    const pod = podAt(layout, node);
    if (pod !== undefined) return pod.network === 'own' || hostsAsPods ? holding(pod) : undefined;
    const own = onHost.get(node);
    return own === undefined ? undefined : perhapsOnHost(node, own.map(holding), facts);
  };
  return {
    at,
    listed({ scope, selector, id }) {
      const members: NodeId[] = [];
      const perhaps: { node: NodeId; fact: FactId }[] = [];
      for (const [namespace, its] of groups()) {
        const verdict = scope.verdict(namespace);
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

/** The pod whose switch a node is, or whose process of the host network. */
function podAt({ hosts, pods, processes }: Layout, node: NodeId): Pod | undefined {
  const own = pods[node - hosts.length];
  if (own !== undefined) return own.pod;
  const process = processes[node - hosts.length - pods.length];
  return process?.pod.network === 'host' ? process.pod : undefined;
}
