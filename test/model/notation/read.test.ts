import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../../src/model/network/fault.ts';
import { ADDRESSES, cellAt, LISTENERS } from '../../../src/model/network/network.ts';
import type { NodeId } from '../../../src/model/network/node.ts';
import { nameOf, nodeAt, nodeNamed } from '../../../src/model/network/node.ts';
import { rules } from '../../../src/model/network/rules.ts';
import { readNetwork } from '../../../src/model/notation/read.ts';
import type { Origin } from '../../../src/text/origin.ts';
import { complaint, itemOf, network, networkOf, positionOf } from './reading.ts';

/** What is said of a text, and that there is no network. */
function complaints(text: string): string[] {
  const read = readNetwork(itemOf(text));
  expect(read.network).toBeUndefined();
  return read.diagnostics.map(complaint);
}

/** What is said of a rule of switch n1: it begins in column 9 of line 8. */
function complaintsOfRule(rule: string): string[] {
  return complaints(
    network(`
  nodes:
    - switch: n1
      fib:
      - ${rule}
    - {process: c1}
  links: [[c1, n1]]`),
  );
}

describe('a document is refused', () => {
  test.each([
    ['kind: Network', '1:1 NOTATION_VERSION expected apiVersion fibula.dev/v1alpha1, not nothing'],
    [
      'apiVersion: fibula.dev/v2\nkind: Network\nmetadata: {name: x}\nspec: {nodes: []}',
      '1:1 NOTATION_VERSION expected apiVersion fibula.dev/v1alpha1, not "fibula.dev/v2"',
    ],
    [
      'apiVersion: fibula.dev/v1alpha1\nkind: Network\nspec: {nodes: []}',
      '1:1 NOTATION_MISSING metadata.name is missing',
    ],
    [
      '[]',
      '1:1 NOTATION_TYPE expected a mapping, as {apiVersion: fibula.dev/v1alpha1, kind: Network, …}, not a list',
    ],
    [network('  links: []'), '4:1 NOTATION_MISSING nodes is missing'],
    [network('  nodes: {}'), '5:3 NOTATION_TYPE expected a list of nodes, not a mapping'],
    [network('  nodes: []\n  link: []'), '6:3 NOTATION_FIELD unknown field "link" (did you mean links?)'],
  ])('%j: %s', (text, expected) => expect(complaints(text)).toContain(expected));
});

describe('a node is refused', () => {
  test.each([
    ['{name: n1}', '6:8 NOTATION_FIELD unknown field "name"'],
    ['{role: pod}', '6:7 NOTATION_MISSING a node is named by its kind: {switch: NAME} or {process: NAME}'],
    ['{switch: n1, process: n1}', '6:20 NOTATION_TWICE a node is either a switch or a process'],
    [
      '{switch: n}',
      '6:8 NOTATION_TYPE expected a text, the name of the node, not the boolean false (put it in quotes)',
    ],
    [
      '{switch: a, role: pot}',
      '6:19 NOTATION_VALUE "pot" is none of none, container, daemon, pod, host, fabric, outside (did you mean pod?)',
    ],
    ['{switch: a, host: b}', '6:19 NOTATION_NAME there is no node named b (did you mean a?)'],
    ['{switch: a, addresses: [10.1.1]}', '6:31 NOTATION_VALUE "10.1.1" is no address'],
    ['{switch: a, addresses: [10.1.1.0/24]}', '6:31 NOTATION_VALUE "10.1.1.0/24" is no address'],
    ['{process: a, listens: [0]}', '6:30 NOTATION_VALUE the number 0 is no port, as 8080 or 53/UDP'],
    ['{process: a, listens: [80/HTTP]}', '6:30 NOTATION_VALUE "80/HTTP" is no port, as 8080 or 53/UDP'],
    ['{process: a, listens: [{name: http}]}', '6:30 NOTATION_MISSING port is missing'],
    [
      '{switch: a, sessions: keept}',
      '6:19 NOTATION_VALUE "keept" is none of kept, none (did you mean kept?)',
    ],
    [
      '{switch: a, fib: [], tables: []}',
      '6:28 NOTATION_TWICE fib and tables exclude each other: fib is a single table',
    ],
    ['{switch: a, tables: [{rules: []}]}', '6:28 NOTATION_MISSING a table has a name'],
  ])('%s: %s', (node, expected) =>
    expect(complaints(network(`  nodes:\n    - ${node}`))).toContain(expected),
  );
});

