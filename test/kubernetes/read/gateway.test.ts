import { describe, expect, test } from 'vitest';
import type { Gateway, Route } from '../../../src/kubernetes/objects/gateway.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { objectsIn } from '../cluster.ts';

const yaml = (kind: string, spec: string, more = '', version = 'v1'): string => `
apiVersion: gateway.networking.k8s.io/${version}
kind: ${kind}
metadata: {name: web, namespace: shop, creationTimestamp: "2024-01-01T00:00:00Z"}
spec: {${spec}}
${more}
`;
const gateway = (spec: string, more = ''): Gateway =>
  objectsIn(yaml('Gateway', `gatewayClassName: c, ${spec}`, more)).gateways[0] as Gateway;
const route = (spec: string, kind = 'HTTPRoute'): Route => objectsIn(yaml(kind, spec)).routes[0] as Route;

describe('a Gateway', () => {
  test('has listeners, each open to routes of its own namespace by default (S139)', () => {
    const { listeners, className } = gateway(
      'listeners: [{name: http, port: 80, protocol: HTTP}, {name: tls, port: 443, protocol: HTTPS, hostname: "*.example.com", allowedRoutes: {namespaces: {from: All}, kinds: [{kind: GRPCRoute}]}}]',
    );
    expect(className).toBe('c');
    expect(listeners).toEqual([
      {
        name: 'http',
        port: 80,
        protocol: 'HTTP',
        hostname: '',
        namespaces: { from: 'Same' },
        kinds: [],
        path: 'spec.listeners[0]',
      },
      {
        name: 'tls',
        port: 443,
        protocol: 'HTTPS',
        hostname: '*.example.com',
        namespaces: { from: 'All' },
        kinds: ['gateway.networking.k8s.io/GRPCRoute'],
        path: 'spec.listeners[1]',
      },
    ]);
  });

  test('may choose the namespaces of routes by their labels', () => {
    const { listeners } = gateway(
      'listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}}}]',
    );
    expect(listeners[0]?.namespaces).toEqual({
      from: 'Selector',
      selector: { labels: { a: 'b' }, expressions: [] },
    });
  });

  test('has the addresses of its status, else those it asks for', () => {
    const asked = 'listeners: [], addresses: [{value: 192.0.2.1}, {type: Hostname, value: lb.example.com}]';
    const status = 'status: {addresses: [{type: IPAddress, value: 192.0.2.2}]}';
    expect(gateway(asked).addresses.map(formatAddress)).toEqual(['192.0.2.1']);
    expect(gateway(asked, status).addresses.map(formatAddress)).toEqual(['192.0.2.2']);
  });

  test.each([
    ['{name: http, port: 0, protocol: HTTP}', 'INVALID_PORT'],
    ['{port: 80, protocol: HTTP}', 'MISSING_FIELD'],
    ['{name: http, port: 80, protocol: HTTP, hostname: 10.0.0.1}', 'INVALID_HOST'],
    ['{name: http, port: 80, protocol: HTTP, hostName: a.example.com}', 'UNKNOWN_FIELD'],
  ])('%s: %s', (listener, code) => {
    const { diagnostics } = objectsIn(yaml('Gateway', `gatewayClassName: c, listeners: [${listener}]`));
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });

  test.each(['v1', 'v1beta1', 'v1alpha2'])('is read in %s without a word', (version) => {
    expect(objectsIn(yaml('Gateway', 'gatewayClassName: c, listeners: []', '', version)).diagnostics).toEqual(
      [],
    );
  });
});

