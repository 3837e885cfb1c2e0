import { Type } from 'typebox';
import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import { strangersOf } from '../analysis/symbolic/strangers.ts';
import { grouped } from '../base/grouped.ts';
import type { Pod } from '../kubernetes/objects/pod.ts';
import type { NodeId } from '../model/network/node.ts';
import { parseEnd } from '../state/end.ts';
import { lookupsOf, podOfNode } from '../state/lookups.ts';
import { pairsOf } from '../state/pairs.ts';
import type { State } from '../state/state.ts';
import type { ExternalRow } from './external-rows.ts';
import { externalRowSchema, externalRows } from './external-rows.ts';
import type { FutureView } from './future-pods.ts';
import { futurePods, futureSchema } from './future-pods.ts';
import { familyAsked } from './matrix.ts';
import { meantBy } from './matrix-groups.ts';
import { endsNamed, endsTogether } from './named-ends.ts';
import type { OutsidePath } from './outside-paths.ts';
import { outsidePathSchema, outsidePaths } from './outside-paths.ts';
import type { Ends } from './pair-summary.ts';
import type { PodTerm } from './pod-cover.ts';
import { podTermSchema } from './pod-cover.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';
import { whoOf } from './reached.ts';

/** How pods can be reached by who is not there today: from outside, and by pods that do not exist yet. */
export interface ExposureAnswer {
  readonly answer: 'listed';
  readonly end: string;
  /** Each way in from outside, and what becomes of a message there. */
  readonly paths: readonly OutsidePath[];
  /** So many ways in were not followed, since they are too many. */
  readonly notFollowed: number;
  /** What policies let in from addresses outside, whether it is routed or not (S17). */
  readonly outside: readonly ExternalRow[];
  /** Why that is not told. */
  readonly outsideUnknown?: string;
  /** Pods that do not exist yet, by what they would have to be, for targets that are told apart. */
  readonly future: readonly { readonly targets: readonly PodTerm[]; readonly pods: readonly FutureView[] }[];
  /** Why that is not told. */
  readonly futureUnknown?: string;
  /** Pods of the host network: of them only the ways from outside are told. */
  readonly left: readonly string[];
}

/** The schema of ExposureAnswer. */
export const schema = Type.Object({
  answer: Type.Literal('listed'),
  end: Type.String(),
  paths: Type.Array(outsidePathSchema),
  notFollowed: Type.Integer(),
  outside: Type.Array(externalRowSchema),
  outsideUnknown: Type.Optional(Type.String()),
  future: Type.Array(Type.Object({ targets: Type.Array(podTermSchema), pods: Type.Array(futureSchema) })),
  futureUnknown: Type.Optional(Type.String()),
  left: Type.Array(Type.String()),
});

/** Who could reach pods, or a service, that cannot be listed among the pods of today (04 §7, 05). */
export function ask(state: State, input: Input): ExposureAnswer | Refusal {
  const { cluster } = state;
  const text = String(input.to ?? '');
  const family = familyAsked(state, input);
  const pairs = pairsOf(state, family);
  if ('why' in pairs) return refuse('NO_MATRIX', `this network cannot be looked at as a whole: ${pairs.why}`);
  const meant = podsMeant(state, pairs, text, input);
  if ('error' in meant) return meant;
  const { pods, ends } = meant;
  const group = { ...ends, object: { kind: 'Target', name: text } };
  return {
    ...{ answer: 'listed', end: text },
    ...(cluster === undefined ? NO_PATHS : outsidePaths(state, cluster, pods, meant.service)),
    ...(ends.ends.length === 0
      ? { outside: [], outsideUnknown: NOT_OWN, future: [], futureUnknown: NOT_OWN }
      : { ...externalRows(pairs, [], [group]), ...futureOf(state, pairs, ends) }),
    left: [...pods]
      .filter((pod) => pod.network === 'host')
      .map(({ namespace, name }) => `${namespace}/${name}`),
  };
}

/** In a network written by hand nothing says which ways there are. */
const NO_PATHS = { paths: [], notFollowed: 0 };

/** Policies do not govern pods of the host network (S103), nor is told here of one that shares its address. */
const NOT_OWN =
  'no pod of it has a network of its own with an address for itself: policies say nothing of it';

interface Meant {
  readonly pods: ReadonlySet<Pod>;
  readonly service: string | undefined;
  readonly ends: Ends;
}

/** The pods that a text names, those behind a service among them, and which of them are ends. */
function podsMeant(state: State, pairs: AllPairs, text: string, input: Input): Meant | Refusal {
  const { cluster, network } = state;
  const parsed = parseEnd(text);
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const podOf = (node: NodeId): Pod | undefined => cluster && podOfNode(cluster, network, node);
  if (cluster === undefined || parsed.kind !== 'object' || parsed.object !== 'service') {
    const named = endsNamed(state, pairs, text, input);
    const nodes = meantBy(state, text, namespace);
    // Pods of the host network are no ends, and are exposed all the same.
    const pods = new Set(nodes.flatMap((node) => podOf(node) ?? []));
    if ('error' in named && pods.size === 0) return named;
    return { pods, service: undefined, ends: 'error' in named ? NO_ENDS : named };
  }
  const service = lookupsOf(cluster).service(parsed.namespace ?? namespace, parsed.name);
  if (service === undefined) return refuse('END_NOT_FOUND', `there is no service ${text}`);
  const pods = new Set(
    lookupsOf(cluster)
      .endpointsOf(service)
      .flatMap(({ pod }) => pod ?? []),
  );
  const { nodes } = pairs.relation.finding.ends;
  const ends = [...nodes.keys()].filter((end) => pods.has(podOf(nodes[end] as NodeId) as Pod));
  return { pods, service: `${service.namespace}/${service.name}`, ends: endsTogether(pairs.classes, ends) };
}

const NO_ENDS: Ends = { ends: [], classes: new Map() };

/** Targets by the rules that decide at them, and who else would get through these. */
function futureOf(
  state: State,
  pairs: AllPairs,
  { ends }: Ends,
): Pick<ExposureAnswer, 'future' | 'futureUnknown'> {
  const strangers = strangersOf(pairs);
  if ('why' in strangers) return { future: [], futureUnknown: strangers.why };
  const { nodes } = pairs.relation.finding.ends;
  const who = whoOf(
    state,
    ends.map((end) => nodes[end] as NodeId),
  );
  const made: (readonly FutureView[])[] = [];
  const viewAt = (end: number): readonly FutureView[] => {
    const rules = strangers.rulesOf(end);
    made[rules] ??= futurePods(state, pairs, strangers, rules);
    return made[rules];
  };
  // Rules that differ may say the same of who is to come.
  const byView = grouped<string, number>([...ends.keys()], (i) => [
    JSON.stringify(viewAt(ends[i] as number)),
  ]);
  const future = [...byView.values()].map((members) => ({
    targets: who(members),
    pods: viewAt(ends[members[0] as number] as number),
  }));
  return { future };
}
