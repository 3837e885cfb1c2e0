import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import type { Decision } from '../../../src/kubernetes/ingress/decision.ts';
import { decideAtGateway } from '../../../src/kubernetes/ingress/gateway.ts';
import type { GatewayTable } from '../../../src/kubernetes/ingress/gateway-table.ts';
import { gatewayTables } from '../../../src/kubernetes/ingress/gateway-table.ts';
import type { WebRequest } from '../../../src/kubernetes/ingress/routes.ts';
import type { Listener, Route } from '../../../src/kubernetes/objects/gateway.ts';
import { clusterOf, namespace, pod, service } from '../names/objects.ts';
import { gateway, grant, listener, path, route, text, to } from './objects.ts';

const proxy = pod('infra/main-x', [], { labels: { 'gateway.networking.k8s.io/gateway-name': 'main' } });

const services = ['a', 'b', 'c', 'd'].map((name) => service(`infra/${name}`, ['80']));

const tableOf = (
  routes: readonly Route[],
  listeners: readonly Listener[] = [listener('http')],
  more: Partial<Cluster> = {},
): GatewayTable => {
  const all = [...services, ...(more.services ?? [])];
  const cluster = clusterOf({
    ...more,
    pods: [proxy],
    services: all,
    gateways: [gateway('infra/main', listeners)],
    routes,
  });
  return gatewayTables(cluster)[0] as GatewayTable;
};

const ask = (table: GatewayTable, url: string, more: WebRequest = {}, port?: number): Decision => {
  const [, host = '', path = '/'] = /^([^/]*)(\/.*)?$/.exec(url) ?? [];
  return decideAtGateway(table, { host, path, ...more }, port);
};

const goes = (table: GatewayTable, url: string, more: WebRequest = {}, port?: number): string => {
  const decision = ask(table, url, more, port);
  return decision.kind === 'backend' ? decision.backends.map(({ name }) => name).join(' ') : decision.code;
};

describe('a request (S139)', () => {
  test('goes to the backend of the rule that it matches, and the match is named', () => {
    const table = tableOf([route('infra/web', [to('infra/a:80', [path('PathPrefix', '/a')])])]);
    expect(ask(table, 'x.com/a/b')).toMatchObject({
      kind: 'backend',
      backends: [
        { namespace: 'infra', name: 'a', port: 80, origin: { path: 'spec.rules[0].backendRefs[0]' } },
      ],
      by: { object: { kind: 'HTTPRoute', name: 'web' }, path: 'spec.rules[0].matches[0]' },
      assumes: [],
    });
  });

  test('that matches none is 404, and the nearest is told with all that differs', () => {
    const post = path('Exact', '/pay', { method: 'POST', headers: [text('X-Tenant', 'blue')] });
    const table = tableOf([route('infra/web', [to('infra/a:80', [path('PathPrefix', '/admin'), post])])]);
    expect(ask(table, 'x.com/pay', { headers: { 'x-tenant': 'red' } })).toMatchObject({
      status: 404,
      code: 'GW_NO_RULE',
      nearest: {
        by: { path: 'spec.rules[0].matches[1]' },
        differs: [
          { in: 'method', wanted: 'POST', got: 'GET' },
          { in: 'header', wanted: 'x-tenant: blue', got: 'red' },
        ],
      },
    });
    expect(ask(table, 'x.com/admni')).toMatchObject({
      nearest: { differs: [{ in: 'path', wanted: 'Prefix /admin', got: '/admni' }] },
    });
    expect(ask(table, 'x.com/pay', { method: 'POST', headers: { 'x-tenant': 'red' } })).toMatchObject({
      nearest: {
        by: { path: 'spec.rules[0].matches[1]' },
        differs: [{ in: 'header', wanted: 'x-tenant: blue', got: 'red' }],
      },
    });
  });

  test('for which a route is there but not attached is 404 for the reason of the refusal', () => {
    const foreign = route('shop/web', [to('shop/a:80', [path('PathPrefix', '/shop')])]);
    const table = tableOf([foreign]);
    expect(ask(table, 'x.com/shop')).toMatchObject({
      status: 404,
      code: 'GW_NOT_ALLOWED_BY_LISTENER',
      by: { object: { kind: 'HTTPRoute', namespace: 'shop' }, path: 'spec.parentRefs[0]' },
    });
    expect(goes(table, 'x.com/other')).toBe('GW_NO_RULE');
    const elsewhere = route('infra/web', [to('infra/a:80')], { hostnames: ['a.bar.com'] });
    expect(goes(tableOf([elsewhere], [listener('http', { hostname: '*.foo.com' })]), 'a.bar.com/')).toBe(
      'GW_NO_HOSTNAME_INTERSECTION',
    );
  });

  test('that may be for a route whose attachment is open is unknown, others are not (S143)', () => {
    const selecting = listener('http', {
      namespaces: { from: 'Selector', selector: { labels: { team: 'a' }, expressions: [] } },
    });
    const foreign = route('shop/web', [to('infra/a:80', [path('PathPrefix', '/shop')])]);
    const namespaces = [{ ...namespace('shop'), known: 'mentioned' as const }];
    const table = tableOf([foreign], [selecting], { namespaces });
    expect(ask(table, 'x.com/shop')).toMatchObject({ kind: 'unknown', code: 'GW_NAMESPACE_LABELS_UNKNOWN' });
    expect(goes(table, 'x.com/')).toBe('GW_NO_RULE');
  });

  test('to a Gateway whose pods are not in the input is decided all the same, and says so', () => {
    const cluster = clusterOf({
      services,
      gateways: [gateway('infra/main')],
      routes: [route('infra/web', [to('infra/a:80')])],
    });
    const decision = ask(gatewayTables(cluster)[0] as GatewayTable, 'x.com/');
    expect(decision).toMatchObject({ kind: 'backend', assumes: ['ING_CONTROLLER_PLANNED'] });
  });
});

