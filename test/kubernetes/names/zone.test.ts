import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/kubernetes/names/answer.ts';
import type { EndpointsOf, NamedEndpoint } from '../../../src/kubernetes/names/members.ts';
import type { Zone } from '../../../src/kubernetes/names/zone.ts';
import { answerOf, zoneOf } from '../../../src/kubernetes/names/zone.ts';
import type { Pod } from '../../../src/kubernetes/objects/pod.ts';
import type { Service } from '../../../src/kubernetes/objects/service.ts';
import type { Address } from '../../../src/model/header/address.ts';
import { address, formatAddress } from '../../../src/model/header/address.ts';
import { alias, clusterOf, dns, headless, namespace, pod, service, servicePort, virtual } from './objects.ts';

/** Each service has the pods of its own namespace that are named after it, `web-0` for web. */
const byName: (pods: readonly Pod[]) => EndpointsOf = (pods) => (of) =>
  pods
    .filter((one) => one.namespace === of.namespace && one.name.startsWith(`${of.name}-`))
    .flatMap((one) => one.addresses.map((address) => endpointOf(one, address)));

const endpointOf = (one: Pod, address: Address): NamedEndpoint => ({
  address,
  ready: one.readiness === 'ready',
  pod: one,
  origin: one.origin,
  portOf: ({ name, port }) => (name === 'client' && one.name !== 'nats-0' ? undefined : port),
});

const zone = (services: readonly Service[], pods: readonly Pod[] = []): Zone =>
  zoneOf(clusterOf({ namespaces: [namespace('shop'), namespace('data')], services, pods }), byName(pods));

const addressesOf = (answer: Answer): string[] =>
  answer.kind === 'addresses' ? answer.records.map(({ address }) => formatAddress(address)) : [];

const stateful = { owner: { kind: 'StatefulSet', name: 'nats' } };

describe('the name of a service with a cluster address (S37)', () => {
  const web = zone([virtual('shop/web', ['10.96.0.7'])]);

  test('stands for that address, and says which service bears it', () => {
    const answer = answerOf(web, 'web.shop.svc.cluster.local');
    expect(addressesOf(answer)).toEqual(['10.96.0.7']);
    expect(answer).toMatchObject({
      kind: 'addresses',
      records: [{ bearer: { kind: 'service' }, origin: { object: { kind: 'Service', name: 'web' } } }],
      assumes: [],
    });
  });

  test('is compared in either letter case, with or without the dot at its end', () => {
    expect(addressesOf(answerOf(web, 'WEB.Shop.svc.cluster.LOCAL.'))).toEqual(['10.96.0.7']);
  });

  test.each([
    ['web.data.svc.cluster.local', 'NXDOMAIN', 'DNS_NO_SUCH_SERVICE'],
    ['web.nowhere.svc.cluster.local', 'NXDOMAIN', 'DNS_NO_SUCH_NAMESPACE'],
    ['web.shop.cluster.local', 'NXDOMAIN', 'DNS_NO_SUCH_NAME'],
    ['a.b.c.web.shop.svc.cluster.local', 'NXDOMAIN', 'DNS_NO_SUCH_NAME'],
    ['shop.svc.cluster.local', 'NODATA', 'DNS_NO_ADDRESS'],
    ['svc.cluster.local', 'NODATA', 'DNS_NO_ADDRESS'],
    ['cluster.local', 'NODATA', 'DNS_NO_ADDRESS'],
  ])('%s is answered with %s, %s', (name, kind, code) => {
    expect(answerOf(web, name)).toMatchObject({ kind, code });
  });

  test('is there whether the service has endpoints or not (S7)', () => {
    expect(web.membersOf(web.services.get('shop')?.get('web') as Service).all).toEqual([]);
    expect(answerOf(web, 'web.shop.svc.cluster.local').kind).toBe('addresses');
  });

  test('outside the cluster domain is answered by others', () => {
    expect(answerOf(web, 'web.shop.svc.example.com')).toEqual({
      kind: 'outside',
      name: 'web.shop.svc.example.com',
    });
    expect(answerOf(web, 'mycluster.local').kind).toBe('outside');
  });
});

describe('the two families of a service (S38)', () => {
  const both = zone([virtual('shop/web', ['10.96.0.7', 'fd00::7']), virtual('shop/old', ['10.96.0.8'])]);

  test('have a record each', () => {
    expect(addressesOf(answerOf(both, 'web.shop.svc.cluster.local', 'IPv6'))).toEqual(['fd00::7']);
    expect(addressesOf(answerOf(both, 'web.shop.svc.cluster.local', 'IPv4'))).toEqual(['10.96.0.7']);
  });

  test('never stand for each other: a name without an IPv6 address is NODATA, not NXDOMAIN', () => {
    expect(answerOf(both, 'old.shop.svc.cluster.local', 'IPv6')).toMatchObject({
      kind: 'NODATA',
      code: 'DNS_NO_ADDRESS',
      text: 'old.shop.svc.cluster.local has no IPv6 address',
    });
  });
});

