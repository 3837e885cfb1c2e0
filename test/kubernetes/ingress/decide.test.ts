import { describe, expect, test } from 'vitest';
import { certificateFor, decide } from '../../../src/kubernetes/ingress/decide.ts';
import type { Decision } from '../../../src/kubernetes/ingress/decision.ts';
import type { IngressTable } from '../../../src/kubernetes/ingress/table.ts';
import { ingressTables } from '../../../src/kubernetes/ingress/table.ts';
import type { Ingress, IngressClass } from '../../../src/kubernetes/objects/ingress.ts';
import { alias, clusterOf, pod, service } from '../names/objects.ts';
import { backend, classless, ingress, ingressClass } from './objects.ts';

const services = [
  service('shop/web', ['http:80', 'admin:8080']),
  service('shop/api', ['80']),
  service('shop/other', ['80']),
  alias('shop/away', 'example.com'),
];

const controller = pod('ingress-nginx/controller-x', [], {
  labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
});

const tables = (
  ingresses: readonly Ingress[],
  ingressClasses: readonly IngressClass[] = [ingressClass('nginx')],
): readonly IngressTable[] =>
  ingressTables(clusterOf({ pods: [controller], services, ingresses, ingressClasses }));

const tableOf = (...ingresses: Ingress[]): IngressTable => tables(ingresses)[0] as IngressTable;

const ask = (table: IngressTable, url: string): Decision => {
  const [, host = '', path = '/'] = /^([^/]*)(\/.*)?$/.exec(url) ?? [];
  return decide(table, { scheme: 'http', host, path });
};

/** The service that a request goes to, or the code of the answer. */
const goes = (table: IngressTable, url: string): string => {
  const decision = ask(table, url);
  return decision.kind === 'backend' ? (decision.backends[0]?.name ?? '') : decision.code;
};

describe('the host of a request decides first (S133, S134)', () => {
  const table = tableOf(
    ingress('shop/a', {
      'a.foo.com': ['Prefix /a web:80'],
      '*.foo.com': ['Prefix / api:80'],
      '': ['Prefix / other:80'],
    }),
  );

  test.each([
    ['a.foo.com/a', 'web'],
    ['A.Foo.com:8443/a', 'web'],
    ['b.foo.com/a', 'api'],
    ['b.a.foo.com/a', 'other'],
    ['foo.com/a', 'other'],
    ['10.0.0.1/a', 'other'],
    ['/a', 'other'],
  ])('%s goes to %s', (url, expected) => {
    expect(goes(table, url)).toBe(expected);
  });

  test('a precise host hides its wildcard even where none of its paths matches, which is an assumption', () => {
    expect(ask(table, 'a.foo.com/b')).toMatchObject({ status: 404, assumes: ['ING_HOST_FIRST'] });
  });

  test('a host that no rule names is 404, and the nearest is told with both values', () => {
    const strict = tableOf(ingress('shop/a', { 'shop.example.com': ['Prefix / web:80'] }));
    expect(ask(strict, 'shop.example.org/')).toMatchObject({
      status: 404,
      code: 'ING_NO_RULE',
      nearest: {
        by: { object: { kind: 'Ingress', name: 'a' }, path: 'spec.rules[0].http.paths[0]' },
        differs: [{ in: 'host', wanted: 'shop.example.com', got: 'shop.example.org' }],
      },
    });
  });
});

