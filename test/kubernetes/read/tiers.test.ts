import { describe, expect, test } from 'vitest';
import type { ClusterPolicy } from '../../../src/kubernetes/objects/cluster-policy.ts';
import { formatPrefix } from '../../../src/model/header/prefix.ts';
import { objectsIn, saidOf } from '../cluster.ts';

const ALL = { labels: {}, expressions: [] };
const cnp = (spec: string, more = 'tier: Admin, priority: 10, subject: {namespaces: {}}'): string => `
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: guard}
spec: {${[more, spec].filter((part) => part !== '').join(', ')}}
`;
const older = (kind: string, spec: string, name = 'default'): string => `
apiVersion: policy.networking.k8s.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}}
spec: {${spec}}
`;
const read = (yaml: string): ClusterPolicy => objectsIn(yaml).clusterPolicies[0] as ClusterPolicy;
const egress = (rule: string): string => cnp(`egress: [{${rule}}]`);

describe('a policy for the whole cluster', () => {
  test('has a tier and a priority (S118, S119)', () => {
    expect(read(cnp(''))).toMatchObject({ tier: 'admin', priority: 10, validity: 'valid' });
    expect(read(cnp('', 'tier: Baseline, priority: 0, subject: {namespaces: {}}'))).toMatchObject({
      tier: 'baseline',
      priority: 0,
    });
  });

  test('of the older kinds has the tier of its kind; the baseline comes after all (S131)', () => {
    const admin = older('AdminNetworkPolicy', 'priority: 5, subject: {namespaces: {}}');
    expect(read(admin)).toMatchObject({ kind: 'AdminNetworkPolicy', tier: 'admin', priority: 5 });
    const baseline = older('BaselineAdminNetworkPolicy', 'subject: {namespaces: {}}');
    expect(read(baseline)).toMatchObject({ tier: 'baseline', priority: 1001, validity: 'valid' });
  });

  test('is for pods of namespaces, perhaps by labels of their own (S124)', () => {
    const subject = (text: string): unknown =>
      read(cnp('', `tier: Admin, priority: 1, subject: ${text}`)).subject;
    expect(subject('{namespaces: {matchLabels: {a: b}}}')).toEqual({
      namespaces: { labels: { a: 'b' }, expressions: [] },
    });
    expect(subject('{pods: {namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}}')).toEqual({
      namespaces: ALL,
      pods: { labels: { a: 'b' }, expressions: [] },
    });
  });

  test('of the newer kind may leave out the namespaces: all of them', () => {
    const subject = '{pods: {podSelector: {}}}';
    const spec = `priority: 1, subject: ${subject}`;
    expect(read(cnp('', `tier: Admin, ${spec}`))).toMatchObject({
      subject: { namespaces: ALL, pods: ALL },
      validity: 'valid',
    });
    expect(read(older('AdminNetworkPolicy', spec)).validity).toBe('refused');
  });

  test('may have no rules (S125)', () => {
    expect(read(cnp(''))).toMatchObject({ ingress: [], egress: [] });
  });

  test.each([
    ['tier: admin, priority: 1, subject: {namespaces: {}}', 'INVALID_VALUE', 'spec.tier'],
    ['priority: 1, subject: {namespaces: {}}', 'MISSING_FIELD', 'spec'],
    ['tier: Admin, priority: 1001, subject: {namespaces: {}}', 'INVALID_PRIORITY', 'spec.priority'],
    ['tier: Admin, priority: -1, subject: {namespaces: {}}', 'INVALID_PRIORITY', 'spec.priority'],
    ['tier: Admin, priority: 1', 'MISSING_FIELD', 'spec'],
    ['tier: Admin, priority: 1, subject: {}', 'INVALID_SUBJECT', 'spec.subject'],
    [
      'tier: Admin, priority: 1, subject: {namespaces: {}, pods: {namespaceSelector: {}, podSelector: {}}}',
      'INVALID_SUBJECT',
      'spec.subject',
    ],
  ])('is refused with {%s}, and could be for any pod (S119, S124)', (spec, code, path) => {
    const { clusterPolicies, diagnostics } = objectsIn(cnp('', spec));
    expect(diagnostics.map((one) => [one.code, one.severity, one.origin?.path])).toEqual([
      [code, 'error', path],
    ]);
    expect(clusterPolicies[0]).toMatchObject({ validity: 'refused', subject: { namespaces: ALL } });
  });

  test('BaselineAdminNetworkPolicy is named default (S131)', () => {
    const { clusterPolicies, diagnostics } = objectsIn(
      older('BaselineAdminNetworkPolicy', 'subject: {namespaces: {}}', 'mine'),
    );
    expect(saidOf(diagnostics)).toEqual([
      'input.yaml:4:12: error BASELINE_NAME: the BaselineAdminNetworkPolicy is named default, not mine',
    ]);
    expect(clusterPolicies[0]?.validity).toBe('refused');
  });
});

