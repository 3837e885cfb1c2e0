import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import type { ClassId } from '../analysis/symbolic/classes.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf } from '../model/network/node.ts';
import { parseEnd } from '../state/end.ts';
import { podOfNode } from '../state/lookups.ts';
import { nodesOfEnd } from '../state/named-nodes.ts';
import type { State } from '../state/state.ts';
import type { ObjectReference } from '../text/origin.ts';

/** What one row or column of a matrix stands for. */
export const GROUPINGS = ['workload', 'pod', 'namespace', 'class'] as const;

/** One of them. */
export type Grouping = (typeof GROUPINGS)[number];

/** Ends that are one row or column: with the classes they are of, and how many of each. */
export interface Group {
  readonly object: ObjectReference;
  readonly ends: readonly number[];
  readonly classes: ReadonlyMap<ClassId, number>;
}

/** The ends of a network in groups, by namespace and name; `only`: an end that names those that are meant. */
export function groupsBy(
  state: State,
  { relation, classes }: AllPairs,
  by: Grouping,
  only: string | undefined,
  namespace: string,
): readonly Group[] {
  const { ends } = relation.finding;
  const meant = only === undefined ? undefined : new Set(meantBy(state, only, namespace));
  const groups = new Map<
    string,
    { object: ObjectReference; ends: number[]; classes: Map<ClassId, number> }
  >();
  for (const [end, node] of ends.nodes.entries()) {
    if (meant !== undefined && !meant.has(node as NodeId)) continue;
    const id = classes.of[end] as ClassId;
    const object =
      by === 'class'
        ? classObject(state, ends.nodes[classes.examples[id] as number] as NodeId)
        : objectOf(state, node as NodeId, by);
    const key = `${object.namespace ?? ''}/${object.name}/${object.kind}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { object, ends: [], classes: new Map() };
      groups.set(key, group);
    }
    group.ends.push(end);
    group.classes.set(id, (group.classes.get(id) ?? 0) + 1);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Classes are called by one of their pods. */
function classObject(state: State, example: NodeId): ObjectReference {
  return { ...objectOf(state, example, 'pod'), kind: 'Class' };
}

function objectOf({ network, cluster }: State, node: NodeId, by: Grouping): ObjectReference {
  const pod = cluster && podOfNode(cluster, network, node);
  const [namespace = '', name] = nameOf(network.nodes, node).split('/');
  if (pod === undefined)
    return name === undefined ? { kind: 'Pod', name: namespace } : { kind: 'Pod', namespace, name };
  if (by === 'namespace') return { kind: 'Namespace', name: pod.namespace };
  if (by === 'workload') return pod.workload;
  return { kind: 'Pod', namespace: pod.namespace, name: pod.name };
}

/** The pods that a text names: one, those of a workload, or of `namespace/NAME`. */
export function meantBy({ network, cluster }: State, text: string, namespace: string): readonly NodeId[] {
  const within = /^(?:ns|namespace)\/([^/]+)$/.exec(text)?.[1];
  if (within !== undefined) {
    return (cluster?.pods ?? []).flatMap((pod) =>
      pod.namespace === within
        ? nodesOfEnd(network, { kind: 'object', object: 'pod', namespace: within, name: pod.name }, within)
        : [],
    );
  }
  const end = parseEnd(text);
  if (end.kind === 'word')
    return nodesOfEnd(network, { kind: 'object', object: 'pod', name: end.word }, namespace);
  return end.kind === 'object' && end.object !== 'service' ? nodesOfEnd(network, end, namespace) : [];
}
