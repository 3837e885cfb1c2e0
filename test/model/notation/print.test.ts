import { describe, expect, test } from 'vitest';
import type { Network } from '../../../src/model/network/network.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { nodeNamed } from '../../../src/model/network/node.ts';
import type { Rule } from '../../../src/model/network/rule.ts';
import { rules } from '../../../src/model/network/rules.ts';
import { formatAction, formatMatch, printRule } from '../../../src/model/notation/print.ts';
import { printNetwork } from '../../../src/model/notation/print-network.ts';
import { networkOf } from './reading.ts';

/** A network whose switch n1 has this rule alone. */
function withRule(rule: string): { network: Network; at: NodeId; rule: Rule } {
  const network = networkOf(`
  nodes:
    - {process: c1}
    - {process: c2}
    - switch: n1
      tables:
        - {name: first, rules: [${rule}]}
        - {name: route}
    - {switch: n2}
  links: [[c1, n1], [c2, n1], [n1, n2]]
  sets: [{name: web}]
  facts: [{code: OPEN}, {code: OPEN}]`);
  const at = nodeNamed(network.nodes, 'n1') as NodeId;
  const [only] = rules(network, at);
  return { network, at, rule: only as Rule };
}

describe('a match reads', () => {
  test.each([
    ['', '*'],
    ['to: 10.1.1.1, port: 8080/TCP,', '10.1.1.1:8080/TCP'],
    ['to: 10.1.1.1,', '10.1.1.1'],
    ['to: 10.1.1.0/24, port: [80, 443],', '10.1.1.0/24:80,443'],
    ['to: fd00::1, port: 53/TCP+UDP,', '[fd00::1]:53/TCP+UDP'],
    ['port: 8080,', '*:8080'],
    ['protocol: ICMP,', '*/ICMP'],
    ['to: 10.96.0.1, from: 10.0.0.0/8,', '10.96.0.1 from 10.0.0.0/8'],
    ['from: 10.1.1.1, fromPort: 53,', '* from 10.1.1.1:53'],
    ['to: 10.1.1.1, via: c1,', '10.1.1.1 [via c1]'],
    ['via: {set: web}, out: n2,', '* [via set web; out n2]'],
    ['sourceOwner: n2, targetOwner: {set: web},', '* [source of n2; target of set web]'],
    ['when: {reply: 0, mark: 1},', '* [mark=1; reply=0]'],
    ['fact: OPEN#2,', '* [if OPEN#2]'],
  ])('%s %s', (match, text) => {
    const { network, rule } = withRule(`{${match} deliver: c1}`);
    expect(formatMatch(network, rule.match)).toBe(text);
  });
});

describe('an action reads', () => {
  test.each([
    ['deliver: c1', 'deliver c1'],
    ['forward: n2', 'forward n2'],
    ['forward: {register: out}', 'forward out'],
    ['discard: NO_ROUTE', 'discard NO_ROUTE'],
    ['reject: PORT_CLOSED', 'discard PORT_CLOSED (refused)'],
    ['translate: {to: 10.2.2.2, port: 5432}', '→ 10.2.2.2:5432'],
    ['translate: {to: 10.2.2.2, port: 5432}, forward: n2', '→ 10.2.2.2:5432, then forward n2'],
    ['translate: {port: 80}', '→ :80'],
    ['translate: {to: fd00::2, port: 80}', '→ [fd00::2]:80'],
    ['translate: {from: 10.1.0.1}, forward: n2', 'source → 10.1.0.1, then forward n2'],
    ['translate: {from: 10.1.0.1, to: 10.2.2.2}', '→ 10.2.2.2, source → 10.1.0.1'],
    ['translate: {}', '→ unchanged'],
    ['set: {out: n2, mark: 3}, next: route', 'set mark=3, then set out=n2, then next route'],
    ['choose: [{deliver: c1}, {deliver: c2}], among: equals', 'deliver any of c1, c2'],
    ['choose: [{translate: {to: 10.2.2.1}}, {translate: {to: 10.2.2.2}}]', '→ one of 10.2.2.1, 10.2.2.2'],
    ['choose: [{weight: 2, deliver: c1}, {deliver: c2}]', 'deliver one of 2× c1, 1× c2'],
    ['choose: [{deliver: c1}, {forward: n2}]', 'one of (deliver c1 | forward n2)'],
    ['choose: [{deliver: c1}], among: equals', 'deliver c1'],
    ['choose: [{weight: 0, deliver: c1}]', 'deliver one of 0× c1'],
    ['choose: []', 'one of nothing'],
  ])('%s %s', (action, text) => {
    const { network, rule, at } = withRule(`{${action}}`);
    expect(formatAction(network, rule.action, at)).toBe(text);
  });

  test('a table by its number where the switch is not known', () => {
    const { network, rule } = withRule('{next: route}');
    expect(formatAction(network, rule.action)).toBe('next table 1');
  });

  test('a choice among many with the first few and the number of the others', () => {
    const ways = Array.from({ length: 100 }, (_, i) => `{translate: {to: 10.2.2.${i}}}`).join(', ');
    const { network, rule } = withRule(`{choose: [${ways}]}`);
    expect(formatAction(network, rule.action)).toMatch(/^→ one of 10\.2\.2\.0, .*, 10\.2\.2\.7, 92 more$/);
    expect(printRule(network, rule)).toContain('10.2.2.99');
  });
});

test('a rule reads in the columns of the article', () => {
  const { network, rule, at } = withRule('{label: F4, to: 10.1.2.1, forward: n2}');
  expect(printRule(network, rule, at)).toBe('F4 * * 10.1.2.1 * → forward n2');
  const asking = withRule('{from: 10.0.0.0/8, to: 10.1.2.1, port: 80/TCP, via: c1, deliver: c1}');
  expect(printRule(asking.network, asking.rule)).toBe('- 10.0.0.0/8 * 10.1.2.1 80/TCP [via c1] → deliver c1');
});

test('a network reads as a line for each thing in it', () => {
  const network = networkOf(`
  nodes:
    - {process: c1, role: container, listens: [8080, {port: 53/UDP, name: dns}]}
    - {switch: p1, role: pod, addresses: [10.1.1.1, fd00::1], fib: [{label: F3, forward: n1, assumes: [LISTENS]}]}
    - {switch: n1, role: host, sessions: kept, fib: [{to: 10.1.1.1, forward: p1, requirements: [S12]}]}
    - {switch: n2, role: host, tables: [{name: route, assumes: [ORDER], rules: []}]}
  services: [{name: kube-dns, addresses: [10.96.0.10]}]
  links: [[p1, c1], [n1, p1], {mesh: [n2, n1]}]
  sets:
    - {name: web, members: [p1], perhaps: [{node: c1, fact: OPEN}], definition: [{attribute: app, is: in, values: [a, b]}]}
  facts: [{code: OPEN, text: not known}]
  handles: [{name: deployment/x/web, nodes: [p1]}]`);
  expect(printNetwork(network)).toBe(`network test
process c1 container on n1 listens 8080/TCP@p1 dns=53/UDP@p1
switch p1 pod on n1 has 10.1.1.1 fd00::1
switch n1 host on n1
switch n2 host on n2
service kube-dns 10.96.0.10
link c1 p1
link p1 n1
mesh n1 n2
set web; where app in (a, b); members p1; perhaps c1 if OPEN
fact OPEN unknown: not known
handle deployment/x/web: p1
fib p1 sessions none
table main
F3 * * * * → forward n1 # assumes LISTENS
fib n1 sessions kept
table main
- * * 10.1.1.1 * → forward p1 # S12
fib n2 sessions none
table route # assumes ORDER
`);
});
