import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Held, NodeSet, SetId } from '../../model/network/set.ts';
import { findHolding, NOTHING } from '../../model/network/set.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from '../select/selector.ts';
import { selects } from '../select/selector.ts';
import { selectorText } from '../select/selector-text.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';
import type { Group } from './pod-groups.ts';
import { groupsOf, perhapsOnHost } from './pod-groups.ts';
import { holdingOf, SelectedSet, verdictIn } from './selected-set.ts';
import type { Scope, Who } from './set-scope.ts';
import { fixedName, isMeant, labelsSaid, namespaceVerdict, prefixed, scopeKey } from './set-scope.ts';

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
  const { groups, groupOf, onHost } = groupsOf(layout, options);
  const selectors: LabelSelector[] = [];
  const selectorNumbers = new Map<string, number>();
  const scopes = new Map<string, Scope>();
  const sets: NodeSet[] = [];
  const byNamespace = new Map<string, Group[]>();
  for (const group of groups) {
    const list = byNamespace.get(group.namespace);
    if (list === undefined) byNamespace.set(group.namespace, [group]);
    else list.push(group);
  }
  const holding = holdingOf(selectors, scopes, (name) => labelsSaid(namespaces.get(name), options));
  // Facts are numbered while the sets are made.
  for (const host of onHost.keys()) perhapsOnHost(host, [], facts);
  const membershipsAt = (node: NodeId): Held | undefined => {
    const group = groupOf.get(node);
    if (group !== undefined) return holding(group);
    const own = onHost.get(node);
    return own === undefined ? undefined : perhapsOnHost(node, own.map(holding), facts);
  };

  // Equal selectors are often one object, and many policies ask for it.
  const texts = new WeakMap<LabelSelector, string>();
  function textOf(selector: LabelSelector): string {
    let text = texts.get(selector);
    if (text === undefined) {
      text = selectorText(selector);
      texts.set(selector, text);
    }
    return text;
  }

  function selectorNumber(selector: LabelSelector): number {
    const text = textOf(selector);
    let number = selectorNumbers.get(text);
    if (number === undefined) {
      number = selectors.push(selector) - 1;
      selectorNumbers.set(text, number);
    }
    return number;
  }

  function scopeOf(asked: string | LabelSelector, who: Who): Scope {
    const name = typeof asked === 'string' ? asked : fixedName(asked);
    const text = name ?? `{${textOf(asked as LabelSelector)}}`;
    const key = scopeKey(text, who, options);
    const known = scopes.get(key);
    if (known !== undefined) return known;
    const selector: LabelSelector =
      name === undefined ? (asked as LabelSelector) : { labels: { [NAME_LABEL]: name }, expressions: [] };
    const verdicts = new Map<string, 'yes' | 'no' | FactId>();
    const scope: Scope = {
      text: key,
      who,
      selector: name === undefined ? selector : undefined,
      definition: prefixed('namespace:', selector),
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

  function selected(scope: Scope, selector: LabelSelector, id: SetId): Pick<NodeSet, 'members' | 'perhaps'> {
    const members: NodeId[] = [];
    const perhaps: { node: NodeId; fact: FactId }[] = [];
    for (const [namespace, its] of byNamespace) {
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
      const fact = membershipsAt(node)?.facts.get(id);
      if (fact !== undefined) perhaps.push({ node, fact });
    }
    return {
      members: Int32Array.from(members).sort(),
      perhaps: perhaps.sort((a, b) => a.node - b.node),
    };
  }

  function of(asked: string | LabelSelector, pods: LabelSelector = EVERYTHING, who: Who = 'all'): SetId {
    const scope = scopeOf(asked, who);
    const number = selectorNumber(pods);
    const known = scope.sets.get(number);
    if (known !== undefined) return known;
    const id = sets.length as SetId;
    sets.push(
      new SelectedSet(
        `${scope.text}/${textOf(pods)}`,
        () => [...scope.definition, ...prefixed('pod:', pods)],
        () => selected(scope, pods, id),
        (node) => verdictIn(membershipsAt(node), id),
      ),
    );
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
    const some = perhaps.map(({ node, fact }) => ({ node, id, fact }));
    for (const { node, ...one } of [...members.map((node) => ({ node, id, fact: undefined })), ...some]) {
      const list = special.get(node);
      if (list === undefined) special.set(node, [one]);
      else list.push(one);
    }
    return id;
  }

  const special = new Map<NodeId, { readonly id: SetId; readonly fact: FactId | undefined }[]>();
  return {
    of,
    all: of(EVERYTHING, EVERYTHING, 'own network'),
    listed,
    finish() {
      findHolding(sets, (node) => {
        const named = membershipsAt(node) ?? NOTHING;
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
