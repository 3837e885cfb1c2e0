import { enforcementOf } from '../kubernetes/compile/enforcement.ts';
import type { Hop, Step, Trace } from '../model/exchange/trace.ts';
import { finalHeader } from '../model/exchange/trace.ts';
import { formatAddress } from '../model/header/address.ts';
import { formatEndpoint } from '../model/header/header.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf } from '../model/network/network.ts';
import { nameOf } from '../model/network/node.ts';
import type { State } from '../state/state.ts';
import { assumedIn } from './assumed.ts';
import { blockersOf } from './blocker.ts';
import type { Way, Word } from './delivery.ts';
import { codeOf, dispositionWord, sourceSeen } from './delivery.ts';
import type { Dependence } from './dependence.ts';
import type { OriginView } from './describe.ts';
import { viewOrigin } from './describe.ts';
import type { Journey } from './journey.ts';
import { allDeliveries, decidingDelivery, decidingWay, endOf, openFacts } from './journey.ts';
import type { BlockerView, NearestView } from './stopped.ts';
import { nearestOf, refusal, viewBlocker, viewIsolating } from './stopped.ts';

/** One backend that a service may choose, in answers. */
export interface BackendView {
  readonly address: string;
  /** The pod or node that has the address; absent outside. */
  readonly name?: string;
  readonly probability: number;
  readonly answer: Word;
  readonly code?: string;
  readonly sourceSeen?: string;
}

/** What every answer about a message says (05, the contract of `ask`). Fields that do not apply are absent. */
export interface VerdictView {
  readonly answer: Word;
  /** What must be said before the verdict: that policies have no effect in this cluster (S8, S146). */
  readonly notice?: string;
  /** A list where ways end differently. */
  readonly disposition: string | readonly string[];
  readonly code?: string;
  readonly symptom?: string;
  /** What an HTTP client sees. */
  readonly status?: number;
  /** Present where ways differ by choice. */
  readonly probability?: number;
  readonly sourceSeen?: string;
  readonly backends?: readonly BackendView[];
  /** The origins of the rules that ended it. */
  readonly decidedBy?: readonly OriginView[];
  /** Everything that stands in its way. */
  readonly blockers?: readonly BlockerView[];
  /** The rules that come nearest to admitting it. */
  readonly nearest?: readonly NearestView[];
  /** The answer under other values of options, where it is another one. */
  readonly depends?: readonly Dependence[];
  /** Codes of the profile options that the answer depends on. */
  readonly assumed?: readonly string[];
  /** Codes of what is not known and decides. */
  readonly unknown?: readonly string[];
}

/** The verdict on a journey. */
export function viewVerdict(state: State, journey: Journey): VerdictView {
  const { network } = state;
  const { answer, probability, status } = journey;
  const delivery = decidingDelivery(journey);
  const way = delivery && decidingWay(delivery);
  const words = dispositionsOf(journey);
  const { code, symptom } = endOf(journey);
  const seen = way && sourceSeen(way);
  const blockers =
    delivery === undefined || way === undefined || answer === 'reachable'
      ? []
      : blockersOf(network, delivery.asked, way.trace);
  const backends = backendsOf(network, journey);
  const decidedBy = decidersOf(state, journey, way);
  const nearest = answer === 'reachable' ? [] : nearestOf(state, blockers);
  const assumed = assumedIn(network, journey);
  const unknown = answer === 'unknown' ? unknownIn(network, journey) : [];
  const notice = noticeOf(state);
  return {
    answer,
    ...(notice === undefined ? {} : { notice }),
    disposition: words.length === 1 ? (words[0] as string) : words,
    ...(code === undefined ? {} : { code }),
    ...(symptom === undefined || answer === 'reachable' ? {} : { symptom }),
    ...(status === undefined ? {} : { status }),
    ...(answer === 'ambiguous' && !assumed.includes('EQUAL_PRIORITY')
      ? { probability: rounded(probability) }
      : {}),
    ...(seen === undefined ? {} : { sourceSeen: formatAddress(seen) }),
    ...(backends.length === 0 ? {} : { backends }),
    ...(decidedBy.length === 0 ? {} : { decidedBy }),
    ...(blockers.length === 0 ? {} : { blockers: blockers.map((one) => viewBlocker(state, one)) }),
    ...(nearest.length === 0 ? {} : { nearest }),
    ...(journey.depends.length === 0 ? {} : { depends: journey.depends }),
    ...(assumed.length === 0 ? {} : { assumed }),
    ...(unknown.length === 0 ? {} : { unknown }),
  };
}

