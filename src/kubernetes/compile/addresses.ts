import type { ActionPattern, Condition, Family } from '../../model/network/family.ts';
import { ADDRESSES } from '../../model/network/network.ts';

/** Of addresses: those of pods, of hosts, or of services. */
export function hasRole(role: 'pod' | 'host' | 'service'): Condition {
  return { field: 'role', is: 'equal', to: { cell: role } };
}

/** Of addresses: those of the pods of the host that looks them up. */
export const ownPods: readonly Condition[] = [
  hasRole('pod'),
  { field: 'host', is: 'equal', to: { self: 'node' } },
];

/** A rule for each address that meets the conditions. */
export function addressFamily(
  label: string,
  where: readonly Condition[],
  to: 'node' | 'host',
  action: (target: { row: string }) => ActionPattern,
): Family {
  return {
    label,
    each: { directory: ADDRESSES, where },
    match: { targets: { row: 'address' } },
    action: action({ row: to }),
    origin: { row: 'origin' },
    requirements: [],
    assumes: [],
  };
}
