import type { Input, Profile, State } from '../../src/index.ts';
import { assume, isRefusal, nameOf, OPTIONS, readMessages, STANDARD } from '../../src/index.ts';
import type { Cluster } from '../../src/kubernetes/cluster.ts';
import { compile } from '../../src/kubernetes/compile/compile.ts';
import type { Step, Trace } from '../../src/model/exchange/trace.ts';
import { formatHeader } from '../../src/model/header/header.ts';
import type { Network } from '../../src/model/network/network.ts';
import type { Delivery, Ways } from '../../src/questions/delivery.ts';
import { deliver } from '../../src/questions/delivery.ts';
import { ask as reach } from '../../src/questions/reach.ts';
import type { Value } from '../../src/text/value.ts';
import type { Objects } from '../conformance/kube.ts';
import { chance } from '../generate/cluster-places.ts';
import type { Random } from '../generate/random.ts';
import { clusterOfValues } from '../kubernetes/manifest.ts';
import type { End, Question } from '../oracle/reach.ts';

/** A profile with options set. */
export function assuming(options: Readonly<Record<string, string>>): Profile {
  return Object.entries(options).reduce((sum: Profile, [key, value]) => {
    const changed = assume(sum, key, value);
    if ('problem' in changed) throw new Error(changed.problem);
    return changed;
  }, STANDARD);
}

/** The defaults half of the time, else any value for some of the options; those that are `fixed` stay. */
export function profileOf(random: Random, fixed: Readonly<Record<string, string>> = {}): Profile {
  const free = chance(random, 50) ? [] : OPTIONS.filter(() => chance(random, 30));
  const chosen = free.map(({ key, values }) => [key, random.pick<string>(values)]);
  return assuming({ ...Object.fromEntries(chosen), ...fixed });
}

/** The cluster of objects; throws where the API server would not take a NetworkPolicy. */
export function clusterOfObjects(objects: Objects): Cluster {
  // What is undefined here is absent there.
  const cluster = clusterOfValues(JSON.parse(JSON.stringify(objects)) as readonly Value[]);
  const error = cluster.diagnostics.find(
    ({ severity, origin }) => severity === 'error' && origin?.object?.kind === 'NetworkPolicy',
  );
  if (error !== undefined) throw new Error(error.message);
  return cluster;
}

/** Objects as a state, without the text that they come from. */
export function stateOf(objects: Objects, profile: Profile = STANDARD): State {
  return stateOfCluster(clusterOfObjects(objects), profile);
}

/** A cluster as a state. */
export function stateOfCluster(cluster: Cluster, profile: Profile): State {
  return {
    ...{ network: compile(cluster, profile), profile, from: 'cluster', cluster, faults: [] },
    diagnostics: cluster.diagnostics,
    reading: { sources: 1, objects: new Map(), skipped: new Map() },
  };
}

const nameOfEnd = (end: End): string =>
  'pod' in end ? `pod/${end.pod}` : 'node' in end ? `node/${end.node}` : end.address;

/** A question as `reach` and `trace` are asked it. */
export function inputOf({ source, target, protocol, port }: Question): Input {
  const ends = { from: nameOfEnd(source), to: nameOfEnd(target), protocol };
  return port === 0 ? ends : { ...ends, port: String(port) };
}

/** What becomes of a message; undefined where an end is nowhere in the network, or the two share no family. */
export function deliveryOf(state: State, question: Question, ways: Ways): Delivery | undefined {
  const messages = readMessages(state, inputOf(question));
  if ('error' in messages) return undefined;
  const [asked] = messages[0]?.alternatives ?? [];
  return asked && deliver(state.network, asked, ways);
}

/**
 * The life of a message in words that other objects beside it do not change: the answer, and each way with the nodes on it
 * and the objects that decided. Two lives are equal if and only if these texts are.
 */
export function lifeOf(state: State, question: Question): string {
  const delivery = deliveryOf(state, question, 'both');
  if (delivery === undefined) return 'none';
  const { network } = state;
  const ways = delivery.ways.map(({ trace, replies, answer }) =>
    [answer, ...[trace, ...replies].map((each) => traceText(network, each))].join(' | '),
  );
  return [delivery.answer, ...[...new Set(ways)].sort()].join('\n');
}

function traceText(network: Network, { hops, disposition }: Trace): string {
  const places = hops.map(({ at, header, steps }) =>
    [nameOf(network.nodes, at), formatHeader(header), ...steps.flatMap(stepText)].join(' '),
  );
  return [...places, disposition.kind, 'reason' in disposition ? disposition.reason : ''].join(', ');
}

/** A step that an object decided; the others depend on which tables the network has at all. */
function stepText({ rule, after }: Step): readonly string[] {
  const object = rule?.origin?.object;
  if (object === undefined) return [];
  return [`${rule?.label} by ${object.kind} ${object.namespace}/${object.name}: ${formatHeader(after)}`];
}

/**
 * What `reach` says of a message, without places and quotations: how it ends, whom it may meet, who stops it, and what all
 * of that depends on. A refusal is its code.
 */
export function answerTo(state: State, question: Question): string {
  const answer = reach(state, inputOf(question));
  if (isRefusal(answer)) return answer.error.code;
  const { disposition, code, probability, sourceSeen, backends = [], assumed, unknown } = answer;
  const blockers = answer.blockers?.map(({ by, at, code: reason }) => {
    const names = by.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort();
    return [at, reason, names];
  });
  const met = backends.map((backend) => JSON.stringify(backend)).sort();
  const ends = [answer.answer, [disposition].flat().sort(), code, probability, sourceSeen];
  return JSON.stringify([ends, met, blockers, assumed, unknown]);
}

/** Of every so many messages the answer is compared as well: it costs several times what the life does. */
const ANSWERED = 5;

/** The messages of which two states say different things. */
export function differences(
  states: readonly [State, State],
  questions: readonly Question[],
  met: () => void,
): readonly unknown[] {
  return questions.flatMap((question, at) => {
    met();
    const say = at % ANSWERED === 0 ? answerTo : lifeOf;
    const [one, other] = states.map((state) => say(state, question));
    return one === other ? [] : [{ question, one, other }];
  });
}
