import { compareText } from '../../base/order.ts';
import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Origin } from '../../text/origin.ts';
import type { Cluster } from '../cluster.ts';
import type { Gateway, Listener, ParentReference, Route } from '../objects/gateway.ts';
import type { Namespace } from '../objects/namespace.ts';
import { NAME_LABEL } from '../objects/namespace.ts';
import type { LabelSelector } from '../select/selector.ts';
import { labelOf, selects } from '../select/selector.ts';
import { rivalsOf } from './conflicts.ts';
import { fieldOf } from './decision.ts';
import { GATEWAY_GROUP } from './grants.ts';
import { commonHosts, normalHost } from './hosts.ts';

/** A hostname of a route at a listener. */
export interface AttachedHost {
  /** What both mean; empty: any. */
  readonly host: string;
  /** As the route has it. */
  readonly own: string;
}

/** A route at one listener of a Gateway. */
export interface Attached {
  readonly kind: 'attached';
  readonly route: Route;
  readonly parent: ParentReference;
  readonly listener: Listener;
  /** Never empty. */
  readonly hosts: readonly AttachedHost[];
  /** `perhaps`: it depends on labels that the input does not hold (S143). */
  readonly certainty: 'surely' | 'perhaps';
}

/** A reference that does not lead to a listener, and why. */
export interface Refused {
  readonly kind: 'refused';
  readonly route: Route;
  readonly parent: ParentReference;
  /** The listener that refuses; absent where there is none. */
  readonly listener?: Listener;
  readonly code: IngressCode;
  readonly text: string;
  /** The reference. */
  readonly by: Origin;
}

/** What becomes of a reference at a listener. */
export type Attachment = Attached | Refused;

/**
 * Every route that names a Gateway, at each listener that it names, by age and name of the routes; `none` where no such
 * Gateway exists. Implements S139.
 */
export function attachments(cluster: Cluster): ReadonlyMap<Gateway | 'none', readonly Attachment[]> {
  const gateways = new Map(cluster.gateways.map((one) => [`${one.namespace}/${one.name}`, one]));
  const namespaces = new Map(cluster.namespaces.map((one) => [one.name, one]));
  const found = new Map<Gateway | 'none', Attachment[]>();
  for (const route of inOrder(cluster.routes)) {
    for (const parent of route.parents) {
      if (parent.group !== GATEWAY_GROUP || parent.kind !== 'Gateway') continue;
      const gateway = gateways.get(`${parent.namespace}/${parent.name}`);
      const key = gateway ?? 'none';
      const own = found.get(key) ?? [];
      found.set(key, own);
      if (gateway === undefined) own.push(noGateway(route, parent));
      else own.push(...atListeners(gateway, route, parent, namespaces.get(route.namespace)));
    }
  }
  for (const [gateway, all] of found) found.set(gateway, withoutConflicts(all));
  return found;
}

/** Routes by age, those of unknown age last, then by name (S139). */
function inOrder(routes: readonly Route[]): readonly Route[] {
  const keyed = routes.map((route) => {
    const { created, namespace, name } = route;
    return { route, key: `${created || '~'} ${namespace}/${name}` };
  });
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ route }) => route);
}

function noGateway(route: Route, parent: ParentReference): Refused {
  const text = `namespace ${parent.namespace} has no Gateway ${parent.name}`;
  return refused(route, parent, 'GW_NO_SUCH_GATEWAY', text);
}

function atListeners(
  gateway: Gateway,
  route: Route,
  parent: ParentReference,
  namespace: Namespace | undefined,
): Attachment[] {
  const { section, port } = parent;
  const named = gateway.listeners.filter(
    (listener) =>
      (section === undefined || listener.name === section) && (port === undefined || listener.port === port),
  );
  if (named.length > 0) return named.map((one) => atListener(gateway, one, route, parent, namespace));
  const wanted = [section && `named ${section}`, port && `on port ${port}`].filter((one) => one).join(' ');
  const text = `Gateway ${gateway.name} has no listener ${wanted}`.trimEnd();
  return [refused(route, parent, 'GW_NO_SUCH_LISTENER', text)];
}

