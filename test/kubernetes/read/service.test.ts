import { describe, expect, test } from 'vitest';
import type { Service } from '../../../src/kubernetes/objects/service.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { formatPrefix } from '../../../src/model/header/prefix.ts';
import { objectsIn, saidOf } from '../cluster.ts';

const yaml = (spec: string, status = '', metadata = '{name: web}'): string => `
apiVersion: v1
kind: Service
metadata: ${metadata}
spec: {${spec}}
${status === '' ? '' : `status: {${status}}`}
`;
const read = (spec: string, status = '', metadata?: string): Service =>
  objectsIn(yaml(spec, status, metadata)).services[0] as Service;
const said = (spec: string, status = ''): string[] => saidOf(objectsIn(yaml(spec, status)).diagnostics);
const PORT = 'ports: [{port: 80}]';

describe('a service', () => {
  test('has the defaults of the API (S18, S20, S21, S46, S59, S65, S68)', () => {
    const { diagnostics, services } = objectsIn(yaml(PORT));
    expect(diagnostics).toEqual([]);
    expect(services[0]).toMatchObject({
      type: 'ClusterIP',
      form: 'virtual',
      ports: [{ name: '', protocol: 'TCP', port: 80, target: 80, path: 'spec.ports[0]' }],
      clusterAddresses: [],
      families: [],
      familyPolicy: 'SingleStack',
      externalAddresses: [],
      loadBalancer: [],
      loadBalancerNames: [],
      sourceRanges: [],
      internalPolicy: 'Cluster',
      externalPolicy: 'Cluster',
      affinity: 'None',
      distribution: 'none',
      topologyMode: 'none',
      publishes: 'ready',
      planned: 'none',
    });
    expect(services[0]?.selector).toBeUndefined();
  });

  test('tells 53/TCP and 53/UDP apart, and names both (S20)', () => {
    const { ports } = read('ports: [{name: tcp, port: 53}, {name: udp, port: 53, protocol: UDP}]');
    expect(ports.map(({ name, protocol, port }) => [name, protocol, port])).toEqual([
      ['tcp', 'TCP', 53],
      ['udp', 'UDP', 53],
    ]);
  });

  test('targets its own port, another one, or a name (S21)', () => {
    const { ports } = read(
      'ports: [{name: a, port: 80}, {name: b, port: 81, targetPort: 8080}, {name: c, port: 82, targetPort: http}]',
    );
    expect(ports.map(({ target }) => target)).toEqual([80, 8080, 'http']);
  });

  test('without a selector has endpoints of somebody else (S24)', () => {
    expect(read(`${PORT}, selector: {}`).selector).toBeUndefined();
    expect(read(`${PORT}, selector: {app: web}`).selector).toEqual({ app: 'web' });
  });

  test('is headless if clusterIP is None, and not if it is unset (S27)', () => {
    expect(read(`${PORT}, clusterIP: None`)).toMatchObject({ form: 'headless', clusterAddresses: [] });
    expect(read(`${PORT}, clusterIP: ""`).form).toBe('virtual');
    expect(said('clusterIP: None')).toEqual([]);
  });

  test('is an alias if it is an ExternalName, whose selector is ignored (S36)', () => {
    const alias = read('type: ExternalName, externalName: db.example.com, selector: {app: db}');
    expect(alias).toMatchObject({ form: 'alias', alias: 'db.example.com', ports: [] });
    expect(alias.selector).toBeUndefined();
  });

  test('has a node port where one is given, and none where none is (S28)', () => {
    const { ports } = read(
      'type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81}]',
    );
    expect(ports.map(({ nodePort }) => nodePort)).toEqual([30080, undefined]);
  });

  test('has the addresses that its load balancer has published, captured by nodes unless it is a proxy (S30, S31)', () => {
    const { loadBalancer, loadBalancerNames } = read(
      `type: LoadBalancer, ${PORT}`,
      'loadBalancer: {ingress: [{ip: 192.0.2.1}, {ip: 192.0.2.2, ipMode: Proxy}, {hostname: lb.example.com}]}',
    );
    expect(loadBalancer.map(({ address, mode }) => [formatAddress(address), mode])).toEqual([
      ['192.0.2.1', 'VIP'],
      ['192.0.2.2', 'Proxy'],
    ]);
    expect(loadBalancerNames).toEqual(['lb.example.com']);
  });

  test('has no load balancer address before one is published, whatever it asks for (S30)', () => {
    expect(read(`type: LoadBalancer, loadBalancerIP: 192.0.2.1, ${PORT}`).loadBalancer).toEqual([]);
    const status = 'loadBalancer: {ingress: [{ip: 192.0.2.1}]}';
    expect(read(PORT, status).loadBalancer).toEqual([]);
  });

  test('has source ranges and external addresses (S33, S35)', () => {
    const { sourceRanges, externalAddresses } = read(
      `type: LoadBalancer, ${PORT}, loadBalancerSourceRanges: [192.0.2.0/24], externalIPs: [192.0.2.9]`,
    );
    expect(sourceRanges.map(formatPrefix)).toEqual(['192.0.2.0/24']);
    expect(externalAddresses.map(formatAddress)).toEqual(['192.0.2.9']);
  });

  test('has traffic policies, affinity and preferences (S46, S56, S59, S65, S66, S68)', () => {
    expect(
      read(
        `${PORT}, type: NodePort, internalTrafficPolicy: Local, externalTrafficPolicy: Local, sessionAffinity: ClientIP, trafficDistribution: PreferClose, publishNotReadyAddresses: true`,
        '',
        '{name: web, annotations: {service.kubernetes.io/topology-mode: Auto}}',
      ),
    ).toMatchObject({
      internalPolicy: 'Local',
      externalPolicy: 'Local',
      affinity: 'ClientIP',
      distribution: 'PreferSameZone',
      topologyMode: 'Auto',
      publishes: 'all',
    });
  });
});

