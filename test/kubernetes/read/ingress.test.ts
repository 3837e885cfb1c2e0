import { describe, expect, test } from 'vitest';
import type { Ingress } from '../../../src/kubernetes/objects/ingress.ts';
import { formatAddress } from '../../../src/model/header/address.ts';
import { objectsIn } from '../cluster.ts';

const yaml = (spec: string, metadata = '{name: web, namespace: shop}', status = ''): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: ${metadata}
spec: {${spec}}
status: {${status}}
`;
const read = (...given: Parameters<typeof yaml>): Ingress =>
  objectsIn(yaml(...given)).ingresses[0] as Ingress;
const BACKEND = 'backend: {service: {name: web, port: {number: 80}}}';
const DEFAULT = 'defaultBackend: {service: {name: web, port: {number: 80}}}';

describe('an Ingress', () => {
  test('has its class by the field, else by the old annotation (S132)', () => {
    const annotated = '{name: web, annotations: {kubernetes.io/ingress.class: old}}';
    expect(read(`ingressClassName: nginx, ${DEFAULT}`).className).toBe('nginx');
    expect(read(DEFAULT, annotated).className).toBe('old');
    expect(read(`ingressClassName: nginx, ${DEFAULT}`, annotated).className).toBe('nginx');
    expect(read(DEFAULT).className).toBeUndefined();
  });

  test('has hosts, paths and their types (S134, S135)', () => {
    const { rules } = read(
      `rules: [{host: "*.example.com", http: {paths: [{path: /a, pathType: Exact, ${BACKEND}}, {pathType: ImplementationSpecific, ${BACKEND}}]}}, {http: {paths: [{path: /b/, pathType: Prefix, ${BACKEND}}]}}]`,
    );
    expect(
      rules.map(({ host, paths }) => [host, ...paths.map(({ type, value }) => `${type} ${value}`)]),
    ).toEqual([
      ['*.example.com', 'Exact /a', 'ImplementationSpecific /'],
      ['', 'Prefix /b/'],
    ]);
    expect(rules[0]?.paths[0]?.path).toBe('spec.rules[0].http.paths[0]');
  });

  test('leads to services, by number or name of a port, and to resources (S136)', () => {
    const backend = (text: string): unknown => read(`defaultBackend: ${text}`).defaultBackend;
    const path = 'spec.defaultBackend';
    expect(backend('{service: {name: web, port: {number: 80}}}')).toEqual({
      kind: 'service',
      name: 'web',
      port: 80,
      path,
    });
    expect(backend('{service: {name: web, port: {name: http}}}')).toEqual({
      kind: 'service',
      name: 'web',
      port: 'http',
      path,
    });
    expect(backend('{resource: {kind: Bucket, name: files}}')).toEqual({
      kind: 'resource',
      resource: 'Bucket/files',
      path,
    });
  });

  test('has hosts of TLS, and published addresses that nodes do not capture (S137)', () => {
    const { tls, addresses } = read(
      `tls: [{hosts: [a.example.com], secretName: s}], ${DEFAULT}`,
      undefined,
      'loadBalancer: {ingress: [{ip: 192.0.2.1}, {hostname: lb.example.com}]}',
    );
    expect(tls).toEqual([{ hosts: ['a.example.com'], secret: 's', path: 'spec.tls[0]' }]);
    expect(addresses.map(({ address, mode }) => [formatAddress(address), mode])).toEqual([
      ['192.0.2.1', 'Proxy'],
    ]);
  });

  test.each([
    ['rules: []', ['INVALID_BACKEND'], 0],
    [
      `rules: [{host: 10.0.0.1, http: {paths: [{path: /, pathType: Prefix, ${BACKEND}}]}}]`,
      ['INVALID_HOST'],
      0,
    ],
    [
      `rules: [{host: A.example.com, http: {paths: [{path: /, pathType: Prefix, ${BACKEND}}]}}]`,
      ['INVALID_HOST'],
      0,
    ],
    [
      `rules: [{host: "a.*.com", http: {paths: [{path: /, pathType: Prefix, ${BACKEND}}]}}]`,
      ['INVALID_HOST'],
      0,
    ],
    [`rules: [{http: {paths: [{path: a, pathType: Prefix, ${BACKEND}}]}}]`, ['INVALID_PATH'], 0],
    [`rules: [{http: {paths: [{path: /a//b, pathType: Exact, ${BACKEND}}]}}]`, ['INVALID_PATH'], 0],
    [`rules: [{http: {paths: [{path: /a/.., pathType: Exact, ${BACKEND}}]}}]`, ['INVALID_PATH'], 0],
    [`rules: [{http: {paths: [{path: "/a%2fb", pathType: Exact, ${BACKEND}}]}}]`, ['INVALID_PATH'], 0],
    [`rules: [{http: {paths: [{path: /a//b, pathType: ImplementationSpecific, ${BACKEND}}]}}]`, [], 1],
    [`rules: [{http: {paths: [{pathType: Exact, ${BACKEND}}]}}]`, ['INVALID_PATH'], 1],
    [`rules: [{http: {paths: [{path: /, ${BACKEND}}]}}]`, ['MISSING_FIELD'], 1],
    [`rules: [{http: {paths: [{path: /, pathType: prefix, ${BACKEND}}]}}]`, ['INVALID_VALUE'], 1],
    ['rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {}}]}}]', ['INVALID_BACKEND'], 0],
    [
      'rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web}}}]}}]',
      ['INVALID_BACKEND'],
      0,
    ],
    [
      'rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http, number: 80}}}}]}}]',
      ['INVALID_BACKEND'],
      0,
    ],
  ])('%s: %j', (spec, codes, paths) => {
    const { ingresses, diagnostics } = objectsIn(yaml(spec));
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      codes.map((code) => [code, 'error']),
    );
    expect(ingresses[0]?.rules.flatMap((rule) => rule.paths).length).toBe(paths);
  });
});