describe('a rule is refused', () => {
  test.each([
    ['{fwd: n1}', '8:10 NOTATION_FIELD unknown field "fwd"'],
    ['{forwards: n1}', '8:10 NOTATION_FIELD unknown field "forwards" (did you mean forward?)'],
    [
      '{to: 10.1.1.1}',
      '8:9 NOTATION_ACTION an action is missing: deliver, forward, discard, reject, translate, next or choose',
    ],
    ['{set: {mark: 1}}', '8:9 NOTATION_ACTION what follows is missing: set alone decides nothing'],
    ['{deliver: c1, forward: n1}', '8:23 NOTATION_ACTION deliver and forward exclude each other'],
    ['{deliver: c1, among: equals}', '8:23 NOTATION_ACTION among belongs to choose'],
    ['{deliver: c2}', '8:10 NOTATION_NAME there is no node named c2 (did you mean c1?)'],
    ['{forward: {register: on}}', '8:20 NOTATION_VALUE the boolean true is none of out'],
    ['{next: second}', '8:10 NOTATION_NAME there is no table named second'],
    [
      '{to: 10.1.1.300, deliver: c1}',
      '8:10 NOTATION_VALUE "10.1.1.300" is no address, CIDR or range of addresses',
    ],
    ['{to: [10.1.1.1, x], deliver: c1}', '8:25 NOTATION_VALUE "x" is no address, CIDR or range of addresses'],
    [
      '{to: null, deliver: c1}',
      '8:10 NOTATION_TYPE expected a text, as 10.1.1.1 or 10.1.0.0/16, not nothing',
    ],
    ['{port: 80/TPC, deliver: c1}', '8:10 NOTATION_VALUE "80/TPC" is no port, as 8080/TCP, 80, 8000-8080'],
    [
      '{port: 70000, deliver: c1}',
      '8:10 NOTATION_VALUE the number 70000 is no port, as 8080/TCP, 80, 8000-8080',
    ],
    ['{fromPort: 53/UDP, deliver: c1}', '8:10 NOTATION_VALUE "53/UDP" is no port, as 80, 8000-8080'],
    [
      '{port: [80/TCP, 53/UDP], deliver: c1}',
      '8:10 NOTATION_VALUE these ports are not of the same protocols (write a rule for each protocol)',
    ],
    [
      '{port: 80/TCP, protocol: UDP, deliver: c1}',
      '8:24 NOTATION_TWICE the rule asks for UDP here, and for TCP in port',
    ],
    [
      '{protocol: HTTP, deliver: c1}',
      '8:10 NOTATION_VALUE "HTTP" is no protocol (TCP, UDP, SCTP, ICMP or other)',
    ],
    ['{via: {set: web}, deliver: c1}', '8:16 NOTATION_NAME there is no set named web'],
    ['{fact: OPEN, deliver: c1}', '8:10 NOTATION_NAME there is no fact named OPEN'],
    [
      '{when: {mark: x}, deliver: c1}',
      '8:17 NOTATION_TYPE expected a whole number from 0 to 4294967295, not "x"',
    ],
    [
      '{when: {a.b: 1}, deliver: c1}',
      '8:17 NOTATION_VALUE "a.b" cannot name a register: a letter, then letters, digits, - and _',
    ],
    [
      '{set: {out: 3}, deliver: c1}',
      '8:16 NOTATION_TYPE expected a text, the name of a node, not the number 3 (put it in quotes)',
    ],
    ['{translate: {to: 10.0.0.0/8}}', '8:22 NOTATION_VALUE "10.0.0.0/8" is no address'],
    [
      '{choose: [{weight: -1, deliver: c1}]}',
      '8:20 NOTATION_TYPE expected a whole number from 0 to 4294967295, not the number -1',
    ],
    [
      '{choose: [{}]}',
      '8:19 NOTATION_ACTION an action is missing: deliver, forward, discard, reject, translate, next or choose',
    ],
  ])('%s: %s', (rule, expected) => expect(complaintsOfRule(rule)).toContain(expected));
});

