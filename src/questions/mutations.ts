import { Type } from 'typebox';
import type { Mutation } from '../analysis/invariants/mutation.ts';
import { breaks, mutations } from '../analysis/invariants/mutation.ts';
import { linkCount } from '../model/network/link.ts';
import type { Network } from '../model/network/network.ts';
import { nameOf, nodeIds } from '../model/network/node.ts';
import { ruleCount } from '../model/network/rules.ts';
import { printRule } from '../model/notation/print.ts';
import type { Refusal } from './question.ts';
import { refuse } from './question.ts';

/** Above so many rules and links, they are not dropped one by one. */
const MOST_MUTATIONS = 2000;

/** What each rule and each link is needed for (R12). */
export interface MutationsView {
  readonly rules: number;
  readonly links: number;
  readonly changes: readonly MutationView[];
}

/** One rule or link dropped, and the constraints that are violated then; none: nothing needs it. */
export interface MutationView {
  readonly kind: 'drop rule' | 'drop link';
  readonly what: string;
  readonly breaks: readonly string[];
}

/** The schema of MutationsView. */
export const mutationsSchema = Type.Object({
  rules: Type.Integer(),
  links: Type.Integer(),
  changes: Type.Array(
    Type.Object({ kind: Type.String(), what: Type.String(), breaks: Type.Array(Type.String()) }),
  ),
});

/** Drops every rule, then every link with the rules that use it, one at a time. */
export function viewMutations(network: Network, budget: number): MutationsView | Refusal {
  const links = linkCount(network.links);
  let rules = 0;
  for (const id of nodeIds(network.nodes)) rules += ruleCount(network, id);
  if (rules + links > MOST_MUTATIONS) {
    const size = `this network has ${rules + links} rules and links`;
    return refuse(
      'BAD_PARAMETER',
      `mutations are for networks that people read: ${size}, more than ${MOST_MUTATIONS}`,
    );
  }
  const changes = Array.from(mutations(network), (mutation) => ({
    kind: mutation.kind,
    what: whatOf(network, mutation),
    breaks: breaks(network, mutation, budget).map(({ name }) => name),
  }));
  return { rules, links, changes };
}

function whatOf(network: Network, mutation: Mutation): string {
  const { nodes } = network;
  if (mutation.kind === 'drop link') return mutation.between.map((id) => nameOf(nodes, id)).join(' – ');
  return `${nameOf(nodes, mutation.at)}: ${printRule(network, mutation.rule, mutation.at)}`;
}
