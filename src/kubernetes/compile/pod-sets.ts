import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet, Requirement, SetId } from '../../model/network/set.ts';
import { findHolding } from '../../model/network/set.ts';
import type { Labels } from '../objects/metadata.ts';
import type { Namespace } from '../objects/namespace.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { Pod } from '../objects/pod.ts';
import type { Options } from '../profile/options.ts';
import type { LabelSelector } from '../select/selector.ts';
import { labelOf, meets, selects } from '../select/selector.ts';
import type { SelectorIndex } from '../select/selector-index.ts';
import { selectorIndex } from '../select/selector-index.ts';
import { requirementsOf, requirementText, selectorText } from '../select/selector-text.ts';
import type { FactTable } from './facts.ts';
import type { Layout } from './layout.ts';

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

/** Which pods a selector can mean. */
export type Who = 'all' | 'own network';

const EVERYTHING: LabelSelector = { labels: {}, expressions: [] };

/** Pods of one namespace that share their labels: no selector tells them apart. */
interface Group {
  readonly namespace: string;
  readonly labels: Labels;
  readonly network: 'own' | 'host';
  /** Switches of pods; processes of pods of the host network. */
  readonly nodes: NodeId[];
  memberships?: Memberships;
}

interface Memberships {
  /** Ascending, for sure or perhaps. */
  readonly sets: readonly SetId[];
  readonly facts: ReadonlyMap<SetId, FactId>;
}

/** Where a set looks for its pods: one namespace, or those that a selector may pick. */
interface Scope {
  readonly text: string;
  readonly who: Who;
  readonly definition: readonly Requirement[];
  /** By position of the pod selector. */
  readonly sets: Map<number, SetId>;
  verdict(namespace: string): 'yes' | 'no' | FactId;
}

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
  const holding = holdingOf(selectors, scopes);
  // Facts are numbered while the sets are made.
  for (const host of onHost.keys()) perhapsOnHost(host, [], facts);
  const membershipsAt = (node: NodeId): Memberships | undefined => {
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

  function selected(scope: Scope, selector: LabelSelector): Pick<NodeSet, 'members' | 'perhaps'> {
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
        () => selected(scope, pods),
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
        const named = membershipsAt(node)?.sets ?? [];
        const more = special.get(node);
        return more === undefined ? named : [...named, ...more].sort((a, b) => a - b);
      });
      return sets;
    },
  };
}

/** A set whose definition and members are worked out when they are asked for: 100,000 sets cost 30 MB, not 300. */
class SelectedSet implements NodeSet {
  readonly name: string;
  readonly holds: (node: NodeId) => 'yes' | 'no' | FactId;
  readonly #define: () => readonly Requirement[];
  readonly #list: () => Pick<NodeSet, 'members' | 'perhaps'>;
  #listed: Pick<NodeSet, 'members' | 'perhaps'> | undefined;

  constructor(
    name: string,
    define: () => readonly Requirement[],
    list: () => Pick<NodeSet, 'members' | 'perhaps'>,
    holds: (node: NodeId) => 'yes' | 'no' | FactId,
  ) {
    this.name = name;
    this.#define = define;
    this.#list = list;
    this.holds = holds;
  }

  get definition(): readonly Requirement[] {
    return this.#define();
  }

  get members(): Int32Array {
    this.#listed ??= this.#list();
    return this.#listed.members;
  }

  get perhaps(): NodeSet['perhaps'] {
    this.#listed ??= this.#list();
    return this.#listed.perhaps;
  }
}

function verdictIn(memberships: Memberships | undefined, id: SetId): 'yes' | 'no' | FactId {
  if (memberships === undefined || !includesSorted(memberships.sets, id)) return 'no';
  return memberships.facts.get(id) ?? 'yes';
}

function includesSorted(list: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle] as number;
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** The sets that hold a group, found at the first call: no selector comes after that. */
function holdingOf(
  selectors: readonly LabelSelector[],
  scopes: ReadonlyMap<string, Scope>,
): (group: Group) => Memberships {
  let index: SelectorIndex | undefined;
  const wide: Scope[] = [];
  return (group) => {
    if (group.memberships !== undefined) return group.memberships;
    if (index === undefined) {
      index = selectorIndex(selectors);
      for (const scope of scopes.values()) if (scope.text.startsWith('{')) wide.push(scope);
    }
    const matched = index(group.labels);
    const sets: SetId[] = [];
    const facts = new Map<SetId, FactId>();
    const narrow = [group.namespace, `${group.namespace}${WITH_HOST_NETWORK}`].flatMap(
      (key) => scopes.get(key) ?? [],
    );
    for (const scope of [...narrow, ...wide]) {
      const verdict = scope.verdict(group.namespace);
      if (verdict === 'no' || !isMeant(scope, group.network)) continue;
      for (const number of matched) {
        const id = scope.sets.get(number);
        if (id === undefined) continue;
        sets.push(id);
        if (verdict !== 'yes') facts.set(id, verdict);
      }
    }
    group.memberships = { sets: sets.sort((a, b) => a - b), facts };
    return group.memberships;
  };
}