describe('the rules of a tier', () => {
  test.each([
    [cnp('ingress: [{action: Accept, from: [{namespaces: {}}]}]'), 'allow'],
    [cnp('ingress: [{action: Deny, from: [{namespaces: {}}]}]'), 'deny'],
    [cnp('ingress: [{action: Pass, from: [{namespaces: {}}]}]'), 'pass'],
    [
      older(
        'AdminNetworkPolicy',
        'priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}]}]',
      ),
      'allow',
    ],
  ])('allow, deny or pass (S119)', (yaml, action) => {
    expect(read(yaml)).toMatchObject({
      validity: 'valid',
      ingress: [{ action, name: '', peers: [{ kind: 'pods', namespaces: ALL }], path: 'spec.ingress[0]' }],
    });
  });

  test.each([
    cnp('ingress: [{action: Allow, from: [{namespaces: {}}]}]'),
    older(
      'AdminNetworkPolicy',
      'priority: 1, subject: {namespaces: {}}, ingress: [{action: Accept, from: [{namespaces: {}}]}]',
    ),
    older(
      'BaselineAdminNetworkPolicy',
      'subject: {namespaces: {}}, ingress: [{action: Pass, from: [{namespaces: {}}]}]',
    ),
  ])('with an action that their kind does not have are left out, and their policy is refused', (yaml) => {
    const { clusterPolicies, diagnostics } = objectsIn(yaml);
    expect(diagnostics.map(({ code }) => code)).toEqual(['INVALID_VALUE']);
    expect(clusterPolicies[0]).toMatchObject({ validity: 'refused', ingress: [] });
  });

  test('keep their order and their names', () => {
    const rule = (name: string): string => `{name: ${name}, action: Deny, from: [{namespaces: {}}]}`;
    expect(read(cnp(`ingress: [${rule('z')}, ${rule('a')}]`)).ingress.map(({ name }) => name)).toEqual([
      'z',
      'a',
    ]);
  });

  const many = (length: number, text: string): string => Array.from({ length }, () => text).join(', ');
  const rules = (length: number): string =>
    `ingress: [${many(length, '{action: Deny, from: [{namespaces: {}}]}')}]`;
  const named = (length: number): string =>
    `ingress: [{name: ${'x'.repeat(length)}, action: Deny, from: [{namespaces: {}}]}]`;
  const peers = (length: number): string =>
    `ingress: [{action: Deny, from: [${many(length, '{namespaces: {}}')}]}]`;
  const networks = (length: number): string =>
    `egress: [{action: Deny, to: [{networks: [${many(length, '10.0.0.0/8')}]}]}]`;
  const protocols = (length: number): string =>
    `ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [${many(length, '{tcp: {destinationPort: {number: 80}}}')}]}]`;
  const ports = (length: number): string =>
    `ingress: [{action: Deny, from: [{namespaces: {}}], ports: [${many(length, '{portNumber: {protocol: TCP, port: 80}}')}]}]`;
  const anp = (text: string): string =>
    older('AdminNetworkPolicy', `priority: 5, subject: {namespaces: {}}, ${text}`);

  test.each([
    ['25 rules in a direction', rules, 25, cnp],
    ['25 peers', peers, 25, cnp],
    ['25 protocols', protocols, 25, cnp],
    ['25 networks in a peer', networks, 25, cnp],
    ['100 characters in a name', named, 100, cnp],
    ['100 rules of the older kind', rules, 100, anp],
    ['100 peers of the older kind', peers, 100, anp],
    ['100 ports of the older kind', ports, 100, anp],
    ['25 networks of the older kind', networks, 25, anp],
  ])('are at most %s: a policy with more is refused (S130)', (_, text, most, policy) => {
    const validity = (length: number): unknown => {
      const { clusterPolicies, diagnostics } = objectsIn(policy(text(length)));
      return [clusterPolicies[0]?.validity, diagnostics.map(({ code, severity }) => `${severity} ${code}`)];
    };
    expect(validity(most)).toEqual(['valid', []]);
    expect(validity(most + 1)).toEqual(['refused', ['error OVER_LIMIT']]);
  });
});

