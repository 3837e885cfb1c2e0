import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import { carries } from '../../../src/kubernetes/ingress/controller.ts';
import { KNOWN_CONTROLLERS } from '../../../src/kubernetes/ingress/known-controllers.ts';
import type { Pod } from '../../../src/kubernetes/objects/pod.ts';
import { isAssumed } from '../../../src/kubernetes/objects/pod.ts';
import { clusterIn } from '../cluster.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: app, image: x}]}\n';
const DNS = `
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system}
spec: {ports: [{port: 53}]}
`;
const ingress = (spec: string, name = 'web'): string => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: shop}
spec: {${spec}defaultBackend: {service: {name: web, port: {number: 80}}}}
`;
const ingressClass = (name: string, controller: string, metadata = ''): string => `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ${name}${metadata}}
spec: {controller: ${controller}}
`;
const gateway = (name: string, className: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: shop}
spec:
  gatewayClassName: ${className}
  listeners: [{name: https, port: 443, protocol: HTTPS}, {name: http, port: 80, protocol: HTTP}]
`;
const controller = (spec: string, status = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: proxy, namespace: infra}
spec:
  ${spec}
  selector: {matchLabels: {app.kubernetes.io/name: ingress-nginx}}
  template:
    metadata: {labels: {app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller}}
    spec: {containers: [{name: controller, image: x}]}
