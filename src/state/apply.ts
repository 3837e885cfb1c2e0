import { assert } from '../base/assert.ts';
import { compile } from '../kubernetes/compile/compile.ts';
import { clusterOf, planAfter } from '../kubernetes/plan/plan.ts';
import type { Change } from '../kubernetes/read/change.ts';
import { changedObjects } from '../kubernetes/read/change.ts';
import type { State } from './state.ts';

/**
 * The state after a change of one object: the same as if all objects were read anew, and the old one stays as it is. What
 * the change does not touch is shared. Of a state that was read from objects of a cluster; a BugError for any other.
 */
export function applyChange(state: State, change: Change): State {
  const { given, profile } = state;
  assert(given !== undefined, 'a change of a state that was not read from objects');
  const objects = changedObjects(given.objects, change, given);
  if (objects === given.objects) return state;
  const plan = planAfter(objects, given);
  const cluster = clusterOf(objects, plan);
  return {
    ...state,
    cluster,
    network: compile(cluster, profile),
    diagnostics: [...given.said, ...cluster.diagnostics],
    reading: { ...state.reading, objects: objects.counts },
    given: { ...given, objects, plan },
  };
}