describe('the peer of a tier rule', () => {
  const peer = (text: string): unknown => read(egress(`action: Accept, to: [${text}]`)).egress[0]?.peers[0];
  const path = 'spec.egress[0].to[0]';

  test('is of pods, hosts, networks or domain names (S126, S127)', () => {
    expect(peer('{pods: {namespaceSelector: {}, podSelector: {}}}')).toEqual({
      kind: 'pods',
      namespaces: ALL,
      pods: ALL,
      path,
    });
    expect(peer('{nodes: {matchLabels: {a: b}}}')).toEqual({
      kind: 'hosts',
      hosts: { labels: { a: 'b' }, expressions: [] },
      path,
    });
    expect(peer('{domainNames: ["*.Example.com", example.org.]}')).toEqual({
      kind: 'domains',
      names: ['*.example.com', 'example.org'],
      path,
    });
    const networks = read(egress('action: Deny, to: [{networks: [10.0.0.0/8, "::/0"]}]')).egress[0]?.peers[0];
    expect(networks?.kind === 'networks' && networks.blocks.map(formatPrefix)).toEqual([
      '10.0.0.0/8',
      '::/0',
    ]);
  });

  test('of no known field is unknown, and not refused: it fails closed (S129)', () => {
    expect(peer('{}')).toEqual({ kind: 'unknown', path });
    const { clusterPolicies, diagnostics } = objectsIn(egress('action: Deny, to: [{services: {}}]'));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['UNKNOWN_FIELD', 'warning']]);
    expect(clusterPolicies[0]).toMatchObject({
      validity: 'valid',
      egress: [{ peers: [{ kind: 'unknown' }] }],
    });
  });

  test('is unknown where its field is one of egress alone (S127)', () => {
    expect(
      read(cnp('ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]')).ingress[0]?.peers,
    ).toEqual([{ kind: 'unknown', path: 'spec.ingress[0].from[0]' }]);
  });

  test.each([
    ['action: Accept, to: [{namespaces: {}, nodes: {}}]', 'INVALID_PEER', 0],
    ['action: Accept, to: []', 'INVALID_PEER', 0],
    ['action: Accept', 'MISSING_FIELD', 0],
    ['action: Accept, to: [{networks: []}]', 'INVALID_PEER', 0],
    ['action: Accept, to: [{networks: [10.0.0.0]}]', 'INVALID_ADDRESS', 0],
    ['action: Accept, to: [{domainNames: ["a*.example.com"]}]', 'INVALID_HOST', 0],
    ['action: Deny, to: [{domainNames: [example.com]}]', 'INVALID_PEER', 0],
    ['action: Accept, to: [{pods: {namespaceSelector: {}}}]', 'MISSING_FIELD', 0],
    [
      'action: Accept, to: [{namespaces: {}}, {networks: [10.0.0.0/8]}], protocols: [{destinationNamedPort: http}]',
      'INVALID_PEER',
      2,
    ],
  ])('is refused with {%s}', (rule, code, peers) => {
    const { clusterPolicies, diagnostics } = objectsIn(egress(rule));
    expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([[code, 'error']]);
    expect(clusterPolicies[0]?.validity).toBe('refused');
    expect(clusterPolicies[0]?.egress[0]?.peers.length).toBe(peers);
  });
});