describe('the order of matches (S139)', () => {
  const one = (
    name: string,
    backend: string,
    match: ReturnType<typeof path>,
    more: Partial<Route> = {},
  ): Route => route(`infra/${name}`, [to(`infra/${backend}:80`, [match])], more);
  const root = path('PathPrefix', '/');

  test('a precise hostname comes before a wildcard, a longer wildcard before a shorter one, any last', () => {
    const table = tableOf([
      one('w1', 'a', path('Exact', '/x')),
      one('w2', 'b', root, { hostnames: ['*.com'] }),
      one('w3', 'c', root, { hostnames: ['*.foo.com'] }),
      one('w4', 'd', root, { hostnames: ['a.foo.com'] }),
    ]);
    expect(goes(table, 'a.foo.com/x')).toBe('d');
    expect(goes(table, 'b.a.foo.com/x')).toBe('c');
    expect(goes(table, 'foo.com/x')).toBe('b');
    expect(goes(table, 'foo.org/x')).toBe('a');
  });

  test('where no rule of the more specific hostname matches, the others are asked, which is an assumption', () => {
    const table = tableOf([
      one('w1', 'a', root, { hostnames: ['*.foo.com'] }),
      one('w2', 'b', path('Exact', '/x'), { hostnames: ['a.foo.com'] }),
    ]);
    expect(ask(table, 'a.foo.com/y')).toMatchObject({
      backends: [{ name: 'a' }],
      assumes: ['GW_HOSTNAME_FALLBACK'],
    });
    expect(ask(table, 'a.foo.com/x').assumes).toEqual([]);
  });

  test('an Exact path comes before a prefix, a longer prefix before a shorter one', () => {
    const table = tableOf([
      one('w1', 'a', root),
      one('w2', 'b', path('PathPrefix', '/x')),
      one('w3', 'c', path('Exact', '/x')),
    ]);
    expect(goes(table, 'y.com/x')).toBe('c');
    expect(goes(table, 'y.com/x/z')).toBe('b');
    expect(goes(table, 'y.com/xz')).toBe('a');
  });

  test('then a method, then more headers, then more query parameters', () => {
    const headers = [text('h', '1')];
    const table = tableOf([
      one('w1', 'a', root),
      one('w2', 'b', path('PathPrefix', '/', { queries: [text('q', '1')] })),
      one('w3', 'c', path('PathPrefix', '/', { headers })),
      one('w4', 'd', path('PathPrefix', '/', { method: 'GET' })),
    ]);
    expect(goes(table, 'y.com/', { method: 'GET', headers: { h: '1' }, query: { q: '1' } })).toBe('d');
    expect(goes(table, 'y.com/', { method: 'PUT', headers: { h: '1' }, query: { q: '1' } })).toBe('c');
    expect(goes(table, 'y.com/', { method: 'PUT', query: { q: '1' } })).toBe('b');
    expect(goes(table, 'y.com/', { method: 'PUT', headers: { h: '2' }, query: { q: '2' } })).toBe('a');
  });

  test('then the older route, then the first by namespace and name, then the first rule', () => {
    const old = one('z', 'a', root, { created: '2024-01-01T00:00:00Z' });
    const young = one('a', 'b', root, { created: '2025-01-01T00:00:00Z' });
    expect(goes(tableOf([young, old]), 'y.com/')).toBe('a');
    expect(goes(tableOf([one('m', 'a', root), one('l', 'b', root)]), 'y.com/')).toBe('b');
    expect(goes(tableOf([route('infra/w', [to('infra/c:80'), to('infra/a:80')])]), 'y.com/')).toBe('c');
  });

  test('is the same whatever the order of routes', () => {
    const routes = [one('w1', 'a', root), one('w2', 'b', path('Exact', '/x')), one('w3', 'c', root)];
    for (const url of ['y.com/', 'y.com/x']) {
      expect(ask(tableOf([...routes].reverse()), url)).toEqual(ask(tableOf(routes), url));
    }
  });

  test('an expression is met by the whole path, and is said to depend on the implementation', () => {
    const table = tableOf([one('w1', 'a', root), one('w2', 'b', path('RegularExpression', '/v[12]/.*'))]);
    expect(ask(table, 'y.com/v1/x')).toMatchObject({ backends: [{ name: 'b' }], assumes: ['GW_REGEX'] });
    expect(goes(table, 'y.com/v3/x')).toBe('a');
    expect(goes(table, 'y.com/x/v1/x')).toBe('a');
    const header = path('PathPrefix', '/', { headers: [text('agent', 'curl.*', 'RegularExpression')] });
    expect(goes(tableOf([one('w1', 'a', header)]), 'y.com/', { headers: { agent: 'curl/8' } })).toBe('a');
    expect(goes(tableOf([one('w1', 'a', header)]), 'y.com/', { headers: { agent: 'wget' } })).toBe(
      'GW_NO_RULE',
    );
  });
});

