import { describe, expect, test } from 'vitest';
import { formatAddress } from '../../../src/model/header/address.ts';
import { clusterIn } from '../cluster.ts';

const join = (...documents: string[]): string => documents.join('---\n');
const DNS =
  'apiVersion: v1\nkind: Service\nmetadata: {name: kube-dns, namespace: kube-system}\nspec: {clusterIP: 10.96.0.10, ports: [{port: 53}]}\n';
const service = (selector: string): string => `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: 10.96.0.7, ports: [{port: 80}], selector: ${selector}}
`;
const slice = (addresses: string, manager = 'endpointslice-controller.k8s.io'): string => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, labels: {kubernetes.io/service-name: web, endpointslice.kubernetes.io/managed-by: ${manager}}}
addressType: IPv4
endpoints: [${addresses}]
ports: [{port: 80}]
`;
const legacy = (address: string): string => `
apiVersion: v1
kind: Endpoints
metadata: {name: web}
subsets: [{addresses: [{ip: ${address}}], ports: [{port: 80}]}]
`;
const pod = (name: string, status: string, spec = 'nodeName: n1, '): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}}
spec: {${spec}containers: [{name: app, image: x}]}
status: {${status}}
`;
const running = (name: string, address: string): string => pod(name, `phase: Running, podIP: ${address}`);
const said = (...documents: string[]): string[] =>
  clusterIn(join(DNS, ...documents)).diagnostics.map(
    ({ code, severity, message }) => `${severity} ${code} ${message}`,
  );

describe('slices of the controller (S145)', () => {
  const SELECTING = service('{app: web}');
  const one = '{addresses: [10.0.0.1]}';

  test('agree with the pods that the selector finds: nothing is said', () => {
    expect(said(SELECTING, slice(one), running('a', '10.0.0.1'))).toEqual([]);
  });

  test('that list others, or fewer, are a warning', () => {
    expect(said(SELECTING, slice(`${one}, {addresses: [10.0.0.9]}`), running('a', '10.0.0.1'))).toEqual([
      'warning ENDPOINTS_DIFFER the endpoints of service default/web list 10.0.0.9, which no pod has that it selects',
    ]);
    expect(said(SELECTING, slice(one), running('a', '10.0.0.1'), running('b', '10.0.0.2'))).toEqual([
      'warning ENDPOINTS_DIFFER the endpoints of service default/web lack 10.0.0.2 of pods that it selects',
    ]);
    expect(said(SELECTING, slice(''), running('a', '10.0.0.1')).length).toBe(1);
  });

  test('do not list pods that have ended or have no address (S47)', () => {
    expect(
      said(
        SELECTING,
        slice(one),
        running('a', '10.0.0.1'),
        pod('b', 'phase: Succeeded, podIP: 10.0.0.2'),
        pod('c', 'phase: Running, podIP: 10.0.0.3').replace('{app: web}', '{app: other}'),
      ),
    ).toEqual([]);
  });

  test('list pods of the host network at the address of their host', () => {
    const host = pod('a', 'phase: Running, hostIP: 10.0.0.1', 'nodeName: n1, hostNetwork: true, ');
    expect(said(SELECTING, slice(one), host)).toEqual([]);
  });

  test('cannot be compared with planned addresses', () => {
    expect(said(SELECTING, slice(one), pod('a', ''))).toEqual([]);
  });

  test('are not compared where others make the endpoints', () => {
    expect(said(service('{}'), slice(one))).toEqual([]);
    expect(said(SELECTING, slice(one, 'me'))).toEqual([]);
  });
});

describe('legacy Endpoints (S145)', () => {
  const used = (...documents: string[]): unknown[] =>
    clusterIn(join(DNS, ...documents)).endpoints.map(({ form, madeBy }) => [form, madeBy]);

  test('count where no slice exists', () => {
    expect(used(service('{}'), legacy('10.0.0.1'))).toEqual([['legacy', 'custom']]);
    expect(used(service('{}'), legacy('10.0.0.1'), slice('', 'me'))).toEqual([['slice', 'custom']]);
  });

  test('are the controller’s where the service has a selector', () => {
    expect(used(service('{app: web}'), legacy('10.0.0.1'))).toEqual([['legacy', 'controller']]);
  });
});

test('an endpoint at the cluster address of a service is left out (S25)', () => {
  const { endpoints, diagnostics } = clusterIn(
    join(DNS, service('{}'), slice('{addresses: [10.96.0.10]}, {addresses: [10.0.0.1]}', 'me')),
  );
  expect(endpoints[0]?.subsets[0]?.endpoints.map(({ address }) => formatAddress(address))).toEqual([
    '10.0.0.1',
  ]);
  expect(diagnostics.map(({ code, message, origin }) => [code, message, origin?.path])).toEqual([
    [
      'ENDPOINT_ADDRESS',
      '10.96.0.10 is the cluster address of service kube-system/kube-dns: no endpoint can have it',
      'endpoints[0]',
    ],
  ]);
});
