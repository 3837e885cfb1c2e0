import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/kubernetes/ingress/decide.ts';
import type { NearMiss } from '../../../src/kubernetes/ingress/decision.ts';
import { decideAtGateway } from '../../../src/kubernetes/ingress/gateway.ts';
import { gatewayTables } from '../../../src/kubernetes/ingress/gateway-table.ts';
import { matchesHost } from '../../../src/kubernetes/ingress/hosts.ts';
import { placesFor } from '../../../src/kubernetes/ingress/path-index.ts';
import type { PathPattern } from '../../../src/kubernetes/ingress/paths.ts';
import { matchesPath } from '../../../src/kubernetes/ingress/paths.ts';
import type { RouteEntry, WebRequest } from '../../../src/kubernetes/ingress/routes.ts';
import { conditionsOf, differences, meets } from '../../../src/kubernetes/ingress/routes.ts';
import type { HostRules, PathEntry } from '../../../src/kubernetes/ingress/table.ts';
import { ingressTables } from '../../../src/kubernetes/ingress/table.ts';
import {
  leastBy,
  leastUnlikenesses,
  MOST_COMPARED,
  textsOf,
  unlikeness,
} from '../../../src/kubernetes/ingress/unlikeness.ts';
import type { Route } from '../../../src/kubernetes/objects/gateway.ts';
import { clusterOf, pod, service } from '../names/objects.ts';
import { gateway, ingress, listener, path, route, text, to } from './objects.ts';

/** The first with the least cost, found by trying all. */
function firstLeast<T>(items: readonly T[], cost: (item: T) => number): T | undefined {
  const costs = items.map(cost);
  return items[costs.indexOf(Math.min(...costs))];
}

const word = fc.stringMatching(/^[a-c]{1,3}$/);
const host = fc.oneof(
  fc.constantFrom('a.b.c', 'b.b.c', '*.b.c', '*.c'),
  fc.tuple(word, word, word).map((labels) => labels.join('.')),
  fc.tuple(word, word).map((labels) => `*.${labels.join('.')}`),
  fc.constant(''),
);
const askedHost = fc.oneof(
  fc.tuple(word, word, word).map((labels) => labels.join('.')),
  fc.constantFrom('a.b.c', 'c.b.c', '', 'a.b', 'x.y.z.org'),
);
const asked = fc.oneof(
  fc.constantFrom('/', '/a', '/a/b'),
  fc.array(word, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
  fc.constantFrom('', '/a/', '/a//b', '/long/path/that/nobody/has'),
);
const pattern = fc.oneof(
  asked.map((value): PathPattern => ({ kind: 'Exact', value })),
  asked.map((value): PathPattern => ({ kind: 'Prefix', value })),
  fc.constantFrom('^/a', 'b$', '(').map((value): PathPattern => {
    return { kind: 'Regex', value, expression: value === '(' ? undefined : new RegExp(value) };
  }),
);

describe('laws of looking up', () => {
  test('the paths that an index finds are those that match, in their order (S135)', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 60 }), asked, (patterns, one) => {
        const list = patterns.map((of) => ({ pattern: of }));
        const matching = list.flatMap((entry, place) => (matchesPath(entry.pattern, one) ? [place] : []));
        expect(placesFor(list, one)).toEqual(matching);
      }),
      { numRuns: 500 },
    );
  });

  test('no text is less unlike another one than its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 })), fc.string({ maxLength: 12 }), (all, one) => {
        const bounds = leastUnlikenesses(textsOf(all), one);
        all.forEach((own, place) => {
          expect(bounds[place]).toBeLessThanOrEqual(unlikeness(own, one));
        });
      }),
      { numRuns: 500 },
    );
  });

  test('the nearest text is the first of the least unlike, as long as not too many could be', () => {
    const texts = fc.array(fc.stringMatching(/^[ab/.-]{0,8}$/), { maxLength: MOST_COMPARED });
    fc.assert(
      fc.property(texts, fc.stringMatching(/^[ab/.-]{0,8}$/), (all, one) => {
        const items = all.map((own) => ({ own }));
        const nearest = leastBy(items, leastUnlikenesses(textsOf(all), one), ({ own }, most) =>
          unlikeness(own, one, most),
        );
        expect(nearest).toBe(firstLeast(items, ({ own }) => unlikeness(own, one)));
      }),
      { numRuns: 500 },
    );
  });
});

