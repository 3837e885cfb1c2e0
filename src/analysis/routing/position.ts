import { onceFor } from '../../base/once.ts';
import type { Network } from '../../model/network/network.ts';
import { ADDRESSES, cellAt } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { NO_NODE } from '../../model/network/node.ts';
import type { ConnectionId, ConnectionTable } from '../symbolic/connection-set.ts';
import type { Goal, GoalId, Goals } from './goals.ts';

/** Where a switch stands to an address: it has it, it is the host of who has it, or neither. */
export type Standing = 'owner' | 'host' | 'other';

/** Messages at switches of one template, that stand alike to what the messages go to. */
export interface Position {
  /** Number of the template. */
  readonly template: number;
  readonly standing: Standing;
  readonly goal: GoalId;
  readonly connections: ConnectionId;
}

/** What positions are found with. */
export interface Routing {
  readonly network: Network;
  readonly goals: Goals;
  readonly table: ConnectionTable;
}

/** How the switches of a template may stand to the addresses of a goal. */
export function standingsOf(
  { network, goals }: Routing,
  template: number,
  goal: GoalId,
): readonly Standing[] {
  const { owners, hosts } = templatesOf(network)(goals.list[goal] as Goal);
  return [
    ...(owners.has(template) ? (['owner'] as const) : []),
    ...(hosts.has(template) ? (['host'] as const) : []),
    'other',
  ];
}

/** The templates of those who have the addresses of a goal, and of their hosts. */
interface GoalTemplates {
  readonly owners: ReadonlySet<number>;
  readonly hosts: ReadonlySet<number>;
  /** Whether who has an address is a host itself. */
  readonly isHost: 'all' | 'some' | 'none';
}

/** The templates of goals, each worked out once. */
export const templatesOf = onceFor((network: Network) =>
  onceFor(({ rows }: Goal): GoalTemplates => {
    const directory = network.directories[ADDRESSES];
    const { templateOf } = network.fibs;
    const [owners, hosts] = [new Set<number>(), new Set<number>()];
    let own = 0;
    for (const row of rows) {
      const [node, host] = ['node', 'host'].map((field) => cellAt(directory, field, row)) as [NodeId, NodeId];
      if (node !== NO_NODE) owners.add(templateOf[node] as number);
      if (node === host && node !== NO_NODE) own++;
      else if (host !== NO_NODE && host !== undefined) hosts.add(templateOf[host] as number);
    }
    return { owners, hosts, isHost: own === 0 ? 'none' : own === rows.length ? 'all' : 'some' };
  }),
);

/** A neighbour that a message is sent to, as far as it is known whoever sends it. */
export type Neighbour =
  | { readonly kind: 'self' }
  /** Who has the address it goes to; and the host of who has it. */
  | { readonly kind: 'owner' }
  | { readonly kind: 'owner host' }
  /** The host of the switch that sends it. */
  | { readonly kind: 'own host' }
  | { readonly kind: 'nodes'; readonly nodes: readonly NodeId[] };

/** Where a message is that was sent to a neighbour; it ends at a switch without a FIB. */
export function arrivals(routing: Routing, from: Position, to: Neighbour): readonly Position[] {
  const { network, goals } = routing;
  const goal = goals.list[from.goal] as Goal;
  const { owners, hosts, isHost } = templatesOf(network)(goal);
  const at = (template: number, standing: Standing): Position => ({ ...from, template, standing });
  switch (to.kind) {
    // No switch is linked to itself.
    case 'self':
      return [];
    case 'owner':
      return from.standing === 'owner' ? [] : [...owners].map((template) => at(template, 'owner'));
    case 'owner host':
      return [
        ...(isHost === 'none' || from.standing === 'owner'
          ? []
          : [...owners].map((template) => at(template, 'owner'))),
        ...(from.standing === 'host' ? [] : [...hosts].map((template) => at(template, 'host'))),
      ];
    case 'own host':
      return [...hostTemplates(network)(from.template)].flatMap((template) =>
        from.standing === 'owner' && isHost === 'none'
          ? [at(template, 'host')]
          : standingsOf(routing, template, from.goal).map((standing) => at(template, standing)),
      );
    case 'nodes':
      return to.nodes.flatMap((node) => {
        const template = network.fibs.templateOf[node] ?? -1;
        const [owns, hosted] = [goals.ownedBy(node).has(from.goal), goals.hostedBy(node).has(from.goal)];
        return [
          ...(owns ? [at(template, 'owner')] : []),
          ...(hosted ? [at(template, 'host')] : []),
          ...(goal.rows.length === 1 && (owns || hosted) ? [] : [at(template, 'other')]),
        ];
      });
  }
}

/** The templates of the hosts of the switches of a template. */
const hostTemplates = onceFor((network: Network) => {
  const { nodes, fibs } = network;
  const found = new Map<number, Set<number>>();
  for (let node = 0; node < nodes.size; node++) {
    const host = nodes.hosts[node] as number;
    const [own, theirs] = [fibs.templateOf[node] as number, fibs.templateOf[host] ?? -1];
    if (own === -1 || host === NO_NODE) continue;
    const known = found.get(own);
    if (known === undefined) found.set(own, new Set([theirs]));
    else known.add(theirs);
  }
  return (template: number): ReadonlySet<number> => found.get(template) ?? new Set();
});
