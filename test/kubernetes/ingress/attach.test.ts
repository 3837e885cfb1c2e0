import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import type { Attachment } from '../../../src/kubernetes/ingress/attach.ts';
import { attachments } from '../../../src/kubernetes/ingress/attach.ts';
import { commonHosts } from '../../../src/kubernetes/ingress/hosts.ts';
import type { Listener, Route } from '../../../src/kubernetes/objects/gateway.ts';
import { NAME_LABEL } from '../../../src/kubernetes/objects/namespace.ts';
import { clusterOf, namespace } from '../names/objects.ts';
import { gateway, listener, parent, route, to } from './objects.ts';

/** What becomes of routes at these listeners of infra/main: `listener hosts`, or `listener CODE`. */
const attached = (
  listeners: readonly Listener[],
  routes: readonly Route[],
  more: Partial<Cluster> = {},
): string[] => {
  const main = gateway('infra/main', listeners);
  return (attachments(clusterOf({ gateways: [main], routes, ...more })).get(main) ?? []).map(shown);
};

const shown = (one: Attachment): string => {
  const where = `${one.route.name}@${one.listener?.name ?? '-'}`;
  if (one.kind === 'refused') return `${where} ${one.code}`;
  return `${where} ${one.certainty} ${one.hosts.map(({ host }) => host || '*').join(' ')}`;
};

const web = (name = 'infra/web', more: Partial<Route> = {}): Route => route(name, [to('infra/web:80')], more);

describe('a parentRef (S139)', () => {
  const two = [listener('http'), listener('alt', { port: 8080 })];

  test('names all listeners, or one by its name or port', () => {
    expect(attached(two, [web()])).toEqual(['web@http surely *', 'web@alt surely *']);
    const only = (more: Parameters<typeof parent>[1]): Route =>
      web('infra/web', { parents: [parent('infra/main', more)] });
    expect(attached(two, [only({ section: 'alt' })])).toEqual(['web@alt surely *']);
    expect(attached(two, [only({ port: 80 })])).toEqual(['web@http surely *']);
  });

  test('to a listener that the Gateway lacks is refused', () => {
    const parents = [parent('infra/main#https')];
    expect(attached(two, [web('infra/web', { parents })])).toEqual(['web@- GW_NO_SUCH_LISTENER']);
  });

  test('to a Gateway that does not exist is refused', () => {
    const cluster = clusterOf({ routes: [web('infra/web', { parents: [parent('infra/other')] })] });
    expect(attachments(cluster).get('none')?.map(shown)).toEqual(['web@- GW_NO_SUCH_GATEWAY']);
  });

  test('to anything but a Gateway is none of its concern', () => {
    const parents = [parent('infra/main', { group: '', kind: 'Service' })];
    expect(attached(two, [web('infra/web', { parents })])).toEqual([]);
  });
});

