import { describe, expect, test } from 'vitest';
import { differenceText } from '../../src/interface/render/difference.ts';
import { PLAIN } from '../../src/interface/render/paint.ts';
import type { DifferenceAnswer } from '../../src/questions/difference.ts';
import { compareStates } from '../../src/questions/difference.ts';
import { stateOf } from '../cases/state-of.ts';

const pod = (name: string, app: string): string =>
  `{kind: Pod, apiVersion: v1, metadata: {namespace: shop, name: ${name}, labels: {app: ${app}}}, spec: {containers: [{name: c, image: c}]}}`;
const PODS = [
  '{kind: Namespace, apiVersion: v1, metadata: {name: shop}}',
  pod('web', 'web'),
  pod('db', 'db'),
  pod('job', 'job'),
];
const policy = (port: number): string =>
  `{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: db}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: ${port}}]}]}}`;

function difference(base: readonly string[], head: readonly string[]): DifferenceAnswer {
  const [one, other] = [base, head].map((objects) => stateOf(objects.join('\n---\n'), {}));
  if (one === undefined || other === undefined) throw new Error('two states');
  const answer = compareStates(one, other);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer;
}

const STYLE = { extent: 'plain', paint: PLAIN, explain: () => undefined } as const;

describe('a difference', () => {
  test('says what a changed policy opens and closes', () => {
    const answer = difference([...PODS, policy(5432)], [...PODS, policy(5433)]);
    expect(answer).toMatchObject({
      answer: 'different',
      rows: [
        {
          source: { name: 'web' },
          target: { name: 'db' },
          opened: { TCP: [[5433, 5433]] },
          closed: { TCP: [[5432, 5432]] },
          pairs: 1,
          causes: [{ kind: 'NetworkPolicy', name: 'db', what: 'changed' }],
        },
      ],
    });
  });

  test('names every object that would do it alone', () => {
    const other = policy(1).replace('name: db', 'name: more');
    const { rows } = difference(PODS, [...PODS, policy(5432), other]);
    const row = rows.find(({ source }) => source.name === 'job');
    expect(row?.causes.map(({ name }) => name)).toEqual(['db', 'more']);
  });

  test('is not the same where an object changed that pods do not feel', () => {
    const service =
      '{kind: Service, apiVersion: v1, metadata: {namespace: shop, name: db}, spec: {clusterIP: 10.96.0.9, selector: {app: db}, ports: [{port: 80}]}}';
    const answer = difference(PODS, [...PODS, service]);
    expect(answer).toMatchObject({ answer: 'unknown', rows: [], idle: [{ kind: 'Service', what: 'added' }] });
  });

  test('counts a relabelled pod as the cause', () => {
    const { rows } = difference(
      [...PODS, policy(5432)],
      [...PODS.slice(0, 3), pod('job', 'web'), policy(5432)],
    );
    expect(rows).toMatchObject([
      {
        source: { name: 'job' },
        target: { name: 'db' },
        opened: { TCP: [[5432, 5432]] },
        causes: [{ kind: 'Pod', name: 'job' }],
      },
    ]);
  });

  test('names pods that only one of them has', () => {
    expect(difference(PODS, PODS.slice(0, 3))).toMatchObject({ answer: 'unknown', removed: ['shop/job'] });
  });

  test('prints what is closed by what did it', () => {
    expect(differenceText(difference(PODS, [...PODS, policy(5432)]), STYLE)).toContain(
      'Closed\n  by NetworkPolicy shop/db',
    );
  });
});
