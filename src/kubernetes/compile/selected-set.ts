import { includesSorted, sortNumbers } from '../../base/order.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Held, NodeSet, Requirement, SetId } from '../../model/network/set.ts';
import type { LabelSelector } from '../select/selector.ts';
import type { SelectorIndex } from '../select/selector-index.ts';
import { selectorIndex } from '../select/selector-index.ts';
import type { Group } from './pod-groups.ts';
import type { Scope } from './set-scope.ts';
import { isMeant, WITH_HOST_NETWORK } from './set-scope.ts';

/** A set whose definition and members are worked out when they are asked for: 100,000 sets cost 30 MB, not 300. */
export class SelectedSet implements NodeSet {
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

/** Whether memberships hold a set: yes, no, or as an open fact goes. */
export function verdictIn(memberships: Held | undefined, id: SetId): 'yes' | 'no' | FactId {
  if (memberships === undefined || !includesSorted(memberships.sets, id)) return 'no';
  return memberships.facts.get(id) ?? 'yes';
}

/** The sets that hold a group, found at the first call: no selector comes after that. */
export function holdingOf(
  selectors: readonly LabelSelector[],
  scopes: ReadonlyMap<string, Scope>,
): (group: Group) => Held {
  let index: SelectorIndex | undefined;
  const wide: Scope[] = [];
  const shared = new Map<readonly number[], Map<string, Held>>();
  return (group) => {
    if (group.memberships !== undefined) return group.memberships;
    if (index === undefined) {
      index = selectorIndex(selectors);
      for (const scope of scopes.values()) if (scope.text.startsWith('{')) wide.push(scope);
    }
    const matched = index(group.labels);
    // Groups that are selected alike share what holds them: what is worked out from it is so once for all of them.
    const alike = shared.get(matched) ?? new Map<string, Held>();
    shared.set(matched, alike);
    const place = `${group.network} ${group.namespace}`;
    group.memberships = alike.get(place);
    if (group.memberships !== undefined) return group.memberships;
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
    const made: Held = { sets: sortNumbers(sets), facts };
    group.memberships = made;
    alike.set(place, made);
    return made;
  };
}
