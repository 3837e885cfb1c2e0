import { describe, expect, test } from 'vitest';
import type { Resolution } from '../../../src/kubernetes/names/resolve.ts';
import { resolve } from '../../../src/kubernetes/names/resolve.ts';
import { resolverOf } from '../../../src/kubernetes/names/resolver.ts';
import { suggestions } from '../../../src/kubernetes/names/suggest.ts';
import { zoneOf } from '../../../src/kubernetes/names/zone.ts';
import type { Pod } from '../../../src/kubernetes/objects/pod.ts';
import { address, formatAddress } from '../../../src/model/header/address.ts';
import { alias, clusterOf, dns, headless, namespace, pod, virtual } from './objects.ts';

const nats = pod('data/nats-0', ['10.1.0.5'], { owner: { kind: 'StatefulSet', name: 'nats' } });
const unready = pod('data/nats-1', ['10.1.0.6'], {
  owner: { kind: 'StatefulSet', name: 'nats' },
  readiness: 'unready',
});
const cluster = clusterOf({
  namespaces: ['data', 'default', 'kube-system', 'shop'].map((name) => namespace(name)),
  pods: [nats, unready],
  services: [
    virtual('data/db', ['10.96.1.1']),
    headless('data/nats'),
    virtual('kube-system/kube-dns', ['10.96.0.10'], ['dns:53/UDP']),
    alias('shop/away', 'api.example.com'),
    alias('shop/inside', 'db.data.svc.cluster.local'),
    alias('shop/ping', 'pong.shop.svc.cluster.local'),
    alias('shop/pong', 'ping.shop.svc.cluster.local'),
    virtual('shop/web', ['10.96.2.1', 'fd00::2:1']),
  ],
});
const zone = zoneOf(cluster, ({ name }) => {
  if (name !== 'nats') return [];
  return [nats, unready].flatMap((one) =>
    one.addresses.map((own) => ({
      address: own,
      ready: one.readiness === 'ready',
      pod: one,
      origin: one.origin,
      portOf: ({ port }) => port,
    })),
  );
});

const sender = (more: Partial<Pod> = {}, name = 'shop/cart'): Pod => pod(name, ['10.1.0.1'], more);
const look = (name: string, from: Pod = sender()): Resolution =>
  resolve(zone, resolverOf(cluster, from), name);
const asked = ({ queries }: Resolution): string[] => queries.map(({ name }) => name);
const found = ({ outcome }: Resolution): string[] =>
  outcome.kind === 'addresses'
    ? Object.values(outcome.addresses).flatMap((records) =>
        records.map((record) => formatAddress(record.address)),
      )
    : [outcome.kind];

describe('a short name (S37)', () => {
  test('means a service of the sender’s own namespace', () => {
    const resolution = look('web');
    expect(asked(resolution)).toEqual(['web.shop.svc.cluster.local']);
    expect(found(resolution)).toEqual(['10.96.2.1', 'fd00::2:1']);
  });

  test('does not mean a service of another one: no such host, after the whole search list', () => {
    const resolution = look('db');
    expect(asked(resolution)).toEqual([
      'db.shop.svc.cluster.local',
      'db.svc.cluster.local',
      'db.cluster.local',
      'db',
    ]);
    expect(resolution.outcome).toMatchObject({
      kind: 'no such host',
      code: 'DNS_NO_SUCH_SERVICE',
      text: 'namespace shop has no service db',
      assumes: ['DNS_NOT_OUTSIDE'],
    });
  });

  test('with the namespace finds it from everywhere', () => {
    expect(found(look('db.data'))).toEqual(['10.96.1.1']);
    expect(found(look('db.data.svc'))).toEqual(['10.96.1.1']);
    expect(found(look('db.data.svc.cluster.local'))).toEqual(['10.96.1.1']);
    expect(found(look('db', sender({}, 'data/job')))).toEqual(['10.96.1.1']);
  });

  test('with a namespace that lacks the service is no such host, and says of which namespace', () => {
    expect(look('dbb.data').outcome).toMatchObject({
      kind: 'no such host',
      text: 'namespace data has no service dbb',
    });
    expect(look('db.dta.svc').outcome).toMatchObject({ code: 'DNS_NO_SUCH_NAMESPACE' });
  });
});

describe('the search list (S141)', () => {
  test('is skipped for a name with a dot at its end', () => {
    expect(asked(look('web.'))).toEqual(['web']);
    expect(asked(look('db.data.svc.cluster.local.'))).toEqual(['db.data.svc.cluster.local']);
  });

  test('comes after the name itself where the name has as many dots as ndots', () => {
    const resolution = look('db.data', sender({ dns: dns({ ndots: 1 }) }));
    expect(asked(resolution)).toEqual([
      'db.data',
      'db.data.shop.svc.cluster.local',
      'db.data.svc.cluster.local',
    ]);
    expect(found(resolution)).toEqual(['10.96.1.1']);
    expect(resolution.outcome).toMatchObject({ assumes: ['DNS_NOT_OUTSIDE'] });
  });

  test('may lead outside: whether the name is there, only the servers there know', () => {
    const resolution = look('erp', sender({ dns: dns({ searches: ['corp.example'] }) }));
    expect(resolution.outcome).toMatchObject({ kind: 'outside', names: ['erp.corp.example', 'erp'] });
  });
});

