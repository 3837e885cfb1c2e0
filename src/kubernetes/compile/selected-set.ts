import { includesSorted } from '../../base/order.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Held, NodeSet, Requirement, SetId } from '../../model/network/set.ts';
import { selectorText } from '../select/selector-text.ts';
import type { AskedSet } from './asked-sets.ts';
import { prefixed } from './set-scope.ts';

/** What is known of all pods, for the sets of them. */
export interface Members {
  /** The sets that hold a pod's switch, a process of the host network, or perhaps a host. */
  at(node: NodeId): Held | undefined;
  listed(set: SelectedSet): Pick<NodeSet, 'members' | 'perhaps'>;
}

/**
 * A set whose name, definition and members are worked out when they are asked for: 100,000 sets cost 5 MB, not 300, and
 * as closures 30.
 */
export class SelectedSet implements NodeSet {
  readonly asked: AskedSet;
  readonly id: SetId;
  readonly #known: Members;
  #listed: Pick<NodeSet, 'members' | 'perhaps'> | undefined;

  constructor(asked: AskedSet, id: SetId, known: Members) {
    this.asked = asked;
    this.id = id;
    this.#known = known;
  }

  get name(): string {
    return `${this.asked.scope.text}/${selectorText(this.asked.selector)}`;
  }

  get definition(): readonly Requirement[] {
    const { scope, selector } = this.asked;
    return [...prefixed('namespace:', scope.selector), ...prefixed('pod:', selector)];
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
function verdictIn(memberships: Held | undefined, id: SetId): 'yes' | 'no' | FactId {
  if (memberships === undefined || !includesSorted(memberships.sets, id)) return 'no';
  return memberships.facts.get(id) ?? 'yes';
}
