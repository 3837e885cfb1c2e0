import type { AllPairs } from '../analysis/symbolic/all-pairs.ts';
import type { ClassId, EndpointClasses } from '../analysis/symbolic/classes.ts';
import { parseEnd } from '../state/end.ts';
import { notFound } from '../state/named-nodes.ts';
import type { State } from '../state/state.ts';
import { meantBy } from './matrix-groups.ts';
import type { Ends } from './pair-summary.ts';
import type { Input, Refusal } from './question.ts';
import { refuse } from './question.ts';

/** The ends that a text names: a pod, those of a workload, or of `ns/NAME`, as far as they have networks of their own. */
export function endsNamed(
  state: State,
  { relation, classes }: AllPairs,
  text: string,
  input: Input,
): Ends | Refusal {
  const namespace = typeof input.namespace === 'string' ? input.namespace : 'default';
  const { numbers } = relation.finding.ends;
  const { kind } = parseEnd(text);
  if (kind !== 'word' && kind !== 'object' && !/^(ns|namespace)\//.test(text))
    return refuse('END_NOT_FOUND', `${text} names no pods`, 'ask for one message: fibula reach');
  const nodes = meantBy(state, text, namespace);
  if (nodes.length === 0) {
    const { problem, suggestion } = notFound(state.network, text, namespace);
    return refuse('END_NOT_FOUND', problem, suggestion);
  }
  const ends = nodes.map((node) => numbers[node] as number).filter((end) => end !== -1);
  if (ends.length === 0)
    return refuse(
      'END_NOT_FOUND',
      `${text} has no address of this family for itself: it is on the host network, or shares one`,
      'ask for one message: fibula reach',
    );
  return endsTogether(classes, ends);
}

/** Some ends, with the classes that they are of. */
export function endsTogether(classes: EndpointClasses, ends: readonly number[]): Ends {
  const counts = new Map<ClassId, number>();
  for (const end of ends) {
    const id = classes.of[end] as ClassId;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return { ends, classes: counts };
}