describe('what else is refused', () => {
  test.each([
    ['links: [[a, b, a]]', '8:11 NOTATION_TYPE a link joins two nodes, as [c1, p1]'],
    ['links: [[a, c]]', '8:15 NOTATION_NAME there is no node named c (did you mean a?)'],
    ['links: [{}]', '8:11 NOTATION_MISSING expected {mesh: [n1, n2, n3]}'],
    ['links: [a]', '8:11 NOTATION_TYPE expected a link, as [c1, p1] or {mesh: [n1, n2, n3]}, not "a"'],
    ['sets: [{name: s}, {name: s}]', '8:21 NOTATION_TWICE two sets are named s'],
    [
      'sets: [{name: s, perhaps: [{node: a}]}]',
      '8:30 NOTATION_MISSING expected a node, and the fact on which it depends, as {node: p1, fact: CODE}',
    ],
    [
      'sets: [{name: s, definition: [{attribute: app}]}]',
      '8:33 NOTATION_MISSING expected an attribute and what it is, as {attribute: app, is: exists}',
    ],
    ['facts: [{text: x}]', '8:11 NOTATION_MISSING code is missing'],
    ['facts: [{code: open}]', '8:12 NOTATION_VALUE "open" is no code: capital letters, digits and _'],
    ['handles: [{name: h}, {name: h}]', '8:24 NOTATION_TWICE two handles are named h'],
  ])('%s: %s', (field, expected) => {
    const text = network(`  nodes:\n    - {switch: a}\n    - {switch: b}\n  ${field}`);
    expect(complaints(text)).toContain(expected);
  });
});

test('all that is wrong is told at once', () => {
  const said = complaints(
    network('  nodes:\n    - {switch: a, rol: pod}\n    - {proces: b}\n  links: [[a, x]]'),
  );
  expect(said.map((line) => line.split(' ')[1])).toEqual([
    'NOTATION_FIELD',
    'NOTATION_FIELD',
    'NOTATION_MISSING',
    'NOTATION_NAME',
  ]);
});

test('an address given to a process is a warning', () => {
  const { network: read, diagnostics } = readNetwork(
    itemOf(network('  nodes:\n    - {process: a, addresses: [10.1.1.1]}')),
  );
  expect(read).toBeDefined();
  expect(diagnostics.map((one) => [one.severity, complaint(one)])).toEqual([
    [
      'warning',
      '6:20 NOTATION_ADDRESS no message is sent from the address of a process (give it to the switch)',
    ],
  ]);
});

describe('a network knows where it was written', () => {
  const read = networkOf(`
  nodes:
    - {process: c1, listens: [8080, 53/UDP]}
    - switch: n1
      addresses: [10.1.0.1, 10.1.0.2]
      fib:
        - {to: 10.1.0.1, deliver: c1}
        - {discard: NO_ROUTE}
  links: [[c1, n1]]`);
  const n1 = nodeNamed(read.nodes, 'n1') as NodeId;

  test('nodes', () => {
    expect(positionOf(nodeAt(read.nodes, n1).origin)).toBe('7:7');
    expect(nodeAt(read.nodes, n1).origin?.object).toEqual({ kind: 'Network', name: 'test' });
  });
  test('rules', () => {
    expect([...rules(read, n1)].map(({ origin }) => positionOf(origin))).toEqual(['10:11', '11:11']);
  });
  test.each([
    [ADDRESSES, ['8:19', '8:29']],
    [LISTENERS, ['6:31', '6:37']],
  ])('%s', (name, expected) => {
    const directory = read.directories[name];
    const rows = Array.from({ length: directory?.size ?? 0 }, (_, row) => row);
    expect(rows.map((row) => positionOf(cellAt(directory, 'origin', row) as Origin))).toEqual(expected);
  });
  test('faults', () => {
    const bad = networkOf('  nodes:\n    - {process: c1}\n    - {switch: n1, fib: [{deliver: c1}]}');
    expect(faultsOf(bad).faults.map(({ code, origin }) => [code, positionOf(origin)])).toEqual([
      ['W1', '7:26'],
    ]);
  });
});

describe('the host of a node that names none', () => {
  const read = networkOf(`
  nodes:
    - {switch: n1, role: host}
    - {switch: n2, role: host}
    - {switch: p1, role: pod}
    - {process: c1, role: container}
    - {process: d1, role: daemon}
    - {process: x1}
    - {switch: p2, role: pod, host: n2}
    - {switch: p3, role: pod, host: ''}
  links: [[p1, n2], [p1, n1], [c1, p1], [d1, n2], [x1, n1], [p2, n1], [p3, n1]]`);
  test.each([
    ['n2', 'n2'],
    ['p1', 'n1'],
    ['c1', 'n1'],
    ['d1', 'n2'],
    ['x1', '?'],
    ['p2', 'n2'],
    ['p3', '?'],
  ])('of %s is %s', (name, host) => {
    const id = nodeNamed(read.nodes, name) as NodeId;
    expect(nameOf(read.nodes, read.nodes.hosts[id] as NodeId)).toBe(host);
  });
});
