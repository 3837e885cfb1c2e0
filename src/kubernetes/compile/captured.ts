import type { FactId } from '../../model/network/fact.ts';
import type { ActionPattern, Condition, Each, Family, MatchPattern } from '../../model/network/family.ts';
import type { SetId } from '../../model/network/set.ts';
import type { Options } from '../profile/options.ts';
import type { FrontendKind } from './service-rows.ts';

/** Names of the directories that the services table ranges over. */
export const SERVICES = {
  frontends: 'service addresses',
  nodePorts: 'node ports',
  backends: 'backends',
  local: 'local backends',
  zonal: 'zonal backends',
  nodal: 'nodal backends',
  hostPorts: 'host ports',
} as const;

/** Registers that tell later tables what services did. */
export const MARK = {
  /** The target was translated: the message may come back to its sender (S70). */
  translated: 'translated',
  /** It leaves with the host's address (S55, S58). */
  masquerade: 'masquerade',
  /** It was sent to a cluster address (S72). */
  cluster: 'cluster',
  /** Its service has no endpoints: it is refused behind the policies, where they come first (S117). */
  refused: 'refused',
} as const;

/** What the families of the services table are made of. */
export interface ServiceTable {
  readonly options: Options;
  /** Of which kinds there are rows. */
  readonly kinds: ReadonlySet<RowKind>;
  /** Every pod. */
  readonly pods: SetId;
  /** Whether a message that is no TCP, UDP or SCTP comes somewhere at a service's address (S40). */
  readonly icmp: FactId;
}

/** A kind of rows: of frontends, of ports of hosts, of endpoints that are preferred by node or zone. */
export type RowKind = FrontendKind | 'nodePort' | 'hostPort' | 'nodal' | 'zonal';

/** Which rows of which directory, and how a message is one of them. */
export interface Captured {
  readonly directory: string;
  readonly where: readonly Condition[];
  readonly match: MatchPattern;
  readonly requirements: readonly string[];
  readonly assumes: readonly string[];
}

/** A field of a row is this text. */
export const is = (field: string, cell: string): Condition => ({ field, is: 'equal', to: { cell } });

export function frontend(kind: FrontendKind): Captured {
  return {
    directory: SERVICES.frontends,
    where: [is('kind', kind)],
    match: { targets: { row: 'address' }, protocols: { row: 'protocol' }, targetPorts: { row: 'port' } },
    requirements: [{ cluster: 'S18', external: 'S35', balancer: 'S31' }[kind]],
    assumes: [],
  };
}

/** A family over captured rows. */
export function on(
  { directory, where, match, requirements, assumes }: Captured,
  label: string,
  action: ActionPattern,
  more: {
    where?: readonly Condition[];
    match?: MatchPattern;
    requirements?: readonly string[];
    assumes?: readonly string[];
  } = {},
): Family {
  return {
    label,
    each: { directory, where: [...where, ...(more.where ?? [])] },
    match: { ...match, ...more.match },
    action,
    origin: { row: 'origin' },
    requirements: [...requirements, ...(more.requirements ?? [])],
    assumes: [...assumes, ...(more.assumes ?? [])],
  };
}

/** One of the backends of the row's group, as its target; marked. */
function backendOf(
  directory: string,
  more: readonly Condition[],
  marks: readonly string[],
  then: ActionPattern,
): ActionPattern {
  const each: Each = { directory, where: [{ field: 'group', is: 'equal', to: { row: 'group' } }, ...more] };
  const choose: ActionPattern = {
    kind: 'choose',
    among: 'backends',
    each,
    action: { kind: 'translate', header: { target: { row: 'address' }, targetPort: { row: 'port' } }, then },
  };
  return [MARK.translated, ...marks].reduce<ActionPattern>(
    (action, register) => ({ kind: 'set', register, value: 1, then: action }),
    choose,
  );
}

/** Rows of the host that looks them up. */
export const onSelf: Condition = { field: 'host', is: 'equal', to: { self: 'node' } };
const inZone: Condition = { field: 'zone', is: 'equal', to: { self: 'zone' } };

/** All endpoints, or those that hints prefer for this node or its zone (S51, S65, S67). */
export function anywhere(
  captured: Captured,
  { kinds }: ServiceTable,
  marks: readonly string[],
  then: ActionPattern,
  more: Parameters<typeof on>[3],
): Family[] {
  const preferred = (label: string, directory: string, condition: Condition): Family =>
    on(captured, label, backendOf(directory, [condition], marks, then), {
      ...more,
      requirements: [...(more?.requirements ?? []), 'S65', 'S66', 'S67'],
    });
  return [
    ...(kinds.has('nodal') ? [preferred('S67', SERVICES.nodal, onSelf)] : []),
    ...(kinds.has('zonal') ? [preferred('S67', SERVICES.zonal, inZone)] : []),
    on(captured, 'S51', backendOf(SERVICES.backends, [], marks, then), {
      ...more,
      requirements: [...(more?.requirements ?? []), 'S51', 'S63'],
    }),
  ];
}

/** The endpoints of this node alone; none here: the message is dropped (S56, S59, S61, S62). */
export function localOnly(
  captured: Captured,
  marks: readonly string[],
  then: ActionPattern,
  requirement: string,
): Family[] {
  const local = [is('policy', 'Local')];
  const planned = [...local, is('placement', 'planned')];
  const dropped: ActionPattern = { kind: 'discard', reason: 'NO_LOCAL_ENDPOINT', answer: 'drop' };
  return [
    on(captured, requirement, dropped, {
      where: planned,
      match: { fact: { row: 'nowhere' } },
      requirements: ['S144'],
    }),
    on(captured, requirement, backendOf(SERVICES.backends, [], marks, then), {
      where: planned,
      match: { fact: { row: 'here' } },
      requirements: ['S144'],
    }),
    on(captured, requirement, backendOf(SERVICES.local, [onSelf], marks, then), {
      where: local,
      requirements: [requirement, 'S62'],
    }),
    on(captured, requirement, dropped, {
      where: [...local, is('endpoints', 'some')],
      requirements: [requirement, 'S61'],
    }),
  ];
}

/** What a service without endpoints answers (S61). */
export const NO_ENDPOINTS: ActionPattern = { kind: 'discard', reason: 'NO_ENDPOINTS', answer: 'reject' };

/** No endpoints at all: the client is told, before policies are asked or behind them (S61, S117). */
export function refusing(captured: Captured, { options }: ServiceTable, then: ActionPattern): Family {
  const later: ActionPattern = { kind: 'set', register: MARK.refused, value: 1, then };
  return on(captured, 'S61', options.noEndpoints === 'reject' ? NO_ENDPOINTS : later, {
    requirements: ['S61', 'S117'],
    assumes: ['NO_ENDPOINTS_ORDER'],
  });
}
