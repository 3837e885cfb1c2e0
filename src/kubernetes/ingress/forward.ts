import type { IngressCode } from '../../text/codes/ingress.ts';
import type { Route, RouteBackend, RouteRule } from '../objects/gateway.ts';
import type { ServiceIndex } from './backend.ts';
import { portOf, portsText } from './backend.ts';
import type { Backend, FailingShare, Failure, Target } from './decision.ts';
import { fieldOf } from './decision.ts';
import type { GrantIndex } from './grants.ts';
import { GATEWAY_GROUP, permits } from './grants.ts';

/** Where a rule of a route leads: a redirect answers by itself, else its backends by weight. Implements S139. */
export function routeTarget(
  services: ServiceIndex,
  grants: GrantIndex,
  route: Route,
  rule: RouteRule,
): Target {
  const status = redirectOf(rule);
  if (status !== undefined) {
    const text = `the filter RequestRedirect answers with ${status}`;
    return { kind: 'status', status, code: 'GW_REDIRECT', text, by: fieldOf(route, `${rule.path}.filters`) };
  }
  const backends: Backend[] = [];
  const failing: FailingShare[] = [];
  for (const backend of rule.backends) {
    if (backend.weight <= 0) continue;
    const share = shareOf(services, grants, route, backend);
    if ('service' in share) backends.push(share);
    else failing.push(share);
  }
  if (backends.length > 0) return { kind: 'backend', backends, failing };
  const [first] = failing;
  if (first !== undefined) return onlyFailing(first);
  const text = 'the rule has no backend with a weight above 0';
  return { kind: 'status', status: 500, code: 'GW_NO_BACKENDS', text, by: fieldOf(route, rule.path) };
}

/** Nothing is left but failures: all of them with 500, of which the first is told. */
function onlyFailing({ weight: _, ...failure }: FailingShare): Failure {
  return failure;
}

/** `RequestRedirect`, with the status behind a space or colon if it says one; 302 if not. */
function redirectOf({ filters }: RouteRule): number | undefined {
  for (const filter of filters) {
    const [, status] = /^RequestRedirect(?:[ :](\d{3}))?$/.exec(filter) ?? [];
    if (status !== undefined) return Number(status);
    if (filter === 'RequestRedirect') return 302;
  }
  return undefined;
}

/** An extension may answer by itself; the other filters change no path of a message. */
export function doubtsOfFilters({ filters }: RouteRule): readonly IngressCode[] {
  return filters.includes('ExtensionRef') ? ['GW_FILTER_NOT_MODELLED'] : [];
}

/** What becomes of the requests for one backend. */
function shareOf(
  services: ServiceIndex,
  grants: GrantIndex,
  route: Route,
  { group, kind, namespace, name, port, weight, path }: RouteBackend,
): Backend | FailingShare {
  const origin = fieldOf(route, path);
  const failed = (code: IngressCode, text: string): FailingShare => {
    return { kind: 'status', status: 500, code, text, by: origin, weight };
  };
  const from = { group: GATEWAY_GROUP, kind: route.kind, namespace: route.namespace };
  if (!permits(grants, from, { group, kind, namespace, name })) {
    const text = `no ReferenceGrant in namespace ${namespace} lets ${route.kind}s of namespace ${route.namespace} name ${kind} ${name}`;
    return failed('GW_REF_NOT_PERMITTED', text);
  }
  if (group !== '' || kind !== 'Service') {
    const text = `the backend is ${kind} ${name} of ${group}, which is no Service`;
    return { kind: 'unknown', code: 'GW_BACKEND_NOT_MODELLED', text, by: origin, weight };
  }
  const service = services.get(`${namespace}/${name}`);
  if (service === undefined) {
    return failed('GW_BACKEND_MISSING', `namespace ${namespace} has no service ${name}`);
  }
  if (port === undefined) return failed('GW_BACKEND_PORT_MISSING', `the reference to ${name} says no port`);
  const number = portOf(service, port);
  if (number !== undefined) return { namespace, name, port: number, weight, service, origin };
  const text = `service ${name} has no port ${port}: ${portsText(service)}`;
  return failed('GW_BACKEND_PORT_MISSING', text);
}