test('of very many, one that a letter makes different is found', () => {
  const all = Array.from({ length: 5000 }, (_, i) => `app-${i}.team-${i % 7}.example.com`);
  for (const i of [0, 1234, 4999]) {
    const wrong = (all[i] as string).replace('example', 'exmaple');
    const found = leastBy(all, leastUnlikenesses(textsOf(all), wrong), (own, most) =>
      unlikeness(own, wrong, most),
    );
    expect(found).toBe(all[i]);
  }
});

describe('a request that no Ingress takes (S134, S135)', () => {
  const services = [service('shop/web', ['80'])];
  const rules = fc.array(fc.tuple(host, fc.array(asked, { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 25,
  });

  test('comes nearest to what comes nearest of all, found by trying all (law)', () => {
    fc.assert(
      fc.property(rules, askedHost, asked, (given, name, where) => {
        const ingresses = given.map(([own, paths], i) =>
          ingress(`shop/i${i}`, { [own]: paths.map((one) => `Exact ${one === '' ? '/' : one} web:80`) }),
        );
        const [table] = ingressTables(clusterOf({ services, ingresses }));
        if (table === undefined) return;
        const decision = decide(table, { host: name, path: where });
        if (decision.kind !== 'status' || decision.code !== 'ING_NO_RULE') return;
        const hosts = [...table.hosts.values()];
        const own = bestRules(hosts, name);
        const expected =
          own === undefined ? nearestOfHosts(hosts, name, where) : nearestOf(own.entries, where);
        expect(decision.nearest?.by).toEqual(expected?.by);
      }),
      { numRuns: 300 },
    );
  });

  function bestRules(hosts: readonly HostRules[], name: string): HostRules | undefined {
    const fitting = hosts.filter((rules) => matchesHost(rules.host, name, 'one label'));
    return firstLeast(fitting, (rules) => (rules.host === '' ? 2 : rules.host.startsWith('*.') ? 1 : 0));
  }

  function nearestOf(entries: readonly PathEntry[], where: string): PathEntry | undefined {
    return firstLeast(entries, (entry) => unlikeness(entry.pattern.value, where));
  }

  function nearestOfHosts(hosts: readonly HostRules[], name: string, where: string): PathEntry | undefined {
    const fits = (entry: PathEntry): boolean => matchesPath(entry.pattern, where);
    const best = firstLeast(
      hosts,
      (rules) => unlikeness(rules.host, name) + (rules.entries.some(fits) ? 0 : 1),
    );
    return best?.entries.find(fits) ?? nearestOf(best?.entries ?? [], where);
  }
});

describe('a request to a Gateway (S139)', () => {
  const services = [service('infra/web', ['80'])];
  const proxy = pod('infra/main-x', [], { labels: { 'gateway.networking.k8s.io/gateway-name': 'main' } });
  const match = fc
    .record({
      type: fc.constantFrom('Exact', 'PathPrefix', 'RegularExpression'),
      value: asked,
      method: fc.constantFrom(undefined, undefined, 'GET', 'POST'),
      headers: fc.array(fc.tuple(fc.constantFrom('h', 'i'), fc.constantFrom('1', 'long value')), {
        maxLength: 2,
      }),
    })
    .map(({ type, value, method, headers }) =>
      path(type as 'Exact', value === '' ? '/' : value, {
        ...(method === undefined ? {} : { method }),
        headers: headers.map(([name, wanted]) => text(name, wanted)),
      }),
    );
  const routes = fc
    .array(
      fc.record({
        namespace: fc.constantFrom('infra', 'shop'),
        kind: fc.constantFrom('HTTPRoute', 'HTTPRoute', 'HTTPRoute', 'GRPCRoute'),
        hostnames: fc.array(
          host.filter((one) => one !== ''),
          { maxLength: 2 },
        ),
        matches: fc.array(match, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 30 },
    )
    .map((all) =>
      all.map(({ namespace, kind, hostnames, matches }, i): Route => {
        return route(`${namespace}/r${i}`, [to('infra/web:80', matches)], {
          kind: kind as 'HTTPRoute',
          hostnames,
        });
      }),
    );
  const request = fc.record({
    host: askedHost,
    path: asked,
    method: fc.constantFrom('GET', 'PUT'),
    headers: fc.constantFrom({}, { h: '1' }, { h: '2', i: 'long valeu' }),
  });

  test('is decided, and comes nearest, as if all entries and all refusals were tried (law)', () => {
    fc.assert(
      fc.property(routes, request, (given, one) => {
        const listeners = [listener('http')];
        const cluster = clusterOf({
          services,
          pods: [proxy],
          gateways: [gateway('infra/main', listeners)],
          routes: given,
        });
        const [table] = gatewayTables(cluster);
        const only = table?.listeners[0];
        if (only === undefined || table === undefined) return;
        const entries = only.entries.all();
        const decision = decideAtGateway(table, one, 80);
        const taken = entries.find((entry) => differences(entry, one.host, one).length === 0);
        if (taken !== undefined) {
          expect([decision.kind, decision.by]).toEqual(['backend', taken.by]);
          return;
        }
        const refusal = only.refused.all.find(({ route: { hostnames, rules } }) => {
          const fits =
            hostnames.length === 0 || hostnames.some((own) => matchesHost(own, one.host, 'labels'));
          const asks = rules.flatMap(({ matches }) => matches);
          return fits && asks.some((own) => meets(conditionsOf(own), one));
        });
        if (refusal === undefined) expect(decision.nearest).toEqual(nearest(entries, one));
        else expect([decision.kind, decision.by]).toEqual(['status', refusal.by]);
      }),
      { numRuns: 400 },
    );
  });

  test('is asked of the entries for each hostname in the order of all of them (law)', () => {
    fc.assert(
      fc.property(routes, (given) => {
        const gateways = [gateway('infra/main')];
        const [table] = gatewayTables(clusterOf({ services, pods: [proxy], gateways, routes: given }));
        const entries = table?.listeners[0]?.entries;
        if (entries === undefined) return;
        const all = entries.all();
        for (const own of new Set(all.map((entry) => entry.host))) {
          const told = (entry: RouteEntry): unknown => [entry.by, entry.host, entry.pattern.value];
          expect(entries.at(own).map(told)).toEqual(all.filter((entry) => entry.host === own).map(told));
        }
      }),
      { numRuns: 200 },
    );
  });

  function nearest(entries: readonly RouteEntry[], one: WebRequest): NearMiss | undefined {
    const weights = { port: 8, scheme: 8, host: 8, path: 4, method: 2, header: 1, query: 1 };
    const best = firstLeast(entries, (entry) =>
      differences(entry, one.host ?? '', one).reduce(
        (far, { in: where, wanted, got }) => far + weights[where] * 10_000 + unlikeness(wanted, got),
        0,
      ),
    );
    return best && { by: best.by, differs: differences(best, one.host ?? '', one) };
  }
});

describe('an HTTPRoute and a GRPCRoute with a hostname in common (S139)', () => {
  test('cannot both be attached: the later one is refused for the first it meets, as if all were compared (law)', () => {
    const given = fc.array(
      fc.record({
        kind: fc.constantFrom('HTTPRoute', 'GRPCRoute'),
        hostnames: fc.array(
          host.filter((one) => one !== ''),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(given, (all) => {
        const routes = all.map(({ kind, hostnames }, i) =>
          route(`infra/r${String(i).padStart(2, '0')}`, [to('infra/web:80')], {
            kind: kind as 'HTTPRoute',
            hostnames,
          }),
        );
        const [table] = gatewayTables(clusterOf({ gateways: [gateway('infra/main')], routes }));
        const said = table?.listeners[0]?.refused.all.map(({ route: { name }, text: why }) => [
          name,
          why.split(' ')[1],
        ]);
        expect(said).toEqual(conflictsOf(routes));
      }),
      { numRuns: 300 },
    );
  });

  function conflictsOf(routes: readonly Route[]): (readonly string[])[] {
    const kept: Route[] = [];
    const refused: (readonly string[])[] = [];
    for (const one of routes) {
      const rival = kept.find((other) => other.kind !== one.kind && common(one, other));
      if (rival === undefined) kept.push(one);
      else refused.push([one.name, rival.name]);
    }
    return refused;
  }

  /** Whether some host is one of both: any, equal, or within the wildcard of the other. */
  function common(one: Route, other: Route): boolean {
    const hosts = ({ hostnames }: Route): readonly string[] => (hostnames.length === 0 ? [''] : hostnames);
    const within = (a: string, b: string): boolean =>
      a === b || b === '' || (b.startsWith('*.') && a.endsWith(b.slice(1)) && a !== b.slice(1));
    return hosts(one).some((a) => hosts(other).some((b) => within(a, b) || within(b, a)));
  }
});