function atListener(
  gateway: Gateway,
  listener: Listener,
  route: Route,
  parent: ParentReference,
  namespace: Namespace | undefined,
): Attachment {
  const refuse = (code: IngressCode, text: string): Refused => refused(route, parent, code, text, listener);
  const { name } = listener;
  if (!takesKind(listener, route.kind)) {
    return refuse('GW_NOT_ALLOWED_BY_LISTENER', `listener ${name} takes no ${route.kind}`);
  }
  const admission = admits(gateway, listener, route, namespace);
  if (admission === 'no') {
    const { from } = listener.namespaces;
    const text = `listener ${name} takes routes from ${from}, and the route is of namespace ${route.namespace}`;
    return refuse('GW_NOT_ALLOWED_BY_LISTENER', text);
  }
  const hosts = hostsAt(listener, route);
  if (hosts.length === 0) {
    const text = `listener ${name} is for ${listener.hostname}, and the route for ${route.hostnames.join(', ')}`;
    return refuse('GW_NO_HOSTNAME_INTERSECTION', text);
  }
  const certainty = admission === 'yes' ? 'surely' : 'perhaps';
  return { kind: 'attached', route, parent, listener, hosts, certainty };
}

/** Without a list, the kinds that suit the protocol: those routes that are HTTP go with HTTP, HTTPS and ended TLS. */
function takesKind({ kinds, protocol }: Listener, kind: Route['kind']): boolean {
  if (kinds.length > 0) return kinds.includes(`${GATEWAY_GROUP}/${kind}`);
  return protocol === 'HTTP' || protocol === 'HTTPS';
}

function admits(
  gateway: Gateway,
  { namespaces }: Listener,
  route: Route,
  namespace: Namespace | undefined,
): 'yes' | 'no' | 'unknown' {
  switch (namespaces.from) {
    case 'All':
      return 'yes';
    case 'None':
      return 'no';
    case 'Same':
      return route.namespace === gateway.namespace ? 'yes' : 'no';
    case 'Selector':
      return selectsNamespace(namespaces.selector, route.namespace, namespace);
  }
}

/** Of a namespace that is only mentioned, the name is known and nothing else (S87, S143). */
function selectsNamespace(
  selector: LabelSelector,
  name: string,
  namespace: Namespace | undefined,
): 'yes' | 'no' | 'unknown' {
  if (namespace?.known === 'given') return selects(selector, namespace.labels) ? 'yes' : 'no';
  const wanted = labelOf(selector.labels, NAME_LABEL);
  const aboutName = {
    labels: wanted === undefined ? {} : { [NAME_LABEL]: wanted },
    expressions: selector.expressions.filter(({ key }) => key === NAME_LABEL),
  };
  if (!selects(aboutName, { [NAME_LABEL]: name })) return 'no';
  const keys = [...Object.keys(selector.labels), ...selector.expressions.map(({ key }) => key)];
  return keys.every((key) => key === NAME_LABEL) ? 'yes' : 'unknown';
}

/** The hostnames that a route and a listener have in common. */
function hostsAt({ hostname }: Listener, { hostnames }: Route): AttachedHost[] {
  const listening = normalHost(hostname);
  const wanted = hostnames.length === 0 ? [''] : hostnames.map(normalHost);
  return wanted.flatMap((own) => {
    const host = commonHosts(own, listening);
    return host === undefined ? [] : [{ host, own }];
  });
}

/** Of an HTTPRoute and a GRPCRoute with a common hostname at a listener, the one that comes later is refused (S139). */
function withoutConflicts(all: Attachment[]): Attachment[] {
  if (new Set(all.map(({ route }) => route.kind)).size < 2) return all;
  const rivals = rivalsOf(all.filter((one): one is Attached => one.kind === 'attached'));
  return all.map((one) => {
    const rival = one.kind === 'attached' ? rivals.get(one) : undefined;
    if (rival === undefined) return one;
    const text = `${rival.route.kind} ${rival.route.name} has a hostname of listener ${one.listener?.name} first`;
    return refused(one.route, one.parent, 'GW_ROUTE_CONFLICT', text, one.listener);
  });
}

function refused(
  route: Route,
  parent: ParentReference,
  code: IngressCode,
  text: string,
  listener?: Listener,
): Refused {
  const by = fieldOf(route, parent.path);
  return { kind: 'refused', route, parent, ...(listener && { listener }), code, text, by };
}
