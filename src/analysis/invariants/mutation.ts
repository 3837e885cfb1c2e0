import type { Action } from '../../model/network/action.ts';
import { eachLink, linksOf } from '../../model/network/link.ts';
import { OUT } from '../../model/network/match.ts';
import type { Network } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { isSwitch, nodeIds } from '../../model/network/node.ts';
import type { Rule } from '../../model/network/rule.ts';
import { rules, withPatches } from '../../model/network/rules.ts';
import { BUDGET, CONSTRAINTS } from './check.ts';
import type { Checked } from './invariant.ts';

/** A network with something taken away (R12). */
export type Mutation =
  | { readonly kind: 'drop rule'; readonly at: NodeId; readonly rule: Rule }
  /** With every rule that uses the link. */
  | { readonly kind: 'drop link'; readonly between: readonly [NodeId, NodeId] };

/** Every rule dropped, then every link, one at a time. They are written out: for networks that are read by people. */
export function* mutations(network: Network): Generator<Mutation> {
  for (const at of nodeIds(network.nodes)) {
    for (const rule of rules(network, at)) yield { kind: 'drop rule', at, rule };
  }
  for (const between of eachLink(network.links)) yield { kind: 'drop link', between };
}

/** The network after a mutation. */
export function mutated(network: Network, mutation: Mutation): Network {
  if (mutation.kind === 'drop rule') return withoutRule(network, mutation.at, mutation.rule);
  const [a, b] = mutation.between;
  return withoutLink(withoutRulesTo(withoutRulesTo(network, a, b), b, a), a, b);
}

/** The constraints that hold, or may hold, of the network and are violated after the mutation, each with what it finds. */
export function breaks(network: Network, mutation: Mutation, budget: number = BUDGET): Checked[] {
  const before = violatedBefore(network, budget);
  const after = mutated(network, mutation);
  return CONSTRAINTS.filter(({ name }) => !before.has(name))
    .map((constraint) => constraint.check(after, budget))
    .filter(({ answer }) => answer === 'violated');
}

const violated = new WeakMap<Network, ReadonlySet<string>>();

function violatedBefore(network: Network, budget: number): ReadonlySet<string> {
  let known = violated.get(network);
  if (known === undefined) {
    const checked = CONSTRAINTS.map((constraint) => constraint.check(network, budget));
    known = new Set(checked.filter(({ answer }) => answer === 'violated').map(({ name }) => name));
    violated.set(network, known);
  }
  return known;
}

/** A rule that a patch put there goes with its patch; any other is dropped by one. */
function withoutRule(network: Network, at: NodeId, rule: Rule): Network {
  const patches = network.fibs.patches.get(at) ?? [];
  const patch = patches.find((one) => one.kind !== 'drop' && one.rule === rule);
  if (patch?.kind !== 'insert') return withPatches(network, at, { kind: 'drop', at: patch?.at ?? rule.id });
  const left = new Map(network.fibs.patches).set(
    at,
    patches.filter((one) => one !== patch),
  );
  return { ...network, fibs: { ...network.fibs, patches: left } };
}

function withoutRulesTo(network: Network, at: NodeId, to: NodeId): Network {
  if (!isSwitch(network.nodes, at)) return network;
  const using = [...rules(network, at)].filter(({ action }) => sendsTo(action, to));
  return using.reduce((changed, rule) => withoutRule(changed, at, rule), network);
}

/** Whether an action, on any of its ways, delivers or forwards to the node, or chooses it as the way out. */
function sendsTo(action: Action, to: NodeId): boolean {
  switch (action.kind) {
    case 'deliver':
    case 'forward':
      return action.to === to;
    case 'set':
      return (action.register === OUT && action.value === to) || sendsTo(action.then, to);
    case 'translate':
      return action.then !== undefined && sendsTo(action.then, to);
    case 'choose':
      return action.alternatives.some((alternative) => sendsTo(alternative.action, to));
    case 'discard':
    case 'next':
      return false;
  }
}

/** Meshes that hold the link are written out as pairs. */
function withoutLink(network: Network, a: NodeId, b: NodeId): Network {
  const { links } = network;
  const holding = links.meshes.filter((mesh) => mesh.includes(a) && mesh.includes(b));
  const meshes = links.meshes.filter((mesh) => !holding.includes(mesh)).map((mesh) => [...mesh]);
  const pairs = [...eachLink({ ...links, meshes: holding })].filter(
    ([one, other]) => !(one === a && other === b) && !(one === b && other === a),
  );
  return { ...network, links: linksOf(pairs, meshes) };
}