describe('a name outside the cluster', () => {
  test('is asked for below the search list first, then as it is, and its addresses are not known', () => {
    const resolution = look('api.example.com');
    expect(asked(resolution)).toEqual([
      'api.example.com.shop.svc.cluster.local',
      'api.example.com.svc.cluster.local',
      'api.example.com.cluster.local',
      'api.example.com',
    ]);
    expect(resolution.outcome).toMatchObject({
      kind: 'outside',
      names: ['api.example.com'],
      assumes: ['DNS_KNOWN_OUTSIDE'],
    });
  });

  test('is not asked for below the search list with a dot at its end, or with dots enough', () => {
    expect(asked(look('api.example.com.'))).toEqual(['api.example.com']);
    expect(asked(look('a.b.c.d.example.com'))).toEqual(['a.b.c.d.example.com']);
  });
});

describe('an alias (S36)', () => {
  test('is followed to a service of the cluster', () => {
    const resolution = look('inside');
    expect(resolution.queries[0]?.answers.map(({ kind }) => kind)).toEqual(['alias', 'addresses']);
    expect(resolution.outcome).toMatchObject({ kind: 'addresses', name: 'db.data.svc.cluster.local' });
  });

  test('is followed outside, where its address is not known', () => {
    const resolution = look('away');
    expect(asked(resolution)).toEqual(['away.shop.svc.cluster.local']);
    expect(resolution.outcome).toMatchObject({ kind: 'outside', names: ['api.example.com'] });
  });

  test('of itself, over another one, is found out', () => {
    expect(look('ping').outcome).toMatchObject({ kind: 'no such host', code: 'DNS_ALIAS_LOOP' });
  });
});

describe('a name below a headless service (S27)', () => {
  test('finds the pod', () => {
    expect(found(look('nats-0.nats.data'))).toEqual(['10.1.0.5']);
    expect(found(look('nats-0.nats', sender({}, 'data/job')))).toEqual(['10.1.0.5']);
  });

  test('does not find a pod that is not ready, and that is what the outcome says (S46)', () => {
    expect(look('nats-1.nats.data').outcome).toMatchObject({
      kind: 'no such host',
      code: 'DNS_ENDPOINT_NOT_READY',
      origin: { object: { kind: 'Pod', name: 'nats-1' } },
    });
    expect(look('nats-1.nats', sender({}, 'data/job')).outcome.kind).toBe('no such host');
  });
});

describe('a process that asks the servers of its node (S141)', () => {
  const hostNetwork = sender({ network: 'host' });

  test('finds no name of the cluster, in whatever form', () => {
    for (const name of ['web', 'db.data', 'db.data.svc.cluster.local']) {
      expect(look(name, hostNetwork).outcome).toMatchObject({
        kind: 'no such host',
        code: 'DNS_NODE_RESOLVER',
      });
    }
  });

  test('finds others as before', () => {
    expect(look('example.com', hostNetwork).outcome.kind).toBe('outside');
  });
});

describe('other resolvers', () => {
  test('of a server of dnsConfig it is not known whether it knows names of the cluster (S141)', () => {
    const from = sender({ dns: dns({ policy: 'None', servers: [address('1.1.1.1')] }) });
    expect(look('db.data.svc.cluster.local', from).outcome).toMatchObject({
      kind: 'unknown',
      code: 'DNS_OTHER_SERVER',
    });
    expect(look('www.example.com', from).outcome.kind).toBe('outside');
  });

  test('nobody to ask is no such host', () => {
    expect(look('web', sender({ dns: dns({ policy: 'None' }) })).outcome).toMatchObject({
      kind: 'no such host',
      code: 'DNS_NO_SERVER',
    });
  });

  test('localhost and the own name need no server', () => {
    expect(look('localhost')).toMatchObject({ queries: [], outcome: { kind: 'addresses' } });
    expect(found(look('cart'))).toEqual(['10.1.0.1']);
  });

  test('what is no domain name is not asked for', () => {
    expect(look('a..b')).toMatchObject({ queries: [], outcome: { code: 'DNS_NO_SUCH_NAME' } });
    expect(look('x'.repeat(64)).outcome.kind).toBe('no such host');
  });
});

test('the service of the API server is unknown where the input lacks it, in every form of its name', () => {
  for (const name of [
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ]) {
    expect(look(name).outcome).toMatchObject({ kind: 'unknown', code: 'DNS_API_SERVICE' });
  }
});

describe('suggestions for a name that does not exist (S37)', () => {
  const suggested = (name: string, from = 'shop/cart'): readonly string[] =>
    suggestions(zone, resolverOf(cluster, pod(from)), name);

  test.each([
    ['db', ['db.data']],
    ['wbe', ['web']],
    ['dbb.data', ['db.data']],
    ['db.dta', ['db.data']],
    ['db.dta.svc.cluster.local', ['db.data']],
    ['nats-9.nats.data', ['nats-0.nats.data', 'nats-1.nats.data']],
    ['nothing-like-it', []],
  ])('for %s are %j', (name, expected) => {
    expect(suggested(name)).toEqual(expected);
  });

  test('are as the sender would write them', () => {
    expect(suggested('web', 'data/job')).toEqual(['web.shop']);
    expect(suggested('dbb', 'data/job')).toEqual(['db']);
  });
});