describe('an Ingress of a version before networking.k8s.io/v1', () => {
  const former = (version: string, spec: string): string =>
    yaml(spec).replace('networking.k8s.io/v1', version);
  const TO = 'backend: {serviceName: web, servicePort: http}';

  test.each(['networking.k8s.io/v1beta1', 'extensions/v1beta1'])(
    '%s is read as it was written then, with one word about its version (S136)',
    (version) => {
      const { ingresses, diagnostics } = objectsIn(
        former(
          version,
          `backend: {serviceName: rest, servicePort: 80}, rules: [{host: a.example.com, http: {paths: [{path: /a, ${TO}}, {path: /b, pathType: Exact, ${TO}}]}}]`,
        ),
      );
      expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
        ['OTHER_VERSION', `Ingress is read as ${version}, which no API server serves any more`],
      ]);
      expect(ingresses[0]).toMatchObject({
        defaultBackend: { kind: 'service', name: 'rest', port: 80, path: 'spec.backend' },
        rules: [
          {
            host: 'a.example.com',
            paths: [
              { type: 'ImplementationSpecific', value: '/a', backend: { name: 'web', port: 'http' } },
              { type: 'Exact', value: '/b' },
            ],
          },
        ],
      });
    },
  );

  test.each([
    ['backend: {serviceName: web, servicePort: 80}', []],
    ['backend: {resource: {kind: Bucket, name: files}}', []],
    ['backend: {serviceName: web}', ['INVALID_BACKEND']],
    ['backend: {serviceName: web, servicePort: 0}', ['INVALID_PORT']],
    ['backend: {serviceName: web, servicePort: a_b}', ['INVALID_NAME']],
    ['backend: {}', ['INVALID_BACKEND']],
    ['rules: []', ['INVALID_BACKEND']],
    [DEFAULT, ['INVALID_BACKEND', 'UNKNOWN_FIELD']],
  ])('%s: %j', (spec, codes) => {
    const { diagnostics } = objectsIn(former('extensions/v1beta1', spec));
    const said = diagnostics.map(({ code }) => code).filter((code) => code !== 'OTHER_VERSION');
    expect(said).toEqual(codes);
  });

  test('a backend as it was written then is none of today', () => {
    const { diagnostics } = objectsIn(yaml('backend: {serviceName: web, servicePort: 80}'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['INVALID_BACKEND', 'UNKNOWN_FIELD']);
  });
});

describe('the age of an Ingress (S135)', () => {
  const aged = (metadata: string): string => yaml(DEFAULT, metadata);

  test('is its creationTimestamp, where that is known', () => {
    const created = '2024-01-01T00:00:00Z';
    expect(read(DEFAULT, `{name: web, creationTimestamp: "${created}"}`).created).toBe(created);
    expect(read(DEFAULT).created).toBe('');
  });

  test('is no difference between an Ingress of a cluster and its manifest', () => {
    const both = [aged('{name: web}'), aged('{name: web, creationTimestamp: "2024-01-01T00:00:00Z"}')];
    expect(objectsIn(both.join('---\n')).diagnostics.map(({ code }) => code)).toEqual(['OBJECT_TWICE']);
  });
});

test('an IngressClass names its controller, and may be the default (S132)', () => {
  const { ingressClasses } = objectsIn(`
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
spec: {controller: k8s.io/ingress-nginx}
`);
  expect(ingressClasses[0]).toMatchObject({
    namespace: '',
    controller: 'k8s.io/ingress-nginx',
    isDefault: 'yes',
  });
});
