import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { askQuestion, questionNamed } from '../../src/index.ts';
import { stateOf } from '../cases/state-of.ts';

interface PathRow {
  readonly row: number;
  readonly paths: readonly { readonly pathType: string; readonly path: string }[];
  readonly requests: readonly string[];
  readonly winner: number | null;
}

interface HostRow {
  readonly host: string;
  readonly hostHeader: string;
  readonly match: boolean;
}

const read = <T>(name: string): { readonly rows: readonly T[] } =>
  JSON.parse(readFileSync(new URL(`ingress/${name}`, import.meta.url), 'utf8'));

/** A controller, and services shop/web0, shop/web1 and shop/web2, each with a pod. */
const CLUSTER = [
  `{kind: Node, apiVersion: v1, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 192.168.1.1}]}}`,
  `{kind: IngressClass, apiVersion: networking.k8s.io/v1, metadata: {name: nginx}, spec: {controller: k8s.io/ingress-nginx}}`,
  pod(
    'ingress-nginx',
    'controller',
    'app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller',
    9,
  ),
  ...[0, 1, 2].flatMap((n) => [
    pod('shop', `web${n}`, `app: web${n}`, n + 10),
    `{kind: Service, apiVersion: v1, metadata: {namespace: shop, name: web${n}},
      spec: {clusterIP: 10.96.0.${n + 10}, selector: {app: web${n}}, ports: [{port: 80}]}}`,
  ]),
];

function pod(namespace: string, name: string, labels: string, last: number): string {
  return `{kind: Pod, apiVersion: v1, metadata: {namespace: ${namespace}, name: ${name}, labels: {${labels}}},
    spec: {nodeName: n1, containers: [{name: main, image: main, ports: [{containerPort: 80}]}]},
    status: {phase: Running, podIP: 10.244.1.${last}, conditions: [{type: Ready, status: "True"}]}}`;
}

/** The backend that a request to an Ingress with these rules is sent to; else its status. */
async function backendOf(rules: readonly object[], request: string): Promise<unknown> {
  const ingress = {
    kind: 'Ingress',
    apiVersion: 'networking.k8s.io/v1',
    metadata: { namespace: 'shop', name: 'front' },
    spec: { ingressClassName: 'nginx', rules },
  };
  const state = stateOf([...CLUSTER, JSON.stringify(ingress)].join('\n---\n'));
  const trace = questionNamed('trace');
  if (trace === undefined) throw new Error('there is no question trace');
  const answer = await askQuestion(trace, state, {
    from: 'ingress-nginx/controller',
    to: `ingress/shop/front@${request}`,
  });
  const { answer: word, status, request: sent } = JSON.parse(JSON.stringify(answer));
  return word === 'reachable' ? sent.decision : status;
}

const backend = (n: number) => ({ service: { name: `web${n}`, port: { number: 80 } } });

describe('the documentation’s table of paths (S135)', () => {
  const rows = read<PathRow>('path-match.json').rows;

  test('has 18 rows', () => expect(new Set(rows.map(({ row }) => row)).size).toBe(18));

  for (const { row, paths, requests, winner } of rows)
    test(`row ${row}: of ${paths.map(({ path }) => path).join(' and ')}, for ${requests.join(' ')}`, async () => {
      const http = { paths: paths.map((path, n) => ({ ...path, backend: backend(n) })) };
      for (const request of requests)
        expect(await backendOf([{ http }], `any.example${request}`)).toBe(
          winner === null ? 404 : `service shop/web${winner}:80`,
        );
    });
});

describe('the documentation’s table of hosts (S134)', () => {
  for (const { host, hostHeader, match } of read<HostRow>('host-wildcard.json').rows)
    test(`${host} ${match ? 'takes' : 'does not take'} ${hostHeader}`, async () => {
      const http = { paths: [{ path: '/', pathType: 'Prefix', backend: backend(0) }] };
      const said = await backendOf([{ host, http }], `${hostHeader}/`);
      expect(said).toBe(match ? 'service shop/web0:80' : 404);
    });
});
