import { ownerOf } from '../model/network/network.ts';
import type { NodeId } from '../model/network/node.ts';
import { nameOf } from '../model/network/node.ts';
import { podOfNode } from '../state/lookups.ts';
import type { State } from '../state/state.ts';
import type { ObjectReference, Origin } from '../text/origin.ts';
import type { Delivery } from './delivery.ts';

/** What a message has to do with: its sender, what was sent, and what decided before and after. */
export interface Met {
  readonly sender: NodeId;
  readonly deliveries: readonly Delivery[];
  readonly origins: readonly (Origin | undefined)[];
}

const known = new WeakMap<State['diagnostics'], ReadonlyMap<string, ReadonlySet<string>>>();

/** Codes of the errors of each object that has some. */
function errorsOf({ diagnostics }: State): ReadonlyMap<string, ReadonlySet<string>> {
  let errors = known.get(diagnostics);
  if (errors === undefined) {
    const made = new Map<string, Set<string>>();
    for (const { severity, code, origin } of diagnostics) {
      if (severity !== 'error' || origin?.object === undefined) continue;
      const key = keyOf(origin.object);
      made.set(key, (made.get(key) ?? new Set()).add(code));
    }
    errors = made;
    known.set(diagnostics, errors);
  }
  return errors;
}

function keyOf({ kind, namespace = '', name }: ObjectReference): string {
  return `${kind}/${namespace}/${name}`;
}

/**
 * Codes of errors in objects that a message has to do with: its ends with their namespaces and workloads, and whatever
 * says a rule that it meets. The API server would refuse such an object, or it was read in part (05).
 */
export function faultsOn(state: State, met: Met): readonly string[] {
  const errors = errorsOf(state);
  if (errors.size === 0) return [];
  const found = new Set<string>();
  for (const object of objectsOn(state, met))
    for (const code of errors.get(keyOf(object)) ?? []) found.add(code);
  return [...found].sort();
}

function* objectsOn(state: State, { sender, deliveries, origins }: Met): Generator<ObjectReference> {
  const { network } = state;
  for (const origin of origins) if (origin?.object !== undefined) yield origin.object;
  const ends = new Set<NodeId>([sender]);
  for (const { ways } of deliveries) {
    for (const { trace } of ways) {
      for (const { at, header, steps } of trace.hops) {
        const owner = ownerOf(network, header.target);
        ends.add(at);
        if (owner !== undefined) ends.add(owner);
        for (const { rule } of steps) if (rule?.origin?.object !== undefined) yield rule.origin.object;
      }
    }
  }
  for (const end of ends) yield* objectsOfEnd(state, end);
}

function* objectsOfEnd({ network, cluster }: State, node: NodeId): Generator<ObjectReference> {
  const pod = cluster && podOfNode(cluster, network, node);
  if (cluster === undefined || pod === undefined) {
    yield { kind: 'Node', name: nameOf(network.nodes, node) };
    return;
  }
  yield { kind: 'Pod', namespace: pod.namespace, name: pod.name };
  yield pod.workload;
  yield { kind: 'Namespace', name: pod.namespace };
}