/** That policies are ignored, where the cluster has some and nothing in it enforces them. */
function noticeOf({ cluster, profile, from }: State): string | undefined {
  if (cluster === undefined || from !== 'cluster' || profile.graph === 'article') return undefined;
  const count = cluster.networkPolicies.length + cluster.clusterPolicies.length;
  const { enforced, because } = enforcementOf(cluster, profile.options);
  if (enforced !== 'no' || count === 0) return undefined;
  const who = because === 'option' ? 'option enforced=no' : `${because} runs here, and no policy agent`;
  const hint = because === 'option' ? '' : '; to see them enforced: --assume enforced=yes';
  const [what, them] = count === 1 ? ['the policy has', 'it'] : [`the ${count} policies have`, 'them'];
  return `policy enforcement: none (${who}): ${what} no effect, and the verdict ignores ${them}${hint}`;
}

/** Chances as they are printed: without the noise of sums. */
export function rounded(chance: number): number {
  return Math.round(chance * 1e9) / 1e9;
}

function dispositionsOf(journey: Journey): string[] {
  const delivery = decidingDelivery(journey);
  if (delivery === undefined) return ['unresolved'];
  return [...new Set(delivery.ways.map((way) => dispositionWord(way.trace.disposition, way)))];
}

/** The backends that services on the way chose among, where there is more than one way or the target was translated. */
function backendsOf(network: Network, journey: Journey): BackendView[] {
  const delivery = journey.deliveries[0];
  if (delivery === undefined || journey.asked.lookup?.answer === 'unreachable') return [];
  const views = new Map<string, BackendView>();
  const counted = new Set<string>();
  for (const way of delivery.ways) {
    const header = finalHeader(way.trace);
    const { target, targetPort } = way.trace.message.header;
    if (header.target === target && header.targetPort === targetPort) continue;
    const address = formatEndpoint(header.target, header.targetPort);
    const owner = ownerOf(network, header.target);
    const code = codeOf(way);
    const seen = sourceSeen(way);
    const key = `${address} ${code ?? ''} ${seen ?? ''}`;
    const choice = `${key} ${choicesOf(way.trace)}`;
    // Ways that differ in what is not known alone are one choice.
    const more = counted.has(choice) ? 0 : way.trace.probability;
    counted.add(choice);
    views.set(key, {
      address,
      ...(owner === undefined ? {} : { name: nameOf(network.nodes, owner) }),
      probability: rounded((views.get(key)?.probability ?? 0) + more),
      answer: way.answer,
      ...(code === undefined ? {} : { code }),
      ...(seen === undefined ? {} : { sourceSeen: formatAddress(seen) }),
    });
  }
  return [...views.values()];
}

/** The choices taken on a way, as text. */
function choicesOf({ hops }: Trace): string {
  return hops
    .flatMap(({ at, steps }) =>
      steps.flatMap(({ choice }) => (choice === undefined ? [] : `${at}:${choice.index}`)),
    )
    .join(' ');
}

/** What decided: the rule that ended the message, with all policies that isolate; else what says the name does not exist. */
function decidersOf(state: State, journey: Journey, way: Way | undefined): OriginView[] {
  const { lookup } = journey.asked;
  const outcome = lookup?.resolution.outcome;
  if (lookup !== undefined && lookup.answer !== 'unreachable' && outcome?.kind === 'no such host') {
    return outcome.origin === undefined ? [] : [viewOrigin(outcome.origin)];
  }
  const decision = journey.request?.decision;
  if (
    decision !== undefined &&
    journey.request?.arrival?.answer !== 'unreachable' &&
    decision.kind !== 'backend'
  ) {
    return decision.by === undefined ? [] : [viewOrigin(decision.by)];
  }
  const by = journey.request?.by;
  if (by !== undefined && journey.request?.arrival?.answer !== 'unreachable') return [viewOrigin(by)];
  if (way === undefined) return [];
  const last = lastStep(way);
  const trace = endingTrace(way);
  const reason = trace !== undefined && 'reason' in trace.disposition ? trace.disposition.reason : '';
  if (last !== undefined && trace !== undefined && /^POLICY_/.test(reason)) {
    const { isolating } = refusal(state, { code: reason, hop: trace.hops.at(-1) as Hop, step: last });
    if (isolating.length > 0) return isolating.map((origin) => viewIsolating(state, origin));
  }
  const origin = last?.rule?.origin;
  if (origin === undefined) return [];
  const path = reason === 'SOURCE_RANGES' ? { path: 'spec.loadBalancerSourceRanges' } : {};
  return [viewOrigin({ ...origin, ...path })];
}

function endingTrace({ trace, replies, answer }: Way): Trace | undefined {
  return trace.disposition.kind === 'delivered' && answer !== 'reachable'
    ? replies.find((reply) => reply.disposition.kind !== 'delivered')
    : trace;
}

function lastStep(way: Way): Step | undefined {
  return endingTrace(way)
    ?.hops.findLast((hop) => hop.steps.length > 0)
    ?.steps.at(-1);
}

function unknownIn(network: Network, journey: Journey): string[] {
  const open = allDeliveries(journey).filter(({ answer }) => answer === 'unknown');
  return [...new Set([...journey.unknown, ...open.flatMap(({ ways }) => openFacts(network, ways))])];
}
