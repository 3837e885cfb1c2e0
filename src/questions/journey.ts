import type { Network } from '../model/network/network.ts';
import type { State } from '../state/state.ts';
import type { Origin } from '../text/origin.ts';
import type { AskedMessage } from './asked-message.ts';
import type { Delivery, Way, Ways, Word } from './delivery.ts';
import { codeOf, deliver, openWays, symptomOf } from './delivery.ts';
import type { Dependence } from './dependence.ts';
import { orderDependences } from './dependence.ts';
import { faultsOn } from './faulty.ts';
import type { RequestLeg } from './request-leg.ts';
import { sendRequest } from './request-leg.ts';
import { restsOn } from './rests-on.ts';
import { decidingFacts } from './worlds.ts';

/** A message with all that goes before and comes after it: its name looked up, and for a request what a proxy sends on. */
export interface Journey {
  readonly asked: AskedMessage;
  /** What was sent: several where it is not known which address the name has; none where it has none. */
  readonly deliveries: readonly Delivery[];
  readonly request?: RequestLeg;
  readonly answer: Word;
  /** The chance that it is reachable, where ways differ by choice. */
  readonly probability: number;
  /** Why it is not reachable, where a message does not say. */
  readonly code?: string;
  readonly symptom?: string;
  readonly status?: number;
  /** Codes of what is not known and decides. */
  readonly unknown: readonly string[];
  /** Which other order of policies and translation would give another answer. */
  readonly depends: readonly Dependence[];
}

/** Follows a message from the name that is asked for to the end (05); undefined where ends share no address family. */
export function journeyOf(state: State, asked: AskedMessage, ways: Ways): Journey | undefined {
  const followed = journeyWithout(state, asked, ways);
  if (followed === undefined) return undefined;
  const faults = faultsOn(state, {
    sender: asked.sender.process,
    deliveries: allDeliveries(followed),
    origins: decidersOf(followed),
  });
  const open = [...faults, ...openBeside(state, followed, ways)];
  const journey: Journey =
    open.length === 0
      ? followed
      : { ...followed, answer: 'unknown', unknown: [...followed.unknown, ...open] };
  const depends = orderDependences(state, decisive(journey), ways);
  return { ...journey, depends: depends.filter(({ answer }) => answer !== journey.answer) };
}

/** What an answer rests on beside the facts: all that was sent decides, and what a proxy sent on. */
function openBeside(state: State, journey: Journey, ways: Ways): readonly string[] {
  if (journey.answer === 'unknown') return [];
  const onward = journey.request?.onward.flatMap(({ delivery }) => delivery ?? []) ?? [];
  return restsOn(state, [...decisive(journey), ...onward], journey.asked.to, ways);
}

/** What decided before a message was sent, and at a proxy. */
function decidersOf({ asked, request }: Journey): readonly (Origin | undefined)[] {
  const outcome = asked.lookup?.resolution.outcome;
  const decision = request?.decision;
  return [
    outcome !== undefined && 'origin' in outcome ? outcome.origin : undefined,
    decision !== undefined && 'by' in decision ? decision.by : undefined,
  ];
}

/** The messages on which the answer rests: the query for the name too, and it alone where it is lost. */
function decisive({ asked: { lookup }, deliveries }: Journey): readonly Delivery[] {
  if (lookup?.delivery === undefined) return deliveries;
  return lookup.answer === 'unreachable' ? [lookup.delivery] : [lookup.delivery, ...deliveries];
}

function journeyWithout(state: State, asked: AskedMessage, ways: Ways): Journey | undefined {
  if (asked.request !== undefined) return requestJourney(state, asked, ways);
  const deliveries: Delivery[] = [];
  for (const alternative of asked.alternatives) {
    const delivery = deliver(state.network, alternative, ways);
    if (delivery !== undefined) deliveries.push(delivery);
  }
  if (asked.lookup === undefined) {
    const [delivery] = deliveries;
    if (delivery === undefined) return undefined;
    return withInvented({
      asked,
      deliveries,
      answer: delivery.answer,
      probability: delivery.probability,
      unknown: [],
      depends: [],
    });
  }
  return withInvented(namedJourney(asked, deliveries));
}

/** What was invented and decides makes every answer unknown (S144). */
function withInvented(journey: Journey): Journey {
  const { unknown } = journey.asked;
  return unknown.length === 0
    ? journey
    : { ...journey, answer: 'unknown', unknown: [...journey.unknown, ...unknown] };
}

