import { describe, expect, test } from 'vitest';
import type { Service } from '../../../src/kubernetes/objects/service.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { prefix, prefixContains } from '../../../src/model/header/prefix.ts';
import { clusterIn, saidOf } from '../cluster.ts';

const service = (name: string, spec = '', namespace = 'shop'): string => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {ports: [{port: 80}]${spec === '' ? '' : `, ${spec}`}}
`;
const node = (addresses: string): string => `
apiVersion: v1
kind: Node
metadata: {name: n1}
spec: {podCIDRs: [${addresses}]}
status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}
`;
const DUAL = node('10.1.0.0/24, "fd00:1::/64"');
const DNS = service('kube-dns', 'clusterIP: 10.96.0.10', 'kube-system');
const join = (...documents: string[]): string => documents.join('---\n');
const web = (...documents: string[]): Service =>
  clusterIn(join(DNS, ...documents)).services.find(({ name }) => name === 'web') as Service;
const texts = ({ clusterAddresses }: Service): string[] => clusterAddresses.map(formatAddress);

describe('a service without a cluster address (S144)', () => {
  test('has a planned one, a hash of its own name', () => {
    const planned = web(service('web'));
    expect(planned).toMatchObject({ planned: 'address', families: ['IPv4'] });
    expect(planned.clusterAddresses.every((one) => prefixContains(prefix('10.96.0.0/12'), one))).toBe(true);
    expect(texts(web(service('web'), service('other'), service('web', '', 'zoo')))).toEqual(texts(planned));
  });

  test('keeps the one it is given', () => {
    const given = web(service('web', 'clusterIP: 10.96.7.7'));
    expect([texts(given), given.planned]).toEqual([['10.96.7.7'], 'none']);
  });

  test.each(['clusterIP: None', 'type: ExternalName, externalName: a.b'])(
    'has none if it should have none: %s (S27, S36)',
    (spec) => {
      const one = web(service('web', spec));
      expect([texts(one), one.planned]).toEqual([[], 'none']);
    },
  );

  test.each([
    ['', '', ['IPv4']],
    ['', 'ipFamilyPolicy: PreferDualStack', ['IPv4']],
    [DUAL, '', ['IPv4']],
    [DUAL, 'ipFamilyPolicy: PreferDualStack', ['IPv4', 'IPv6']],
    [DUAL, 'ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv6]', ['IPv6', 'IPv4']],
    [DUAL, 'ipFamilies: [IPv6]', ['IPv6']],
    [node('"fd00:1::/64"'), '', ['IPv6']],
  ])('has the families that its policy wants and the cluster has (S38): %#', (nodes, spec, families) => {
    const one = web(...[nodes].filter((text) => text !== ''), service('web', spec));
    expect(
      one.clusterAddresses.map((x) => (prefixContains(prefix('fd00:10:96::/108'), x) ? 'IPv6' : 'IPv4')),
    ).toEqual(families);
  });

  test('has no address that a pod, a host or another service has', () => {
    const [own] = texts(web(service('web')));
    const taken = web(service('web'), service('other', `clusterIP: ${own}`));
    expect(texts(taken)).not.toEqual([own]);
    const { diagnostics } = clusterIn(join(DNS, service('web'), service('other', `clusterIP: ${own}`)));
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLANNED_COLLISION']);
  });
});

test('two services with one cluster address are an error that names both (N1, R6)', () => {
  const { diagnostics } = clusterIn(
    join(DNS, service('a', 'clusterIP: 10.96.7.7'), service('b', 'clusterIP: 10.96.7.7')),
  );
  expect(diagnostics.map(({ message }) => message)).toEqual([
    'service shop/b has the address 10.96.7.7 of service shop/a: messages to it go to service shop/a alone',
  ]);
});

test('a node port is that of one service: the first in name order (S28)', () => {
  const open = (name: string): string =>
    service(name, 'type: NodePort').replace('80}', '80, nodePort: 30080}');
  const { services, diagnostics } = clusterIn(join(DNS, open('b'), open('a')));
  expect(
    services.filter(({ namespace }) => namespace === 'shop').map(({ ports }) => ports[0]?.nodePort),
  ).toEqual([30080, undefined]);
  expect(saidOf(diagnostics)).toEqual([
    'input.yaml:11:27: error NODE_PORT_TAKEN: node port 30080/TCP of service shop/b is that of service shop/a already',
  ]);
});

test('a namespace that only a service or a policy mentions is planned (S143)', () => {
  const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: data}
spec: {podSelector: {}}
`;
  const { namespaces } = clusterIn(join(DNS, service('web'), policy));
  expect(namespaces.map(({ name, known }) => [name, known])).toEqual([
    ['data', 'mentioned'],
    ['kube-system', 'mentioned'],
    ['shop', 'mentioned'],
  ]);
});