describe('allowedRoutes (S139)', () => {
  const from = (namespaces: Listener['namespaces']): Listener[] => [listener('http', { namespaces })];
  const foreign = web('shop/web');

  test('Same takes routes of the Gateway’s own namespace only', () => {
    expect(attached(from({ from: 'Same' }), [web()])).toEqual(['web@http surely *']);
    expect(attached(from({ from: 'Same' }), [foreign])).toEqual(['web@http GW_NOT_ALLOWED_BY_LISTENER']);
  });

  test('All takes those of any, None those of none', () => {
    expect(attached(from({ from: 'All' }), [foreign])).toEqual(['web@http surely *']);
    expect(attached(from({ from: 'None' }), [web()])).toEqual(['web@http GW_NOT_ALLOWED_BY_LISTENER']);
  });

  const selecting = (key: string, value: string): Listener[] =>
    from({ from: 'Selector', selector: { labels: { [key]: value }, expressions: [] } });

  test('Selector takes those of namespaces with these labels', () => {
    const namespaces = [namespace('shop', { team: 'a' })];
    expect(attached(selecting('team', 'a'), [foreign], { namespaces })).toEqual(['web@http surely *']);
    expect(attached(selecting('team', 'b'), [foreign], { namespaces })).toEqual([
      'web@http GW_NOT_ALLOWED_BY_LISTENER',
    ]);
  });

  test('Selector leaves it open for a namespace that is only mentioned, unless its name decides (S143)', () => {
    const namespaces = [{ ...namespace('shop'), known: 'mentioned' as const }];
    expect(attached(selecting('team', 'a'), [foreign], { namespaces })).toEqual(['web@http perhaps *']);
    expect(attached(selecting(NAME_LABEL, 'shop'), [foreign], { namespaces })).toEqual(['web@http surely *']);
    expect(attached(selecting(NAME_LABEL, 'data'), [foreign], { namespaces })).toEqual([
      'web@http GW_NOT_ALLOWED_BY_LISTENER',
    ]);
  });

  test('kinds, or else the protocol, limit the kinds of routes', () => {
    const grpcOnly = [listener('http', { kinds: ['gateway.networking.k8s.io/GRPCRoute'] })];
    expect(attached(grpcOnly, [web('infra/web', { kind: 'GRPCRoute' })])).toEqual(['web@http surely *']);
    expect(attached(grpcOnly, [web()])).toEqual(['web@http GW_NOT_ALLOWED_BY_LISTENER']);
    expect(attached([listener('tcp', { protocol: 'TCP' })], [web()])).toEqual([
      'web@tcp GW_NOT_ALLOWED_BY_LISTENER',
    ]);
  });
});

describe('hostnames of a listener and of a route (S139)', () => {
  test.each([
    ['', '', ''],
    ['', 'a.foo.com', 'a.foo.com'],
    ['*.foo.com', '', '*.foo.com'],
    ['a.foo.com', 'a.foo.com', 'a.foo.com'],
    ['*.foo.com', 'a.foo.com', 'a.foo.com'],
    ['*.foo.com', 'b.a.foo.com', 'b.a.foo.com'],
    ['a.foo.com', '*.foo.com', 'a.foo.com'],
    ['*.foo.com', '*.a.foo.com', '*.a.foo.com'],
    ['*.com', '*.foo.com', '*.foo.com'],
    ['*.foo.com', 'foo.com', undefined],
    ['*.foo.com', '*.foo.org', undefined],
    ['a.foo.com', 'b.foo.com', undefined],
    ['*.foo.com', 'a.barfoo.com', undefined],
  ])('%j and %j have %j in common', (a, b, expected) => {
    expect(commonHosts(a, b)).toBe(expected);
    expect(commonHosts(b, a)).toBe(expected);
  });

  const foo = [listener('http', { hostname: '*.foo.com' })];

  test('that agree attach the route, and those that do not are left out', () => {
    expect(attached(foo, [web('infra/web', { hostnames: ['a.foo.com', 'a.bar.com'] })])).toEqual([
      'web@http surely a.foo.com',
    ]);
  });

  test('with nothing in common refuse it', () => {
    expect(attached(foo, [web('infra/web', { hostnames: ['foo.com'] })])).toEqual([
      'web@http GW_NO_HOSTNAME_INTERSECTION',
    ]);
  });
});

describe('an HTTPRoute and a GRPCRoute at one listener (S139)', () => {
  const grpc = (hostname: string, created = ''): Route =>
    web('infra/grpc', { kind: 'GRPCRoute', hostnames: [hostname], created });
  const http = web('infra/http', { hostnames: ['a.com'], created: '2025-01-01T00:00:00Z' });

  test('stay both without a common hostname', () => {
    expect(attached([listener('http')], [grpc('b.com'), http])).toEqual([
      'http@http surely a.com',
      'grpc@http surely b.com',
    ]);
  });

  test('with one are refused but the older', () => {
    expect(attached([listener('http')], [grpc('a.com', '2024-01-01T00:00:00Z'), http])).toEqual([
      'grpc@http surely a.com',
      'http@http GW_ROUTE_CONFLICT',
    ]);
  });
});