describe('an HTTPRoute (S139)', () => {
  test('is attached to Gateways of its namespace, unless it says otherwise', () => {
    const { parents } = route(
      'parentRefs: [{name: a}, {name: b, namespace: infra, sectionName: http, port: 80}, {group: "", kind: Service, name: c}]',
    );
    const group = 'gateway.networking.k8s.io';
    expect(parents).toEqual([
      { group, kind: 'Gateway', namespace: 'shop', name: 'a', path: 'spec.parentRefs[0]' },
      {
        group,
        kind: 'Gateway',
        namespace: 'infra',
        name: 'b',
        section: 'http',
        port: 80,
        path: 'spec.parentRefs[1]',
      },
      { group: '', kind: 'Service', namespace: 'shop', name: 'c', path: 'spec.parentRefs[2]' },
    ]);
  });

  test('matches every path by default, and sends to services with a share of 1', () => {
    const { rules, created, hostnames } = route(
      'hostnames: [a.example.com], rules: [{backendRefs: [{name: web, port: 80}, {name: b, namespace: data, port: 81, weight: 0}]}]',
    );
    expect([created, hostnames]).toEqual(['2024-01-01T00:00:00Z', ['a.example.com']]);
    expect(rules[0]?.matches).toEqual([
      { pathMatch: { type: 'PathPrefix', value: '/' }, headers: [], queries: [], path: 'spec.rules[0]' },
    ]);
    expect(rules[0]?.backends).toMatchObject([
      { group: '', kind: 'Service', namespace: 'shop', name: 'web', port: 80, weight: 1 },
      { namespace: 'data', name: 'b', port: 81, weight: 0 },
    ]);
  });

  test('matches by path, method, headers and parameters', () => {
    const { rules } = route(
      'rules: [{filters: [{type: URLRewrite, urlRewrite: {}}], matches: [{path: {type: Exact, value: /a}, method: GET, headers: [{name: X-User, value: a}], queryParams: [{name: q, type: RegularExpression, value: ".*"}]}]}]',
    );
    expect(rules[0]).toMatchObject({
      filters: ['URLRewrite'],
      matches: [
        {
          pathMatch: { type: 'Exact', value: '/a' },
          method: 'GET',
          headers: [{ type: 'Exact', name: 'x-user', value: 'a' }],
          queries: [{ type: 'RegularExpression', name: 'q', value: '.*' }],
        },
      ],
    });
  });

  test('says the status of a redirect, where it has one', () => {
    const { rules } = route(
      'rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 301}}, {type: RequestRedirect, requestRedirect: {scheme: https}}]}]',
    );
    expect(rules[0]?.filters).toEqual(['RequestRedirect:301', 'RequestRedirect']);
    const { diagnostics } = objectsIn(
      yaml('HTTPRoute', 'rules: [{filters: [{type: RequestRedirect, requestRedirect: {statusCode: 200}}]}]'),
    );
    expect(diagnostics.map(({ code, origin }) => [code, origin?.path])).toEqual([
      ['INVALID_VALUE', 'spec.rules[0].filters[0].requestRedirect.statusCode'],
    ]);
  });

  test('drops a match that cannot be used: without a part it would match more', () => {
    const { routes, diagnostics } = objectsIn(
      yaml(
        'HTTPRoute',
        'rules: [{matches: [{path: {type: Prefix, value: /a}}, {path: {value: /b}}]}, {matches: [{path: {value: c}}]}]',
      ),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['INVALID_VALUE', 'INVALID_PATH']);
    expect(routes[0]?.rules.map(({ matches }) => matches.map(({ pathMatch }) => pathMatch.value))).toEqual([
      ['/b'],
    ]);
  });

  test('is for no host if all that it names are none', () => {
    expect(route('hostnames: ["10.0.0.1"]').hostnames).toEqual(['invalid.invalid']);
  });
});

describe('a GRPCRoute', () => {
  test.each([
    ['{}', 'PathPrefix', '/'],
    ['{method: {service: a.B, method: C}}', 'Exact', '/a.B/C'],
    ['{method: {service: a.B}}', 'PathPrefix', '/a.B/'],
    ['{method: {method: C}}', 'RegularExpression', '/[^/]+/C'],
    ['{method: {type: RegularExpression, service: "a.+"}}', 'RegularExpression', '/(?:a.+)/[^/]+'],
  ])('matches %s as %s %s', (match, type, value) => {
    const { rules } = route(`rules: [{matches: [${match}]}]`, 'GRPCRoute');
    expect(rules[0]?.matches[0]?.pathMatch).toEqual({ type, value });
  });
});

test('a ReferenceGrant says who may name what (S139)', () => {
  const { grants } = objectsIn(
    yaml(
      'ReferenceGrant',
      'from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: "", kind: Service}, {group: "", kind: Service, name: db}]',
      '',
      'v1beta1',
    ),
  );
  expect(grants[0]).toMatchObject({
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
    to: [
      { group: '', kind: 'Service' },
      { group: '', kind: 'Service', name: 'db' },
    ],
  });
});

test('a GatewayClass names its controller', () => {
  const { gatewayClasses } = objectsIn(yaml('GatewayClass', 'controllerName: example.com/gateway'));
  expect(gatewayClasses[0]).toMatchObject({ namespace: '', controller: 'example.com/gateway' });
});
