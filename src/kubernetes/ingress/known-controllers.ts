import type { Labels } from '../objects/metadata.ts';

/** A controller that is known by name: `pods` have one of these sets of labels, or it is `outside` the cluster. */
export interface KnownController {
  /** spec.controller of its classes; what begins with it and a slash is meant too. */
  readonly names: readonly string[];
  /** Names that its classes usually have, for classes that are not in the input. */
  readonly classes: readonly string[];
  readonly pods: readonly Labels[] | 'outside';
  /** Absent for one outside, and for one that has no proxy but those of its Gateways. */
  readonly usual?: UsualProxy;
  /** The container of the proxies, where each Gateway has one of its own, in its own namespace. */
  readonly ofGateway?: string;
}

/** How its own chart or manifests install a proxy: what is planned where the input has no pod of it (S138, S144). */
export interface UsualProxy {
  readonly namespace: string;
  /** `Deployment ingress-nginx-controller`. */
  readonly workload: string;
  readonly container: string;
  /** With their names; without a name where the manifests give none. */
  readonly ports: readonly { readonly name?: string; readonly port: number }[];
  readonly labels: Labels;
  readonly network: 'own' | 'host';
}

const NAME = 'app.kubernetes.io/name';
const COMPONENT = 'app.kubernetes.io/component';
const INSTANCE = 'app.kubernetes.io/instance';

/**
 * Controllers of Ingresses and Gateways, by the labels that their own charts and manifests give the pods which the
 * requests come to: the proxies, where these are not the controller itself (S132, S138).
 */
export const KNOWN_CONTROLLERS: readonly KnownController[] = [
  {
    names: ['k8s.io/ingress-nginx'],
    classes: ['nginx', 'public'],
    pods: [{ [NAME]: 'ingress-nginx', [COMPONENT]: 'controller' }, { name: 'nginx-ingress-microk8s' }],
    usual: installed('ingress-nginx', 'Deployment ingress-nginx-controller', 'controller http:80 https:443', {
      [NAME]: 'ingress-nginx',
      [COMPONENT]: 'controller',
      [INSTANCE]: 'ingress-nginx',
    }),
  },
  {
    names: ['traefik.io/ingress-controller', 'traefik.io/gateway-controller'],
    classes: ['traefik'],
    pods: [{ [NAME]: 'traefik' }],
    usual: installed('traefik', 'Deployment traefik', 'traefik web:8000 websecure:8443', {
      [NAME]: 'traefik',
      [INSTANCE]: 'traefik-traefik',
    }),
  },
  {
    names: ['nginx.org/ingress-controller'],
    classes: ['nginx-inc'],
    pods: [{ [NAME]: 'nginx-ingress' }, { app: 'nginx-ingress' }],
    usual: installed('nginx-ingress', 'Deployment nginx-ingress', 'nginx-ingress http:80 https:443', {
      app: 'nginx-ingress',
      [NAME]: 'nginx-ingress',
    }),
  },
  {
    names: ['gateway.nginx.org/nginx-gateway-controller'],
    classes: [],
    pods: [{ [NAME]: 'nginx-gateway-fabric' }, { [NAME]: 'nginx-gateway' }],
    ofGateway: 'nginx',
  },
  {
    names: ['haproxy.org/ingress-controller', 'haproxy.org/gateway-controller'],
    classes: ['haproxy'],
    pods: [{ [NAME]: 'kubernetes-ingress' }, { run: 'haproxy-ingress' }],
    usual: installed(
      'haproxy-controller',
      'Deployment haproxy-kubernetes-ingress',
      'kubernetes-ingress-controller http:8080 https:8443',
      { [NAME]: 'kubernetes-ingress', [INSTANCE]: 'haproxy-kubernetes-ingress' },
    ),
  },
  {
    names: ['haproxy-ingress.github.io/controller'],
    classes: [],
    pods: [{ [NAME]: 'haproxy-ingress' }, { run: 'haproxy-ingress' }],
    usual: installed(
      'ingress-controller',
      'Deployment haproxy-ingress',
      'haproxy-ingress http:80 https:443',
      {
        [NAME]: 'haproxy-ingress',
        [INSTANCE]: 'haproxy-ingress',
      },
    ),
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
    usual: installed('kong', 'Deployment kong-gateway', 'proxy proxy:8000 proxy-tls:8443', {
      [NAME]: 'gateway',
      [COMPONENT]: 'app',
      [INSTANCE]: 'kong',
    }),
  },
  {
    names: ['projectcontour.io', 'projectcontour.io/gateway-controller'],
    classes: ['contour'],
    pods: [{ app: 'envoy' }, { [NAME]: 'contour', [COMPONENT]: 'envoy' }],
    usual: installed('projectcontour', 'DaemonSet envoy', 'envoy http:8080 https:8443', { app: 'envoy' }),
  },
  {
    names: ['istio.io/ingress-controller', 'istio.io/gateway-controller'],
    classes: ['istio'],
    pods: [{ istio: 'ingressgateway' }, { istio: 'ingress' }],
    usual: installed('istio-system', 'Deployment istio-ingressgateway', 'istio-proxy :8080 :8443', {
      app: 'istio-ingressgateway',
      istio: 'ingressgateway',
    }),
    ofGateway: 'istio-proxy',
  },
  {
    names: ['cilium.io/ingress-controller', 'io.cilium/gateway-controller'],
    classes: ['cilium'],
    pods: [{ 'k8s-app': 'cilium-envoy' }, { 'k8s-app': 'cilium' }],
    usual: {
      ...installed('kube-system', 'DaemonSet cilium-envoy', 'cilium-envoy', { 'k8s-app': 'cilium-envoy' }),
      network: 'host',
    },
  },
  {
    names: ['openshift.io/ingress-to-route'],
    classes: ['openshift-default'],
    pods: [{ 'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default' }],
    usual: installed('openshift-ingress', 'Deployment router-default', 'router http:80 https:443', {
      'ingresscontroller.operator.openshift.io/deployment-ingresscontroller': 'default',
    }),
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

/** A proxy of the pod network; its container and ports as `controller http:80 https:443`. */
function installed(namespace: string, workload: string, listening: string, labels: Labels): UsualProxy {
  const [container = '', ...ports] = listening.split(' ');
  return {
    namespace,
    workload,
    container,
    ports: ports.map((text) => {
      const [name = '', port] = text.split(':');
      return { ...(name === '' ? {} : { name }), port: Number(port) };
    }),
    labels,
    network: 'own',
  };
}

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
