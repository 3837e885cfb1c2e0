import { describe, expect, test } from 'vitest';
import type { Endpoints } from '../../../src/kubernetes/objects/endpoints.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { objectsIn, saidOf } from '../cluster.ts';

const slice = (
  endpoints: string,
  more = 'addressType: IPv4',
  labels = 'kubernetes.io/service-name: web',
): string => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: shop, labels: {${labels}}}
${more}
endpoints: [${endpoints}]
`;
const read = (...given: Parameters<typeof slice>): Endpoints =>
  objectsIn(slice(...given)).endpoints[0] as Endpoints;

describe('an EndpointSlice', () => {
  test('belongs to the service that its label names (S42)', () => {
    expect(read('')).toMatchObject({ form: 'slice', service: 'web', madeBy: 'custom', family: 'IPv4' });
    expect(read('', 'addressType: IPv4', '').service).toBe('');
  });

  test.each(['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'])(
    'is the controller’s if %s manages it (S145)',
    (manager) => {
      const labels = `endpointslice.kubernetes.io/managed-by: ${manager}`;
      expect(read('', 'addressType: IPv4', labels).madeBy).toBe('controller');
    },
  );

  test('has the first address of each endpoint, conditions by default (S43, S44)', () => {
    const { subsets } = read(
      '{addresses: [10.0.0.1, 10.0.0.2]}, {addresses: [10.0.0.3], conditions: {ready: false, serving: false, terminating: true}}',
    );
    expect(
      subsets[0]?.endpoints.map(({ address, ready, serving, terminating }) => [
        formatAddress(address),
        ready,
        serving,
        terminating,
      ]),
    ).toEqual([
      ['10.0.0.1', true, true, false],
      ['10.0.0.3', false, false, true],
    ]);
  });

  test('says where each is, what it stands for, and for whom it is hinted (S48, S67)', () => {
    const { subsets } = read(
      '{addresses: [10.0.0.1], nodeName: n1, zone: a, hostname: web-0, targetRef: {kind: Pod, name: web-0}, hints: {forZones: [{name: a}], forNodes: [{name: n1}]}}',
    );
    expect(subsets[0]?.endpoints[0]).toMatchObject({
      host: 'n1',
      zone: 'a',
      hostname: 'web-0',
      target: { kind: 'Pod', namespace: 'shop', name: 'web-0' },
      hintedZones: ['a'],
      hintedHosts: ['n1'],
      path: 'endpoints[0]',
    });
  });

  test('has ports with a number; TCP by default (S26)', () => {
    const { subsets } = read(
      '',
      'addressType: IPv4\nports: [{name: http, port: 80}, {port: 53, protocol: UDP}, {name: any}]',
    );
    expect(subsets[0]?.ports).toEqual([
      { name: 'http', protocol: 'TCP', port: 80 },
      { name: '', protocol: 'UDP', port: 53 },
    ]);
  });

  test('of names has no endpoints (S43)', () => {
    const { subsets, family } = read('{addresses: [db.example.com]}', 'addressType: FQDN');
    expect([subsets, family]).toEqual([[], undefined]);
  });

  test.each([
    ['127.0.0.1', 'ENDPOINT_ADDRESS', 'is loopback'],
    ['169.254.1.1', 'ENDPOINT_ADDRESS', 'is link-local'],
    ['224.0.0.7', 'ENDPOINT_ADDRESS', 'is link-local multicast'],
    ['0.0.0.0', 'ENDPOINT_ADDRESS', 'is unspecified'],
    ['"fd00::1"', 'INVALID_ADDRESS', 'is no IPv4 address'],
    ['web', 'INVALID_ADDRESS', 'is no address'],
  ])('has no endpoint at %s (S25)', (address, code, why) => {
    const { endpoints, diagnostics } = objectsIn(slice(`{addresses: [${address}]}, {addresses: [10.0.0.1]}`));
    expect(endpoints[0]?.subsets[0]?.endpoints.map((one) => formatAddress(one.address))).toEqual([
      '10.0.0.1',
    ]);
    expect(saidOf(diagnostics)[0]).toContain(`error ${code}`);
    expect(saidOf(diagnostics)[0]).toContain(why);
  });

  test('has at most 1000 endpoints and 100 ports (S49)', () => {
    const ports = Array.from({ length: 101 }, (_, i) => `{name: p${i}, port: ${i + 1}}`).join(', ');
    const { diagnostics, endpoints } = objectsIn(slice('', `addressType: IPv4\nports: [${ports}]`));
    expect(saidOf(diagnostics)[0]).toContain('error OVER_LIMIT: a slice has at most 100 ports, not 101');
    expect(endpoints[0]?.subsets[0]?.ports.length).toBe(101);
  });
});

describe('a legacy Endpoints object', () => {
  const legacy = (subsets: string): Endpoints =>
    objectsIn(`
apiVersion: v1
kind: Endpoints
metadata: {name: web, namespace: shop}
subsets: [${subsets}]
`).endpoints[0] as Endpoints;

  test('stands for the service of its name, ready and not ready ones together', () => {
    const { subsets, ...rest } = legacy(
      '{addresses: [{ip: 10.0.0.1}], notReadyAddresses: [{ip: 10.0.0.2, nodeName: n1}], ports: [{name: http, port: 80}]}',
    );
    expect(rest).toMatchObject({ form: 'legacy', service: 'web', madeBy: 'custom' });
    expect(subsets[0]?.ports).toEqual([{ name: 'http', protocol: 'TCP', port: 80 }]);
    expect(subsets[0]?.endpoints.map(({ ready, serving, host }) => [ready, serving, host])).toEqual([
      [true, true, undefined],
      [false, false, 'n1'],
    ]);
  });

  test('is the controller’s if it stands for pods (S145)', () => {
    expect(legacy('{addresses: [{ip: 10.0.0.1, targetRef: {kind: Pod, name: web-0}}]}').madeBy).toBe(
      'controller',
    );
  });
});