/** A message to a name: first the query to the resolver, then the message to what it answers (S37, S115). */
function namedJourney(asked: AskedMessage, deliveries: readonly Delivery[]): Journey {
  const lookup = asked.lookup as NonNullable<AskedMessage['lookup']>;
  const { outcome } = lookup.resolution;
  const base = { asked, deliveries, unknown: [], depends: [] };
  const lost = { answer: 'unreachable', probability: 0, symptom: 'no such host' } as const;
  if (lookup.answer === 'unreachable')
    return { ...base, ...lost, symptom: 'name not resolved', code: 'DNS_BLOCKED' };
  if (outcome.kind === 'no such host') return { ...base, ...lost, code: outcome.code };
  if (outcome.kind === 'unknown')
    return { ...base, answer: 'unknown', probability: 0, unknown: [outcome.code] };
  const words = new Set(deliveries.map(({ answer }) => answer));
  const [word] = words;
  const [first] = deliveries;
  if (word === undefined || first === undefined) return { ...base, ...lost, code: 'DNS_NO_ADDRESS' };
  if (words.size > 1) return { ...base, answer: 'unknown', probability: 0, unknown: ['DNS_OUTSIDE'] };
  const answer = both(lookup.answer, word);
  const probability = first.probability * (lookup.delivery?.probability ?? 1);
  return { ...base, answer, probability };
}

/** The answer of two legs, one after the other. */
export function both(one: Word, other: Word): Word {
  for (const word of ['unreachable', 'unknown', 'ambiguous'] as const)
    if (one === word || other === word) return word;
  return 'reachable';
}

function requestJourney(state: State, asked: AskedMessage, ways: Ways): Journey | undefined {
  const request = sendRequest(state, asked, ways);
  const { answer, probability, status, code, symptom, unknown } = request;
  return withInvented({
    asked,
    deliveries: request.arrival === undefined ? [] : [request.arrival],
    request,
    answer,
    probability,
    unknown,
    depends: [],
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(symptom === undefined ? {} : { symptom }),
  });
}

/** Codes of the open facts that a delivery depends on. */
export function openFacts(network: Network, ways: readonly Way[]): string[] {
  const facts = decidingFacts(openWays(network, ways));
  return [...new Set(facts.flatMap((fact) => network.facts[fact]?.code ?? []))].sort();
}

/** The way that shows best why the answer is what it is: a failing one unless all arrive. */
export function decidingWay({ ways, answer }: Delivery): Way | undefined {
  return (answer === 'reachable' ? undefined : ways.find((way) => way.answer !== 'reachable')) ?? ways[0];
}

/** The delivery that decides: that of the query where it fails, else that of the message, else the first sent on. */
export function decidingDelivery({ asked, deliveries, request, answer }: Journey): Delivery | undefined {
  const lookup = asked.lookup;
  if (lookup?.delivery !== undefined && lookup.answer !== 'reachable') return lookup.delivery;
  if (request !== undefined && (request.arrival === undefined || request.arrival.answer === 'reachable')) {
    const failing = request.onward.find(
      (one) => one.delivery !== undefined && one.delivery.answer !== 'reachable',
    );
    return (answer === 'reachable' ? request.onward[0] : failing)?.delivery ?? request.arrival;
  }
  return deliveries.find((one) => one.answer === answer) ?? deliveries[0];
}

/** The code of how a journey ends, and what its user sees; absent where it is simply reachable. */
export function endOf(journey: Journey): { readonly code?: string; readonly symptom?: string } {
  if (journey.code !== undefined || journey.symptom !== undefined) {
    return {
      ...(journey.code === undefined ? {} : { code: journey.code }),
      ...(journey.symptom === undefined ? {} : { symptom: journey.symptom }),
    };
  }
  const delivery = decidingDelivery(journey);
  const way = delivery && decidingWay(delivery);
  const code = way && codeOf(way);
  const symptom = way && symptomOf(way);
  return { ...(code === undefined ? {} : { code }), ...(symptom === undefined ? {} : { symptom }) };
}

/** Every delivery of a journey, in the order in which they happen. */
export function allDeliveries({ asked, deliveries, request }: Journey): Delivery[] {
  const query = asked.lookup?.delivery;
  const onward = (request?.onward ?? []).flatMap(({ delivery }) =>
    delivery === undefined ? [] : [delivery],
  );
  return [...(query === undefined ? [] : [query]), ...deliveries, ...onward];
}
