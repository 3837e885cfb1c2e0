import type { Family } from '../../model/network/family.ts';
import type { Template } from '../../model/network/fib.ts';
import type { NodeId } from '../../model/network/node.ts';
import type { Profile } from '../profile/profile.ts';
import { family, hasRole } from './host.ts';

/** The FIB of the fabric (F9): host addresses → that host, everything else → outside; pod addresses as S17 says. */
export function fabricTemplate({ options }: Profile, outside: NodeId): Template {
  const toHosts = family('F9', [hasRole('host')], 'node', (to) => ({ kind: 'forward', to }));
  const toOutside: Family = {
    label: 'F9',
    match: {},
    action: { kind: 'deliver', to: outside },
    requirements: [],
    assumes: [],
  };
  return {
    name: 'fabric',
    tables: [
      { name: 'main', families: [toHosts, podAddresses(options.outsideToPod), toOutside], assumes: [] },
    ],
    sessions: 'none',
  };
}

/** Whether the outside has a route to pod addresses is not promised (S17): an option. */
function podAddresses(outsideToPod: 'unrouted' | 'routed'): Family {
  const forPods = family('S17', [hasRole('pod')], 'host', (to) =>
    outsideToPod === 'routed'
      ? { kind: 'forward', to }
      : { kind: 'discard', reason: 'NO_ROUTE', answer: 'drop' },
  );
  return { ...forPods, requirements: ['S17'], assumes: ['OUTSIDE_TO_POD'] };
}
