import { address } from '../../model/header/address.ts';
import type { AddressSet } from '../../model/header/address-set.ts';
import { addressSet, LOOPBACK } from '../../model/header/address-set.ts';
import type { Each, Family, Term } from '../../model/network/family.ts';
import type { Template } from '../../model/network/fib.ts';
import { LISTENERS } from '../../model/network/network.ts';
import type { Profile } from '../profile/profile.ts';
import { PROCESSES } from './directories.ts';

/** The target addresses of a family. */
export type Targets = AddressSet | Term;

/** The rows of a directory that belong to the switch itself. */
export function own(directory: string): Each {
  return { directory, where: [{ field: 'switch', is: 'equal', to: { self: 'node' } }] };
}

/** The address that the article calls loopback; the standard graph has the whole block and IPv6's (N2). */
const ARTICLE_LOOPBACK = addressSet(address('127.0.0.1'));

/** The FIB of a pod switch (01 §3): loopback, its own addresses, everything else to its host. */
export function podTemplate(profile: Profile): Template {
  const article = profile.graph === 'article';
  const loopback = article ? ARTICLE_LOOPBACK : LOOPBACK;
  const families = [
    listening('F1', loopback),
    listening('F2', { self: 'addresses' }),
    ...closed(profile, loopback),
    toHost(profile),
  ];
  return {
    name: 'pod',
    tables: [{ name: 'main', families, assumes: [] }],
    sessions: article ? 'none' : 'kept',
  };
}

/** `targets p → deliver(C)` for each open port p of each container C linked to this switch (F1, F2, F6). */
export function listening(label: string, targets: Targets): Family {
  return {
    label,
    each: own(LISTENERS),
    match: { protocols: { row: 'protocol' }, targets, targetPorts: { row: 'port' } },
    action: { kind: 'deliver', to: { row: 'process' } },
    origin: { row: 'origin' },
    requirements: label === 'F6' ? ['S13'] : [],
    assumes: [],
  };
}

/** F8, and option `listens` (S11): what becomes of the ports that no container declares. */
function closed(profile: Profile, loopback: Targets): Family[] {
  const { listens, closedPorts } = profile.options;
  if (listens === 'declared' && closedPorts === 'loop') return [];
  return [loopback, { self: 'addresses' } as const].map((targets) =>
    listens === 'any' ? anyListener(targets) : refused(targets, ['CLOSED_PORTS', 'LISTENS']),
  );
}

/** `targets * → a process of this switch`: which, makes no difference (S11, 01 §8.2). */
export function anyListener(targets: Targets): Family {
  const deliver = { kind: 'deliver', to: { row: 'process' } } as const;
  return {
    label: 'F8',
    match: { targets },
    action: { kind: 'choose', among: 'equals', each: own(PROCESSES), action: deliver },
    requirements: ['S11'],
    assumes: ['LISTENS'],
  };
}

/** `targets * → refused`: a kernel answers for a port that nobody listens on (F8). */
export function refused(targets: Targets, assumes: readonly string[]): Family {
  return {
    label: 'F8',
    match: { targets },
    action: { kind: 'discard', reason: 'PORT_CLOSED', answer: 'reject' },
    requirements: ['S11'],
    assumes,
  };
}

/** F3. Literally, it also sends back what the host just brought to a closed port: hence the loop of 01 §8.2. */
function toHost({ options }: Profile): Family {
  return {
    label: 'F3',
    match: {},
    action: { kind: 'forward', to: { self: 'host' } },
    requirements: [],
    assumes: options.closedPorts === 'loop' ? ['CLOSED_PORTS'] : [],
  };
}
