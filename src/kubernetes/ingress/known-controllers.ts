import type { Labels } from '../objects/metadata.ts';

/** A controller that is known by name: `pods` have one of these sets of labels, or it is `outside` the cluster. */
export interface KnownController {
  /** spec.controller of its classes; what begins with it and a slash is meant too. */
  readonly names: readonly string[];
  /** Names that its classes usually have, for classes that are not in the input. */
  readonly classes: readonly string[];
  readonly pods: readonly Labels[] | 'outside';
}

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';

/**
 * Controllers of Ingresses and Gateways, by the labels that their own charts and manifests give the pods which the
 * requests come to: the proxies, where these are not the controller itself (S132, S138).
 */
export const KNOWN_CONTROLLERS: readonly KnownController[] = [
  {
    names: ['k8s.io/ingress-nginx'],
    classes: ['nginx', 'public'],
    pods: [{ [NAME]: 'ingress-nginx', [COMPONENT]: 'controller' }, { name: 'nginx-ingress-microk8s' }],
  },
  {
    names: ['traefik.io/ingress-controller', 'traefik.io/gateway-controller'],
    classes: ['traefik'],
    pods: [{ [NAME]: 'traefik' }],
  },
  {
    names: ['nginx.org/ingress-controller'],
    classes: ['nginx-inc'],
    pods: [{ [NAME]: 'nginx-ingress' }, { app: 'nginx-ingress' }],
  },
  {
    names: ['gateway.nginx.org/nginx-gateway-controller'],
    classes: [],
    pods: [{ [NAME]: 'nginx-gateway-fabric' }, { [NAME]: 'nginx-gateway' }],
  },
  {
    names: ['haproxy.org/ingress-controller', 'haproxy.org/gateway-controller'],
    classes: ['haproxy'],
    pods: [{ [NAME]: 'kubernetes-ingress' }, { run: 'haproxy-ingress' }],
  },
  {
    names: ['haproxy-ingress.github.io/controller'],
    classes: [],
    pods: [{ [NAME]: 'haproxy-ingress' }, { run: 'haproxy-ingress' }],
  },
  {
    names: ['ingress-controllers.konghq.com/kong', 'konghq.com/kic-gateway-controller'],
    classes: ['kong'],
    pods: [
      { [NAME]: 'kong', [COMPONENT]: 'app' },
      { [NAME]: 'gateway', [COMPONENT]: 'app' },
      { app: 'proxy-kong' },
      { app: 'ingress-kong' },
    ],
  },
  {
    names: ['projectcontour.io', 'projectcontour.io/gateway-controller'],
    classes: ['contour'],
    pods: [{ app: 'envoy' }, { [NAME]: 'contour', [COMPONENT]: 'envoy' }],
  },
  {
    names: ['istio.io/ingress-controller', 'istio.io/gateway-controller'],
    classes: ['istio'],
    pods: [{ istio: 'ingressgateway' }, { istio: 'ingress' }],
  },
  {
    names: ['cilium.io/ingress-controller', 'io.cilium/gateway-controller'],
    classes: ['cilium'],
    pods: [{ 'k8s-app': 'cilium-envoy' }, { 'k8s-app': 'cilium' }],
  },
  {
    names: ['openshift.io/ingress-to-route'],
    classes: ['openshift-default'],
    pods: [{ 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' }],
  },
  { names: ['ingress.k8s.aws/alb', 'gateway.k8s.aws/alb'], classes: ['alb'], pods: 'outside' },
  { names: ['eks.amazonaws.com/alb'], classes: [], pods: 'outside' },
  { names: ['application-networking.k8s.aws/gateway-api-controller'], classes: [], pods: 'outside' },
  {
    names: ['k8s.io/ingress-gce', 'networking.gke.io/gateway'],
    classes: ['gce', 'gce-internal'],
    pods: 'outside',
  },
  {
    names: ['azure/application-gateway', 'alb.networking.azure.io/alb-controller'],
    classes: ['azure/application-gateway', 'azure-application-gateway'],
    pods: 'outside',
  },
];

/** The controller that an IngressClass or GatewayClass names. */
export function knownController(name: string): KnownController | undefined {
  return KNOWN_CONTROLLERS.find(({ names }) =>
    names.some((one) => name === one || name.startsWith(`${one}/`)),
  );
}

/** The controller whose classes usually have this name, or one that has it as a part: `nginx-internal`. */
export function usualController(className: string): KnownController | undefined {
  const exact = KNOWN_CONTROLLERS.find(({ classes }) => classes.includes(className));
  const parts = className.split(/[-_./]/);
  return exact ?? KNOWN_CONTROLLERS.find(({ classes }) => classes.some((one) => parts.includes(one)));
}