/** What the key of a scope ends in that means pods of the host network too. */
const WITH_HOST_NETWORK = ' with host network';

function scopeKey(text: string, who: Who, { hostNetworkPods }: Options): string {
  return who === 'all' && hostNetworkPods === 'pods' ? `${text}${WITH_HOST_NETWORK}` : text;
}

function isMeant({ who }: Scope, network: Group['network']): boolean {
  return network === 'own' || who === 'all';
}

/** Groups of pods; under option hostNetworkPods=pods those of the host network too, by their processes (S103). */
function groupsOf(
  { pods, processes }: Layout,
  { hostNetworkPods }: Options,
): { groups: Group[]; groupOf: Map<NodeId, Group>; onHost: Map<NodeId, Group[]> } {
  const groups: Group[] = [];
  const groupOf = new Map<NodeId, Group>();
  const onHost = new Map<NodeId, Group[]>();
  const known = new Map<string, WeakMap<Labels, Group>>();
  const put = ({ namespace, labels, network }: Pod, node: NodeId): Group => {
    const key = `${network} ${namespace}`;
    let within = known.get(key);
    if (within === undefined) {
      within = new WeakMap();
      known.set(key, within);
    }
    let group = within.get(labels);
    if (group === undefined) {
      group = { namespace, labels, network, nodes: [] };
      within.set(labels, group);
      groups.push(group);
    }
    group.nodes.push(node);
    groupOf.set(node, group);
    return group;
  };
  for (const { pod, node } of pods) put(pod, node);
  if (hostNetworkPods === 'pods') {
    for (const { pod, node, switch: host } of processes) {
      if (pod.network !== 'host') continue;
      const group = put(pod, node);
      onHost.set(host, [...(onHost.get(host) ?? []), group]);
    }
  }
  return { groups, groupOf, onHost };
}

/** The address of a host may mean any of its pods of the host network, or none (S103). */
function perhapsOnHost(host: NodeId, own: readonly Memberships[], facts: FactTable): Memberships {
  const fact = facts.of(`host network ${host}`, () => ({
    kind: 'unknown',
    code: 'HOST_NETWORK_PODS',
    text: 'whether it is from or to a pod of the host network is not seen in its address',
  }));
  const sets = [...new Set(own.flatMap((one) => one.sets))].sort((a, b) => a - b);
  return { sets, facts: new Map(sets.map((set) => [set, fact])) };
}

/** The one namespace that a selector can pick, if it asks for its name alone (S87). */
function fixedName({ labels, expressions }: LabelSelector): string | undefined {
  const keys = Object.keys(labels);
  const [only] = expressions;
  if (expressions.length === 0 && keys.length === 1) return labelOf(labels, NAME_LABEL);
  const isIn = keys.length === 0 && expressions.length === 1 && only?.key === NAME_LABEL;
  return isIn && only.operator === 'In' && only.values.length === 1 ? only.values[0] : undefined;
}

/** Whether a selector picks a namespace; of one that is only mentioned nothing but its name is known (S143). */
function namespaceVerdict(
  selector: LabelSelector,
  namespace: Namespace | undefined,
  { mentionedLabels }: Options,
  facts: FactTable,
): 'yes' | 'no' | FactId {
  if (namespace === undefined) return 'no';
  const { labels, name } = namespace;
  if (namespace.known === 'given' || mentionedLabels === 'none')
    return selects(selector, labels) ? 'yes' : 'no';
  const asked = requirementsOf(selector);
  const open = asked.filter(({ attribute }) => attribute !== NAME_LABEL);
  const onName = asked.filter(({ attribute }) => attribute === NAME_LABEL);
  if (!onName.every((one) => meets({ operator: OPERATORS[one.is], values: one.values }, name))) return 'no';
  if (open.length === 0) return 'yes';
  const text = open.map(requirementText).join(',');
  return facts.of(`namespace ${name} ${text}`, () => ({
    kind: 'unknown',
    code: 'NAMESPACE_LABELS',
    text: `namespace ${name} is only mentioned: whether its labels are ${text} is not known`,
  }));
}

const OPERATORS = { in: 'In', 'not in': 'NotIn', exists: 'Exists', absent: 'DoesNotExist' } as const;

function prefixed(prefix: string, selector: LabelSelector): Requirement[] {
  return requirementsOf(selector).map((one) => ({ ...one, attribute: `${prefix}${one.attribute}` }));
}