describe('the name of a headless service (S27)', () => {
  const ready = pod('data/nats-0', ['10.1.0.1'], stateful);
  const unready = pod('data/nats-1', ['10.1.0.2'], { ...stateful, readiness: 'unready' });

  test('stands for the addresses of its ready endpoints, and says which pods bear them', () => {
    const answer = answerOf(zone([headless('data/nats')], [ready, unready]), 'nats.data.svc.cluster.local');
    expect(addressesOf(answer)).toEqual(['10.1.0.1']);
    expect(answer).toMatchObject({ records: [{ bearer: { kind: 'endpoint', pod: { name: 'nats-0' } } }] });
  });

  test('does not exist without a ready endpoint', () => {
    expect(answerOf(zone([headless('data/nats')], [unready]), 'nats.data.svc.cluster.local')).toMatchObject({
      kind: 'NXDOMAIN',
      code: 'DNS_NO_READY_ENDPOINTS',
      text: 'headless service nats has no ready endpoint (of 1)',
    });
  });

  test('stands for all of them with publishNotReadyAddresses (S46)', () => {
    const all = zone([headless('data/nats', { publishes: 'all' })], [ready, unready]);
    expect(addressesOf(answerOf(all, 'nats.data.svc.cluster.local'))).toEqual(['10.1.0.1', '10.1.0.2']);
    expect(addressesOf(answerOf(all, 'nats-1.nats.data.svc.cluster.local'))).toEqual(['10.1.0.2']);
  });
});

describe('the name of a pod below a service (S27)', () => {
  const named = pod('data/db-x7f', ['10.1.0.3'], { dns: dns({ hostname: 'primary', subdomain: 'db' }) });

  test('is its hostname, if the service is its subdomain', () => {
    const data = zone([headless('data/db')], [named]);
    expect(addressesOf(answerOf(data, 'primary.db.data.svc.cluster.local'))).toEqual(['10.1.0.3']);
    expect(answerOf(data, 'db-x7f.db.data.svc.cluster.local')).toMatchObject({
      kind: 'NXDOMAIN',
      code: 'DNS_NO_SUCH_ENDPOINT',
      origin: { object: { kind: 'Service', name: 'db' } },
    });
  });

  test('of a StatefulSet is its own name below a headless service, which is assumed to be its serviceName', () => {
    const data = zone([headless('data/nats')], [pod('data/nats-0', ['10.1.0.1'], stateful)]);
    expect(answerOf(data, 'nats-0.nats.data.svc.cluster.local')).toMatchObject({
      kind: 'addresses',
      assumes: ['DNS_GOVERNING_SERVICE'],
    });
  });

  test('of a StatefulSet is not below a service that its subdomain does not name', () => {
    const elsewhere = pod('data/nats-0', ['10.1.0.1'], {
      ...stateful,
      dns: dns({ hostname: 'nats-0', subdomain: 'nats-peers' }),
    });
    expect(
      answerOf(zone([headless('data/nats')], [elsewhere]), 'nats-0.nats.data.svc.cluster.local'),
    ).toMatchObject({ kind: 'NXDOMAIN', code: 'DNS_NO_SUCH_ENDPOINT' });
  });

  test('of a StatefulSet without a serviceName does not exist', () => {
    const nameless = pod('data/nats-0', ['10.1.0.1'], { ...stateful, dns: dns({ hostname: 'nats-0' }) });
    expect(
      answerOf(zone([headless('data/nats')], [nameless]), 'nats-0.nats.data.svc.cluster.local').kind,
    ).toBe('NXDOMAIN');
  });

  test('is as its slice says where somebody else makes the endpoints (S24)', () => {
    const { selector: _, ...custom } = headless('data/db', { publishes: 'all' });
    const endpoint = { address: address('192.0.2.7'), hostname: 'old-db', origin: {}, portOf: () => 5432 };
    const data = (ready: boolean): Zone =>
      zoneOf(clusterOf({ services: [custom] }), () => [{ ...endpoint, ready }]);
    const name = 'old-db.db.data.svc.cluster.local';
    expect(addressesOf(answerOf(data(true), name))).toEqual(['192.0.2.7']);
    expect(answerOf(data(false), name)).toMatchObject({ code: 'DNS_ENDPOINT_NOT_READY' });
  });

  test('does not exist while the pod is not ready, and the answer says so (S46)', () => {
    const unready = pod('data/nats-1', ['10.1.0.2'], { ...stateful, readiness: 'unready' });
    expect(
      answerOf(zone([headless('data/nats')], [unready]), 'nats-1.nats.data.svc.cluster.local'),
    ).toMatchObject({ kind: 'NXDOMAIN', code: 'DNS_ENDPOINT_NOT_READY' });
  });

  test('without a hostname is its address with dashes', () => {
    const shop = zone([headless('shop/web')], [pod('shop/web-abc', ['10.1.0.9', 'fd00::9'])]);
    expect(addressesOf(answerOf(shop, '10-1-0-9.web.shop.svc.cluster.local'))).toEqual(['10.1.0.9']);
    expect(addressesOf(answerOf(shop, 'fd00--9.web.shop.svc.cluster.local'))).toEqual(['fd00::9']);
  });
});