${status}
`;
const cluster = (...documents: string[]): Cluster => clusterIn([POD, DNS, ...documents].join('---\n'));
const assumed = ({ pods }: Cluster): Pod[] => pods.filter(isAssumed);
const names = (of: Cluster): string[] => assumed(of).map(({ namespace, name }) => `${namespace}/${name}`);
const said = ({ diagnostics }: Cluster): string[] =>
  diagnostics.filter(({ code }) => code === 'PLANNED_CONTROLLER').map(({ message }) => message);

const NGINX = ingress('ingressClassName: nginx, ');
const NGINX_POD = ['ingress-nginx/ingress-nginx-controller-0'];

describe('an Ingress whose controller is not in the input (S138, S144)', () => {
  const served = cluster(NGINX);

  test('has a planned one, where its own manifests put it, with their labels and ports', () => {
    const [pod] = assumed(served);
    expect(names(served)).toEqual(NGINX_POD);
    expect(pod).toMatchObject({
      labels: {
        'app.kubernetes.io/name': 'ingress-nginx',
        'app.kubernetes.io/component': 'controller',
        'app.kubernetes.io/instance': 'ingress-nginx',
      },
      network: 'own',
      state: 'running',
      planned: ['pod', 'address', 'host'],
      workload: { kind: 'Deployment', namespace: 'ingress-nginx', name: 'ingress-nginx-controller' },
    });
    const [container] = pod?.containers ?? [];
    expect([container?.name, container?.ports.map(({ name, port }) => `${name} ${port}`)]).toEqual([
      'controller',
      ['http 80', 'https 443'],
    ]);
    expect([pod?.addresses.length, served.hosts.some(({ name }) => name === pod?.host)]).toEqual([1, true]);
  });

  test('says so, at the Ingress', () => {
    expect(said(served)).toEqual([
      'no pod of controller k8s.io/ingress-nginx is in the input: ingress-nginx/ingress-nginx-controller-0 is assumed',
    ]);
    const [diagnostic] = served.diagnostics;
    expect(diagnostic).toMatchObject({ severity: 'info', origin: { object: { kind: 'Ingress' } } });
  });

  test('has it in a namespace that is only mentioned: of it nothing but the name is known (S143)', () => {
    const found = served.namespaces.find(({ name }) => name === 'ingress-nginx');
    expect(found).toMatchObject({
      known: 'mentioned',
      labels: { 'kubernetes.io/metadata.name': 'ingress-nginx' },
    });
  });

  test('has one, however many Ingresses there are', () => {
    const several = cluster(NGINX, ingress('ingressClassName: nginx-internal, ', 'other'));
    expect([names(several), said(several).length]).toEqual([NGINX_POD, 1]);
  });

  test('has one on a host that is known, and no host is invented for it', () => {
    const placed = POD.replace('spec: {', 'spec: {nodeName: n1, ').concat(
      'status: {phase: Running, podIP: 10.0.0.1, hostIP: 192.0.2.1}\n',
    );
    const dump = clusterIn([placed, DNS, NGINX].join('---\n'));
    expect([dump.hosts.map(({ name }) => name), assumed(dump).map(({ host }) => host)]).toEqual([
      ['n1'],
      ['n1'],
    ]);
    expect(dump.pods.find(({ name }) => name === 'a')?.planned).toEqual([]);
  });

  test.each([
    ['its class', [ingressClass('web', 'traefik.io/ingress-controller'), ingress('ingressClassName: web, ')]],
    [
      'the default class',
      [
        ingressClass(
          'web',
          'traefik.io/ingress-controller',
          ', annotations: {ingressclass.kubernetes.io/is-default-class: "true"}',
        ),
        ingress(''),
      ],
    ],
    ['the name of a class that is not in the input', [ingress('ingressClassName: traefik, ')]],
  ])('has the one that %s means (S132)', (_, documents) => {
    expect(names(cluster(...documents))).toEqual(['traefik/traefik-0']);
  });

  test('has one of the host network where its controller is there', () => {
    const [pod] = assumed(cluster(ingress('ingressClassName: cilium, ')));
    expect(pod).toMatchObject({ network: 'host', addresses: [], planned: ['pod', 'host'] });
  });
});

describe('no proxy is planned', () => {
  test.each([
    ['without an Ingress or a Gateway', [ingressClass('nginx', 'k8s.io/ingress-nginx')]],
    ['for an Ingress without a class, where the input has no class', [ingress('')]],
    [
      'for an Ingress without a class, where none is the default',
      [ingressClass('nginx', 'k8s.io/ingress-nginx'), ingress('')],
    ],
    ['for a class whose name says nothing', [ingress('ingressClassName: ours, ')]],
    [
      'for a controller that is not known',
      [ingressClass('nginx', 'example.com/controller'), ingress('ingressClassName: nginx, ')],
    ],
    ['for a load balancer of a cloud', [ingress('ingressClassName: alb, ')]],
    ['where the controller has a pod', [NGINX, controller('replicas: 2')]],
    ['where a workload says that it has none', [NGINX, controller('replicas: 0')]],
    [
      'where a workload says that its pods are elsewhere',
      [NGINX, controller('replicas: 2', 'status: {replicas: 2}')],
    ],
    [
      'where a pod has that name already',
      [NGINX, POD.replace('name: a', 'name: ingress-nginx-controller-0, namespace: ingress-nginx')],
    ],
  ])('%s (S132, S138, S144)', (_, documents) => {
    const found = cluster(...documents);
    expect([names(found), said(found)]).toEqual([[], []]);
  });

  test('where there is no host that it could be on', () => {
    const alone = clusterIn([DNS, NGINX].join('---\n'));
    expect([alone.pods, alone.hosts, said(alone)]).toEqual([[], [], []]);
  });
});

describe('a Gateway whose proxy is not in the input (S139, S144)', () => {
  test('has the one that its controller has for all', () => {
    const found = cluster(gateway('a', 'traefik'), gateway('b', 'traefik'));
    expect([names(found), said(found).length]).toEqual([['traefik/traefik-0'], 1]);
  });

  test('has one of its own where its controller makes one for each, which listens where it does', () => {
    const found = cluster(gateway('a', 'istio'), gateway('b', 'istio'));
    expect(names(found)).toEqual(['shop/a-istio-0', 'shop/b-istio-0']);
    expect(assumed(found)[0]).toMatchObject({
      labels: { 'gateway.networking.k8s.io/gateway-name': 'a' },
      containers: [{ name: 'istio-proxy', ports: [{ port: 80 }, { port: 443 }] }],
    });
    expect(said(found)).toEqual([
      'no pod of controller istio.io/gateway-controller is in the input: shop/a-istio-0 and 1 more are assumed',
    ]);
  });

  test('has none where pods were made for it, or a workload was', () => {
    const labelled = ', namespace: shop, labels: {gateway.networking.k8s.io/gateway-name: a}';
    const made = POD.replace('name: a', `name: proxy${labelled}`);
    expect(names(cluster(gateway('a', 'istio'), made))).toEqual([]);
    const workload = controller('replicas: 0')
      .replace('namespace: infra', 'namespace: shop')
      .replace('app.kubernetes.io/component: controller', 'gateway.networking.k8s.io/gateway-name: a');
    expect(names(cluster(gateway('a', 'istio'), workload))).toEqual([]);
  });
});

test('a planned proxy has the labels by which its controller is found (S138)', () => {
  for (const { pods, usual } of KNOWN_CONTROLLERS) {
    if (usual === undefined || pods === 'outside') continue;
    expect(pods.some((set) => carries(usual.labels, set))).toBe(true);
  }
});
