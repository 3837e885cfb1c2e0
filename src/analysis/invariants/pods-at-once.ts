import { NO_ASSUMPTIONS } from '../../model/exchange/assumptions.ts';
import { NO_SESSIONS } from '../../model/exchange/session.ts';
import { step } from '../../model/exchange/step.ts';
import type { ActionPattern } from '../../model/network/family.ts';
import type { Network } from '../../model/network/network.ts';
import { templateOf } from '../../model/network/network.ts';
import type { NodeId } from '../../model/network/node.ts';
import { nameOf } from '../../model/network/node.ts';
import type { EndpointClasses } from '../symbolic/classes.ts';
import { classesOf } from '../symbolic/classes.ts';
import { relationOf } from '../symbolic/pair.ts';
import { isWhole } from '../symbolic/program.ts';
import type { Stage } from '../symbolic/way.ts';
import { isSegmentationReason } from './fate.ts';
import type { Listener, Namespace } from './interpretation.ts';
import { FAMILIES, inFamily, interpretationOf } from './interpretation.ts';

/** Whether it is proved that what pods send each other arrives unless a policy stops it; or why not. */
export type PodsAtOnce =
  | {
      readonly kind: 'proved';
      /** How many classes of pods there are, in all families. */
      readonly classes: number;
    }
  | { readonly kind: 'unclear'; readonly why: string };

/**
 * Proves N3 for all pairs of different pods at once (04 §1, §4): messages between any two of them go the same way without
 * translation, every table on it stops a message by a policy or sends it on, and whatever gets to a pod's switch for a
 * listening port is delivered to who listens.
 */
export function provesPodsAtOnce(network: Network): PodsAtOnce {
  const { pods } = interpretationOf(network);
  let classes = 0;
  for (const family of FAMILIES) {
    const own = pods.filter(({ addresses }) => inFamily(addresses, family).length > 0);
    if (own.length === 0) continue;
    const relation = relationOf(network, family, 'switch');
    if ('why' in relation) return unclear(relation.why);
    const { numbers } = relation.finding.ends;
    const stranger = own.find(({ node }) => numbers[node] === -1);
    if (stranger !== undefined)
      return unclear(`${nameOf(network.nodes, stranger.node)} is not as most pods are`);
    const stages = Object.values(relation.stages).flatMap(({ source, target }) => [...source, ...target]);
    const other = stages.flatMap(stopsOf).find((reason) => !isSegmentationReason(reason));
    if (other !== undefined) return unclear(`a table between pods discards by ${other}`);
    const made = classesOf(relation);
    if (!areTotal(made)) return unclear('a table between pods has no rule for some messages');
    if (!asksForTargetsAlone(network, own[0] as Namespace))
      return unclear('what the switches of pods deliver depends on more than what it goes to');
    for (const pod of own) {
      const lost = pod.listeners.find((listener) => !isTaken(network, pod, listener, family));
      if (lost !== undefined)
        return unclear(`${nameOf(network.nodes, pod.node)} does not deliver ${lost.protocol} ${lost.port}`);
    }
    classes += made.size;
  }
  return { kind: 'proved', classes };
}

function unclear(why: string): PodsAtOnce {
  return { kind: 'unclear', why };
}

/** The reasons for which tables of a stage discard. */
function stopsOf({ template, tables }: Stage): readonly string[] {
  return tables.flatMap((number) =>
    (template.tables[number]?.families ?? []).flatMap(({ action }) => reasonsOf(action)),
  );
}

function reasonsOf(action: ActionPattern): readonly string[] {
  switch (action.kind) {
    case 'discard':
      return [action.reason];
    case 'case':
      return Object.values(action.cases).flatMap(reasonsOf);
    case 'next':
      return [];
    default:
      // A stage that does anything else is none that this knows.
      return [action.kind];
  }
}

/** Whether every table of every program says something of every message. */
function areTotal({ programList }: EndpointClasses): boolean {
  return programList.every(({ tables }) =>
    tables.every((rules) => {
      const last = rules.at(-1);
      return last !== undefined && isWhole(last);
    }),
  );
}

/** Whether the tables of a switch ask for nothing but whom a message goes to, on which protocol and port. */
function asksForTargetsAlone(network: Network, { node }: Namespace): boolean {
  const families = (templateOf(network, node)?.tables ?? []).flatMap((table) => table.families);
  return families.every(({ match }) =>
    Object.keys(match).every((field) => ['protocols', 'targets', 'targetPorts'].includes(field)),
  );
}

/** Whether a pod's switch delivers to a listener what comes from its host for it, in every way. */
function isTaken(
  network: Network,
  { node, addresses }: Namespace,
  { process, protocol, port }: Listener,
  family: (typeof FAMILIES)[number],
): boolean {
  const host = network.nodes.hosts[node] as NodeId;
  return inFamily(addresses, family).every((target) => {
    const header = { protocol, source: target, sourcePort: 49_152, target, targetPort: port };
    const branches = step(network, { at: node, from: host, header }, NO_ASSUMPTIONS, NO_SESSIONS, 'every');
    return (
      branches.length > 0 &&
      branches.every(({ outcome }) => outcome.kind === 'send' && outcome.to === process)
    );
  });
}
