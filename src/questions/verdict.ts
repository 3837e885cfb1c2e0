import { hostNetworkPods } from '../analysis/invariants/interpretation.ts';
import { enforcementOf } from '../kubernetes/compile/enforcement.ts';
import { policyDirectories } from '../kubernetes/compile/policy-tables.ts';
import type { OptionKey } from '../kubernetes/profile/options.ts';
import { optionCode } from '../kubernetes/profile/options.ts';
import type { Hop, Step, Trace } from '../model/exchange/trace.ts';
import { finalHeader } from '../model/exchange/trace.ts';
import { formatAddress } from '../model/header/address.ts';
import { formatEndpoint } from '../model/header/header.ts';
import { OUT } from '../model/network/match.ts';
import type { Network } from '../model/network/network.ts';
import { ownerOf, templateOf } from '../model/network/network.ts';
import { nameOf } from '../model/network/node.ts';
import { lookupsOf } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { Origin } from '../text/origin.ts';
import type { Blocker } from './blocker.ts';
import { blockersOf, isPolicyReason } from './blocker.ts';
import type { Delivery, Way, Word } from './delivery.ts';
import { codeOf, dispositionWord, sourceSeen } from './delivery.ts';
import type { Dependence } from './dependence.ts';
import type { OriginView } from './describe.ts';
import { assumedBy, viewOrigin } from './describe.ts';
import type { Journey } from './journey.ts';
import { decidingDelivery, decidingWay, endOf, openFacts } from './journey.ts';
import type { Miss } from './miss.ts';
import { refusedBy } from './miss.ts';
import { likeliest, missText } from './miss-text.ts';

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

/** One place where a message is stopped, in answers. */
export interface BlockerView {
  readonly code: string;
  readonly at: string;
  /** The policies that isolate the pod, or the rule that denies. */
  readonly by: readonly OriginView[];
}

/** A rule that does not admit a message, and what of it fails, in answers. */
export interface NearestView extends OriginView {
  readonly failing: readonly string[];
  readonly text: string;
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

/** So many near misses are shown. */
const MOST_NEAREST = 3;

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
  return `policy enforcement: none (${who}): the ${count} policies have no effect, and the verdict ignores them${hint}`;
}

/** Chances as they are printed: without the noise of sums. */
export function rounded(chance: number): number {
  return Math.round(chance * 1e9) / 1e9;
}

