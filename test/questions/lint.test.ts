import { describe, expect, test } from 'vitest';
import { lintText } from '../../src/interface/render/lint.ts';
import type { LintAnswer } from '../../src/questions/lint.ts';
import { ask } from '../../src/questions/lint.ts';
import { stateOf } from '../cases/state-of.ts';
import { STYLE } from './style.ts';

const PODS = `
{kind: Namespace, apiVersion: v1, metadata: {name: shop}}
---
{kind: Pod, apiVersion: v1, metadata: {namespace: shop, name: db, labels: {app: db}}, spec: {containers: [{name: db, image: db, ports: [{containerPort: 5432}]}]}}
---
{kind: Pod, apiVersion: v1, metadata: {namespace: shop, name: web, labels: {app: web}}, spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}}
---
{kind: Pod, apiVersion: v1, metadata: {namespace: shop, name: job, labels: {app: job}}, spec: {containers: [{name: job, image: job}]}}
`;

const policy = (name: string, spec: string): string =>
  `---\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\nmetadata: {namespace: shop, name: ${name}}\nspec: ${spec}\n`;

function lint(...policies: readonly (readonly [string, string])[]): LintAnswer {
  const answer = ask(stateOf(PODS + policies.map(([name, spec]) => policy(name, spec)).join(''), {}), {});
  if ('error' in answer) throw new Error(answer.error.message);
  return answer;
}

const found = ({ findings }: LintAnswer): string[] =>
  findings.map(({ code, origin, holds }) =>
    [code, origin.name, origin.path, holds].filter(Boolean).join(' '),
  );

const DB = '{podSelector: {matchLabels: {app: db}}, ingress: [RULES]}';
const rules = (...all: readonly string[]): string => DB.replace('RULES', all.join(', '));
const WEB = '{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}';
const ALL = '{from: [{podSelector: {}}], ports: [{port: 5432}]}';

describe('lint', () => {
  test('finds nothing where each rule does something', () => {
    const answer = lint(['db', rules(WEB)]);
    expect(found(answer)).toEqual([]);
    expect([answer.policies, answer.rules, answer.notTold]).toEqual([1, 1, 0]);
    expect(lintText(answer, STYLE)).toBe('1 policy with 1 rule looked at: each does something\n');
  });

  test('finds a rule that another one says, and not the one that says more (04 §7)', () => {
    expect(found(lint(['db', rules(WEB, ALL)]))).toEqual(['RULE_CHANGES_NOTHING db spec.ingress[0] today']);
    // Whose address in a block is planned is not known, and so not what follows from the block alone (S144).
    const blocks = ['10.1.0.0/16', '10.0.0.0/8'].map((cidr) => `{from: [{ipBlock: {cidr: ${cidr}}}]}`);
    expect(found(lint(['db', rules(...blocks)]))).toEqual(['RULE_CHANGES_NOTHING db spec.ingress[0] today']);
  });

  test('finds each of two rules that say the same', () => {
    expect(found(lint(['db', rules(WEB, WEB)]))).toEqual([
      'RULE_CHANGES_NOTHING db spec.ingress[0] today',
      'RULE_CHANGES_NOTHING db spec.ingress[1] today',
    ]);
  });

  test('finds what only the pods of today make idle', () => {
    const labelled =
      '{from: [{podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [job, db]}]}}], ports: [{port: 5432}]}';
    expect(found(lint(['db', rules(WEB, labelled)]))).toEqual([
      'RULE_CHANGES_NOTHING db spec.ingress[0] today',
      'RULE_CHANGES_NOTHING db spec.ingress[1] today',
    ]);
  });

  test('finds a rule for the address of a node to be of use', () => {
    const node = '{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}';
    expect(found(lint(['db', rules(node)]))).toEqual([]);
  });

  test('finds policies and peers that mean nobody, rules that are not looked at, and policies that others stand for', () => {
    const answer = lint(
      ['a', '{podSelector: {matchLabels: {app: nope}}}'],
      [
        'b',
        rules('{from: [{podSelector: {matchLabels: {app: wbe}}}, {podSelector: {matchLabels: {app: web}}}]}'),
      ],
      ['c', '{podSelector: {}, policyTypes: [Ingress], egress: [{}]}'],
      ['d', '{podSelector: {matchLabels: {app: job}}, policyTypes: [Ingress]}'],
    );
    expect(found(answer)).toEqual([
      'POLICY_SELECTS_NOTHING a spec.podSelector today',
      'PEER_SELECTS_NOTHING b spec.ingress[0].from[0] today',
      'RULES_IGNORED c spec.egress always',
      'POLICY_CHANGES_NOTHING d today',
    ]);
  });

  test('says where policies are not enforced at all (S8, S146)', () => {
    const state = stateOf(PODS + policy('db', rules(WEB)), { enforced: 'no' });
    const answer = ask(state, {});
    expect('error' in answer ? answer : found(answer)).toEqual(['POLICIES_NOT_ENFORCED db always']);
  });
});
