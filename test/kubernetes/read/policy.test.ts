import { describe, expect, test } from 'vitest';
import type { NetworkPolicy } from '../../../src/kubernetes/objects/policy.ts';
import { formatPrefix } from '../../../src/model/header/prefix.ts';
import { objectsIn, saidOf } from '../cluster.ts';

const yaml = (spec: string): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {${spec}}
`;
const read = (spec: string): NetworkPolicy => objectsIn(yaml(spec)).networkPolicies[0] as NetworkPolicy;
const from = (peers: string): NetworkPolicy => read(`podSelector: {}, ingress: [{from: ${peers}}]`);
const ports = (list: string): NetworkPolicy => read(`podSelector: {}, ingress: [{ports: ${list}}]`);

describe('the subject of a NetworkPolicy', () => {
  test.each(['podSelector: {}', 'podSelector: null', 'podSelector: {matchLabels: null}', ''])(
    'is every pod of its namespace with {%s} (S80)',
    (spec) => {
      expect(read(spec)).toMatchObject({ subject: { labels: {}, expressions: [] }, validity: 'valid' });
    },
  );

  test('is what its selector selects', () => {
    expect(
      read('podSelector: {matchLabels: {app: web}, matchExpressions: [{key: a, operator: Exists}]}').subject,
    ).toEqual({ labels: { app: 'web' }, expressions: [{ key: 'a', operator: 'Exists', values: [] }] });
  });
});

describe('the directions of a NetworkPolicy (S81)', () => {
  test.each([
    ['', ['ingress']],
    ['egress: []', ['ingress']],
    ['egress: null', ['ingress']],
    ['egress: [{}]', ['ingress', 'egress']],
    ['policyTypes: []', ['ingress']],
    ['policyTypes: [Egress]', ['egress']],
    ['policyTypes: [Egress], ingress: [{}]', ['egress']],
    ['policyTypes: [Egress, Ingress]', ['ingress', 'egress']],
  ])('with {%s} are %j', (spec, directions) => {
    expect(read(`podSelector: {}${spec === '' ? '' : `, ${spec}`}`)).toMatchObject({
      directions,
      validity: 'valid',
    });
  });

  test('could be either where a type is none', () => {
    const { networkPolicies, diagnostics } = objectsIn(yaml('podSelector: {}, policyTypes: [ingress]'));
    expect(networkPolicies[0]).toMatchObject({ directions: ['ingress', 'egress'], validity: 'refused' });
    expect(diagnostics[0]).toMatchObject({ code: 'INVALID_VALUE', suggestion: 'write Ingress' });
    expect(diagnostics[0]?.origin?.path).toBe('spec.policyTypes[0]');
  });
});

describe('the rules of a NetworkPolicy', () => {
  test('are none without ingress, and one that admits everything with an empty rule (S82)', () => {
    expect(read('podSelector: {}, ingress: []').ingress).toEqual([]);
    for (const spec of ['ingress: [{}]', 'ingress: [null]', 'ingress: [{from: [], ports: null}]']) {
      expect(read(`podSelector: {}, ${spec}`)).toMatchObject({
        ingress: [{ path: 'spec.ingress[0]' }],
        validity: 'valid',
      });
      expect(Object.keys(read(`podSelector: {}, ${spec}`).ingress[0] as object)).toEqual(['path']);
    }
  });

  test('keep peers and ports apart, each list as it is (S83)', () => {
    const { egress } = read('podSelector: {}, egress: [{to: [{podSelector: {}}], ports: [{port: 1}]}]');
    expect(egress).toMatchObject([{ peers: [{ kind: 'pods' }], ports: [{ kind: 'range' }] }]);
  });
});

describe('a peer', () => {
  test('is of pods of the own namespace, of other namespaces, or of both selectors at once (S84)', () => {
    const peers = from(
      '[{podSelector: {}}, {namespaceSelector: {}}, {namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: b}}}, {podSelector: {}, namespaceSelector: null}]',
    ).ingress[0]?.peers;
    const all = { labels: {}, expressions: [] };
    expect(peers).toEqual([
      { kind: 'pods', pods: all, path: 'spec.ingress[0].from[0]' },
      { kind: 'pods', namespaces: all, path: 'spec.ingress[0].from[1]' },
      {
        kind: 'pods',
        namespaces: { labels: { team: 'a' }, expressions: [] },
        pods: { labels: { app: 'b' }, expressions: [] },
        path: 'spec.ingress[0].from[2]',
      },
      { kind: 'pods', pods: all, path: 'spec.ingress[0].from[3]' },
    ]);
  });

  test('is of addresses: a block less its exceptions (S93)', () => {
    const policy = from('[{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.3.4/32]}}]');
    const [peer] = policy.ingress[0]?.peers ?? [];
    expect(policy.validity).toBe('valid');
    expect(peer?.kind === 'block' && [formatPrefix(peer.block), peer.except.map(formatPrefix)]).toEqual([
      '10.0.0.0/8',
      ['10.1.0.0/16', '10.2.3.4/32'],
    ]);
  });

  test.each([
    ['{}', 'INVALID_PEER', 'spec.ingress[0].from[0]'],
    ['null', 'INVALID_PEER', 'spec.ingress[0].from[0]'],
    ['{podSelector: null}', 'INVALID_PEER', 'spec.ingress[0].from[0]'],
    ['{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}', 'INVALID_PEER', 'spec.ingress[0].from[0]'],
    ['{ipBlock: {cidr: 10.0.0.0}}', 'INVALID_ADDRESS', 'spec.ingress[0].from[0].ipBlock.cidr'],
    ['{ipBlock: {}}', 'MISSING_FIELD', 'spec.ingress[0].from[0].ipBlock'],
    [
      '{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}',
      'INVALID_EXCEPT',
      'spec.ingress[0].from[0].ipBlock.except[0]',
    ],
    [
      '{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}}',
      'INVALID_EXCEPT',
      'spec.ingress[0].from[0].ipBlock.except[0]',
    ],
    [
      '{ipBlock: {cidr: 10.0.0.0/8, except: ["fd00::/64"]}}',
      'INVALID_EXCEPT',
      'spec.ingress[0].from[0].ipBlock.except[0]',
    ],
    [
      '{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0]}}',
      'INVALID_ADDRESS',
      'spec.ingress[0].from[0].ipBlock.except[0]',
    ],
    [
      '{podSelector: {matchExpressions: [{key: a, operator: Has}]}}',
      'INVALID_SELECTOR',
      'spec.ingress[0].from[0].podSelector.matchExpressions[0].operator',
    ],
    [
      '{podSelector: {matchLabels: {version: 1}}}',
      'WRONG_TYPE',
      'spec.ingress[0].from[0].podSelector.matchLabels.version',
    ],
    ['{podSelector: web}', 'WRONG_TYPE', 'spec.ingress[0].from[0].podSelector'],
  ])('%s is refused and admits nobody (S85, S93)', (peer, code, path) => {
    const { networkPolicies, diagnostics } = objectsIn(yaml(`podSelector: {}, ingress: [{from: [${peer}]}]`));
    expect(diagnostics.map((one) => [one.code, one.severity, one.origin?.path])).toEqual([
      [code, 'error', path],
    ]);
    expect(networkPolicies[0]).toMatchObject({ validity: 'refused', ingress: [{ peers: [] }] });
  });

  test('that is refused leaves the others as they are', () => {
    expect(from('[{}, {podSelector: {}}]').ingress[0]?.peers?.map(({ path }) => path)).toEqual([
      'spec.ingress[0].from[1]',
    ]);
  });

  test('a list that is none admits nobody', () => {
    expect(from('everybody')).toMatchObject({ validity: 'refused', ingress: [{ peers: [] }] });
  });
});

describe('a port (S89, S92)', () => {
  test('is every port, one, a range, or a name, of TCP by default', () => {
    const policy = ports(
      '[{}, null, {protocol: UDP}, {port: 80}, {protocol: SCTP, port: 7000, endPort: 7000}, {port: 1, endPort: 9}, {port: http}]',
    );
    expect(policy.validity).toBe('valid');
    expect(
      policy.ingress[0]?.ports?.map((port) =>
        port.kind === 'named' ? [port.protocol, port.name] : [port.protocol, port.first, port.last],
      ),
    ).toEqual([
      ['TCP', 0, 65535],
      ['TCP', 0, 65535],
      ['UDP', 0, 65535],
      ['TCP', 80, 80],
      ['SCTP', 7000, 7000],
      ['TCP', 1, 9],
      ['TCP', 'http'],
    ]);
  });

  test.each([
    ['{endPort: 90}', 'INVALID_PORT_RANGE', '.endPort'],
    ['{port: http, endPort: 90}', 'INVALID_PORT_RANGE', '.endPort'],
    ['{port: 80, endPort: 79}', 'INVALID_PORT_RANGE', '.endPort'],
    ['{port: 80, endPort: 70000}', 'INVALID_PORT', '.endPort'],
    ['{port: 0}', 'INVALID_PORT', '.port'],
    ['{port: "80"}', 'INVALID_NAME', '.port'],
    ['{port: 1.5}', 'WRONG_TYPE', '.port'],
    ['{port: true}', 'WRONG_TYPE', '.port'],
    ['{protocol: ICMP}', 'INVALID_PROTOCOL', '.protocol'],
    ['{protocol: tcp, port: 80}', 'INVALID_PROTOCOL', '.protocol'],
  ])('%s is refused and admits nothing', (port, code, at) => {
    const { networkPolicies, diagnostics } = objectsIn(
      yaml(`podSelector: {}, ingress: [{ports: [${port}]}]`),
    );
    const path = `spec.ingress[0].ports[0]${at}`;
    expect(diagnostics[0]).toMatchObject({ code, severity: 'error', origin: { path } });
    expect(networkPolicies[0]).toMatchObject({ validity: 'refused', ingress: [{ ports: [] }] });
  });
});

test('a misspelt field is a warning, and what is left counts (S80)', () => {
  const { networkPolicies, diagnostics } = objectsIn(yaml('podselector: {matchLabels: {app: web}}'));
  expect(saidOf(diagnostics)).toEqual([
    'input.yaml:5:8: warning UNKNOWN_FIELD: spec.podselector is no field of NetworkPolicy',
  ]);
  expect(networkPolicies[0]?.subject.labels).toEqual({});
});

test('a policy inside a list that was not cut is refused for its own faults alone', () => {
  const item = (name: string, peer: string): string =>
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: ${name}}, spec: {podSelector: {}, ingress: [{from: [${peer}]}]}}`;
  const { networkPolicies } = objectsIn(
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items: [${item('a', '{}')}, ${item('b', '{podSelector: {}}')}]\n`,
  );
  expect(
    networkPolicies.map(({ name, validity, ingress }) => [name, validity, ingress[0]?.peers?.length]),
  ).toEqual([
    ['a', 'refused', 0],
    ['b', 'valid', 1],
  ]);
});

test('a policy given twice that differs in its rules names them (R6)', () => {
  const { conflicts } = objectsIn(
    `${yaml('podSelector: {}, ingress: [{}]')}---\n${yaml('podSelector: {matchLabels: {a: b}}')}`,
  );
  expect(conflicts.map(({ fields }) => fields)).toEqual([['spec.ingress', 'spec.podSelector']]);
});