/** Every delivery of a journey, in the order in which they happen. */
export function allDeliveries({ asked, deliveries, request }: Journey): Delivery[] {
  const query = asked.lookup?.delivery;
  const onward = (request?.onward ?? []).flatMap(({ delivery }) =>
    delivery === undefined ? [] : [delivery],
  );
  return [...(query === undefined ? [] : [query]), ...deliveries, ...onward];
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
  for (const way of delivery.ways) {
    const header = finalHeader(way.trace);
    const { target, targetPort } = way.trace.message.header;
    if (header.target === target && header.targetPort === targetPort) continue;
    const address = formatEndpoint(header.target, header.targetPort);
    const owner = ownerOf(network, header.target);
    const code = codeOf(way);
    const seen = sourceSeen(way);
    const known = views.get(`${address} ${code ?? ''} ${seen ?? ''}`);
    views.set(`${address} ${code ?? ''} ${seen ?? ''}`, {
      address,
      ...(owner === undefined ? {} : { name: nameOf(network.nodes, owner) }),
      probability: rounded((known?.probability ?? 0) + way.trace.probability),
      answer: way.answer,
      ...(code === undefined ? {} : { code }),
      ...(seen === undefined ? {} : { sourceSeen: formatAddress(seen) }),
    });
  }
  return [...views.values()];
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
  if (way === undefined) return [];
  const last = lastStep(way);
  const trace = endingTrace(way);
  const reason = trace !== undefined && 'reason' in trace.disposition ? trace.disposition.reason : '';
  if (last !== undefined && trace !== undefined && /^POLICY_/.test(reason)) {
    const { isolating } = refusal(state, { code: reason, hop: trace.hops.at(-1) as Hop, step: last });
    if (isolating.length > 0) return isolating.map((origin) => viewIsolating(state, origin));
  }
  return last?.rule?.origin === undefined ? [] : [viewOrigin(last.rule.origin)];
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

/** What NetworkPolicies say at a place where they do not admit a message. */
function refusal({ network }: State, { code, hop, step }: Blocker): ReturnType<typeof refusedBy> {
  const direction = code.endsWith('INGRESS') ? 'ingress' : 'egress';
  const header = step.before;
  const owner = ownerOf(network, header.target);
  const subject = direction === 'ingress' ? owner : hop.from;
  if (subject === undefined) return { isolating: [], selecting: [], passing: [], examined: 0 };
  const probe = {
    header,
    from: hop.from ?? hop.at,
    registers: new Map(owner === undefined ? [] : [[OUT, owner as number] as const]),
  };
  return refusedBy(network, direction, subject, probe);
}

function viewBlocker(state: State, blocker: Blocker): BlockerView {
  const { code, hop, step } = blocker;
  const { isolating } = /^POLICY_/.test(code) ? refusal(state, blocker) : { isolating: [] };
  const origins =
    isolating.length > 0 ? isolating : step.rule?.origin === undefined ? [] : [step.rule.origin];
  const by = origins.map((origin) =>
    isolating.length > 0 ? viewIsolating(state, origin) : viewOrigin(origin),
  );
  return { code, at: nameOf(state.network.nodes, hop.at), by };
}

/** A policy that isolates; one that selects every pod of its namespace, perhaps by accident, at its selector (S80). */
function viewIsolating({ cluster }: State, origin: Origin): OriginView {
  const { namespace = '', name } = origin.object ?? { name: '' };
  const policy = cluster && lookupsOf(cluster).policy(namespace, name);
  const all =
    policy !== undefined &&
    Object.keys(policy.subject.labels).length + policy.subject.expressions.length === 0;
  return all
    ? { ...viewOrigin({ ...origin, path: 'spec.podSelector' }), note: 'selects every pod' }
    : viewOrigin(origin);
}

/** The nearest misses of every place where NetworkPolicies stop the message (04 §7). */
function nearestOf(state: State, blockers: readonly Blocker[]): NearestView[] {
  return blockers.flatMap((blocker) => {
    const { code, hop, step } = blocker;
    if (!isPolicyReason(code) || code.startsWith('TIER_')) return [];
    const direction = code.endsWith('INGRESS') ? ('ingress' as const) : ('egress' as const);
    const owner = ownerOf(state.network, step.before.target);
    const subject = direction === 'ingress' ? owner : hop.from;
    if (subject === undefined) return [];
    const { selecting, passing } = refusal(state, blocker);
    const view = (miss: Miss): NearestView => ({
      ...viewOrigin(miss.origin),
      failing: miss.selects === 'no' ? ['podSelector', ...miss.failing] : miss.failing,
      text: missText(state, direction, miss, step.before, hop.header, subject),
    });
    return [
      ...selecting
        .filter(({ failing }) => failing.length > 0)
        .slice(0, MOST_NEAREST)
        .map(view),
      ...likeliest(state, direction, passing, subject).slice(0, 1).map(view),
    ];
  });
}

function assumedIn(network: Network, journey: Journey): string[] {
  const traces = allDeliveries(journey).flatMap(({ ways }) =>
    ways.flatMap((way) => [way.trace, ...way.replies]),
  );
  const { lookup } = journey.asked;
  const codes = new Set([
    ...assumedBy(traces),
    ...orderCodes(network, traces),
    ...(lookup?.resolution.outcome.assumes ?? []),
    ...(lookup?.assumes ?? []),
    ...tieCodes(network, traces),
    ...protocolCodes(traces),
    ...journey.depends.flatMap(({ option }) => ['CNI_DEPENDENT', optionCode(option as OptionKey)]),
    ...hostNetworkCodes(network, traces),
    ...(journey.request?.assumes ?? []),
  ]);
  return [...codes].sort();
}

/** Ties that were met: which of equal rules comes first is not known (S121). */
function tieCodes(network: Network, traces: readonly Trace[]): string[] {
  const facts = new Set(traces.flatMap(({ assumed }) => [...assumed.keys()]));
  return [...facts].flatMap((fact) => {
    const known = network.facts[fact];
    return known?.kind === 'tie' ? [known.code] : [];
  });
}

/** Whether the namespace tier decided at some hop: that policies were asked is not enough. */
function namespaceDecided({ steps }: Hop): boolean {
  return steps.some(({ table, rule }) => /gress/.test(table) && /^S(76|77|100|101)$/.test(rule?.label ?? ''));
}

/** That the plugin knows SCTP decides where policies decide about it (S113). */
function protocolCodes(traces: readonly Trace[]): string[] {
  const some = traces.some(
    ({ message, hops }) => message.header.protocol === 'SCTP' && hops.some(namespaceDecided),
  );
  return some ? ['SCTP_POLICY'] : [];
}

/** How policies see pods of the host network decides where one of them sends or receives, and policies decide (S103). */
function hostNetworkCodes(network: Network, traces: readonly Trace[]): string[] {
  const pods = hostNetworkPods(network);
  const some = traces.some(({ hops, disposition }) => {
    const ends = [hops[0]?.at, disposition.kind === 'delivered' ? disposition.at : undefined];
    return ends.some((end) => end !== undefined && pods.has(end)) && hasPolicies(network);
  });
  return some ? ['HOST_NETWORK_PODS'] : [];
}

/** Whether any NetworkPolicy isolates anybody. */
function hasPolicies({ directories }: Network): boolean {
  return (['ingress', 'egress'] as const).some(
    (way) => (directories[policyDirectories(way).isolations]?.size ?? 0) > 0,
  );
}

/** The order of tables decides where a header was translated and policies were asked as well (S102, S106). */
function orderCodes(network: Network, traces: readonly Trace[]): string[] {
  const codes = new Set<string>();
  for (const { hops } of traces) {
    for (const { at, steps } of hops) {
      const asked = (way: RegExp): boolean =>
        steps.some(
          ({ table, rule }) => way.test(table) && rule !== undefined && !['', 'open'].includes(rule.label),
        );
      const [egress, ingress] = [asked(/^egress/), asked(/^ingress/)];
      for (const { table, before, after } of steps) {
        const moved =
          (egress && before.target !== after.target) || (ingress && before.source !== after.source);
        if (!moved) continue;
        const found = templateOf(network, at)?.tables.find(({ name }) => name === table);
        for (const code of found?.assumes ?? []) codes.add(code);
      }
    }
  }
  return [...codes];
}

function unknownIn(network: Network, journey: Journey): string[] {
  const open = allDeliveries(journey).filter(({ answer }) => answer === 'unknown');
  return [
    ...new Set([
      ...journey.unknown,
      ...openFacts(
        network,
        open.flatMap(({ ways }) => ways),
      ),
    ]),
  ];
}
