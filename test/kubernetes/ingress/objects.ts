import type {
  Gateway,
  GatewayClass,
  Listener,
  ParentReference,
  ReferenceGrant,
  Route,
  RouteBackend,
  RouteMatch,
  RouteRule,
} from '../../../src/kubernetes/objects/gateway.ts';
import type {
  Ingress,
  IngressBackend,
  IngressClass,
  IngressPath,
  IngressRule,
} from '../../../src/kubernetes/objects/ingress.ts';
import { metadata } from '../names/objects.ts';

/** `web:80`, `web:http`: a service and one of its ports. */
export function backend(text: string, path: string): IngressBackend {
  const [name = '', port = ''] = text.split(':');
  return { kind: 'service', name, port: /^\d+$/.test(port) ? Number(port) : port, path };
}

/** Rules as `{ 'a.com': ['Prefix / web:80'] }`. */
export type Rules = Readonly<Record<string, readonly string[]>>;

/** An Ingress of class nginx, unless `more` says otherwise. */
export function ingress(name: string, rules: Rules = {}, more: Partial<Ingress> = {}): Ingress {
  return {
    ...metadata('Ingress', name),
    className: 'nginx',
    rules: Object.entries(rules).map(([host, paths], index) => rule(host, paths, `spec.rules[${index}]`)),
    tls: [],
    addresses: [],
    created: '',
    ...more,
  };
}

/** An Ingress that names no class. */
export function classless(name: string, rules: Rules = {}): Ingress {
  const { className: _, ...rest } = ingress(name, rules);
  return rest;
}

function rule(host: string, paths: readonly string[], path: string): IngressRule {
  return { host, paths: paths.map((one, index) => ingressPath(one, `${path}.http.paths[${index}]`)), path };
}

function ingressPath(text: string, path: string): IngressPath {
  const [type, value = '/', to = ''] = text.split(' ');
  return { type: type as IngressPath['type'], value, backend: backend(to, `${path}.backend`), path };
}

/** An IngressClass. */
export function ingressClass(
  name: string,
  controller = 'k8s.io/ingress-nginx',
  isDefault: IngressClass['isDefault'] = 'no',
): IngressClass {
  return { ...metadata('IngressClass', name), controller, isDefault };
}

/** A listener for HTTP on port 80 that takes routes of its own namespace, unless `more` says otherwise. */
export function listener(name: string, more: Partial<Listener> = {}): Listener {
  return {
    name,
    port: 80,
    protocol: 'HTTP',
    hostname: '',
    namespaces: { from: 'Same' },
    kinds: [],
    path: `spec.listeners[${name}]`,
    ...more,
  };
}

/** A Gateway. */
export function gateway(name: string, listeners: readonly Listener[] = [listener('http')]): Gateway {
  return { ...metadata('Gateway', name), className: 'istio', listeners, addresses: [] };
}

/** A GatewayClass. */
export function gatewayClass(name: string, controller: string): GatewayClass {
  return { ...metadata('GatewayClass', name), controller };
}

/** A reference to a Gateway, `infra/main` or `infra/main#section`. */
export function parent(text: string, more: Partial<ParentReference> = {}): ParentReference {
  const [path = '', section] = text.split('#');
  const [namespace = '', name = ''] = path.split('/');
  return {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    namespace,
    name,
    ...(section !== undefined && { section }),
    path: 'spec.parentRefs[0]',
    ...more,
  };
}

/** An HTTPRoute of Gateway infra/main, unless `more` says otherwise. */
export function route(name: string, rules: readonly RouteRule[], more: Partial<Route> = {}): Route {
  const kind = more.kind ?? 'HTTPRoute';
  return {
    ...metadata(kind, name),
    kind,
    parents: [parent('infra/main')],
    hostnames: [],
    rules: rules.map((one, index) => placed(one, `spec.rules[${index}]`)),
    created: '',
    ...more,
  };
}

function placed(one: RouteRule, path: string): RouteRule {
  return {
    ...one,
    path,
    matches: one.matches.map((match, index) => ({ ...match, path: `${path}.matches[${index}]` })),
    backends: one.backends.map((to, index) => ({ ...to, path: `${path}.backendRefs[${index}]` })),
  };
}

/** A rule: its matches, and its backends as `infra/web:80` or `infra/web:80*3` for a weight of 3. */
export function to(
  backends: string | readonly string[],
  matches: readonly RouteMatch[] = [path('PathPrefix', '/')],
  filters: readonly string[] = [],
): RouteRule {
  const all = typeof backends === 'string' ? [backends] : backends;
  return { matches, backends: all.map(routeBackend), filters, path: '' };
}

function routeBackend(text: string): RouteBackend {
  const [, namespace = '', name = '', port, weight] =
    /^([^/]+)\/([^:*]+)(?::(\d+))?(?:\*(\d+))?$/.exec(text) ?? [];
  return {
    group: '',
    kind: 'Service',
    namespace,
    name,
    ...(port !== undefined && { port: Number(port) }),
    weight: weight === undefined ? 1 : Number(weight),
    path: '',
  };
}

/** A match on a path, and on what `more` says. */
export function path(
  type: RouteMatch['pathMatch']['type'],
  value: string,
  more: Partial<RouteMatch> = {},
): RouteMatch {
  return { pathMatch: { type, value }, headers: [], queries: [], path: '', ...more };
}

/** A condition on a header or query parameter. */
export function text(
  name: string,
  value: string,
  type: 'Exact' | 'RegularExpression' = 'Exact',
): RouteMatch['headers'][number] {
  return { name, value, type };
}

/** A grant in a namespace: HTTPRoutes of another one may name its services. */
export function grant(name: string, from: string, more: Partial<ReferenceGrant> = {}): ReferenceGrant {
  return {
    ...metadata('ReferenceGrant', name),
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: from }],
    to: [{ group: '', kind: 'Service' }],
    ...more,
  };
}
