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

/** The grants of each namespace: there is one for each reference that is looked up, so not all are tried for each. */
export type GrantIndex = ReadonlyMap<string, readonly ReferenceGrant[]>;

/** The grants of a cluster. */
export function grantIndex(grants: readonly ReferenceGrant[]): GrantIndex {
  const index = new Map<string, ReferenceGrant[]>();
  for (const grant of grants) {
    const own = index.get(grant.namespace);
    if (own === undefined) index.set(grant.namespace, [grant]);
    else own.push(grant);
  }
  return index;
}

/** Whether a grant in the namespace of what is named permits naming it from there; within a namespace none is needed (S139). */
export function permits(grants: GrantIndex, from: Referrer, to: Referent): boolean {
  if (from.namespace === to.namespace) return true;
  return (grants.get(to.namespace) ?? []).some((grant) => {
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
