import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { NodeSet, Requirement, SetId } from '../../model/network/set.ts';
import type { Labels } from '../objects/metadata.ts';
import type { LabelSelector } from '../select/selector.ts';
import type { SelectorIndex } from '../select/selector-index.ts';
import { selectorIndex } from '../select/selector-index.ts';
import { selectorText } from '../select/selector-text.ts';
import type { Memberships, Selectable } from './pod-groups.ts';
import type { Scope } from './set-scope.ts';
import { isMeant, prefixed, WITH_HOST_NETWORK } from './set-scope.ts';

/** What is known of all pods, for the sets of them. */
export interface Members {
  /** The sets that hold a pod's switch, a process of the host network, or perhaps a host. */
  at(node: NodeId): Memberships | undefined;
  listed(set: SelectedSet): Pick<NodeSet, 'members' | 'perhaps'>;
}

/**
 * A set whose name, definition and members are worked out when they are asked for: 100,000 sets cost 5 MB, not 300, and
 * as closures 30.
 */
export class SelectedSet implements NodeSet {
  readonly scope: Scope;
  readonly selector: LabelSelector;
  readonly id: SetId;
  readonly #known: Members;
  #listed: Pick<NodeSet, 'members' | 'perhaps'> | undefined;

  constructor(scope: Scope, selector: LabelSelector, id: SetId, known: Members) {
    this.scope = scope;
    this.selector = selector;
    this.id = id;
    this.#known = known;
  }

  get name(): string {
    return `${this.scope.text}/${selectorText(this.selector)}`;
  }

  get definition(): readonly Requirement[] {
    return [...prefixed('namespace:', this.scope.selector), ...prefixed('pod:', this.selector)];
  }

  get members(): Int32Array {
    this.#listed ??= this.#known.listed(this);
    return this.#listed.members;
  }

  get perhaps(): NodeSet['perhaps'] {
    this.#listed ??= this.#known.listed(this);
    return this.#listed.perhaps;
  }

  holds(node: NodeId): 'yes' | 'no' | FactId {
    return verdictIn(this.#known.at(node), this.id);
  }
}

/** Whether memberships hold a set: yes, no, or as an open fact goes. */
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

/** The sets that hold a pod, found once for those of a namespace that share their labels: no selector comes after the first call. */
export function holdingOf(
  selectors: readonly LabelSelector[],
  scopes: ReadonlyMap<string, Scope>,
): (pod: Selectable) => Memberships {
  let index: SelectorIndex | undefined;
  const wide: Scope[] = [];
  const known = { own: new Map<string, Map<Labels, Memberships>>(), host: new Map() } as const;
  const find = ({ namespace, labels, network }: Selectable): Memberships => {
    if (index === undefined) {
      index = selectorIndex(selectors);
      for (const scope of scopes.values()) if (scope.text.startsWith('{')) wide.push(scope);
    }
    const matched = index(labels);
    const sets: SetId[] = [];
    const facts = new Map<SetId, FactId>();
    const narrow = [namespace, `${namespace}${WITH_HOST_NETWORK}`].flatMap((key) => scopes.get(key) ?? []);
    for (const scope of [...narrow, ...wide]) {
      const verdict = scope.verdict(namespace);
      if (verdict === 'no' || !isMeant(scope, network)) continue;
      for (const number of matched) {
        const id = scope.sets.get(number);
        if (id === undefined) continue;
        sets.push(id);
        if (verdict !== 'yes') facts.set(id, verdict);
      }
    }
    return { sets: sets.sort((a, b) => a - b), facts: facts.size === 0 ? NO_FACTS : facts };
  };
  return (pod) => {
    let within = known[pod.network].get(pod.namespace);
    if (within === undefined) {
      within = new Map();
      known[pod.network].set(pod.namespace, within);
    }
    let memberships = within.get(pod.labels);
    if (memberships === undefined) {
      memberships = find(pod);
      within.set(pod.labels, memberships);
    }
    return memberships;
  };
}

const NO_FACTS: ReadonlyMap<SetId, FactId> = new Map();
