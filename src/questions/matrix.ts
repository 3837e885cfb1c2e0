import { Type } from 'typebox';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { NONE } from '../analysis/symbolic/connection-set.ts';
import type { Family } from '../model/header/address.ts';
import { nameOf } from '../model/network/node.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { ObjectReference } from '../text/origin.ts';
import type { Exchanged } from './exchanged.ts';
import { exchangedSchema, viewer } from './exchanged.ts';
import type { ExternalRow } from './external-rows.ts';
import { externalRowSchema, externalRows } from './external-rows.ts';
import type { Group, Grouping } from './matrix-groups.ts';
import { GROUPINGS, groupsBy } from './matrix-groups.ts';
import { summaryOf } from './pair-summary.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { objectSchema } from './schemas.ts';

/** What gets from every pod of one group to every other pod of another one: to its switch, whoever listens there. */
export interface MatrixRow extends Exchanged {
  readonly source: ObjectReference;
  readonly target: ObjectReference;
}

/** Who reaches whom on what. Pairs that exchange nothing have no row. */
export interface MatrixAnswer {
  readonly answer: 'listed';
  readonly by: Grouping;
  readonly family: Family;
  readonly rows: readonly MatrixRow[];
  /** What policies let through to and from the outside. */
  readonly outside: readonly ExternalRow[];
  /** Why that is not told. */
  readonly outsideUnknown?: string;
  /** Pods that are not looked at here, as those of the host network: by name. */
  readonly left: readonly string[];
  /** Pairs of which it is not known whether messages of protocols without ports pass, and nothing else: they have no row (S95). */
  readonly onlyOther: number;
}

/** The schema of MatrixAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  by: Type.String(),
  family: Type.String(),
  rows: Type.Array(Type.Object({ source: objectSchema, target: objectSchema, ...exchangedSchema })),
  outside: Type.Array(externalRowSchema),
  outsideUnknown: Type.Optional(Type.String()),
  left: Type.Array(Type.String()),
  onlyOther: Type.Integer(),
});

/** All pairs at once, by classes (04 §3). */
export function ask(state: State, input: Input): MatrixAnswer | Refusal {
  const by = GROUPINGS.find((one) => one === input.by) ?? 'workload';
  const family = familyAsked(state, input);
  const pairs = pairsOf(state, family);
  if ('why' in pairs) return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${pairs.why}`);
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const text = (value: Input[string]): string | undefined =>
    value === undefined ? undefined : String(value);
  const groups = (end: Input[string]): readonly Group[] =>
    end === INTERNET ? [] : groupsBy(state, pairs, by, text(end), namespace);
  const [sources, targets] = [groups(input.from), groups(input.to)];
  for (const [end, found] of [
    [input.from, sources],
    [input.to, targets],
  ] as const) {
    if (end !== undefined && end !== INTERNET && found.length === 0)
      return refuse('END_NOT_FOUND', `${String(end)} names no pod with a network of its own`);
  }
  const [outwards, inwards] = [isOpen(input.to) ? sources : [], isOpen(input.from) ? targets : []];
  return {
    ...{ answer: 'listed', by, family, ...rowsOf(pairs, sources, targets) },
    ...externalRows(pairs, outwards, inwards),
    left: leftOf(state, pairs),
  };
}

/** Who is outside, as an end. */
const INTERNET = 'internet';

/** Whether an end that was asked for, or not, may be outside. */
function isOpen(end: Input[string]): boolean {
  return end === undefined || end === INTERNET;
}

/** Pods of the host network, and those whose address is not theirs alone. */
export function leftOf({ network, cluster }: State, { relation }: AllPairs): readonly string[] {
  const onHosts = (cluster?.pods ?? []).filter((pod) => pod.network === 'host' && pod.state === 'running');
  return [
    ...relation.finding.ends.left.map((node) => nameOf(network.nodes, node)),
    ...onHosts.map(({ namespace, name }) => `${namespace}/${name}`),
  ];
}

/** The family asked for; else the first that any pod has. */
export function familyAsked(state: State, { family }: Input): Family {
  if (family === 'IPv6' || family === 'IPv4') return family;
  const pairs = pairsOf(state, 'IPv4');
  return 'why' in pairs || pairs.relation.finding.ends.nodes.length > 0 ? 'IPv4' : 'IPv6';
}

function rowsOf(
  pairs: AllPairs,
  sources: readonly Group[],
  targets: readonly Group[],
): Pick<MatrixAnswer, 'rows' | 'onlyOther'> {
  const { table } = pairs.relation.finding;
  const view = viewer(table);
  const rows: MatrixRow[] = [];
  let onlyOther = 0;
  for (const source of sources) {
    for (const target of targets) {
      const summary = summaryOf(pairs, source, target);
      if (summary === undefined || summary.perhaps === NONE) continue;
      const exchanged = view(summary);
      if (exchanged === undefined) onlyOther++;
      else rows.push({ source: source.object, target: target.object, ...exchanged });
    }
  }
  return { rows, onlyOther };
}