describe('the listener that takes a request (S139)', () => {
  const routed = (name: string, backend: string, section: string): Route =>
    route(`infra/${name}`, [to(`infra/${backend}:80`)], {
      parents: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          namespace: 'infra',
          name: 'main',
          section,
          path: 'spec.parentRefs[0]',
        },
      ],
    });

  test('is the one with the most specific hostname, and no other, which is an assumption', () => {
    const table = tableOf(
      [
        routed('w1', 'a', 'any'),
        routed('w2', 'b', 'wild'),
        route('infra/w3', [to('infra/c:80', [path('Exact', '/x')])], {
          parents: routed('w', 'c', 'one').parents,
        }),
      ],
      [
        listener('any'),
        listener('wild', { hostname: '*.foo.com' }),
        listener('one', { hostname: 'a.foo.com' }),
      ],
    );
    expect(goes(table, 'a.foo.com/x')).toBe('c');
    expect(goes(table, 'b.foo.com/x')).toBe('b');
    expect(goes(table, 'foo.com/x')).toBe('a');
    expect(ask(table, 'a.foo.com/y')).toMatchObject({
      code: 'GW_NO_RULE',
      assumes: ['GW_LISTENER_ISOLATION'],
    });
  });

  test('has the port and the scheme of the request', () => {
    const table = tableOf(
      [routed('w1', 'a', 'http'), routed('w2', 'b', 'https'), routed('w3', 'c', 'alt')],
      [
        listener('http'),
        listener('https', { port: 443, protocol: 'HTTPS' }),
        listener('alt', { port: 8080 }),
      ],
    );
    expect(goes(table, 'x.com/', { scheme: 'http' }, 80)).toBe('a');
    expect(goes(table, 'x.com/', { scheme: 'https' })).toBe('b');
    expect(goes(table, 'x.com/', {}, 443)).toBe('b');
    expect(goes(table, 'x.com/', {}, 8080)).toBe('c');
    expect(ask(table, 'x.com/', { scheme: 'http' }, 443)).toMatchObject({
      status: 400,
      code: 'GW_WRONG_SCHEME',
    });
  });

  test('is none for a host that no listener is for: 404, with the nearest', () => {
    const table = tableOf([], [listener('http', { hostname: 'a.foo.com' })]);
    expect(ask(table, 'a.foo.org/')).toMatchObject({
      status: 404,
      code: 'GW_NO_LISTENER',
      nearest: {
        by: { object: { kind: 'Gateway' }, path: 'spec.listeners[http]' },
        differs: [{ in: 'host', wanted: 'a.foo.com', got: 'a.foo.org' }],
      },
    });
  });

  test('is that of the TLS server name; a Host of another listener is misdirected', () => {
    const https = { port: 443, protocol: 'HTTPS' };
    const table = tableOf(
      [routed('w1', 'a', 'one'), routed('w2', 'b', 'two')],
      [listener('one', { ...https, hostname: 'a.com' }), listener('two', { ...https, hostname: 'b.com' })],
    );
    expect(goes(table, 'a.com/', { scheme: 'https', serverName: 'a.com' })).toBe('a');
    expect(ask(table, 'b.com/', { scheme: 'https', serverName: 'a.com' })).toMatchObject({
      status: 421,
      code: 'GW_MISDIRECTED',
    });
  });
});

