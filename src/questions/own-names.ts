import type { Cluster } from '../kubernetes/cluster.ts';
import { matchesHost, normalHost } from '../kubernetes/ingress/hosts.ts';
import type { NameLeg } from './name-leg.ts';

/** Why what is behind a name that others answer for is not known: it is a name of the cluster all the same. */
export interface OwnName {
  readonly code: 'BALANCER_NAME' | 'INGRESS_HOST';
  /** What to ask instead, as ends. */
  readonly ends: readonly string[];
}

/**
 * What of the cluster is meant by the first of these names that is anything of it, though servers outside answer for it:
 * a load balancer that publishes it (S30), or an Ingress or a Gateway that serves it as a host (S134, S139).
 */
export function ownName(cluster: Cluster | undefined, names: readonly string[]): OwnName | undefined {
  if (cluster === undefined) return undefined;
  for (const name of names.map(normalHost)) {
    const balancers = cluster.services.filter(({ loadBalancerNames }) =>
      loadBalancerNames.some((one) => normalHost(one) === name),
    );
    if (balancers.length > 0) {
      return {
        code: 'BALANCER_NAME',
        ends: balancers.map((service) => `svc/${service.namespace}/${service.name}`),
      };
    }
    const ends = requestsFor(cluster, name);
    if (ends.length > 0) return { code: 'INGRESS_HOST', ends };
  }
  return undefined;
}

/** The Ingresses and Gateways that name such a host. A rule for all hosts says nothing of a name. */
function requestsFor({ ingresses, routes }: Cluster, host: string): readonly string[] {
  const ends = new Set<string>();
  for (const { namespace, name, rules } of ingresses) {
    if (rules.some((rule) => rule.host !== '' && matchesHost(normalHost(rule.host), host, 'one label')))
      ends.add(`ingress/${namespace}/${name}@${host}/`);
  }
  for (const { namespace, hostnames, parents } of routes) {
    if (!hostnames.some((one) => matchesHost(normalHost(one), host, 'labels'))) continue;
    for (const parent of parents)
      if (parent.kind === 'Gateway')
        ends.add(`gateway/${parent.namespace ?? namespace}/${parent.name}@${host}/`);
  }
  return [...ends];
}

/** The lookup with what to ask instead. */
export function pointingTo(lookup: NameLeg, own: OwnName | undefined): NameLeg {
  return own === undefined ? lookup : { ...lookup, nearest: own.ends.slice(0, 3) };
}