describe('the path decides next (S135)', () => {
  const table = tableOf(
    ingress('shop/a', {
      'a.com': ['Prefix / other:80', 'Prefix /api api:80', 'Exact /api web:80', 'Exact /Login web:80'],
    }),
  );

  test.each([
    ['a.com/', 'other'],
    ['a.com/api', 'web'],
    ['a.com/api/', 'api'],
    ['a.com/api/v1', 'api'],
    ['a.com/apiary', 'other'],
    ['a.com/Login', 'web'],
    ['a.com/login', 'other'],
    ['a.com/Login/', 'other'],
  ])('%s goes to %s', (url, expected) => {
    expect(goes(table, url)).toBe(expected);
  });

  test('a path that none takes is 404, and the nearest is told with both values', () => {
    const strict = tableOf(ingress('shop/a', { 'a.com': ['Prefix /api api:80', 'Exact /login web:80'] }));
    expect(ask(strict, 'a.com/logni')).toMatchObject({
      code: 'ING_NO_RULE',
      text: 'no rule for path /logni, and no default backend',
      nearest: {
        by: { path: 'spec.rules[0].http.paths[1]' },
        differs: [{ in: 'path', wanted: 'Exact /login of a.com', got: '/logni' }],
      },
    });
  });

  test('ImplementationSpecific is read as Prefix', () => {
    const loose = tableOf(ingress('shop/a', { '': ['ImplementationSpecific /api api:80'] }));
    expect(goes(loose, 'a.com/api/v1')).toBe('api');
    expect(goes(loose, 'a.com/apiary')).toBe('ING_NO_RULE');
  });
});

describe('a backend (S136)', () => {
  test('is a service of the Ingress’s namespace, by number or name of a port; the rule and the field are named', () => {
    const table = tableOf(ingress('shop/a', { '': ['Prefix / web:admin'] }));
    expect(ask(table, 'a.com/')).toMatchObject({
      kind: 'backend',
      backends: [
        {
          namespace: 'shop',
          name: 'web',
          port: 8080,
          weight: 1,
          origin: { path: 'spec.rules[0].http.paths[0].backend' },
        },
      ],
      failing: [],
      by: { object: { kind: 'Ingress', namespace: 'shop', name: 'a' }, path: 'spec.rules[0].http.paths[0]' },
    });
  });

  test('that is no service of that namespace is 503', () => {
    const table = tableOf(ingress('data/a', { '': ['Prefix / web:80'] }));
    expect(ask(table, 'a.com/')).toMatchObject({
      status: 503,
      code: 'ING_BACKEND_MISSING',
      text: 'namespace data has no service web',
      by: { path: 'spec.rules[0].http.paths[0].backend' },
    });
  });

  test('with a port that the service does not have is 503, and its ports are told', () => {
    const table = tableOf(ingress('shop/a', { '': ['Prefix / web:81', 'Prefix /x web:https'] }));
    expect(ask(table, 'a.com/')).toMatchObject({
      status: 503,
      code: 'ING_BACKEND_PORT_MISSING',
      text: 'service web has no port 81: it has http 80, admin 8080',
    });
    expect(goes(table, 'a.com/x')).toBe('ING_BACKEND_PORT_MISSING');
  });

  test('that is an ExternalName takes any port number', () => {
    expect(goes(tableOf(ingress('shop/a', { '': ['Prefix / away:443'] })), 'a.com/')).toBe('away');
  });

  test('that is no service at all is not modelled, so unknown', () => {
    const given = ingress(
      'shop/a',
      {},
      { defaultBackend: { kind: 'resource', resource: 'Bucket', path: 'b' } },
    );
    expect(ask(tableOf(given), 'a.com/')).toMatchObject({ kind: 'unknown', code: 'ING_BACKEND_RESOURCE' });
  });
});

