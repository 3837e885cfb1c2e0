import { describe } from 'vitest';
import type { State } from '../../src/index.ts';
import type { Family } from '../../src/model/header/address.ts';
import type { DifferenceAnswer, DifferenceRow } from '../../src/questions/difference.ts';
import { compareStates } from '../../src/questions/difference.ts';
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
  const own = answer.rows.filter(({ families }) => families.includes(family));
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
  return [...FAMILIES.flatMap((family) => wrong(base, head, answer, family)), ...blamed];
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
