import { describe } from 'vitest';
import type { State } from '../../src/index.ts';
import type { Family } from '../../src/model/header/address.ts';
import { parseAddress } from '../../src/model/header/address.ts';
import type { DifferenceAnswer, DifferenceRow } from '../../src/questions/difference.ts';
import { compareStates } from '../../src/questions/difference.ts';
import type { ExternalRow } from '../../src/questions/external-rows.ts';
import type { MatrixAnswer, MatrixRow } from '../../src/questions/matrix.ts';
import { ask as matrix } from '../../src/questions/matrix.ts';
import type { Messages } from '../../src/questions/messages.ts';
import type { ObjectReference } from '../../src/text/origin.ts';
import type { Objects } from '../conformance/kube.ts';
import { profileOf, stateOf } from './asking.ts';
import type { Sample } from './law.ts';
import { law } from './law.ts';

const FAMILIES: readonly Family[] = ['IPv4', 'IPv6'];
const PORTS = [1, 53, 80, 81, 443, 8080, 8081, 9090, 9100, 65535];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** The points of a set of messages, of those that are asked. */
function pointsIn(messages: Messages | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const protocol of PROTOCOLS)
    for (const [first, last] of messages?.[protocol] ?? [])
      for (const port of PORTS) if (first <= port && port <= last) found.add(`${protocol} ${port}`);
  return found;
}

const nameOf = ({ namespace = '', name }: ObjectReference): string => `${namespace}/${name}`;
const keyOf = ({ source, target }: Pick<MatrixRow, 'source' | 'target'>): string =>
  `${nameOf(source)} ${nameOf(target)}`;

/** Every workload has one pod here, so a row is a pair of pods. */
function rowsOf(state: State, family: Family): ReadonlyMap<string, MatrixRow> {
  const answer = matrix(state, { by: 'workload', family }) as MatrixAnswer;
  return new Map(answer.rows.map((row) => [keyOf(row), row]));
}

/** What is opened and closed for sure by the matrices of both, that the difference does not say, or says otherwise. */
function wrong(base: State, head: State, answer: DifferenceAnswer, family: Family) {
  const [before, after] = [rowsOf(base, family), rowsOf(head, family)];
  const own = answer.rows.filter(({ families }) => families.includes(family)).filter(isBetweenPods);
  const said = new Map<string, DifferenceRow>(own.map((row) => [keyOf(row), row]));
  return [...new Set([...before.keys(), ...after.keys(), ...said.keys()])].flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    const gained = (now: MatrixRow | undefined, was: MatrixRow | undefined): string =>
      [...pointsIn(now?.allow)]
        .filter((point) => !pointsIn(was?.allow).has(point) && !pointsIn(was?.unknown).has(point))
        .sort()
        .join(', ');
    const [opened, closed] = [gained(other, one), gained(one, other)];
    const row = said.get(key);
    const text = (messages: Messages | undefined): string => [...pointsIn(messages)].sort().join(', ');
    return opened === text(row?.opened) && closed === text(row?.closed) ? [] : [{ key, opened, closed, row }];
  });
}

type PodRow = DifferenceRow & Pick<MatrixRow, 'source' | 'target'>;

function isBetweenPods(row: DifferenceRow): row is PodRow {
  return !('ranges' in row.source) && !('ranges' in row.target);
}

/** What holds at an address outside for a pod, by rows of a matrix or of a difference: by the pod and which way. */
function atAddress<T extends ExternalRow | DifferenceRow>(
  rows: readonly T[],
  address: bigint,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const row of rows) {
    const [end, pod, way] =
      'ranges' in row.source ? [row.source, row.target, 'in'] : [row.target, row.source, 'out'];
    if (!('ranges' in end) || 'ranges' in pod) continue;
    const isIn = end.ranges.some((range) => {
      const [first = 0n, last = 0n] = range.map((text) => parseAddress(text) as bigint);
      return first <= address && address <= last;
    });
    if (isIn) found.set(`${way} ${nameOf(pod)}`, row);
  }
  return found;
}

/** The same for addresses outside: at the bounds of what either of them tells apart. */
function wrongOutside(base: State, head: State, answer: DifferenceAnswer, family: Family): unknown[] {
  const [before, after] = [base, head].map(
    (state) => (matrix(state, { by: 'workload', family }) as MatrixAnswer).outside,
  );
  const own = answer.rows.filter(({ families }) => families.includes(family));
  const ranges = [...(before ?? []), ...(after ?? [])].flatMap(({ source, target }) => {
    const end = 'ranges' in source ? source : target;
    return 'ranges' in end ? end.ranges.flat() : [];
  });
  return [...new Set(ranges)].slice(0, 12).flatMap((text) => {
    const address = parseAddress(text) as bigint;
    const [one, other, said] = [
      atAddress(before ?? [], address),
      atAddress(after ?? [], address),
      atAddress(own, address),
    ];
    return [...new Set([...one.keys(), ...other.keys(), ...said.keys()])].flatMap((key) => {
      const [was, is, row] = [one.get(key), other.get(key), said.get(key)];
      const gained = (now: ExternalRow | undefined, then: ExternalRow | undefined): string =>
        [...pointsIn(now?.allow)]
          .filter((point) => !pointsIn(then?.allow).has(point) && !pointsIn(then?.unknown).has(point))
          .join(', ');
      const text = (messages: Messages | undefined): string => [...pointsIn(messages)].join(', ');
      const isSaid = gained(is, was) === text(row?.opened) && gained(was, is) === text(row?.closed);
      return isSaid ? [] : [{ key, address, was: was?.allow, is: is?.allow, row }];
    });
  });
}

/** A cluster without one of its policies; undefined where it has none. */
function withoutOne(
  objects: Objects,
  nth: number,
): { readonly less: Objects; readonly name: string } | undefined {
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  const gone = policies[nth % Math.max(1, policies.length)];
  if (gone === undefined) return undefined;
  const { namespace = '', name } = gone.metadata;
  return { less: objects.filter((one) => one !== gone), name: `${namespace}/${name}` };
}

function broken({ random, objects, met }: Sample) {
  const profile = profileOf(random);
  const change = withoutOne(objects, random.below(100));
  if (change === undefined) return [];
  const [base, head] = [stateOf(objects, profile), stateOf(change.less, profile)];
  const answer = compareStates(base, head);
  if ('error' in answer) return [answer];
  for (const _ of answer.rows) met();
  const blamed = answer.rows.filter(
    ({ causes }) => causes.length !== 1 || nameOf(causes[0] as ObjectReference) !== change.name,
  );
  const outside = FAMILIES.flatMap((family) => wrongOutside(base, head, answer, family));
  return [...FAMILIES.flatMap((family) => wrong(base, head, answer, family)), ...outside, ...blamed];
}

function differing({ random, objects, met }: Sample) {
  const profile = profileOf(random);
  met();
  const answer = compareStates(stateOf(objects, profile), stateOf([...objects].reverse(), profile));
  return !('error' in answer) && answer.answer === 'same' ? [] : [answer];
}

describe('the difference of two clusters', () => {
  law(
    'is that of their matrices, and by the policy that is gone',
    { clusters: 200, questions: 0, meets: 1 },
    broken,
  );
  law('is nothing where they say the same', { clusters: 60, questions: 0, meets: 0.5 }, differing);
});
