import { once } from '../../base/once.ts';
import { includesSorted, sortNumbers } from '../../base/order.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Held, NodeSet, Requirement, SetId } from '../../model/network/set.ts';
import { NOTHING } from '../../model/network/set.ts';
import type { Labels } from '../objects/metadata.ts';
import type { LabelSelector } from '../select/selector.ts';
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
  labelsOf: (namespace: string) => Labels | undefined,
): (group: Group) => Held {
  const index = once(() => selectorIndex(selectors));
  const applying = once(() => scopesApplying(scopes, labelsOf));
  const shared = new Map<readonly number[], Map<string, Held>>();
  return (group) => {
    if (group.memberships !== undefined) return group.memberships;
    const matched = index()(group.labels);
    // Groups that are selected alike share what holds them: what is worked out from it is so once for all of them.
    const alike = shared.get(matched) ?? new Map<string, Held>();
    shared.set(matched, alike);
    const place = `${group.network} ${group.namespace}`;
    const held = alike.get(place) ?? heldIn(applying()(group.namespace), matched, group.network);
    alike.set(place, held);
    group.memberships = held;
    return held;
  };
}

/** A scope that may look for pods in a namespace, and whether it does. */
interface Applying {
  readonly scope: Scope;
  readonly verdict: 'yes' | FactId;
}

function heldIn(applying: readonly Applying[], matched: readonly number[], network: Group['network']): Held {
  const sets: SetId[] = [];
  let facts: Map<SetId, FactId> | undefined;
  for (const { scope, verdict } of applying) {
    if (!isMeant(scope, network)) continue;
    for (const number of matched) {
      const id = scope.sets.get(number);
      if (id === undefined) continue;
      sets.push(id);
      if (verdict === 'yes') continue;
      facts ??= new Map();
      facts.set(id, verdict);
    }
  }
  return { sets: sortNumbers(sets), facts: facts ?? NOTHING.facts };
}

/**
 * The scopes that look for pods in a namespace: its own, and those whose selector picks it; where its labels are said, by
 * an index: of 500 selectors and 10,000 namespaces not each is asked about each.
 */
function scopesApplying(
  scopes: ReadonlyMap<string, Scope>,
  labelsOf: (namespace: string) => Labels | undefined,
): (namespace: string) => readonly Applying[] {
  const wide = [...scopes.values()].filter(({ selector }) => selector !== undefined);
  const index = selectorIndex(wide.map(({ selector }) => selector as LabelSelector));
  const known = new Map<string, readonly Applying[]>();
  return (namespace) => {
    let applying = known.get(namespace);
    if (applying === undefined) {
      const labels = labelsOf(namespace);
      const narrow = [namespace, `${namespace}${WITH_HOST_NETWORK}`].flatMap((key) => scopes.get(key) ?? []);
      const picking = labels === undefined ? wide : index(labels).map((number) => wide[number] as Scope);
      applying = [...narrow, ...picking].flatMap((scope) => {
        const verdict = scope.verdict(namespace);
        return verdict === 'no' ? [] : [{ scope, verdict }];
      });
      known.set(namespace, applying);
    }
    return applying;
  };
}
