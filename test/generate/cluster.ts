import type { Objects } from '../conformance/kube.ts';
import { placesOf } from './cluster-places.ts';
import { podsOf } from './cluster-pods.ts';
import { policiesOf } from './cluster-policies.ts';
import { servicesOf } from './cluster-services.ts';
import { tierPoliciesOf } from './cluster-tiers.ts';
import type { Random } from './random.ts';

export { directQuestionsOf, questionsOf } from './cluster-questions.ts';

/**
 * A small cluster as `kubectl get -o json` gives it: two or three nodes, up to nine pods, services of every
 * type and policies of every kind. All of it is valid for the API server, save for peers of the admin and
 * baseline tiers that nobody knows, which fail closed (S129).
 */
export function clusterOf(random: Random): Objects {
  const places = placesOf(random);
  const pods = podsOf(random, places);
  const objects = [
    ...places.nodes,
    ...places.namespaces,
    ...pods,
    ...servicesOf(random, places, pods),
    ...policiesOf(random, places),
    ...tierPoliciesOf(random, places),
  ];
  // What is undefined here is absent there.
  return JSON.parse(JSON.stringify(objects));
}
