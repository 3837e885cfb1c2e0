import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import { dnsServiceOf } from '../../../src/kubernetes/names/dns-service.ts';
import type { Resolver } from '../../../src/kubernetes/names/resolver.ts';
import { resolverOf } from '../../../src/kubernetes/names/resolver.ts';
import type { Pod } from '../../../src/kubernetes/objects/pod.ts';
import type { Service } from '../../../src/kubernetes/objects/service.ts';
import { address, formatAddress } from '../../../src/model/header/address.ts';
import { clusterOf, dns, headless, pod, virtual } from './objects.ts';

const kubeDns = virtual('kube-system/kube-dns', ['10.96.0.10'], ['dns:53/UDP', 'dns-tcp:53']);
const cluster = clusterOf({ services: [kubeDns] });

const CLUSTER_SEARCHES = ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];

const servers = ({ servers: all }: Resolver): string[] =>
  all.map((one) => (one.kind === 'node' ? 'node' : `${one.kind} ${formatAddress(one.address)}`));

const of = (more: Partial<Pod>, within: Cluster = cluster): Resolver =>
  resolverOf(within, pod('shop/web', ['10.1.0.1'], more));

describe('a pod with dnsPolicy ClusterFirst (S141)', () => {
  test('asks the cluster DNS, and looks in its own namespace first', () => {
    const resolver = of({});
    expect(servers(resolver)).toEqual(['service 10.96.0.10']);
    expect(resolver.searches).toEqual(CLUSTER_SEARCHES);
    expect(resolver.ndots).toBe(5);
  });

  test('in the host network asks the servers of its node, which know no names of the cluster', () => {
    const resolver = of({ network: 'host' });
    expect(servers(resolver)).toEqual(['node']);
    expect(resolver).toMatchObject({ searches: [], ndots: 1 });
  });

  test('in the host network asks the cluster DNS if it says ClusterFirstWithHostNet', () => {
    const resolver = of({ network: 'host', dns: dns({ policy: 'ClusterFirstWithHostNet' }) });
    expect(servers(resolver)).toEqual(['service 10.96.0.10']);
    expect(resolver.searches).toEqual(CLUSTER_SEARCHES);
  });

  test('takes what dnsConfig adds: servers behind, searches behind, ndots instead', () => {
    const resolver = of({
      dns: dns({
        servers: [address('10.96.0.10'), address('1.1.1.1')],
        searches: ['corp.example', 'cluster.local'],
        ndots: 2,
      }),
    });
    expect(servers(resolver)).toEqual(['service 10.96.0.10', 'other 1.1.1.1']);
    expect(resolver.searches).toEqual([...CLUSTER_SEARCHES, 'corp.example']);
    expect(resolver.ndots).toBe(2);
  });
});

describe('a pod with another dnsPolicy (S141)', () => {
  test('Default asks the servers of its node', () => {
    expect(servers(of({ dns: dns({ policy: 'Default' }) }))).toEqual(['node']);
  });

  test('None asks those of dnsConfig alone, and knows the cluster DNS by its address', () => {
    const given = dns({ policy: 'None', servers: [address('10.96.0.10')], searches: ['svc.cluster.local'] });
    const resolver = of({ dns: given });
    expect(servers(resolver)).toEqual(['service 10.96.0.10']);
    expect(resolver).toMatchObject({ searches: ['svc.cluster.local'], ndots: 1 });
  });

  test('None without dnsConfig has nobody to ask', () => {
    expect(servers(of({ dns: dns({ policy: 'None' }) }))).toEqual([]);
  });

  test('has three servers at most', () => {
    const many = ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'].map(address);
    expect(servers(of({ dns: dns({ policy: 'None', servers: many }) }))).toHaveLength(3);
  });
});

test('the processes of a host ask the servers of the host (S141)', () => {
  expect(servers(resolverOf(cluster, 'host'))).toEqual(['node']);
});

describe('the DNS service (S142)', () => {
  const labelled = (name: string, ports = ['dns:53/UDP']): Service => ({
    ...virtual(name, ['10.96.0.11'], ports),
    labels: { 'k8s-app': 'kube-dns' },
  });

  test('is kube-system/kube-dns, or the one with its label', () => {
    expect(dnsServiceOf(cluster)).toBe(kubeDns);
    const other = labelled('kube-system/rke2-coredns');
    expect(dnsServiceOf(clusterOf({ services: [labelled('infra/dns'), other] }))).toBe(other);
  });

  test('is none that only looks like it: without port 53, headless, or behind the caches', () => {
    const services = [
      labelled('kube-system/metrics', ['metrics:9153']),
      labelled('kube-system/kube-dns-upstream'),
      headless('kube-system/kube-dns'),
    ];
    expect(dnsServiceOf(clusterOf({ services }))).toBeUndefined();
    expect(servers(of({}, clusterOf({ services })))).toEqual([]);
  });

  test('has an address of each family in a cluster of two', () => {
    const both = clusterOf({
      services: [virtual('kube-system/kube-dns', ['10.96.0.10', 'fd00::a'], ['dns:53/UDP'])],
    });
    expect(servers(of({}, both))).toEqual(['service 10.96.0.10', 'service fd00::a']);
  });
});

describe('a NodeLocal DNS cache (S142)', () => {
  const cache = pod('kube-system/node-local-dns-x', [], {
    network: 'host',
    host: 'worker-1',
    labels: { 'k8s-app': 'node-local-dns' },
  });
  const cached = clusterOf({ services: [kubeDns], pods: [cache] });

  test('is asked instead, at its link-local address, as the process of the pod’s own host', () => {
    const resolver = of({ host: 'worker-1' }, cached);
    expect(servers(resolver)).toEqual(['cache 169.254.20.10']);
    expect(resolver.servers).toMatchObject([{ pod: { name: 'node-local-dns-x' } }]);
    expect(resolver.assumes).toEqual(['DNS_NODELOCAL']);
    expect(of({ host: 'worker-2' }, cached).servers[0]).not.toHaveProperty('pod');
  });

  test('is not asked where its DaemonSet is not in the input, nor by who asks the node', () => {
    expect(servers(of({}))).toEqual(['service 10.96.0.10']);
    expect(servers(of({ network: 'host' }, cached))).toEqual(['node']);
  });
});

test('localhost and its own name a pod finds in its hosts file, and a pod of the host network only the first', () => {
  const hosts = (more: Partial<Pod>): string[] => [...of(more).hosts.keys()];
  expect(hosts({})).toEqual(['localhost', 'web']);
  expect(hosts({ dns: dns({ hostname: 'a', subdomain: 'b' }) })).toEqual([
    'localhost',
    'a',
    'a.b.shop.svc.cluster.local',
  ]);
  expect(hosts({ network: 'host' })).toEqual(['localhost']);
});
