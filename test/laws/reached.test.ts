import { describe } from 'vitest';
import type { State } from '../../src/index.ts';
import { isRefusal } from '../../src/index.ts';
import type { Cluster } from '../../src/kubernetes/cluster.ts';
import type { NodeId } from '../../src/model/network/node.ts';
import type { Messages } from '../../src/questions/messages.ts';
import { isMeant } from '../../src/questions/pod-cover.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import type { ReachedAnswer, ReachedGroup } from '../../src/questions/reached.ts';
import { ask as sources } from '../../src/questions/sources.ts';
import { ask as targets } from '../../src/questions/targets.ts';
import { podOfNode } from '../../src/state/lookups.ts';
import { pairsOf } from '../../src/state/pairs.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

/** The pods that are looked at, in a family. */
function podsOf(state: State, family: 'IPv4' | 'IPv6') {
  const pairs = pairsOf(state, family);
  if ('why' in pairs) return [];
  return Array.from(pairs.relation.finding.ends.nodes, (node) => {
    const pod = podOfNode(state.cluster as Cluster, state.network, node as NodeId);
    if (pod === undefined) throw new Error('an end is no pod');
    return pod;
  });
}

type Pods = ReturnType<typeof podsOf>;

/** Groups whose words do not mean as many pods as they say, or not each pod once. */
function illCovered(state: State, answer: ReachedAnswer, pods: Pods): unknown[] {
  const cluster = state.cluster as Cluster;
  const all = [...answer.groups, answer.none];
  const meant = all.map(({ who }) => pods.filter((pod) => who.some((term) => isMeant(cluster, term, pod))));
  const wrong = all.filter(({ pods: said }, i) => said !== meant[i]?.length);
  const twice = pods.filter((pod) => meant.filter((group) => group.includes(pod)).length !== 1);
  return [...wrong, ...twice.map(({ name }) => name)];
}

function groupOf(state: State, answer: ReachedAnswer, pod: Pods[number]): ReachedGroup | undefined {
  return answer.groups.find(({ who }) => who.some((term) => isMeant(state.cluster as Cluster, term, pod)));
}

function wordOf(group: ReachedGroup | undefined, protocol: 'TCP' | 'UDP', port: number): string {
  const has = (messages: Messages | undefined): boolean =>
    (messages?.[protocol] ?? []).some(([first, last]) => first <= port && port <= last);
  if (has(group?.allow)) return 'reachable';
  return has(group?.unknown) ? 'unknown' : has(group?.some) ? 'ambiguous' : 'unreachable';
}

/** Pods of which who reaches them, or whom they reach, is not what `reach` says one by one. */
function brokenForPods({ random, objects, met }: Sample) {
  const state = stateOf(objects, profileOf(random, { listens: 'any' }));
  const pods = podsOf(state, 'IPv4');
  const one = pods[random.below(pods.length)];
  if (one === undefined) return [];
  const named = `pod/${one.namespace}/${one.name}`;
  const port = random.pick([80, 8080, 9090, 53]);
  const protocol = random.pick(['TCP', 'UDP'] as const);
  return ([sources, targets] as const).flatMap((question) => {
    const input = { [question === sources ? 'to' : 'from']: named, port, protocol, family: 'IPv4' };
    const answer = question(state, input);
    if (isRefusal(answer)) return [{ named, answer }];
    const others = pods.filter((pod) => pod !== one);
    const found: unknown[] = illCovered(state, answer, others);
    for (const pod of others) {
      const other = `pod/${pod.namespace}/${pod.name}`;
      const [from, to] = question === sources ? [other, named] : [named, other];
      const single = reach(state, { from, to, port, protocol });
      if ('error' in single || single.message?.source.includes(':')) continue;
      const word = wordOf(groupOf(state, answer, pod), protocol, port);
      if (word !== 'unreachable') met();
      // Which of two rules of one priority comes first is not known, and so is what comes of it.
      const alone = single.answer === 'ambiguous' ? 'unknown' : single.answer;
      if (word !== alone) found.push({ from, to, protocol, port, word, alone });
    }
    return found;
  });
}

/** Services of which who reaches them is not what `reach` says of each pod. */
function brokenForServices({ random, objects, met }: Sample) {
  const state = stateOf(objects, profileOf(random));
  const pods = podsOf(state, 'IPv4');
  const services = (state.cluster?.services ?? []).filter(({ ports }) => ports.length > 0);
  const service = services[random.below(services.length)];
  const given = service?.ports[0];
  if (service === undefined || given === undefined || given.protocol === 'SCTP') return [];
  const { port } = given;
  const protocol = given.protocol as 'TCP' | 'UDP';
  const to = `svc/${service.namespace}/${service.name}`;
  const answer = sources(state, { to, port, protocol });
  if (isRefusal(answer)) return [];
  const found: unknown[] = illCovered(state, answer, pods);
  for (const pod of pods) {
    const from = `pod/${pod.namespace}/${pod.name}`;
    const single = reach(state, { from, to, port, protocol });
    if ('error' in single) continue;
    const word = wordOf(groupOf(state, answer, pod), protocol, port);
    if (word !== 'unreachable') met();
    if (word !== single.answer) found.push({ from, to, port, word, single: single.answer });
  }
  return found;
}

describe('who reaches whom in a few words', () => {
  law('is of pods as they are asked one by one', { clusters: 300, questions: 1, meets: 2 }, brokenForPods);
  law('is of services as each pod asks', { clusters: 150, questions: 1, meets: 1 }, brokenForServices);
});
