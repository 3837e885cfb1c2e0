import type { CodePage } from '../code-page.ts';

/** Codes of Ingresses and of what any HTTP proxy answers (S132–S138). */
const ingressPages = {
  ING_IGNORED: {
    title: 'No controller serves the Ingress.',
    text: `It names no class, and no IngressClass is the default (S132): nobody reads it, and every request is answered with 404, or by nobody.

Set spec.ingressClassName; \`kubectl get ingressclass\` lists the classes. An IngressClass is the default with the annotation
ingressclass.kubernetes.io/is-default-class: "true".`,
  },
  INGRESS_HOST: {
    title: 'It depends on where a name leads that an Ingress or a Gateway of this cluster serves.',
    text: `Servers outside of the cluster know the address of the name: most likely that of the proxy, and what comes of it the rules of the
Ingress or of the route decide. Ask for the request: \`fibula trace internet ingress/shop/front@shop.example/cart\`.`,
  },
  ING_BACKEND_ALIAS: {
    title: 'It depends on whether the controller sends to a service that is another name (S36).',
    text: `A service of type ExternalName has no endpoints. Some controllers look its name up and send there (ingress-nginx does), others answer 503,
or refuse such backends for security.`,
  },
  ING_ANNOTATIONS: {
    title: 'It depends on annotations of the Ingress that decide about requests, which are not modelled.',
    text: `Controllers have annotations of their own: who may ask, redirects, authentication, shares of requests. What they decide is not known here.`,
  },
  ING_TLS_REDIRECT: {
    title: 'It is assumed that the controller serves http where the Ingress has TLS for the host.',
    text: `Some redirect such requests to https instead, with status 308 or 301 (ingress-nginx by default).`,
  },
  ING_CLASS_NOT_GIVEN: {
    title: 'The class of an Ingress is not in the input.',
    text: `It is assumed that a controller serves it. With no controller for the class nothing listens (S132).

Add the classes: kubectl get ingressclasses -o yaml`,
  },
  ING_NO_CLASSES_GIVEN: {
    title: 'The input holds no IngressClass, so none is taken to be the default.',
    text: `An Ingress without a class is served if the cluster has a default class (S132). Dumps of namespaces leave classes out.

Add the classes: kubectl get ingressclasses -o yaml`,
  },
  ING_CONTROLLER_PLANNED: {
    title: 'The pods of an ingress controller are not in the input, or are not in the cluster.',
    text: `It is assumed that the controller runs and that requests get to it. Of one that is known a pod is planned, where its own manifests put
it and with their labels (S144), and policies decide on what that pod sends. What a controller outside of the cluster, as those of
clouds are, sends to pods is unknown. Add the controller's manifests, or its namespace to the dump.`,
  },
  ING_CONTROLLER_NO_ADDRESS: {
    title: 'No address is known by which the sender gets to the ingress controller.',
    text: `The controller's pods are in the input, but neither a load balancer's address, nor a node port, nor a port of a host leads to
them. Where a load balancer waits for its address, it is assumed that requests get there; else the answer is unknown.`,
  },
  ING_NO_RULE: {
    title: 'No rule matches the host and path of a request, and there is no default backend: 404.',
    text: `First the host is compared (S134): a precise host is equal to that of the request, *.foo.com has exactly one label more, and no host
is any. Then, among the paths of that host, the longest that matches wins (S135): Exact is equal, Prefix compares whole
elements, so /foo matches /foo/bar but not /foobar.

What comes nearest, and what differs, is told with the answer.`,
  },
  ING_BACKEND_MISSING: {
    title: 'The Service that an Ingress leads to does not exist: 503.',
    text: `A backend is a Service of the Ingress's own namespace (S136). For a Service of another one, put the Ingress there.`,
  },
  ING_BACKEND_PORT_MISSING: {
    title: 'The Service that an Ingress leads to has no such port: 503.',
    text: `port.number is a port of the Service, not of the container, and port.name is the name of a port of the Service (S136).`,
  },
  ING_BACKEND_NO_ENDPOINTS: {
    title: 'The Service that an Ingress leads to has no ready endpoint: 503.',
    text: `The rule and the Service are there, but no pod is ready behind it. Check the selector of the Service and the readiness of the pods.`,
  },
  ING_BACKEND_RESOURCE: {
    title: 'An Ingress leads to an object that is not a Service.',
    text: `What a controller does with other kinds of backend is its own business (S136), so the answer is unknown.`,
  },
  ING_PATHS_ARE_REGEX: {
    title: 'The paths of a host are regular expressions, as ingress-nginx reads them.',
    text: `If an Ingress of a host has the annotation use-regex or rewrite-target, ingress-nginx takes all paths of the host, those of other Ingresses
too, for regular expressions from the start of the path, whatever their letter case: Exact ones are no longer exact, and
the longest expression is tried first.`,
  },
  ING_BAD_REGEX: {
    title: 'A path is no regular expression that can be read here.',
    text: `It matches nothing here. The controller reads another dialect, and may match it or refuse the Ingress.`,
  },
  ING_SAME_PATH: {
    title: 'Two Ingresses have the same host and path.',
    text: `Which of them wins is up to the controller. The older one is taken, as ingress-nginx does; where ages are not known, the first by namespace and name.`,
  },
  ING_HOST_FIRST: {
    title: 'It is assumed that a request never falls back to rules of a less precise host.',
    text: `The host decides first (S133): where a rule names the host of the request, rules without a host are not asked, even if none of
its paths matches. Some controllers ask them.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;

/** Codes of Gateways and their routes (S139). */
const gatewayPages = {
  GW_NO_LISTENER: {
    title: 'A Gateway has no listener for the port, scheme and host of a request.',
    text: `A listener without a hostname takes any; *.foo.com takes one or more labels more. HTTP is answered with 404.`,
  },
  GW_WRONG_SCHEME: {
    title: 'A request speaks HTTP to a port with TLS, or the other way round.',
    text: `The protocol of the listener decides: HTTP is plain, HTTPS and TLS are not.`,
  },
  GW_MISDIRECTED: {
    title: 'The TLS server name and the Host header belong to different listeners: 421.',
    text: `The connection was made for one listener, and the request is for another one. Clients that reuse connections open a new one.`,
  },
  GW_NO_RULE: {
    title: 'No rule of an attached route matches the request: 404.',
    text: `Hostname, path, method, headers and query parameters of a match must all hold. What comes nearest, and what differs, is told with the answer.`,
  },
  GW_NO_SUCH_GATEWAY: {
    title: 'A route names a Gateway that does not exist.',
    text: `A parentRef without a namespace means the route's own namespace.`,
  },
  GW_NO_SUCH_LISTENER: {
    title: 'A route names a listener or port that its Gateway does not have.',
    text: `sectionName is the name of a listener, and port is its port.`,
  },
  GW_NOT_ALLOWED_BY_LISTENER: {
    title: 'A listener does not take routes of that namespace or kind.',
    text: `allowedRoutes.namespaces.from is Same if nothing else is said: routes of other namespaces do not attach. Set it to All, or to Selector with
labels of the namespace. allowedRoutes.kinds, or the protocol of the listener, limits the kinds of routes.`,
  },
  GW_NO_HOSTNAME_INTERSECTION: {
    title: 'The hostnames of a route and of a listener have nothing in common.',
    text: `A route attaches if one of its hostnames and that of the listener agree: equal, or one within the wildcard of the other. *.foo.com does not
contain foo.com.`,
  },
  GW_ROUTE_CONFLICT: {
    title: 'An HTTPRoute and a GRPCRoute have a hostname of one listener in common: the younger is refused.',
    text: `The older one stays; where ages are the same or not known, the first by namespace and name.`,
  },
  GW_NAMESPACE_LABELS_UNKNOWN: {
    title: 'Whether a route attaches depends on labels of a namespace that is not in the input.',
    text: `The listener selects namespaces by labels, and the namespace of the route is only mentioned (S143). Add it: kubectl get namespaces -o yaml`,
  },
  GW_REF_NOT_PERMITTED: {
    title: 'A route leads to a Service of another namespace without a ReferenceGrant: 500.',
    text: `The namespace of the Service has to permit it:

kind: ReferenceGrant
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: NAMESPACE-OF-THE-ROUTE}]
  to: [{group: "", kind: Service}]`,
  },
  GW_BACKEND_MISSING: {
    title: 'The Service that a route leads to does not exist: 500.',
    text: `A backendRef without a namespace means the route's own namespace.`,
  },
  GW_BACKEND_PORT_MISSING: {
    title: 'A route leads to a port that the Service does not have, or to none: 500.',
    text: `backendRefs[].port is a port of the Service, and it is required.`,
  },
  GW_BACKEND_NOT_MODELLED: {
    title: 'A route leads to an object that is not a Service.',
    text: `What becomes of the request is up to the implementation, so the answer is unknown.`,
  },
  GW_NO_BACKENDS: {
    title: 'A rule has no backend with a weight above zero: 500.',
    text: `A backend of weight 0 gets no request, and a rule without backends forwards nothing.`,
  },
  GW_REDIRECT: {
    title: 'The rule answers with a redirect.',
    text: `The filter RequestRedirect answers itself, with 302 unless it says another status. What the client does then is another request.`,
  },
  GW_FILTER_NOT_MODELLED: {
    title: 'A filter of the rule is an extension, which may answer by itself.',
    text: `It is assumed to let the request pass.`,
  },
  GW_REGEX: {
    title: 'A regular expression decided: its dialect and rank are up to the implementation.',
    text: `It is taken to match the whole text, and to come after Exact paths and before prefixes.`,
  },
  GW_HOSTNAME_FALLBACK: {
    title: 'A rule of a less specific hostname answers, where no rule of a more specific one does.',
    text: `The more specific hostname comes first (S139); whether the others are asked after it is not said, and some proxies answer 404 instead.`,
  },
  GW_LISTENER_ISOLATION: {
    title: 'It is assumed that a request is for the most specific listener only.',
    text: `Another listener of that port matches the host too. Implementations without listener isolation ask its routes as well.`,
  },
} as const satisfies Readonly<Record<string, CodePage>>;

/** Codes of Ingresses, Gateways and their routes (S132–S139). */
export const ingressCodes = { ...ingressPages, ...gatewayPages } as const;

/** A code of them. */
export type IngressCode = keyof typeof ingressCodes;
