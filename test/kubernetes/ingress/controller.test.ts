import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/kubernetes/cluster.ts';
import type { Controller } from '../../../src/kubernetes/ingress/controller.ts';
import { classOf, controllersOf } from '../../../src/kubernetes/ingress/controller.ts';
import type { Ingress } from '../../../src/kubernetes/objects/ingress.ts';
import type { Labels } from '../../../src/kubernetes/objects/metadata.ts';
import { clusterOf, pod, service, servicePort } from '../names/objects.ts';
import { classless, gateway, gatewayClass, ingress, ingressClass } from './objects.ts';

const nginxLabels: Labels = {
  'app.kubernetes.io/name': 'ingress-nginx',
  'app.kubernetes.io/component': 'controller',
};
const nginxPod = pod('ingress-nginx/controller-x', ['10.1.0.1'], { labels: nginxLabels });

const controller = (cluster: Partial<Cluster>, of: Ingress = ingress('shop/a')): Controller | undefined => {
  const given = clusterOf({ ingressClasses: [ingressClass('nginx')], ...cluster });
  return controllersOf(given).ofClass(classOf(given, of));
};

describe('the class of an Ingress (S132)', () => {
  const classes = clusterOf({
    ingressClasses: [ingressClass('nginx'), ingressClass('traefik', 'traefik.io/ingress-controller', 'yes')],
  });

  test('is the one that it names, else the default one', () => {
    expect(classOf(classes, ingress('shop/a'))).toMatchObject({ kind: 'class', name: 'nginx' });
    expect(classOf(classes, classless('shop/a'))).toMatchObject({ kind: 'class', name: 'traefik' });
  });

  test('is unknown where the input lacks it: the controller is the one that usually has such a class', () => {
    const named = (className: string) => classOf(classes, ingress('shop/a', {}, { className }));
    expect(named('kong')).toEqual({
      kind: 'unknown class',
      name: 'kong',
      controller: 'ingress-controllers.konghq.com/kong',
    });
    expect(named('internal-nginx')).toMatchObject({ controller: 'k8s.io/ingress-nginx' });
    expect(named('ours')).toMatchObject({ kind: 'unknown class', controller: '' });
  });

  test('is none without a name and a default: the Ingress is ignored', () => {
    expect(
      classOf(clusterOf({ ingressClasses: [ingressClass('nginx')] }), classless('shop/a')),
    ).toMatchObject({
      kind: 'ignored',
      code: 'ING_IGNORED',
      classes: 'given',
    });
    expect(controller({}, classless('shop/a'))).toBeUndefined();
  });
});

describe('the pods of a controller (S138)', () => {
  test('are the ones that send requests on, found by their labels in whatever namespace', () => {
    expect(controller({ pods: [pod('shop/web'), nginxPod] })).toMatchObject({
      name: 'k8s.io/ingress-nginx',
      where: 'pods',
      pods: [{ namespace: 'ingress-nginx', name: 'controller-x' }],
    });
  });

  test('are not those of its jobs, nor pods that ended: then the controller is planned', () => {
    const job = pod('ingress-nginx/admission-x', [], {
      labels: { ...nginxLabels, 'app.kubernetes.io/component': 'admission-webhook' },
    });
    const ended = pod('ingress-nginx/controller-y', [], { labels: nginxLabels, state: 'ended' });
    expect(controller({ pods: [job, ended] })).toMatchObject({ where: 'planned', pods: [], services: [] });
  });

  test('do not exist for a load balancer of a cloud', () => {
    const alb = [ingressClass('alb', 'ingress.k8s.aws/alb')];
    expect(controller({ ingressClasses: alb }, ingress('shop/a', {}, { className: 'alb' }))).toMatchObject({
      where: 'outside',
      pods: [],
    });
  });

  test.each([
    ['traefik.io/ingress-controller', { 'app.kubernetes.io/name': 'traefik' }],
    ['nginx.org/ingress-controller', { app: 'nginx-ingress' }],
    ['haproxy.org/ingress-controller/haproxy', { 'app.kubernetes.io/name': 'kubernetes-ingress' }],
    [
      'ingress-controllers.konghq.com/kong',
      { 'app.kubernetes.io/name': 'kong', 'app.kubernetes.io/component': 'app' },
    ],
    ['projectcontour.io/contour/contour', { app: 'envoy' }],
    ['istio.io/ingress-controller', { istio: 'ingressgateway' }],
  ])('of %s have labels %j', (name, labels) => {
    const ingressClasses = [ingressClass('nginx', name)];
    const pods = [pod('proxy/a', [], { labels })];
    expect(controller({ ingressClasses, pods })).toMatchObject({ where: 'pods', pods: [{ name: 'a' }] });
  });
});

describe('the services of a controller', () => {
  const front = service('ingress-nginx/controller', ['http:80', 'https:443'], {
    type: 'LoadBalancer',
    selector: nginxLabels,
  });

  test('are those that select its pods, with a port of HTTP or HTTPS', () => {
    expect(controller({ pods: [nginxPod], services: [front] })?.services).toEqual([front]);
  });

  test('are not the one of its admission webhook, of its metrics, or of other pods', () => {
    const webhook = service('ingress-nginx/admission', [], {
      selector: nginxLabels,
      ports: [{ ...servicePort('https-webhook:443'), target: 'webhook' }],
    });
    const metrics = service('ingress-nginx/metrics', ['metrics:10254'], { selector: nginxLabels });
    const other = service('ingress-nginx/other', ['80'], { selector: { app: 'other' } });
    expect(controller({ pods: [nginxPod], services: [webhook, metrics, other] })?.services).toEqual([]);
  });
});

describe('the pods of a Gateway (S139)', () => {
  const main = gateway('infra/main');
  const classes = [gatewayClass('istio', 'istio.io/gateway-controller')];

  test('are those that were made for it', () => {
    const own = pod('infra/main-istio-x', [], {
      labels: { 'gateway.networking.k8s.io/gateway-name': 'main' },
    });
    const shared = pod('istio-system/ingress-x', [], { labels: { istio: 'ingressgateway' } });
    const pods = [own, shared];
    expect(controllersOf(clusterOf({ gatewayClasses: classes, pods })).ofGateway(main).pods).toEqual([own]);
    const envoy = pod('envoy-gateway-system/envoy-x', [], {
      labels: {
        'gateway.envoyproxy.io/owning-gateway-name': 'main',
        'gateway.envoyproxy.io/owning-gateway-namespace': 'infra',
      },
    });
    expect(controllersOf(clusterOf({ pods: [envoy] })).ofGateway(main).pods).toEqual([envoy]);
  });

  test('are else those of the controller for all, or planned', () => {
    const shared = pod('istio-system/ingress-x', [], { labels: { istio: 'ingressgateway' } });
    const given = clusterOf({ gatewayClasses: classes, pods: [shared] });
    expect(controllersOf(given).ofGateway(main)).toMatchObject({
      where: 'pods',
      pods: [{ name: 'ingress-x' }],
    });
    const others = pod('other/x', [], { labels: { 'gateway.networking.k8s.io/gateway-name': 'main' } });
    expect(
      controllersOf(clusterOf({ gatewayClasses: classes, pods: [others] })).ofGateway(main),
    ).toMatchObject({
      name: 'istio.io/gateway-controller',
      where: 'planned',
    });
  });
});