describe('families of a service (S38)', () => {
  test('are those of its cluster addresses, in their order', () => {
    const service = read(
      `${PORT}, clusterIP: "fd00::5", clusterIPs: ["fd00::5", 10.96.0.5], ipFamilyPolicy: PreferDualStack`,
    );
    expect(service.clusterAddresses.map(formatAddress)).toEqual(['fd00::5', '10.96.0.5']);
    expect(service.families).toEqual(['IPv6', 'IPv4']);
  });

  test('are as many as there are for a headless one whose endpoints others make', () => {
    expect(read(`${PORT}, clusterIP: None`).familyPolicy).toBe('RequireDualStack');
    expect(read(`${PORT}, clusterIP: None, selector: {a: b}`).familyPolicy).toBe('SingleStack');
  });

  test.each([
    [
      `clusterIPs: [10.96.0.5, 10.96.0.6], ipFamilyPolicy: PreferDualStack`,
      'at most one address of each family',
    ],
    ['clusterIP: 10.96.0.5, clusterIPs: [10.96.0.6]', 'they must be the same'],
    ['clusterIP: 10.96.0.5, ipFamilies: [IPv6]', 'ipFamilies says IPv6'],
    ['ipFamilies: [IPv4, IPv6]', 'PreferDualStack or RequireDualStack'],
    ['ipFamilies: [IPv4, IPv6], ipFamilyPolicy: SingleStack', 'PreferDualStack or RequireDualStack'],
  ])('that contradict each other are refused: %s', (spec, why) => {
    const messages = said(`${PORT}, ${spec}`);
    expect(messages.length).toBe(1);
    expect(messages[0]).toContain('error CLUSTER_ADDRESSES_DIFFER');
    expect(messages[0]).toContain(why);
  });
});

describe('what the API server refuses of a service', () => {
  test.each([
    ['ports: [{port: 80}, {port: 81}]', ['SERVICE_PORT_NAME', 'SERVICE_PORT_NAME'], 2],
    ['ports: [{name: a, port: 80}, {name: a, port: 81}]', ['SERVICE_PORT_NAME'], 1],
    ['ports: [{name: a, port: 80}, {name: b, port: 80}]', ['SERVICE_PORT_TWICE'], 1],
    ['ports: []', ['NO_SERVICE_PORT'], 0],
    ['ports: [{port: 0}]', ['INVALID_PORT'], 0],
    ['ports: [{port: 80, protocol: HTTP}]', ['INVALID_PROTOCOL'], 0],
    ['ports: [{port: 80, targetPort: "8080"}]', ['INVALID_NAME'], 1],
    ['ports: [{port: 80, nodePort: 30080}]', ['NODE_PORT_REFUSED'], 1],
    ['type: NodePort, clusterIP: None, ports: [{port: 80}]', ['HEADLESS_TYPE'], 1],
    ['type: nodePort, ports: [{port: 80}]', ['INVALID_VALUE'], 1],
    ['type: ExternalName', ['MISSING_FIELD'], 0],
    [`${PORT}, clusterIP: 10.96.0`, ['INVALID_ADDRESS'], 1],
    [`${PORT}, clusterIP: 127.0.0.1`, ['LOOPBACK_ADDRESS'], 1],
    [`${PORT}, type: LoadBalancer, loadBalancerSourceRanges: [192.0.2.1]`, ['INVALID_ADDRESS'], 1],
    [`${PORT}, externalIPs: [web]`, ['INVALID_ADDRESS'], 1],
    [`${PORT}, externalTrafficPolicy: local`, ['INVALID_VALUE'], 1],
    [`${PORT}, trafficDistribution: Near`, ['INVALID_VALUE'], 1],
  ])('%s: %j', (spec, codes, ports) => {
    const { services, diagnostics } = objectsIn(yaml(spec));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      codes.map((code) => [code, 'error']),
    );
    expect(services[0]?.ports.length).toBe(ports);
  });

  test('is said at its place, with what to write', () => {
    const { diagnostics } = objectsIn(yaml('type: nodePort, ports: [{port: 80}]'));
    expect(saidOf(diagnostics)).toEqual([
      'input.yaml:5:8: error INVALID_VALUE: type is one of ClusterIP, NodePort, LoadBalancer, ExternalName, not "nodePort"',
    ]);
    expect(diagnostics[0]?.suggestion).toBe('write NodePort');
  });

  test('a misspelt field is a warning, as for other kinds', () => {
    expect(said('ports: [{port: 80, targetport: 8080}]')[0]).toContain('warning UNKNOWN_FIELD');
  });
});

test('a service given twice with other ports is an error that names them (R6)', () => {
  const { conflicts } = objectsIn(`${yaml(PORT)}---\n${yaml('ports: [{port: 81}]')}`);
  expect(conflicts.map(({ fields }) => fields)).toEqual([['spec.ports']]);
});
