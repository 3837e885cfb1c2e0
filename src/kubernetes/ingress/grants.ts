import type { ReferenceGrant } from '../objects/gateway.ts';

/** The group of Gateways and routes. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** What names an object of another namespace. */
export interface Referrer {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** An object that is named from another namespace. */
export interface Referent extends Referrer {
  readonly name: string;
}

/** Whether a grant in the namespace of what is named permits naming it from there; within a namespace none is needed (S139). */
export function permits(grants: readonly ReferenceGrant[], from: Referrer, to: Referent): boolean {
  if (from.namespace === to.namespace) return true;
  return grants.some((grant) => {
    if (grant.namespace !== to.namespace) return false;
    const source = grant.from.some(
      ({ group, kind, namespace }) =>
        group === from.group && kind === from.kind && namespace === from.namespace,
    );
    return source && grant.to.some((one) => names(one, to));
  });
}

function names(
  one: { readonly group: string; readonly kind: string; readonly name?: string },
  to: Referent,
): boolean {
  return one.group === to.group && one.kind === to.kind && (one.name === undefined || one.name === to.name);
}
