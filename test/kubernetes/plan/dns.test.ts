import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import { dnsServiceOf } from '../../../src/kubernetes/names/dns-service.ts';
import { familyOf, formatAddress } from '../../../src/model/header/address.ts';
import { clusterIn } from '../cluster.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n';
const pod = (name: string, spec = '', status = '', metadata = ''): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}${metadata}}
spec: {${spec}containers: [{name: app, image: x}]}
${status === '' ? '' : `status: {${status}}`}
`;
const join = (...documents: string[]): string => documents.join('---\n');
const system = (cluster: Cluster): unknown[] =>
  [...cluster.services, ...cluster.pods]
    .filter(({ namespace }) => namespace === 'kube-system')
    .map(({ name, planned }) => [name, planned]);
const codes = ({ diagnostics }: Cluster): string[] => diagnostics.map(({ code }) => code);

describe('a cluster whose input has services and no DNS (S142)', () => {
  const cluster = clusterIn(join(SERVICE, pod('a')));

  test('has a planned one, where it is by custom, and a pod behind it', () => {
    expect(system(cluster)).toEqual([
      ['kube-dns', 'service'],
      ['coredns-0', ['pod', 'address', 'host']],
    ]);
    const dns = cluster.services.find(({ name }) => name === 'kube-dns');
    expect(dns?.clusterAddresses.map(formatAddress)).toEqual(['10.96.0.10']);
    expect(dns).toMatchObject({ labels: { 'k8s-app': 'kube-dns' }, selector: { 'k8s-app': 'kube-dns' } });
    expect(dns?.ports.map(({ name, protocol, port }) => [name, protocol, port])).toEqual([
      ['dns', 'UDP', 53],
      ['dns-tcp', 'TCP', 53],
    ]);
  });

  test('says so', () => {
    expect(cluster.diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      ['info', 'no DNS service is in the input: kube-system/kube-dns is assumed, and a pod coredns-0'],
    ]);
  });

  test('has it in each family that the cluster has, and the pod behind it too (S38)', () => {
    const given = (...addresses: string[]): Cluster =>
      clusterIn(
        join(
          SERVICE,
          ...addresses.map((one, i) => pod(`p${i}`, 'nodeName: n1, ', `phase: Running, podIP: '${one}'`)),
        ),
      );
    const addresses = ({ services, pods }: Cluster): unknown[] => [
      services.find(({ name }) => name === 'kube-dns')?.clusterAddresses.map(formatAddress),
      pods.find(({ name }) => name === 'coredns-0')?.addresses.map(familyOf),
    ];
    expect(addresses(given('10.0.0.1', 'fd00::1'))).toEqual([
      ['10.96.0.10', 'fd00:10:96::a'],
      ['IPv4', 'IPv6'],
    ]);
    expect(addresses(given('fd00::1'))).toEqual([['fd00:10:96::a'], ['IPv6']]);
    expect(addresses(given('10.0.0.1'))).toEqual([['10.96.0.10'], ['IPv4']]);
  });

  test('has it at another address if somebody has that one', () => {
    const taken = clusterIn(join(SERVICE.replace('ports', 'clusterIP: 10.96.0.10, ports'), pod('a')));
    const dns = taken.services.find(({ name }) => name === 'kube-dns');
    expect(dns?.clusterAddresses.length).toBe(1);
    expect(dns?.clusterAddresses.map(formatAddress)).not.toEqual(['10.96.0.10']);
  });

  test('has the pods that are labelled so behind it, where there are any', () => {
    const own = pod('dns-x', '', '', ', namespace: kube-system, labels: {k8s-app: kube-dns}');
    const given = clusterIn(join(SERVICE, own));
    expect(system(given)).toEqual([
      ['kube-dns', 'service'],
      ['dns-x', ['address', 'host']],
    ]);
  });

  test('has the pod on a host that is known, and no host is invented for it', () => {
    const placed = pod('a', 'nodeName: n1, ', 'phase: Running, podIP: 10.0.0.1, hostIP: 192.0.2.1');
    const dump = clusterIn(join(SERVICE, placed));
    expect(dump.hosts.map(({ name }) => name)).toEqual(['n1']);
    expect(dump.pods.find(({ name }) => name === 'coredns-0')?.host).toBe('n1');
    expect(dump.pods.find(({ name }) => name === 'a')?.planned).toEqual([]);
  });

  test.each([
    [
      'is asked by the caches alone',
      '{name: kube-dns-upstream, namespace: kube-system, labels: {k8s-app: kube-dns}}',
      '{ports: [{port: 53}]}',
    ],
    [
      'has no port 53',
      '{name: dns, namespace: kube-system, labels: {k8s-app: kube-dns}}',
      '{ports: [{port: 9153}]}',
    ],
    [
      'has no cluster address',
      '{name: dns, namespace: infra, labels: {k8s-app: kube-dns}}',
      '{ports: [{port: 53}], clusterIP: None}',
    ],
  ])('has a planned one beside a service that %s: nobody asks that one for names', (_, metadata, spec) => {
    const other = `apiVersion: v1\nkind: Service\nmetadata: ${metadata}\nspec: ${spec}\n`;
    const cluster = clusterIn(other);
    expect(dnsServiceOf(cluster)).toMatchObject({ name: 'kube-dns', planned: 'service' });
    expect(codes(cluster)).toContain('PLANNED_DNS');
  });

  test('has no pod where there is no host', () => {
    const alone = clusterIn(SERVICE);
    expect([alone.pods, alone.hosts]).toEqual([[], []]);
    expect(codes(alone)).toEqual(['PLANNED_DNS']);
  });
});

describe('nothing is planned', () => {
  test('without a service: nobody asks for names', () => {
    const cluster = clusterIn(pod('a'));
    expect([system(cluster), codes(cluster)]).toEqual([[], []]);
  });

  test.each([
    ['{name: kube-dns, namespace: kube-system}'],
    ['{name: rke2-coredns, namespace: kube-system, labels: {k8s-app: kube-dns}}'],
    ['{name: dns-default, namespace: openshift-dns}'],
  ])('where the input has the DNS: %s', (metadata) => {
    const dns = `apiVersion: v1\nkind: Service\nmetadata: ${metadata}\nspec: {ports: [{port: 53}]}\n`;
    const cluster = clusterIn(join(dns, pod('a')));
    expect(cluster.services.length).toBe(1);
    expect(cluster.pods.length).toBe(1);
    expect(codes(cluster)).toEqual([]);
    expect(dnsServiceOf(cluster)).toBe(cluster.services[0]);
  });

  test('where the name is taken by a service that answers nobody: it is given so', () => {
    const dns =
      'apiVersion: v1\nkind: Service\nmetadata: {name: kube-dns, namespace: kube-system}\nspec: {ports: [{port: 9153}]}\n';
    const cluster = clusterIn(join(dns, pod('a')));
    expect([cluster.services.length, codes(cluster), dnsServiceOf(cluster)]).toEqual([1, [], undefined]);
  });
});