describe('the backends of a rule (S139)', () => {
  const answer = (backends: readonly string[], more: Partial<Cluster> = {}): Decision =>
    ask(tableOf([route('infra/web', [to(backends)])], undefined, more), 'x.com/');

  test('share the requests by weight; one of weight 0 gets none', () => {
    expect(answer(['infra/a:80*3', 'infra/b:80', 'infra/c:80*0'])).toMatchObject({
      kind: 'backend',
      backends: [
        { name: 'a', weight: 3 },
        { name: 'b', weight: 1 },
      ],
      failing: [],
    });
  });

  test('that fail keep their share', () => {
    expect(answer(['infra/a:80', 'infra/nothing:80*2'])).toMatchObject({
      backends: [{ name: 'a', weight: 1 }],
      failing: [{ kind: 'status', status: 500, code: 'GW_BACKEND_MISSING', weight: 2 }],
    });
  });

  test.each([
    [[], 'GW_NO_BACKENDS'],
    [['infra/a:80*0'], 'GW_NO_BACKENDS'],
    [['infra/nothing:80'], 'GW_BACKEND_MISSING'],
    [['infra/a:81'], 'GW_BACKEND_PORT_MISSING'],
    [['infra/a'], 'GW_BACKEND_PORT_MISSING'],
    [['data/db:80'], 'GW_REF_NOT_PERMITTED'],
  ])('%j is 500, %s', (backends, code) => {
    expect(answer(backends)).toMatchObject({ kind: 'status', status: 500, code });
  });

  describe('of another namespace', () => {
    const data = { services: [service('data/db', ['80'])] };

    test('are permitted by a ReferenceGrant there', () => {
      expect(answer(['data/db:80'], { ...data, grants: [grant('data/g', 'infra')] })).toMatchObject({
        backends: [{ namespace: 'data', name: 'db' }],
      });
    });

    test.each([
      ['for another namespace of routes', grant('data/g', 'shop')],
      ['in another namespace', grant('shop/g', 'infra')],
      ['for another service', grant('data/g', 'infra', { to: [{ group: '', kind: 'Service', name: 'x' }] })],
      ['for another kind', grant('data/g', 'infra', { to: [{ group: '', kind: 'Secret' }] })],
    ])('are not permitted by a grant %s', (_, given) => {
      expect(answer(['data/db:80'], { ...data, grants: [given] })).toMatchObject({
        status: 500,
        code: 'GW_REF_NOT_PERMITTED',
        text: 'no ReferenceGrant in namespace data lets HTTPRoutes of namespace infra name Service db',
      });
    });
  });

  test('that are no services are unknown', () => {
    const [rule] = [to('infra/a:80')];
    const backends = rule.backends.map((one) => ({ ...one, group: 'example.com', kind: 'Lambda' }));
    const table = tableOf([route('infra/web', [{ ...rule, backends }])]);
    expect(ask(table, 'x.com/')).toMatchObject({ kind: 'unknown', code: 'GW_BACKEND_NOT_MODELLED' });
  });
});

describe('the filters of a rule (S139)', () => {
  const filtered = (filter: string, backends: readonly string[] = ['infra/a:80']): Decision =>
    ask(tableOf([route('infra/web', [to(backends, undefined, [filter])])]), 'x.com/');

  test('RequestRedirect answers with its status', () => {
    expect(filtered('RequestRedirect', [])).toMatchObject({
      kind: 'status',
      status: 302,
      code: 'GW_REDIRECT',
    });
    expect(filtered('RequestRedirect:301', [])).toMatchObject({ status: 301 });
  });

  test.each(['URLRewrite', 'RequestMirror', 'RequestHeaderModifier', 'ResponseHeaderModifier'])(
    '%s changes no path of a message',
    (filter) => {
      expect(filtered(filter)).toMatchObject({ kind: 'backend', backends: [{ name: 'a' }], assumes: [] });
    },
  );

  test('an extension is assumed to let the request pass', () => {
    expect(filtered('ExtensionRef')).toMatchObject({ kind: 'backend', assumes: ['GW_FILTER_NOT_MODELLED'] });
  });
});

test('a GRPCRoute is matched by the path that its method is (S139)', () => {
  const table = tableOf([
    route(
      'infra/rpc',
      [
        to('infra/a:80', [path('Exact', '/shop.Cart/Add')]),
        to('infra/b:80', [path('PathPrefix', '/shop.Cart/')]),
      ],
      {
        kind: 'GRPCRoute',
      },
    ),
  ]);
  expect(goes(table, 'x.com/shop.Cart/Add', { method: 'POST' })).toBe('a');
  expect(goes(table, 'x.com/shop.Cart/Empty', { method: 'POST' })).toBe('b');
  expect(goes(table, 'x.com/shop.Order/Add', { method: 'POST' })).toBe('GW_NO_RULE');
});
