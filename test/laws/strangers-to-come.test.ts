import { describe } from 'vitest';
import type { AllPairs } from '../../src/analysis/symbolic/all-pairs.ts';
import { connectionOf, hasConnection } from '../../src/analysis/symbolic/connection-set.ts';
import type { Stranger } from '../../src/analysis/symbolic/strangers.ts';
import { strangersOf } from '../../src/analysis/symbolic/strangers.ts';
import type { State } from '../../src/index.ts';
import type { Cluster } from '../../src/kubernetes/cluster.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import { nameOf } from '../../src/model/network/node.ts';
import type { Requirement } from '../../src/model/network/set.ts';
import { withNamespace } from '../../src/questions/future-pods.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import { pairsOf } from '../../src/state/pairs.ts';
import type { Objects } from '../conformance/kube.ts';
import type { Random } from '../generate/random.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

function pairsIn(state: State) {
  const pairs = pairsOf(state, 'IPv4');
  return 'why' in pairs ? undefined : pairs;
}

/** Labels that meet requirements, and as little more as may be; others at random where that breaks none. */
function labelsFor(random: Random, who: readonly Requirement[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const { attribute, is, values } of who) {
    const key = attribute.slice('pod:'.length);
    if (is === 'in') labels[key] ??= random.pick(values);
    else if (is === 'exists') labels[key] ??= 'some';
  }
  const meets = who.every(({ attribute, is, values }) => {
    const value = labels[attribute.slice('pod:'.length)];
    if (is === 'in') return value !== undefined && values.includes(value);
    if (is === 'not in') return value === undefined || !values.includes(value);
    return (is === 'exists') === (value !== undefined);
  });
  return meets ? labels : undefined;
}

/** The number of the end that a node of that name is. */
function endNamed({ network }: State, { relation }: AllPairs, name: string): number {
  return relation.finding.ends.nodes.findIndex((node) => nameOf(network.nodes, node as NodeId) === name);
}

/** A pod that comes to a cluster and gets less than was said of it for sure, or more than was said it may. */
function brokenBy(
  stranger: Stranger,
  before: State,
  pairs: AllPairs,
  target: string,
  sample: Sample,
): unknown[] {
  const { random, objects, met } = sample;
  const labels = labelsFor(
    random,
    stranger.who.filter(({ attribute }) => attribute.startsWith('pod:')),
  );
  if (labels === undefined) return [];
  const namespace = random.pick(before.cluster?.namespaces.map(({ name }) => name) ?? ['default']);
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name: 'stranger', labels },
    spec: { nodeName: before.cluster?.hosts[0]?.name, containers: [{ name: 'c', image: 'c' }] },
    status: { phase: 'Running', podIP: '10.99.0.7', podIPs: [{ ip: '10.99.0.7' }] },
  };
  const after = stateOf([...objects, pod] as Objects, before.profile);
  const now = pairsIn(after);
  if (now === undefined) return [];
  const [came, there] = [endNamed(after, now, `${namespace}/stranger`), endNamed(after, now, target)];
  if (came === -1 || there === -1) return [];
  const { relation } = now;
  // Of which namespace it is decides whether it is who was asked for.
  const set = stranger.set === undefined ? undefined : before.network.sets[stranger.set];
  const same = after.network.sets.find(({ name }) => name === set?.name);
  const node = relation.finding.ends.nodes[came] as number;
  if (set !== undefined && !same?.members.includes(node)) return [];
  if (stranger.set !== undefined) met();
  const { table } = pairs.relation.finding;
  const [sure, perhaps] = [table.setOf(stranger.sure), table.setOf(stranger.perhaps)];
  return PORTS.flatMap(({ port, protocol }) => {
    const single = reach(after, { from: `pod/${namespace}/stranger`, to: `pod/${target}`, port, protocol });
    if ('error' in single) return [];
    const point = connectionOf(protocol, port);
    const stopped =
      single.answer !== 'reachable' && single.blockers?.some(({ code }) => INGRESS.includes(code));
    const less = hasConnection(sure, point) && stopped;
    const more = !hasConnection(perhaps, point) && single.answer === 'reachable';
    return less || more ? [{ who: stranger.who, labels, namespace, target, port, protocol, less, more }] : [];
  });
}

const INGRESS = ['POLICY_INGRESS', 'TIER_INGRESS'];
const PORTS = [80, 443, 5353, 8080, 8081, 9090].flatMap((port) =>
  (['TCP', 'UDP'] as const).map((protocol) => ({ port, protocol })),
);

function broken(sample: Sample) {
  const { random, objects } = sample;
  const state = stateOf(objects, profileOf(random, { listens: 'any', enforced: 'yes' }));
  const pairs = pairsIn(state);
  const { nodes } = pairs?.relation.finding.ends ?? { nodes: [] };
  if (pairs === undefined || nodes.length === 0) return [];
  const target = random.below(nodes.length);
  const rules = strangersOf(pairs);
  if ('why' in rules) return [];
  const known = (who: readonly Requirement[]) => withNamespace(state.cluster as Cluster, who);
  const name = nameOf(state.network.nodes, nodes[target] as NodeId);
  return rules
    .of(rules.rulesOf(target), known)
    .flatMap((stranger) => brokenBy(stranger, state, pairs, name, sample));
}

describe('pods that do not exist yet', () => {
  law('get what was said of them once they are there', { clusters: 300, questions: 1, meets: 0.05 }, broken);
});