describe('a defaultBackend (S136)', () => {
  const fallback = (to: string): Partial<Ingress> => ({ defaultBackend: backend(to, 'spec.defaultBackend') });

  test('takes what no rule of its Ingress does', () => {
    const table = tableOf(ingress('shop/a', { 'a.com': ['Prefix /x web:80'] }, fallback('other:80')));
    expect(goes(table, 'a.com/x')).toBe('web');
    expect(ask(table, 'a.com/y')).toMatchObject({
      backends: [{ name: 'other' }],
      by: { path: 'spec.defaultBackend' },
    });
    expect(goes(table, 'b.com/')).toBe('other');
  });

  test('of an Ingress without rules takes what no Ingress of the class does', () => {
    const table = tableOf(
      ingress('shop/a', { 'a.com': ['Prefix /x web:80'] }),
      ingress('shop/b', {}, fallback('other:80')),
    );
    expect(goes(table, 'a.com/y')).toBe('other');
    expect(goes(table, 'b.com/')).toBe('other');
  });

  test('of an Ingress with other hosts does not take the paths of this one', () => {
    const table = tableOf(
      ingress('shop/a', { 'a.com': ['Prefix /x web:80'] }),
      ingress('shop/b', { 'b.com': ['Prefix /x api:80'] }, fallback('other:80')),
    );
    expect(goes(table, 'a.com/y')).toBe('ING_NO_RULE');
    expect(goes(table, 'b.com/y')).toBe('other');
  });

  test('that is missing is 404 from the controller', () => {
    expect(goes(tableOf(ingress('shop/a', { 'a.com': [] })), 'a.com/')).toBe('ING_NO_RULE');
  });
});

describe('Ingresses of one class are one table', () => {
  test('the longest path wins over all of them (S135)', () => {
    const table = tableOf(
      ingress('shop/a', { 'a.com': ['Prefix / web:80'] }),
      ingress('shop/b', { 'a.com': ['Prefix /api api:80'] }),
    );
    expect(goes(table, 'a.com/api')).toBe('api');
    expect(goes(table, 'a.com/')).toBe('web');
  });

  test('of two with one path the older wins, else the first by name, and it is said', () => {
    const web = { 'a.com': ['Prefix / web:80'] };
    const api = { 'a.com': ['Prefix / api:80'] };
    expect(ask(tableOf(ingress('shop/a', web), ingress('shop/b', api)), 'a.com/')).toMatchObject({
      backends: [{ name: 'web' }],
      assumes: ['ING_SAME_PATH'],
    });
    const older = ingress('shop/b', api, { created: '2024-01-01T00:00:00Z' });
    expect(goes(tableOf(ingress('shop/a', web, { created: '2025-01-01T00:00:00Z' }), older), 'a.com/')).toBe(
      'api',
    );
    const canary = ingress('shop/a', web, { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } });
    expect(goes(tableOf(canary, ingress('shop/b', api)), 'a.com/')).toBe('api');
  });

  test('the table is the same whatever their order', () => {
    const given = [
      ingress('shop/a', { 'a.com': ['Prefix / web:80'] }),
      ingress('shop/b', { 'a.com': ['Prefix / api:80', 'Exact / other:80'] }),
    ];
    expect(tables([...given].reverse())).toEqual(tables(given));
  });

  test('those of another class do not see them (S132)', () => {
    const [nginx, traefik] = tables(
      [
        ingress('shop/a', { 'a.com': ['Prefix / web:80'] }),
        ingress('shop/b', { 'a.com': ['Prefix / api:80'] }, { className: 'traefik' }),
      ],
      [ingressClass('nginx'), ingressClass('traefik', 'traefik.io/ingress-controller')],
    ) as [IngressTable, IngressTable];
    expect([goes(nginx, 'a.com/'), goes(traefik, 'a.com/')]).toEqual(['web', 'api']);
  });

  test('a load balancer of a cloud has a table for each Ingress, or for each group', () => {
    const alb = [ingressClass('alb', 'ingress.k8s.aws/alb')];
    const one = (name: string, annotations = {}): Ingress =>
      ingress(name, { 'a.com': ['Prefix / web:80'] }, { className: 'alb', annotations });
    const group = { 'alb.ingress.kubernetes.io/group.name': 'shared' };
    expect(tables([one('shop/a'), one('shop/b')], alb)).toHaveLength(2);
    expect(tables([one('shop/a', group), one('shop/b', group)], alb)).toHaveLength(1);
  });
});