describe('an ExternalName (S36)', () => {
  test('is an alias of another name, without an address of its own', () => {
    expect(answerOf(zone([alias('shop/ext', 'API.example.com.')]), 'ext.shop.svc.cluster.local')).toEqual({
      kind: 'alias',
      name: 'ext.shop.svc.cluster.local',
      target: 'api.example.com',
      origin: { object: { kind: 'Service', namespace: 'shop', name: 'ext' }, path: 'spec.externalName' },
    });
  });

  test('that looks like an IPv4 address is digits, which nobody resolves', () => {
    expect(answerOf(zone([alias('shop/ext', '10.0.0.5')]), 'ext.shop.svc.cluster.local')).toMatchObject({
      kind: 'NXDOMAIN',
      code: 'DNS_ALIAS_IS_ADDRESS',
    });
  });

  test('has no endpoints and no ports to ask for', () => {
    const shop = zone([alias('shop/ext', 'example.com')]);
    expect(answerOf(shop, 'a.ext.shop.svc.cluster.local').kind).toBe('NXDOMAIN');
    expect(answerOf(shop, '_http._tcp.ext.shop.svc.cluster.local').kind).toBe('NXDOMAIN');
  });
});

describe('an address written as a name', () => {
  test.each([
    ['10-1-2-3.shop.pod.cluster.local', ['10.1.2.3']],
    ['fd00--5.shop.pod.cluster.local', ['fd00::5']],
    ['300-1-2-3.shop.pod.cluster.local', []],
    ['web.shop.pod.cluster.local', []],
    ['10-1-2-3.nowhere.pod.cluster.local', []],
  ])('%s stands for %j', (name, expected) => {
    expect(addressesOf(answerOf(zone([]), name))).toEqual(expected);
  });

  test('is answered whether somebody has it or not, which is an assumption', () => {
    expect(answerOf(zone([]), '10-1-2-3.shop.pod.cluster.local')).toMatchObject({
      records: [{ bearer: { kind: 'anyone' } }],
      assumes: ['DNS_PODS_INSECURE'],
    });
  });
});

describe('the name of a port', () => {
  test('of a service gives its number and the name of the service (S37)', () => {
    const shop = zone([service('shop/web', ['http:80', 'dns:53/UDP'])]);
    expect(answerOf(shop, '_dns._udp.web.shop.svc.cluster.local')).toMatchObject({
      kind: 'ports',
      records: [{ port: 53, target: 'web.shop.svc.cluster.local', origin: { path: 'spec.ports[1]' } }],
    });
    expect(answerOf(shop, '_dns._tcp.web.shop.svc.cluster.local')).toMatchObject({
      kind: 'NXDOMAIN',
      code: 'DNS_NO_SUCH_PORT',
    });
  });

  test('of a headless service gives one for each ready endpoint that has it (S21, S27)', () => {
    const pods = [pod('data/nats-0', ['10.1.0.1'], stateful), pod('data/nats-1', ['10.1.0.2'], stateful)];
    const ports = [servicePort('client:4222')];
    expect(
      answerOf(zone([headless('data/nats', { ports })], pods), '_client._tcp.nats.data.svc.cluster.local'),
    ).toMatchObject({ records: [{ port: 4222, target: 'nats-0.nats.data.svc.cluster.local' }] });
  });
});

describe('the service of the API server', () => {
  test('is a service like others where the input has it', () => {
    const given = zoneOf(
      clusterOf({ services: [virtual('default/kubernetes', ['10.96.0.1'], ['https:443'])] }),
      () => [],
    );
    expect(addressesOf(answerOf(given, 'kubernetes.default.svc.cluster.local'))).toEqual(['10.96.0.1']);
  });

  test('is unknown, not missing, where the input does not', () => {
    expect(answerOf(zone([]), 'kubernetes.default.svc.cluster.local')).toMatchObject({
      kind: 'unknown',
      code: 'DNS_API_SERVICE',
    });
    expect(answerOf(zone([]), 'other.default.svc.cluster.local').kind).toBe('NXDOMAIN');
  });
});

describe('a zone', () => {
  test('answers the same whatever the order of services', () => {
    const services = [virtual('shop/a', ['10.96.0.1']), virtual('shop/b', ['10.96.0.2'])];
    for (const name of ['a.shop.svc.cluster.local', 'b.shop.svc.cluster.local', 'c.shop.svc.cluster.local']) {
      expect(answerOf(zone([...services].reverse()), name)).toEqual(answerOf(zone(services), name));
    }
  });

  test('asks for the endpoints of a service once, and only when they matter', () => {
    let asked = 0;
    const cluster = clusterOf({ services: [headless('shop/web'), virtual('shop/api', ['10.96.0.1'])] });
    const counting = zoneOf(cluster, () => {
      asked++;
      return [];
    });
    answerOf(counting, 'api.shop.svc.cluster.local');
    expect(asked).toBe(0);
    for (let i = 0; i < 3; i++) answerOf(counting, 'web.shop.svc.cluster.local');
    expect(asked).toBe(1);
  });
});
