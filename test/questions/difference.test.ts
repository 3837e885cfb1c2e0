import { describe, expect, test } from 'vitest';
import { differenceText } from '../../src/interface/render/difference.ts';
import type { DifferenceAnswer } from '../../src/questions/difference.ts';
import { compareStates } from '../../src/questions/difference.ts';
import { stateOf } from '../cases/state-of.ts';
import { STYLE } from './style.ts';

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

const nameOf = (end: DifferenceAnswer['rows'][number]['source']): string =>
  'ranges' in end ? end.ranges.flat().join('-') : end.name;

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

  test('tells opened from widened, closed from narrowed, and says what the outside gets (04 §7)', () => {
    const ports = (...all: readonly number[]): string =>
      policy(1).replace('[{port: 1}]', `[${all.map((port) => `{port: ${port}}`).join(', ')}]`);
    const senses = (base: readonly string[], head: readonly string[]) =>
      difference(base, head).rows.map(({ source, sense }) => `${nameOf(source)} ${sense}`);
    const one = [...PODS, ports(80)];
    const two = [...PODS, ports(80, 81)];
    expect(senses(one, two)).toEqual(['web widened']);
    expect(senses(two, one)).toEqual(['web narrowed']);
    expect(senses(one, [...PODS, ports(81)])).toEqual(['web changed']);
    expect(senses(PODS, one).sort()).toEqual([
      '0.0.0.0-255.255.255.255 closed',
      'job closed',
      'web narrowed',
    ]);
    expect(senses(one, PODS).sort()).toEqual(['0.0.0.0-255.255.255.255 opened', 'job opened', 'web widened']);
    const block = policy(80).replace('podSelector: {matchLabels: {app: web}}', 'ipBlock: {cidr: 8.0.0.0/8}');
    const answer = difference(one, [...PODS, block.replace('name: db', 'name: more'), ports(80)]);
    // The addresses of pods are planned here: whether they are in the block is not known.
    expect(answer.rows.filter(({ sense }) => sense === 'opened')).toMatchObject([
      {
        source: { kind: 'External', ranges: [['8.0.0.0', '8.255.255.255']] },
        target: { name: 'db' },
        sense: 'opened',
        opened: { TCP: [[80, 80]] },
        causes: [{ name: 'more', what: 'added' }],
      },
    ]);
    expect(differenceText(answer, STYLE)).toContain('external/8.0.0.0/8 → pod/shop/db  TCP 80');
  });

  test('names the field of an object that did it, and not the others that changed', () => {
    const spec = (rules: string, egress: string): string =>
      `{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: db}, spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress, Egress], ingress: [${rules}], egress: [${egress}]}}`;
    const web = '{from: [{podSelector: {matchLabels: {app: web}}}]}';
    const job = '{from: [{podSelector: {matchLabels: {app: job}}}]}';
    const nobody = '{to: [{podSelector: {matchLabels: {app: nobody}}}]}';
    const { rows, idle } = difference([...PODS, spec(web, '')], [...PODS, spec(`${web}, ${job}`, nobody)]);
    expect(rows).toMatchObject([
      {
        source: { name: 'job' },
        target: { name: 'db' },
        causes: [{ kind: 'NetworkPolicy', name: 'db', what: 'changed', path: 'spec.ingress[1]' }],
      },
    ]);
    expect(rows[0]?.causes).toHaveLength(1);
    expect(idle).toMatchObject([{ name: 'db', path: 'spec.egress[0]' }]);
  });

  test('names every object that would do it alone', () => {
    const other = policy(1).replace('name: db', 'name: more');
    const { rows } = difference(PODS, [...PODS, policy(5432), other]);
    const row = rows.find(({ source }) => nameOf(source) === 'job');
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

  const deny = (app: string): string =>
    `{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: deny-${app}}, spec: {podSelector: {matchLabels: {app: ${app}}}}}`;
  const allow = (name: string, way: string): string =>
    `{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, metadata: {namespace: shop, name: ${name}}, spec: ${way}}`;
  const causesOf = (answer: DifferenceAnswer, source: string, target: string) =>
    answer.rows
      .find((row) => nameOf(row.source) === source && nameOf(row.target) === target)
      ?.causes.map(({ name }) => name);

  test('finds the cause of each pair, though all are of one class in both', () => {
    const answer = difference(PODS, [...PODS, deny('web'), deny('db'), deny('job')]);
    expect(answer.idle).toEqual([]);
    expect(causesOf(answer, 'web', 'db')).toEqual(['deny-db']);
    expect(causesOf(answer, 'db', 'web')).toEqual(['deny-web']);
  });

  test('names all changes where only some together do it', () => {
    const closed = allow('closed', '{podSelector: {}, policyTypes: [Ingress, Egress]}');
    const out = allow('out', '{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{}]}');
    const into = allow('into', '{podSelector: {matchLabels: {app: db}}, ingress: [{}]}');
    const answer = difference(
      [...PODS, closed],
      [
        ...PODS,
        closed,
        ...[out, into].flatMap((one) => [one, one.replace(/name: (out|into)/, 'name: other-$1')]),
      ],
    );
    expect(answer.idle).toEqual([]);
    expect(causesOf(answer, 'web', 'db')?.length).toBeGreaterThan(0);
  });

  test('names a namespace that is gone', () => {
    const same = allow(
      'same',
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]}',
    );
    const labelled = '{kind: Namespace, apiVersion: v1, metadata: {name: shop, labels: {team: a}}}';
    const answer = difference([labelled, ...PODS.slice(1), same], [...PODS.slice(1), same]);
    expect(answer.rows[0]?.causes).toMatchObject([{ kind: 'Namespace', name: 'shop', what: 'removed' }]);
  });

  test('says which pods are not compared, since one of them has them without an address', () => {
    const onHost = pod('job', 'job').replace('spec: {', 'spec: {hostNetwork: true, ');
    expect(difference(PODS, [...PODS.slice(0, 3), onHost])).toMatchObject({
      answer: 'unknown',
      removed: [],
      uncompared: ['shop/job'],
    });
  });
});
