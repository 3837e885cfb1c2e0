import type { Step, Trace } from '../model/exchange/trace.ts';
import { formatAddress } from '../model/header/address.ts';
import type { Network } from '../model/network/network.ts';
import type { Delivery, Way, Word } from './delivery.ts';
import { codeOf, dispositionWord, sourceSeen, symptomOf } from './delivery.ts';
import type { OriginView } from './describe.ts';
import { assumedBy, viewOrigin } from './describe.ts';

/** What every answer about a message says (05, the contract of `ask`). Fields that do not apply are absent. */
export interface VerdictView {
  readonly answer: Word;
  /** A list where ways end differently. */
  readonly disposition: string | readonly string[];
  readonly code?: string;
  readonly symptom?: string;
  /** Present where ways differ by choice. */
  readonly probability?: number;
  readonly sourceSeen?: string;
  /** The origins of the rules that ended it. */
  readonly decidedBy?: readonly OriginView[];
  /** Codes of the profile options that the answer depends on. */
  readonly assumed?: readonly string[];
  /** Codes of what is not known and decides. */
  readonly unknown?: readonly string[];
}

/** The verdict on one message; what was invented and decides makes it `unknown` (S144). */
export function viewVerdict(
  network: Network,
  delivery: Delivery,
  invented: readonly string[] = [],
): VerdictView {
  const { ways, probability } = delivery;
  const answer = invented.length > 0 ? 'unknown' : delivery.answer;
  const deciding = decidingWay(delivery);
  const words = [...new Set(ways.map((way) => dispositionWord(way.trace.disposition, way)))];
  const code = deciding && codeOf(deciding);
  const symptom = deciding && symptomOf(deciding);
  const seen = deciding && sourceSeen(deciding);
  const decidedBy = deciding === undefined ? [] : originsOf(deciding);
  const assumed = assumedBy(ways.flatMap((way) => [way.trace, ...way.replies]));
  const unknown = answer === 'unknown' ? [...invented, ...factCodes(network, ways)] : [];
  return {
    answer,
    disposition: words.length === 1 ? (words[0] as string) : words,
    ...(code === undefined ? {} : { code }),
    ...(symptom === undefined ? {} : { symptom }),
    ...(answer === 'ambiguous' ? { probability } : {}),
    ...(seen === undefined ? {} : { sourceSeen: formatAddress(seen) }),
    ...(decidedBy.length === 0 ? {} : { decidedBy }),
    ...(assumed.length === 0 ? {} : { assumed }),
    ...(unknown.length === 0 ? {} : { unknown }),
  };
}

/** The way that shows best why the answer is what it is: a failing one unless all arrive. */
export function decidingWay({ ways, answer }: Delivery): Way | undefined {
  return (answer === 'reachable' ? undefined : ways.find((way) => way.answer !== 'reachable')) ?? ways[0];
}

function originsOf(way: Way): OriginView[] {
  const last = lastStep(way);
  return last?.rule?.origin === undefined ? [] : [viewOrigin(last.rule.origin)];
}

function lastStep({ trace, replies, answer }: Way): Step | undefined {
  const ending: Trace | undefined =
    trace.disposition.kind === 'delivered' && answer !== 'reachable'
      ? replies.find((reply) => reply.disposition.kind !== 'delivered')
      : trace;
  return ending?.hops.findLast((hop) => hop.steps.length > 0)?.steps.at(-1);
}

function factCodes(network: Network, ways: readonly Way[]): string[] {
  const codes = new Set<string>();
  for (const { trace } of ways)
    for (const fact of trace.assumed.keys()) codes.add(network.facts[fact]?.code ?? '?');
  return [...codes].sort();
}