describe('the ports of a tier rule (S128)', () => {
  const of = (policy: ClusterPolicy): unknown =>
    policy.ingress[0]?.ports?.map((port) =>
      port.kind === 'named' ? port.name : `${port.protocol} ${port.first}-${port.last}`,
    );
  const newer = (protocols: string): string =>
    cnp(`ingress: [{action: Accept, from: [{namespaces: {}}], ${protocols}}]`);
  const alpha1 = (ports: string): string =>
    older(
      'AdminNetworkPolicy',
      `priority: 1, subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {}}], ${ports}}]`,
    );

  test('are all traffic without any', () => {
    expect(of(read(newer('name: x')))).toBeUndefined();
    expect(of(read(alpha1('ports: []')))).toBeUndefined();
  });

  test('are numbers, ranges and names of v1alpha2', () => {
    const policy = read(
      newer(
        'protocols: [{tcp: {destinationPort: {number: 80}}}, {udp: {destinationPort: {range: {start: 1, end: 9}}}}, {sctp: {}}, {destinationNamedPort: http}]',
      ),
    );
    expect([policy.validity, of(policy)]).toEqual([
      'valid',
      ['TCP 80-80', 'UDP 1-9', 'SCTP 0-65535', 'http'],
    ]);
  });

  test('are numbers, ranges and names of v1alpha1, TCP by default', () => {
    const policy = read(
      alpha1(
        'ports: [{portNumber: {port: 80}}, {portNumber: {protocol: UDP, port: 53}}, {portRange: {protocol: SCTP, start: 1, end: 9}}, {namedPort: http}]',
      ),
    );
    expect([policy.validity, of(policy)]).toEqual(['valid', ['TCP 80-80', 'UDP 53-53', 'SCTP 1-9', 'http']]);
  });

  test.each([
    [newer('protocols: []'), 'INVALID_PORT_RANGE'],
    [newer('protocols: [{}]'), 'INVALID_PORT_RANGE'],
    [newer('protocols: [{tcp: {}, udp: {}}]'), 'INVALID_PORT_RANGE'],
    [newer('protocols: [{tcp: {destinationPort: {}}}]'), 'INVALID_PORT_RANGE'],
    [newer('protocols: [{tcp: {destinationPort: {range: {start: 9, end: 9}}}}]'), 'INVALID_PORT_RANGE'],
    [newer('protocols: [{tcp: {destinationPort: {number: 65536}}}]'), 'INVALID_PORT'],
    [newer('protocols: [{tcp: {destinationPort: {range: {start: 9}}}}]'), 'MISSING_FIELD'],
    [alpha1('ports: [{}]'), 'INVALID_PORT_RANGE'],
    [alpha1('ports: [{portRange: {start: 9, end: 1}}]'), 'INVALID_PORT_RANGE'],
    [alpha1('ports: [{portNumber: {protocol: ICMP, port: 1}}]'), 'INVALID_PROTOCOL'],
  ])('are refused, and match nothing: %#', (yaml, code) => {
    const { clusterPolicies, diagnostics } = objectsIn(yaml);
    expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([[code, 'error']]);
    expect(clusterPolicies[0]).toMatchObject({ validity: 'refused', ingress: [{ ports: [] }] });
  });
});
