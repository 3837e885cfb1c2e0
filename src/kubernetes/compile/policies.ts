import { addressSet } from '../../model/header/address-set.ts';
import type { Directory } from '../../model/network/directory.ts';
import type { FactId } from '../../model/network/fact.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { SetId } from '../../model/network/set.ts';
import type { Pod } from '../objects/pod.ts';
import type { Direction } from '../objects/policy.ts';
import { DIRECTIONS } from '../objects/policy.ts';
import type { Options } from '../profile/options.ts';
import type { Blocks } from './blocks.ts';
import { blocksOf } from './blocks.ts';
import type { Unclear } from './doubts.ts';
import { doubtDirectory, doubtsOf } from './doubts.ts';
import type { Enforcement } from './enforcement.ts';
import type { FactTable } from './facts.ts';
import type { HostParts } from './host.ts';
import type { Layout } from './layout.ts';
import type { PodSets } from './pod-sets.ts';
import type { Entries, Vocabulary } from './policy-entries.ts';
import type { PlannedPlaces } from './policy-match.ts';
import { policyDirectories } from './policy-match.ts';
import { namespaceTier, policyDirectory } from './policy-rows.ts';
import { tierRows } from './tier-rows.ts';

/** What policies are compiled with. */
export interface PolicyContext {
  readonly layout: Layout;
  readonly options: Options;
  readonly sets: PodSets;
  readonly blocks: Blocks;
  readonly facts: FactTable;
  readonly enforcement: Enforcement;
  /** What the NetworkPolicies ask that are enforced. */
  readonly entries: Readonly<Record<Direction, Entries>>;
  readonly words: Vocabulary;
  /** Policies that are not understood. */
  readonly unclear: readonly Unclear[];
}

/** Policies as directories, and what the tables over them are made of. */
export interface Policies {
  readonly directories: Readonly<Record<string, Directory>>;
  readonly egress: HostParts['egress'];
  readonly ingress: HostParts['ingress'];
}

/**
 * All policies of a cluster in both directions. Where the plugin does not enforce any (S8, S146) there are no rows, and the
 * tables say on what that depends.
 */
export function policiesOf(context: PolicyContext): Policies {
  const { options, sets, facts, layout } = context;
  const ungoverned = facts.of('ungoverned', () => ({
    kind: 'unknown',
    code: 'NOT_GOVERNED',
    text: 'whether the plugin lets through what NetworkPolicies do not govern',
  }));
  const places = plannedPlaces(layout, options, sets, facts);
  const directories: Record<string, Directory> = {};
  const tables = (direction: Direction): HostParts['egress'] => {
    const { made, tiers } = directionOf(direction, context);
    Object.assign(directories, made);
    return { direction, options, tiers, pods: sets.all, ungoverned, places, assumes: assumedOf(context) };
  };
  const [ingress, egress] = DIRECTIONS.map(tables) as [HostParts['ingress'], HostParts['egress']];
  return { directories, egress, ingress };
}

/** What a verdict that rests on policies assumes: that they are enforced, unless a plugin that does so was found. */
function assumedOf({ enforcement }: PolicyContext): string[] {
  return enforcement.enforced === 'yes' && enforcement.because !== 'option' ? [] : ['ENFORCED'];
}

function directionOf(
  direction: Direction,
  context: PolicyContext,
): { readonly made: Record<string, Directory>; readonly tiers: HostParts['egress']['tiers'] } {
  const { layout, sets, facts, options, enforcement } = context;
  const { cluster } = layout;
  const none = enforcement.enforced === 'no';
  // Under `never` a block means no pod, planned or not; the networks of a cluster policy always do (S105, S126).
  const pods = options.blocksMatchPods === 'never' ? 'never' : 'match';
  const blocks =
    pods === 'never' ? blocksOf({ ...layout, planned: [] }, options, sets, facts) : context.blocks;
  const namespace = namespaceTier(context.entries[direction], context.words, direction, sets, blocks);
  const tier = (name: 'admin' | 'baseline') =>
    tierRows(none ? [] : cluster.clusterPolicies, name, direction, context);
  const admin = tier('admin');
  const baseline = tier('baseline');
  const names = policyDirectories(direction);
  const doubts = none ? [] : doubtsOf(context.unclear, direction, sets, facts);
  const some = (...counts: readonly number[]) => (counts.some((count) => count > 0) ? 'some' : 'none');
  return {
    made: {
      [names.doubts]: doubtDirectory(doubts),
      [names.admin]: policyDirectory(admin),
      [names.isolations]: namespace.isolations,
      [names.rules]: namespace.rules,
      [names.baseline]: policyDirectory(baseline),
    },
    tiers: {
      admin: some(admin.length),
      namespace: some(doubts.length, namespace.isolations.size),
      baseline: some(baseline.length),
    },
  };
}

/** Pods of which it is not known on which host they are: whether a host is their own is an open fact each (S100, S144). */
function plannedPlaces(
  { pods, planned: some, firstPod, hosts }: Layout,
  { planned }: Options,
  sets: PodSets,
  facts: FactTable,
): PlannedPlaces | undefined {
  const open = planned === 'unknown' ? some.filter((i) => (pods[i] as Pod).planned.includes('host')) : [];
  if (open.length === 0 || hosts.length < 2) return undefined;
  const nodes = open.map((i) => (firstPod + i) as NodeId);
  const perhaps = open.map((i): { node: NodeId; fact: FactId } => {
    const { namespace, name, origin } = pods[i] as Pod;
    const node = (firstPod + i) as NodeId;
    const fact = facts.of(`place of ${node}`, () => ({
      kind: 'unknown',
      code: 'PLANNED_NODE',
      text: `the node of pod ${namespace}/${name} is planned: whether it is this one is not known`,
      origin,
    }));
    return { node, fact };
  });
  const sure: SetId = sets.listed('placed by plan', nodes, []);
  return {
    sure,
    perhaps: sets.listed('placed by plan, perhaps', [], perhaps),
    hosts: addressSet(...hosts.flatMap(({ host }) => host.addresses)),
  };
}
