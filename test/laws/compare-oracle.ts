import type { State } from '../../src/index.ts';
import { readState } from '../../src/index.ts';
import type { Profile } from '../../src/kubernetes/profile/profile.ts';
import { assume, STANDARD } from '../../src/kubernetes/profile/profile.ts';
import { finalHeader } from '../../src/model/exchange/trace.ts';
import { formatAddress } from '../../src/model/header/address.ts';
import { deliver } from '../../src/questions/delivery.ts';
import { readMessages } from '../../src/questions/message-input.ts';
import type { Objects } from '../conformance/kube.ts';
import type { End, Question } from '../oracle/reach.ts';
import { oracleOf } from '../oracle/reach.ts';

/** The options under which the exchange and the oracle read the specification alike. */
const ASSUMED: readonly (readonly [string, string])[] = [
  ['externalIPs', 'unrouted'],
  ['balancerSource', 'client'],
];

const profile: Profile = ASSUMED.reduce((sum: Profile, [key, value]) => {
  const changed = assume(sum, key, value);
  if ('problem' in changed) throw new Error(changed.problem);
  return changed;
}, STANDARD);

/** A cluster of objects, as a state. */
export function stateOfObjects(objects: Objects): State {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const bytes = new TextEncoder().encode(text);
  return readState([{ name: 'cluster.json', bytes: () => bytes }], { profile, namespace: 'default' });
}

/** One question on which the two disagree. */
export interface Disagreement {
  readonly question: Question;
  readonly oracle: unknown;
  readonly exchange: unknown;
}

const nameOf = (end: End): string =>
  'pod' in end ? `pod/${end.pod}` : 'node' in end ? `node/${end.node}` : end.address;

/** What the exchange says of a question; `elsewhere`: from the outside to the outside, which is not the cluster's business. */
interface Said {
  readonly answer: string;
  readonly ways: readonly string[];
  readonly elsewhere?: boolean;
  /** How many facts about labels of namespaces that are only mentioned it depends on. */
  readonly labels?: number;
}

/** What the exchange says, in the oracle's words: the answer, and each way with its share. */
function exchangeSays(state: State, { source, target, protocol, port }: Question): Said {
  const messages = readMessages(state, {
    from: nameOf(source),
    to: nameOf(target),
    port: port === 0 ? undefined : port,
    protocol,
  });
  // A pod without an address, or ended, is nowhere in the network; ends without a family in common exchange nothing.
  if ('error' in messages) return { answer: 'unreachable', ways: [] };
  const [asked] = messages[0]?.alternatives ?? [];
  const delivery = asked && deliver(state.network, asked, 'one');
  if (delivery === undefined) return { answer: 'unreachable', ways: [] };
  const ways = delivery.ways.map(({ trace, answer }) => {
    const header = finalHeader(trace);
    return `${formatAddress(header.target)}:${header.targetPort} ${answer} from ${answer === 'reachable' ? formatAddress(header.source) : '-'}`;
  });
  const ends = delivery.ways.map(({ trace }) => [trace.hops[0]?.at, trace.hops.at(-1)?.at]);
  const elsewhere = ends.every(
    ([first, last]) => first === last && state.network.nodes.names[first ?? 0] === '@outside',
  );
  const facts = new Set(delivery.ways.flatMap(({ trace }) => [...trace.assumed.keys()]));
  const labels = [...facts].filter((fact) => state.network.facts[fact]?.code === 'NAMESPACE_LABELS').length;
  return { answer: delivery.answer, ways: [...new Set(ways)].sort(), elsewhere, labels };
}

/** The questions on which the exchange and the oracle disagree. */
export function disagreements(objects: Objects, questions: readonly Question[]): Disagreement[] {
  const state = stateOfObjects(objects);
  const ask = oracleOf(objects);
  return questions.flatMap((question) => {
    const oracle = ask(question);
    const exchange = exchangeSays(state, question);
    if (exchange.elsewhere) return [];
    // Each selector on labels that are not known is a fact of its own (S143): that one of two must hold, as of `team=a`
    // and `team not in (a)`, the oracle knows. To be less sure is allowed, to be otherwise is not.
    if (exchange.answer === 'unknown' && (exchange.labels ?? 0) > 1) return [];
    if (oracle.answer === exchange.answer) {
      if (oracle.answer !== 'reachable' && oracle.answer !== 'ambiguous') return [];
      const theirs = [
        ...new Set(
          oracle.details.flatMap(({ address, port, fate, sourceSeen, verdict }) =>
            fate === 'arrives' && ['allowed', 'ambiguous', 'unknown'].includes(verdict)
              ? [`${address}:${port} from ${sourceSeen}`]
              : [],
          ),
        ),
      ].sort();
      const ours = exchange.ways.flatMap((way) =>
        way.includes(' reachable ') ? [way.replace(' reachable', '')] : [],
      );
      if (JSON.stringify([...new Set(ours)].sort()) === JSON.stringify(theirs)) return [];
    }
    return [{ question, oracle, exchange }];
  });
}