describe('an Ingress that nobody serves (S132)', () => {
  const given = classless('shop/a', { 'a.com': ['Prefix / web:80'] });

  test('answers every request with 404, from nobody', () => {
    const [table] = tables([given], [ingressClass('nginx')]) as [IngressTable];
    expect(ask(table, 'a.com/')).toMatchObject({
      status: 404,
      code: 'ING_IGNORED',
      by: { path: 'spec.rules[0].http.paths[0]' },
      assumes: [],
    });
    expect(ask(table, 'b.com/')).toMatchObject({ code: 'ING_IGNORED', by: { object: { name: 'a' } } });
  });

  test('is one only by assumption where the input has no class at all', () => {
    expect(ask(tables([given], [])[0] as IngressTable, 'a.com/')).toMatchObject({
      code: 'ING_IGNORED',
      assumes: ['ING_NO_CLASSES_GIVEN'],
    });
  });

  test('is none if there is a default class, or if its class is only missing from the input', () => {
    const byDefault = tables([given], [ingressClass('nginx', 'k8s.io/ingress-nginx', 'yes')]);
    expect(goes(byDefault[0] as IngressTable, 'a.com/')).toBe('web');
    const kong = ingress('shop/a', { 'a.com': ['Prefix / web:80'] }, { className: 'kong' });
    const [unknown] = tables([kong], []) as [IngressTable];
    expect(ask(unknown, 'a.com/')).toMatchObject({
      backends: [{ name: 'web' }],
      assumes: ['ING_CLASS_NOT_GIVEN', 'ING_CONTROLLER_PLANNED'],
    });
  });
});

describe('the TLS server name (S137)', () => {
  const table = tableOf(
    ingress(
      'shop/a',
      { 'a.com': ['Prefix / web:80'], 'b.com': ['Prefix / api:80'] },
      { tls: [{ hosts: ['a.com', '*.b.com'], secret: 'certificate', path: 'spec.tls[0]' }] },
    ),
  );

  test('picks the certificate, and its Host header the rule', () => {
    expect(decide(table, { scheme: 'https', serverName: 'a.com', host: 'b.com' })).toMatchObject({
      backends: [{ name: 'api' }],
    });
    expect(certificateFor(table, 'a.com')).toMatchObject({
      secret: 'certificate',
      by: { path: 'spec.tls[0]' },
    });
    expect(certificateFor(table, 'x.b.com')).toBeDefined();
  });

  test('has no certificate where no Ingress names it', () => {
    expect(certificateFor(table, 'b.com')).toBeUndefined();
    expect(certificateFor(table, 'y.x.b.com')).toBeUndefined();
  });
});

describe('ingress-nginx with use-regex or rewrite-target', () => {
  const rewriting = (annotations: Readonly<Record<string, string>>): IngressTable =>
    tableOf(
      ingress('shop/a', { 'a.com': ['ImplementationSpecific /api(/|$)(.*) api:80'] }, { annotations }),
      ingress('shop/b', { 'a.com': ['Exact /login web:80'], 'b.com': ['Exact /login web:80'] }),
    );

  test('reads all paths of the host as expressions, also those of other Ingresses', () => {
    const table = rewriting({ 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' });
    expect(ask(table, 'a.com/api/v1')).toMatchObject({
      backends: [{ name: 'api' }],
      assumes: ['ING_PATHS_ARE_REGEX'],
    });
    expect(goes(table, 'a.com/apiary')).toBe('ING_NO_RULE');
    expect(goes(table, 'a.com/LOGIN-now')).toBe('web');
    expect(goes(table, 'b.com/login-now')).toBe('ING_NO_RULE');
  });

  test('reads them as paths without', () => {
    expect(goes(rewriting({}), 'a.com/api/v1')).toBe('ING_NO_RULE');
    expect(goes(rewriting({}), 'a.com/login')).toBe('web');
  });

  test('says which expression cannot be read', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/use-regex': 'true' };
    const table = tableOf(ingress('shop/a', { '': ['ImplementationSpecific /a( web:80'] }, { annotations }));
    expect(ask(table, 'a.com/a').assumes).toContain('ING_BAD_REGEX');
  });
});
